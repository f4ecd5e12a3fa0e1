/**
 * The validator of CMAF tracks as a library: `ingestspec/validator`. It does no I/O and runs in a browser: whoever calls
 * it brings the bytes.
 */
import { loadXmlParser } from './media/xml-parser.ts';
import type { TrackValidator } from './rules/engine/contract.ts';
import { trackValidator } from './rules/engine/track-validator.ts';
import type { Finding } from './rules/finding.ts';
import { rules } from './rules/rules.ts';
import { defaultSettings, type Settings } from './rules/settings.ts';

await loadXmlParser();

export { findingsOf, judge, judgeTrack, type Judgement } from './rules/judge.ts';
export { defaultSettings, type Settings } from './rules/settings.ts';
export type { Confidence, Severity } from './rules/facts/facts.ts';
export type { RuleId } from './rules/facts/index.ts';
export type { Finding, Place } from './rules/finding.ts';
export type { Input, ObjectInput, TrackInput } from './rules/input.ts';
export type { ObjectFacts, TrackReport, TrackValidator } from './rules/engine/contract.ts';

/** How a track is to be judged; what is left out is as in `defaultSettings`. */
export interface ValidatorOptions extends Partial<Settings> {
  /** What the track is called in the report. */
  readonly name?: string;
  /** Told of each finding when it is found for the first time. */
  readonly onFinding?: (finding: Finding) => void;
}

/**
 * A validator of one CMAF track (ISO/IEC 23000-19, 7.3.2). `open` begins an object (a file, the body of a request),
 * `push` takes its bytes in slices of any size, `close` ends it, and `end` answers what was found. While `skippable`
 * says that bytes are not wanted, a reader of a file may pass over as many and tell `skip`. Nothing throws, whatever
 * the bytes; offsets of findings are bytes from the beginning of the object.
 */
export const validator = ({
  name = 'track',
  onFinding,
  ...settings
}: ValidatorOptions = {}): TrackValidator =>
  trackValidator(name, rules, { ...defaultSettings, ...settings }, onFinding);
