import type { Box } from '../../media/isobmff/box.ts';
import { at } from '../point.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Trak } from '../model/header.ts';
import type { TrafShape } from '../model/shape.ts';
import type { Track } from '../model/track.ts';
import type { Broken } from '../rule.ts';

type Place = Pick<Broken, 'box' | 'offset' | 'length'>;

/** Where the flags of a FullBox stand (ISO/IEC 14496-12, 4.2). */
export const flagsAt = (box: Box): Place => ({ box, offset: box.start + box.header + 1, length: 3 });

/** Where the version of a FullBox stands (ISO/IEC 14496-12, 4.2). */
export const versionAt = (box: Box): Place => ({ box, offset: box.start + box.header, length: 1 });

/** The trak that a traf belongs to, by its track_ID; the track's own where no trak of the header has it. */
export const trakOf = (traf: TrafShape, track: Track): Trak | undefined =>
  track.headers.at(-1)?.traks.find(({ trackId }) => trackId === traf.trackId) ?? track.trak;

const defaults = {
  duration: 'default_sample_duration',
  size: 'default_sample_size',
  sampleFlags: 'default_sample_flags',
} as const;

/**
 * Where a property of sample `index` of a chunk is written: in its trun, or as a default in tfhd (ISO/IEC 14496-12,
 * 8.8.7 and 8.8.8). Where it is in neither of them, the trun that the sample belongs to.
 */
export const sampleAt = (
  chunk: Chunk,
  index: number,
  property: 'duration' | 'size' | 'sampleFlags' | 'composition',
): Place => {
  const { traf, shape } = chunk;
  let left = index;
  for (const trun of traf.truns) {
    if (left >= trun.listed) {
      left -= trun.listed;
      continue;
    }
    const field = trun[property];
    if (field >= 0) {
      const offset = shape.moof.start + trun.at + left * trun.stride + field;
      return { box: trun.box, offset, length: 4 };
    }
    if (property === 'sampleFlags' && left === 0 && trun.firstFlags !== undefined) {
      return at(trun.box, 'trun', 'first_sample_flags');
    }
    if (property === 'composition' || traf.tfhd === undefined) return { box: trun.box };
    const place = at(traf.tfhd, 'tfhd', defaults[property]);
    return place.offset === undefined ? { box: trun.box } : place;
  }
  return { box: traf.box };
};
