import { decodeAs, type Box } from '../../media/isobmff/box.ts';
import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import { baseMediaDecodeTime } from '../model/chunk.ts';
import { at, fieldIs } from '../point.ts';
import { rule, type Rule } from '../rule.ts';

const prftOf = (boxes: readonly Box[]): Box | undefined => boxes.findLast(({ type }) => type === 'prft');

/** Values of the flags that the standard gives a meaning: when the NTP time was taken. */
const meanings = [0, 1, 2, 4, 8, 24];

/** A difference of two media times as it was meant: they wrap, and may be negative where audio is primed. */
const difference = (now: bigint, before: bigint, version: number): number =>
  Number(BigInt.asIntN(version === 0 ? 32 : 64, now - before));

const seconds = (value: number): string => `${value.toFixed(3)} s`;

/** Faster or slower than this many times the media is no accelerated clock but a jump. */
const mostSpeed = 20;

/** Producer reference times (ISO/IEC 14496-12, 8.16.5). */
export const cmafSegClockRules = {
  'CMAF-SEG-010': rule('segment', {
    says: 'A prft stands in front of the moof that it belongs to.',
    decides: ['DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ({ boxes, chunks, chunkSpans, last }, { complete }) => {
      if (chunks > chunkSpans.length) return undefined;
      let crowd = 0;
      let place = -1;
      for (const [i, box] of boxes.entries()) {
        if (box.type !== 'prft') continue;
        const next = chunkSpans.findIndex(({ start }) => start > box.start);
        if (next < 0) {
          if (!last || !complete) continue;
          return {
            says: 'no moof follows a prft',
            box,
            expected: 'prft, then moof',
            actual: 'prft behind the last moof',
          };
        }
        const to = chunkSpans[next]?.start ?? 0;
        const header = boxes.slice(i + 1).find(({ type, start }) => type === 'moov' && start < to);
        if (header !== undefined) {
          return {
            says: 'a CMAF header stands between a prft and its moof',
            box,
            expected: 'the header first, then prft and moof',
            actual: 'prft, moov, moof',
          };
        }
        crowd = next === place ? crowd + 1 : 1;
        place = next;
        if (crowd === 2) {
          return {
            says: 'several prft boxes stand in front of one moof',
            box,
            expected: 'one prft a moof',
            actual: 'two or more',
            as: 'info',
          };
        }
      }
      return undefined;
    },
  }),
  'CMAF-SEG-011': rule('box', {
    says: 'A prft refers to the track that it lies in.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak !== undefined,
    check: (box, { headers }) => {
      if (box.type !== 'prft') return undefined;
      const { reference_track_ID } = decodeAs(box, 'prft').value;
      const ids = headers.at(-1)?.traks.map(({ trackId }) => trackId) ?? [];
      return ids.includes(reference_track_ID)
        ? undefined
        : fieldIs(
            box,
            'prft',
            'reference_track_ID',
            'the prft refers to a track that is not in the header',
            ids.join(' or '),
            String(reference_track_ID),
          );
    },
  }),
  'CMAF-SEG-012': rule('chunk', {
    says: 'From prft to prft the wall clock advances as far as the media.',
    decides: ['DI-MT-01a'],
    applies: ({ headers }) => headers.at(-1)?.traks.length === 1,
    start: () => {
      let before: { readonly ntp: bigint; readonly media: bigint; readonly flags: number } | undefined;
      return (chunk, { trak }) => {
        if (chunk.resumes) before = undefined;
        if (chunk.preceding.length === 0 || trak === undefined || trak.timescale === 0) return undefined;
        const prft = prftOf(chunk.preceding);
        if (prft === undefined) return undefined;
        const { ntp_timestamp, media_time, flags, version } = decodeAs(prft, 'prft').value;
        const last = before;
        before = { ntp: ntp_timestamp, media: media_time, flags };
        // Times that were taken at different places (encoder input, output, …) are no steps of one clock.
        if (last?.flags !== flags) return undefined;
        const clock = Number(ntp_timestamp - last.ntp) / 2 ** 32;
        const media = difference(media_time, last.media, version) / trak.timescale;
        if (Math.abs(clock - media) <= 1 + Math.abs(media) / 600) return undefined;
        const paced = media > 0 && clock >= 0 && clock <= mostSpeed * media;
        return {
          says: paced
            ? 'the wall clock of prft runs at another speed than the media'
            : 'the wall clock of prft jumps against the media',
          ...at(prft, 'prft', 'ntp_timestamp', 8),
          expected: `ntp_timestamp ${seconds(media)} after the one before`,
          actual: seconds(clock),
          // Test sources and files that are sent at once have such clocks.
          ...(paced ? { as: 'info' as const } : {}),
        };
      };
    },
  }),
  'CMAF-SEG-013': rule('box', {
    says: 'The flags of a prft say in a known way when its time was taken.',
    decides: ['DI-MT-01a'],
    check: (box) => {
      if (box.type !== 'prft') return undefined;
      const { flags } = decodeAs(box, 'prft').value;
      return meanings.includes(flags)
        ? undefined
        : fieldIs(
            box,
            'prft',
            'flags',
            'the flags of the prft have no meaning',
            meanings.join(', '),
            String(flags),
            3,
          );
    },
  }),
  'CMAF-SEG-014': rule('chunk', {
    says: 'The media time of a prft lies in the chunk behind it.',
    decides: ['DI-MT-01a'],
    applies: ({ headers }) => headers.at(-1)?.traks.length === 1,
    check: (chunk, { trak }) => {
      if (chunk.preceding.length === 0 || !chunk.timed || trak === undefined) return undefined;
      const prft = prftOf(chunk.preceding);
      if (prft === undefined) return undefined;
      const { media_time, version } = decodeAs(prft, 'prft').value;
      const off = Math.abs(difference(media_time, baseMediaDecodeTime(chunk), version));
      const reorder = Math.max(Math.abs(chunk.leastOffset), Math.abs(chunk.greatestOffset));
      // The time may be that of any frame of the fragment, and may have the edit list taken off.
      if (off <= chunk.duration + reorder + trak.timescale + Number(trak.mediaTime ?? 0n)) return undefined;
      return fieldIs(
        prft,
        'prft',
        'media_time',
        'the media time of the prft is not in the chunk behind it',
        `about ${String(baseMediaDecodeTime(chunk))}`,
        String(BigInt.asIntN(version === 0 ? 33 : 64, media_time)),
        version === 0 ? 4 : 8,
      );
    },
  }),
} satisfies Partial<Record<keyof typeof cmafSegFacts, Rule>>;
