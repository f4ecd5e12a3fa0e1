/** How a validator is to judge. */
export interface Settings {
  /** The literal demands of CMAF and of the ingest document, instead of what deployed encoders can be held to. */
  readonly strict: boolean;
  /** Whether rules of later editions of the ingest document apply. */
  readonly head: boolean;
  /** Access units: not read, the first of each fragment, or all. */
  readonly deep: 'off' | 'first-sample' | 'every';
  /** Whether the objects are all that was sent in one ingest session, from its first request to its last. */
  readonly session: boolean;
  /** Only these rules, by id or family (`CMAF-TRK`); empty for all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

export const defaultSettings: Settings = {
  strict: false,
  head: false,
  deep: 'off',
  session: false,
  only: [],
  skip: [],
};
