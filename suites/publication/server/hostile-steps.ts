/** Steps by which a store is seen to go on, whatever it was sent before. */
import { header } from '../../../src/scenario/ingest/media-step.ts';
import { upload } from '../../../src/scenario/ingest/object-step.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';

/** A further source on a connection of its own: an object of its own, and whether it is taken. */
export const afterwards = (): readonly Step[] =>
  upload('afterwards.cmfv', [header()], { conn: 'afterwards' });
