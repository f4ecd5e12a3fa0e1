/** Something that the user can put right: one line that says what to do, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
