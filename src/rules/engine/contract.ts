import type { RuleId } from '../facts/index.ts';
import type { Finding } from '../finding.ts';
import type { Track } from '../model/track.ts';

/** What is known of an object before its bytes come. */
export interface ObjectFacts {
  /** Whether it follows one that failed or was refused. */
  readonly afterFailure?: boolean;
}

/** What became of a track: its findings, and the rules that had something to look at. */
export interface TrackReport {
  readonly name: string;
  readonly track: Track;
  readonly findings: readonly Finding[];
  readonly exercised: ReadonlySet<RuleId>;
}

/** A validator of one track, fed with objects (or one file) as bytes come. */
export interface TrackValidator {
  /** Begins an object: a file, or the body of a request. */
  open(name: string, facts?: ObjectFacts): void;
  push(bytes: Uint8Array): void;
  /** How many bytes ahead nobody wants: a reader of a file may seek over them and call `skip`. */
  skippable(): number;
  skip(count: number): void;
  /** Ends the object. `complete` is false where it was cut off on its way, which is no fault of its boxes. */
  close(complete?: boolean): void;
  /** Ends the track. */
  end(): TrackReport;
  readonly track: Track;
}
