import { childrenOf, decodeAs, find } from '../../media/isobmff/box.ts';
import { at } from '../point.ts';
import type { Chunk } from '../model/chunk.ts';
import type { TrunShape } from '../model/shape.ts';
import { rule, type Broken, type Rule } from '../rule.ts';

/** Whether data offsets are counted from the moof, so that they can be judged (ISO/IEC 14496-12, 8.8.7.1). */
const fromMoof = ({ traf, shape }: Chunk): boolean =>
  (traf.tfhdFlags & 1) === 0 && ((traf.tfhdFlags & 0x20000) !== 0 || shape.trafs[0] === traf);

/** Where the payload of the mdat begins and ends, relative to the moof; without an end where it reaches to the end. */
const payloadBegin = (chunk: Chunk): number =>
  chunk.data === undefined ? NaN : chunk.data.start + chunk.data.header - chunk.start;
const payloadEnd = (chunk: Chunk): number =>
  chunk.data?.payload === undefined ? Infinity : payloadBegin(chunk) + chunk.data.payload;

const offsetAt = ({ box }: TrunShape) => at(box, 'trun', 'data_offset');

/** First and last byte of the data of each trun, relative to the moof, and whose it is. */
interface Run {
  readonly trun: TrunShape;
  readonly begin: number;
  readonly end: number;
}

/**
 * The data of each trun of a chunk; a trun without data_offset goes on behind the one before it. Undefined where there
 * are more samples than are listed, so that they cannot be summed up one trun at a time.
 */
const runsOf = (chunk: Chunk): readonly Run[] | undefined => {
  const { listed, samples, traf } = chunk;
  if (listed.listed < samples) return undefined;
  let index = 0;
  let next = 0;
  return traf.truns.map((trun) => {
    let bytes = 0;
    for (let i = 0; i < trun.count; i++) bytes += listed.sizes[index + i] ?? 0;
    index += trun.count;
    const begin = trun.dataOffset ?? next;
    next = begin + bytes;
    return { trun, begin, end: next };
  });
};

const tooFar = (trun: TrunShape, end: number, limit: number): Broken => ({
  says: 'samples reach beyond the end of their mdat',
  ...offsetAt(trun),
  expected: `at most ${String(limit)} bytes from the moof`,
  actual: `${String(end)} bytes (${String(end - limit)} too many)`,
});

/** What is wrong with several truns: one that reaches too far, or two that share bytes. */
const runsBroken = (chunk: Chunk): Broken | undefined => {
  const runs = runsOf(chunk);
  const limit = payloadEnd(chunk);
  const far = runs?.find(({ end }) => end > limit);
  if (far !== undefined) return tooFar(far.trun, far.end, limit);
  const filled = runs?.filter(({ begin, end }) => end > begin) ?? [];
  const sorted = filled.sort((a, b) => a.begin - b.begin);
  const shared = sorted.find((run, i) => run.begin < (sorted[i - 1]?.end ?? -Infinity));
  if (shared === undefined) return undefined;
  return {
    says: 'two truns share bytes',
    ...offsetAt(shared.trun),
    expected: 'data of its own for each trun',
    actual: `data_offset ${String(shared.begin)}`,
  };
};

/** Bytes of auxiliary information that saio places inside the mdat (ISO/IEC 14496-12, 8.7.8 and 8.7.9). */
const auxiliaryBytes = (chunk: Chunk): number => {
  const traf = find(chunk.moof, 'traf');
  const [begin, end] = [BigInt(payloadBegin(chunk)), payloadEnd(chunk)];
  const inside = childrenOf(traf, 'saio').some((saio) =>
    decodeAs(saio, 'saio').value.entries.some(({ offset }) => offset >= begin && Number(offset) < end),
  );
  if (!inside) return 0;
  return childrenOf(traf, 'saiz').reduce((sum, saiz) => {
    const { default_sample_info_size, sample_count, sizes } = decodeAs(saiz, 'saiz').value;
    if (default_sample_info_size > 0) return sum + default_sample_info_size * sample_count;
    return sizes.reduce((all, { sample_info_size }) => all + sample_info_size, sum);
  }, 0);
};

