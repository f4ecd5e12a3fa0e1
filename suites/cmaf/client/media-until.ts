/** When enough media came. */
import type { IngestUntil } from '../../../src/scenario/ingest/act.ts';

/** Enough seconds of media of the first track for its timeline to be judged, be its fragments short or long. */
export const enoughMedia: IngestUntil = { media: 12, orQuietFor: 'indefinite' };

/** So much that there are three fragments at least, though they be too long. */
export const enoughFragments: IngestUntil = { media: 24, orQuietFor: 'indefinite' };
