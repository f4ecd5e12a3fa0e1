/** Objections that only a receiving entity with quirks has to what is sent. Pure. */
import type { Trak } from '../../rules/model/header.ts';
import type { House } from './house.ts';
import type { MoofFacts } from './moofs.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Track } from './tracks.ts';

/** Whether each request must bring the header anew. */
export const wantsHeader = ({ has }: Settings): boolean => has('refuses-short-posts');

const boxBegins = /^[a-z0-9 ]{4}$/;

/** Whether the payload of a chunk does not begin with a box. */
export const isOddChunk = (bytes: Uint8Array): boolean =>
  bytes.length < 8 || !boxBegins.test(String.fromCharCode(...bytes.subarray(4, 8)));

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Whether bodies of other tracks of the publishing point are under way. */
const isBesideOthers = (track: Track, { bodies }: House): boolean =>
  [...bodies].some(([path, links]) => path !== track.path && links.size > 0 && path.startsWith(track.point));

/** The track whose header came last to the publishing point. */
const newestOf = (track: Track, { tracks }: House): Track | undefined =>
  tracks.all().findLast(({ point, header }) => point === track.point && header !== undefined);

export const objection = {
  toHeader: (
    track: Track,
    trak: Trak | undefined,
    bytes: Uint8Array,
    { has }: Settings,
  ): Refusal | undefined => {
    if (track.ended && has('ends-the-track-for-good')) {
      return { status: 403, why: 'the event of this track has ended' };
    }
    if (has('answers-500-to-sparse-tracks') && ['text', 'subt', 'meta'].includes(trak?.handler ?? '')) {
      return { status: 500, why: 'the track is undefined' };
    }
    const { header } = track;
    if (header === undefined) return undefined;
    if (isSame(header.bytes, bytes)) {
      return has('refuses-second-header') ? { status: 409, why: 'the header is here already' } : undefined;
    }
    const changed = header.trak?.language !== trak?.language;
    return changed && has('refuses-changed-header')
      ? { status: 400, why: 'the header is not that of the track' }
      : undefined;
  },

  toFragment: (
    track: Track,
    { time, duration, opens }: MoofFacts,
    first: number,
    { has }: Settings,
  ): Refusal | undefined => {
    // Half a second after the first of the request it is no further chunk of the same fragment.
    const isFurther = opens && time - first >= (track.header?.trak?.timescale ?? 0) / 2 && time > first;
    if (!opens && has('refuses-cmaf-chunks')) {
      return { status: 400, why: 'a fragment may not be divided' };
    }
    if (isFurther && has('needs-one-request-a-segment')) {
      return { status: 400, why: 'a request may bring one media fragment' };
    }
    const { newest, expected } = track;
    if (Number.isNaN(newest)) return undefined;
    if (time > newest) {
      const gap = time - expected > duration / 2;
      return gap && has('refuses-gaps') ? { status: 400, why: 'fragments are missing' } : undefined;
    }
    if (track.times.has(time)) {
      return has('refuses-resent-fragments')
        ? { status: 409, why: 'the fragment is here already' }
        : undefined;
    }
    return has('refuses-late-fragments') ? { status: 400, why: 'the fragment is too old' } : undefined;
  },

  toBox: (type: string, { has }: Settings): Refusal | undefined => {
    const refused = (type === 'styp' && has('refuses-styp')) || (type === 'emsg' && has('refuses-emsg'));
    return refused ? { status: 400, why: `${type} may not stand here` } : undefined;
  },

  /** Whether fragments of a track find no header, for the header of another track has come since. */
  isLost: (track: Track, house: House): boolean =>
    house.settings.has('loses-tracks-side-by-side') &&
    isBesideOthers(track, house) &&
    newestOf(track, house) !== track,

  /** The track that fragments are kept in by mistake. */
  mixes: (track: Track, house: House): Track | undefined =>
    house.settings.has('loses-tracks-side-by-side') && isBesideOthers(track, house)
      ? newestOf(track, house)
      : undefined,
};