/** Where the data of samples lies (ISO/IEC 23000-19, 7.3.2.3; ISO/IEC 14496-12, 8.8.8). */
export const dataRules = {
  'CMAF-FRAG-021': rule('chunk', {
    says: 'The data of a trun begins inside the mdat of its chunk.',
    decides: ['DI-MT-01a', 'DI-DEF-fragment', 'DI-TM-11'],
    check: (chunk) => {
      const { data, traf } = chunk;
      if (data === undefined || !fromMoof(chunk)) return undefined;
      const begin = payloadBegin(chunk);
      const end = payloadEnd(chunk);
      for (let i = 0; i < traf.truns.length; i++) {
        const trun = traf.truns[i];
        if (trun?.dataOffset === undefined || trun.count === 0) continue;
        if (trun.dataOffset >= begin && trun.dataOffset <= end) continue;
        return {
          says:
            trun.dataOffset < begin
              ? 'the first sample begins in front of the payload of the mdat: data_offset counts from the moof'
              : 'the first sample begins behind the mdat: data_offset counts from the moof',
          ...offsetAt(trun),
          expected: `data_offset ${String(begin)}`,
          actual: `data_offset ${String(trun.dataOffset)}`,
        };
      }
      return undefined;
    },
  }),
  'CMAF-FRAG-022': rule('chunk', {
    says: 'All samples of a chunk lie inside its mdat, and no two truns share bytes.',
    decides: ['DI-MT-01a', 'DI-DEF-fragment', 'DI-TM-11'],
    unless: ['CMAF-FRAG-020', 'CMAF-FRAG-021'],
    check: (chunk) => {
      const { data, traf, bytes } = chunk;
      const trun = traf.truns[0];
      if (data?.payload === undefined || trun === undefined || !fromMoof(chunk)) return undefined;
      if (traf.truns.length > 1) return runsBroken(chunk);
      const end = (trun.dataOffset ?? 0) + bytes;
      const limit = payloadEnd(chunk);
      return end <= limit ? undefined : tooFar(trun, end, limit);
    },
  }),
  'CMAF-FRAG-023': rule('chunk', {
    says: 'The samples of a chunk fill its mdat.',
    decides: ['DI-DEF-fragment'],
    unless: ['CMAF-FRAG-013', 'CMAF-FRAG-020', 'CMAF-FRAG-021', 'CMAF-FRAG-022'],
    check: (chunk) => {
      const { data, shape, bytes } = chunk;
      if (data?.payload === undefined || data.payload === bytes || shape.trafs.length !== 1) return undefined;
      // Sizes of zero are told by another rule; what they leave over has the same cause.
      if (bytes > data.payload || chunk.smallest === 0 || !fromMoof(chunk)) return undefined;
      const left = data.payload - bytes - auxiliaryBytes(chunk);
      if (left <= 0) return undefined;
      const first = chunk.traf.truns[0]?.dataOffset ?? 0;
      const front = Math.max(0, first - payloadBegin(chunk));
      return {
        says: 'an mdat with bytes that belong to no sample',
        box: `mdat[${String(chunk.ordinal)}]`,
        offset: data.start,
        length: data.header,
        expected: `a payload of ${String(bytes)} bytes`,
        actual: `${String(data.payload)} bytes, ${String(front)} of them in front of the first sample`,
      };
    },
  }),
  'CMAF-FRAG-042': rule('chunk', {
    says: 'An mdat is not empty.',
    decides: ['DI-DEF-fragment'],
    unless: ['CMAF-FRAG-013', 'CMAF-FRAG-021', 'CMAF-FRAG-022', 'CMAF-FRAG-026'],
    check: ({ data, ordinal }) =>
      data?.payload !== 0
        ? undefined
        : {
            says: 'an empty mdat: receiving entities may take it for a truncated one',
            box: `mdat[${String(ordinal)}]`,
            offset: data.start,
            length: data.header,
            expected: 'a payload',
            actual: 'none',
          },
  }),
} satisfies Record<string, Rule>;
