/** What is wrong with bytes that could nevertheless be read, and at which offset. */
export interface Fault {
  readonly at: number;
  readonly says: string;
}
