/** When most scenarios have seen enough of an ingest source that publishes as it should. */
import type { IngestUntil } from '../../../src/scenario/ingest/act.ts';

/** A few media objects of the first rendition, or a source that does nothing more. */
export const someObjects: IngestUntil = { objects: 6, orQuietFor: 'indefinite' };

/** Enough of them to see what each kind of object is called. */
export const fewObjects: IngestUntil = { objects: 5, orQuietFor: 'indefinite' };

/** So many that some leave the manifests, and are deleted as late as encoders do unless told otherwise. */
export const manyObjects: IngestUntil = { objects: 12, orQuietFor: 'indefinite' };
