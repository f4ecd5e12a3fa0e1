/** When most scenarios have seen enough of an ingest source. */
import type { IngestUntil } from '../../../src/scenario/ingest/act.ts';

/** A few fragments after the last act, or a source that does nothing more. */
export const goesOn: IngestUntil = { fragments: 6, orQuietFor: 'indefinite' };

/** Enough of several tracks. */
export const goesOnForLong: IngestUntil = { fragments: 12, orQuietFor: 'indefinite' };
