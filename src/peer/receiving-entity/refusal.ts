/** Why a request is not taken. */
export interface Refusal {
  readonly status: number;
  /** A sentence without its full stop; it is the error reason that the source is told (DI-GEN-17d). */
  readonly why: string;
}

export const isRefusal = (value: object): value is Refusal => 'status' in value;
