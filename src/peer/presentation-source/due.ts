/** When a segment is there to be uploaded. */
import type { Scene } from '../ingest-source/scene.ts';

/** Whether a segment, so many after the first, is there, or a part of it: from 0 to 1 where it is being made. */
export const isDue = ({ clock, quirks }: Scene, after: number, seconds: number, part = 0): boolean =>
  clock.isDue((after + part) * (quirks.has('falls-behind') ? 2 : 1), seconds);
