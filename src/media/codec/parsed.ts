/**
 * What a parser of foreign bytes returns: the value, or in one line what is wrong with the bytes and, where it can be
 * told, the offset into what was given to the parser. A parser never throws.
 */
export type Parsed<T> = { readonly value: T } | { readonly broken: string; readonly at?: number };

/** The answer for bytes that stop before the syntax does; `at` is where they stop. */
export const endsEarly = (
  name: string,
  bytes: Uint8Array,
): { readonly broken: string; readonly at: number } => ({
  broken: `${name} ends early, after ${bytes.length} bytes`,
  at: bytes.length,
});
