/** What ingest asks of the objects of a session: how it begins, goes on after an interruption, and ends. */
import type { Segment, Track } from '../model/track.ts';
import { alias, rule, type Outcome, type Rule } from '../rule.ts';

/** Whether all that was sent is there and ended as its sender meant it to. */
const hasEnded = ({ settings, complete, chunks }: Track): boolean =>
  settings.session && complete && chunks > 0;

/** The chunk that an interruption cut off: its segment, and the time at which it begins. */
interface Lost {
  readonly object: string;
  readonly start: number;
  readonly time: number;
  readonly end: number;
}

/** What was lost where an object was cut off inside the last chunk that it has. */
const lostIn = (segment: Segment, { complete }: Track): Lost | undefined => {
  const span = segment.chunkSpans.at(-1);
  if (complete || span === undefined || Number.isNaN(segment.time)) return undefined;
  if (span.end <= segment.end && span.end > span.start) return undefined;
  const end = segment.time + segment.duration;
  return { object: segment.object, start: span.start, time: end - span.duration, end };
};

/** Watches for an object that was cut off, and whether what comes next sends the chunk again that it broke in. */
const resent = () => {
  let lost: Lost | undefined;
  return (segment: Segment, track: Track): Outcome => {
    const before = lost;
    if (before !== undefined && segment.chunks > 0) {
      lost = undefined;
      if (segment.time > before.time) {
        return {
          says: 'the chunk that was cut off was not sent again',
          box: 'moof',
          offset: segment.start,
          expected: `media from the chunk of ${before.object} at ${String(before.start)} on`,
          actual: segment.time === before.end ? 'what follows it' : 'media of a later time',
          // Who was away for longer may go on at the live edge.
          ...(segment.time === before.end ? {} : { as: 'info' as const }),
        };
      }
    }
    lost = lostIn(segment, track) ?? (segment.chunks > 0 ? undefined : lost);
    return undefined;
  };
};

/** What the path of an object says of its track: the name in `Streams(name.ext)`, otherwise the folder. */
const trackKey = (object: string): string => {
  const path = object.replace(/[?#].*/s, '');
  const streams = /Streams\(([^)/]*)\)/.exec(path);
  return streams === null ? path.slice(0, path.lastIndexOf('/') + 1) : `Streams(${streams[1] ?? ''})`;
};

export const ingestSessionRules = {
  'INGEST-001': alias(['CMAF-TRK-016'], {
    says: 'The first that is sent of a track is its CMAF header.',
    decides: ['DI-CMAF-GP-01', 'DI-CMAF-GP-02', 'DI-DEF-header'],
  }),
  'INGEST-002': rule('chunk', {
    says: 'After a request that failed or was cut off, the CMAF header is sent again before media.',
    decides: ['DI-CMAF-GP-04a', 'DI-CMAF-GP-05b'],
    check: (chunk, { afterFailure, complete }) =>
      !chunk.opensObject || !chunk.resumes || chunk.afterHeader || (afterFailure !== true && complete)
        ? undefined
        : {
            says: 'media goes on after an interruption without the CMAF header',
            expected: 'ftyp and moov first',
            actual: 'moof',
          },
  }),
  'INGEST-003': alias(['CMAF-TRK-014'], {
    says: 'A CMAF header that is sent again is the same one.',
    decides: ['DI-CMAF-GP-05b'],
  }),
  'INGEST-012': rule('track', {
    says: 'The end of a session is told by an mfra box, or by a last segment that says that it is the last.',
    decides: ['DI-CMAF-GP-06a', 'DI-DEF-mfra'],
    check: (track) => {
      const { lastBox, lastBrands = [] } = track;
      if (!hasEnded(track) || lastBox === 'mfra' || lastBrands.includes('lmsg')) return undefined;
      return {
        says: 'the session ends without an mfra box',
        expected: 'an empty mfra box last',
        actual: lastBox ?? 'nothing',
      };
    },
  }),
  'INGEST-013': alias(['CMAF-SEG-030'], {
    says: 'No media follows the mfra box that ends a session.',
    decides: ['DI-CMAF-GP-06a'],
  }),
  'INGEST-016': rule('segment', {
    says: 'A chunk that an interruption cut off is sent again.',
    decides: ['DI-GEN-14a', 'DI-CMAF-GP-04b'],
    start: resent,
  }),
  'INGEST-017': alias(['CMAF-SEG-002'], {
    says: 'A segment may begin with styp, and may do without.',
    decides: ['DI-CMAF-GP-14'],
  }),
  'INGEST-019': rule('segment', {
    says: 'Later editions ask for one segment a request.',
    decides: ['DI-MT-N1'],
    applies: ({ settings }) => settings.head && settings.session,
    start: () => {
      let before: string | undefined;
      return ({ object, chunks, styp }) => {
        if (chunks === 0) return undefined;
        const another = before === object;
        before = object;
        if (!another) return undefined;
        return {
          says: 'a request carries several segments',
          ...(styp === undefined ? {} : { box: styp }),
          expected: 'one segment',
          actual: 'another one behind it',
        };
      };
    },
  }),
  'INGEST-020': rule('track', {
    says: 'The path of every object of a track names that track in the same way.',
    decides: ['DI-CMAF-GP-08'],
    check: ({ objects, settings }) => {
      const keys = settings.session ? [...new Set(objects.map(trackKey))] : [];
      const [first, other] = keys;
      if (first === undefined || other === undefined) return undefined;
      return {
        says: 'objects of one track were sent to paths that do not tell that they belong together',
        expected: first,
        actual: other,
      };
    },
  }),
  'INGEST-022': rule('segment', {
    says: 'Every segment of video or audio has a prft.',
    applies: ({ trak }) => trak?.kind === 'video' || trak?.kind === 'audio',
    check: ({ chunks, boxes }) =>
      chunks === 0 || boxes.some(({ type }) => type === 'prft')
        ? undefined
        : { says: 'a segment has no prft', expected: 'prft in front of moof', actual: 'none' },
  }),
  'INGEST-023': rule('track', {
    says: 'The last segment of a session has the brand lmsg.',
    unless: ['INGEST-012'],
    check: (track) =>
      !hasEnded(track) || track.lastBrands?.includes('lmsg') === true
        ? undefined
        : {
            says: 'the last segment does not say that it is the last',
            expected: 'styp with lmsg',
            actual: track.lastBrands?.join(' ') || 'no styp',
          },
  }),
} satisfies Record<string, Rule>;
