import { decodeAs, type Box } from '../../media/isobmff/box.ts';
import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import type { Segment, Track } from '../model/track.ts';
import { at, fieldIs } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';

const referenceType = 0x80000000;

/** The chunks that lie in a range of bytes: how many, how long, and whether the range cuts one of them. */
const chunksIn = (spans: Segment['chunkSpans'], first: number, to: number) => {
  let next = first;
  let duration = 0;
  for (; next < spans.length; next++) {
    const span = spans[next];
    if (span === undefined || span.start >= to) break;
    duration += span.duration;
  }
  return { next, duration, cut: (spans[next - 1]?.end ?? 0) > to };
};

/** What is wrong with the one index of a segment (ISO/IEC 14496-12, 8.16.3), or nothing. */
const indexFault = (sidx: Box, segment: Segment, track: Track): Broken | undefined => {
  const { value, end, fault } = decodeAs(sidx, 'sidx');
  const { references, timescale } = value;
  const scale = track.trak?.timescale ?? 0;
  const { chunkSpans: spans } = segment;
  if (fault !== undefined || timescale === 0 || scale === 0 || references.length === 0) return undefined;
  if (references.some(({ reference }) => reference >= referenceType)) {
    return {
      says: 'a reference of the sidx leads to another index instead of media',
      ...at(sidx, 'sidx', 'references'),
      expected: 'reference_type 0',
      actual: 'reference_type 1',
    };
  }
  const anchor = end + Number(value.first_offset);
  const total = references.reduce((sum, { reference }) => sum + reference, 0);
  // An index in front of many segments is that of the whole file.
  if (!segment.whole && anchor + total > segment.end) return undefined;
  const begin = spans.findIndex((span) => span.start >= anchor);
  let index = begin;
  let to = anchor;
  for (const [i, { reference, subsegment_duration }] of references.entries()) {
    to += reference;
    const found = chunksIn(spans, index, to);
    const spot = { box: sidx, offset: (decodeAs(sidx, 'sidx').at['references'] ?? sidx.start) + i * 12 };
    if (index < 0 || found.next === index || found.cut || to > segment.end) {
      return {
        says: 'the sizes in the sidx do not lead to where chunks end',
        ...spot,
        length: 4,
        expected: `the end of a chunk${index < 0 ? '' : `, such as byte ${String(spans[found.next - 1]?.end ?? segment.end)}`}`,
        actual: `byte ${String(to)} for reference ${String(i)}`,
      };
    }
    const ticks = (found.duration * timescale) / scale;
    if (Math.abs(ticks - subsegment_duration) > 1) {
      return {
        says: 'a duration in the sidx differs from that of the samples',
        ...spot,
        offset: spot.offset + 4,
        length: 4,
        expected: `subsegment_duration ${String(Math.round(ticks))}`,
        actual: `subsegment_duration ${String(subsegment_duration)} for reference ${String(i)}`,
      };
    }
    index = found.next;
  }
  if (index < spans.length) {
    return {
      says: 'the sizes in the sidx end before the chunks of the segment do',
      ...at(sidx, 'sidx', 'references'),
      expected: `${String(segment.end - anchor)} bytes`,
      actual: `${String(total)} bytes`,
    };
  }
  if (begin === 0 && Number.isFinite(segment.time + segment.earliest)) {
    const composed = track.origin + BigInt(Math.trunc(segment.time + segment.earliest));
    const shown = composed - (track.trak?.mediaTime ?? 0n);
    const off = (time: bigint): bigint => {
      const difference = value.earliest_presentation_time * BigInt(scale) - time * BigInt(timescale);
      return difference < 0n ? -difference : difference;
    };
    // Encoders differ in whether the edit list is taken off; a tick of either timescale is rounding.
    const tolerance = BigInt(Math.max(scale, timescale));
    if (off(composed) > tolerance && off(shown) > tolerance) {
      return {
        says: 'the earliest presentation time of the sidx is not that of the samples',
        ...at(sidx, 'sidx', 'earliest_presentation_time', value.version === 0 ? 4 : 8),
        expected: `${String((shown * BigInt(timescale)) / BigInt(scale))}`,
        actual: String(value.earliest_presentation_time),
      };
    }
  }
  if (segment.fragments === undefined || segment.fragments === references.length) return undefined;
  return {
    says: 'the sidx does not have one reference for each fragment',
    ...at(sidx, 'sidx', 'reference_count', 2),
    expected: `${String(segment.fragments)} references`,
    actual: `${String(references.length)} references`,
    as: 'info',
  };
};

/** Segment indexes (ISO/IEC 14496-12, 8.16.3; ISO/IEC 23000-19, 7.3.3.3). */
export const cmafSegIndexRules = {
  'CMAF-SEG-005': rule('segment', {
    says: 'A sidx tells the sizes, durations and first presentation time of the fragments behind it.',
    decides: ['DI-MT-01a'],
    applies: ({ headers }) => headers.at(-1)?.traks.length === 1,
    check: (segment, track) => {
      const { boxes, chunks, chunkSpans } = segment;
      if (chunks === 0 || chunks > chunkSpans.length) return undefined;
      const sidx = boxes.find(({ type }) => type === 'sidx');
      if (sidx === undefined) return undefined;
      const others = boxes.some((box) => box.type === 'sidx' && box !== sidx);
      const open = chunkSpans.some(({ start, end }) => end <= start);
      if (others || open) return undefined;
      // One that stands behind its media is told by its place.
      return chunkSpans.some(({ start }) => start > sidx.start)
        ? indexFault(sidx, segment, track)
        : undefined;
    },
  }),
  'CMAF-SEG-006': rule('box', {
    says: 'A sidx indexes the track that it lies in, in its timescale.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak !== undefined,
    check: (box, { trak, headers }) => {
      if (box.type !== 'sidx' || trak === undefined) return undefined;
      const { reference_ID, timescale } = decodeAs(box, 'sidx').value;
      const ids = headers.at(-1)?.traks.map(({ trackId }) => trackId) ?? [];
      if (!ids.includes(reference_ID)) {
        return fieldIs(
          box,
          'sidx',
          'reference_ID',
          'the sidx indexes a track that is not in the header',
          ids.join(' or '),
          String(reference_ID),
        );
      }
      if (timescale === trak.timescale || ids.length > 1) return undefined;
      return {
        ...fieldIs(
          box,
          'sidx',
          'timescale',
          'the sidx counts in another timescale than its track',
          String(trak.timescale),
          String(timescale),
        ),
        // Another timescale is allowed, only unusual; none at all is not.
        ...(timescale === 0 ? {} : { as: 'info' as const }),
      };
    },
  }),
  'CMAF-SEG-007': rule('segment', {
    says: 'A sidx stands before the media that it indexes.',
    decides: ['DI-MT-01a'],
    check: ({ boxes, chunks, chunkSpans, last }) => {
      if (chunks === 0 || chunks > chunkSpans.length || !last) return undefined;
      const end = chunkSpans.at(-1)?.start ?? 0;
      const sidx = boxes.find(({ type, start }) => type === 'sidx' && start > end);
      return sidx === undefined
        ? undefined
        : {
            says: 'a sidx stands behind all media of its segment',
            box: sidx,
            expected: 'sidx before the first moof that it indexes',
            actual: 'no moof behind it',
          };
    },
  }),
} satisfies Partial<Record<keyof typeof cmafSegFacts, Rule>>;
