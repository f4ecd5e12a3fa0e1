import { viewOf } from '../../media/bytes.ts';
import type { Chunk } from '../model/chunk.ts';
import type { ChunkSamples, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import { auxiliaryOf, type Auxiliary } from './cmaf-enc-auxiliary.ts';
import { codingOf } from './cmaf-nal-coding.ts';

/** Offset in the payload of senc of the sub-samples of sample `i`, and how many they are. */
const partsOf = (auxiliary: Auxiliary, i: number): { at: number; count: number } => {
  const start = (auxiliary.starts[i] ?? 0) + auxiliary.ivSize;
  const { payload } = auxiliary;
  return { at: start + 2, count: ((payload[start] ?? 0) << 8) | (payload[start + 1] ?? 0) };
};

/**
 * Walks the NAL units of a sample by what is clear of it. Answers the offset in the sample of the first length field or
 * NAL unit header that is not, or undefined.
 */
const hiddenHeader = (
  sample: Uint8Array,
  whole: boolean,
  senc: DataView,
  parts: { at: number; count: number },
  lengthSize: number,
  headerSize: number,
): number | undefined => {
  let at = 0;
  let part = 0;
  let clearFrom = 0;
  let clearTo = 0;
  let next = 0;
  while (at < sample.length) {
    while (next <= at && part < parts.count) {
      const entry = parts.at + part * 6;
      clearFrom = next;
      clearTo = clearFrom + senc.getUint16(entry);
      next = clearTo + senc.getUint32(entry + 2);
      part += 1;
    }
    if (next <= at) return undefined;
    if (at + lengthSize + headerSize > sample.length) return undefined;
    if (at < clearFrom || at + lengthSize + headerSize > clearTo) return at;
    let length = 0;
    for (let i = at; i < at + lengthSize; i++) length = length * 256 + (sample[i] ?? 0);
    if (length === 0 || (whole && at + lengthSize + length > sample.length)) return undefined;
    at += lengthSize + length;
  }
  return undefined;
};

const hidden = (
  { chunk, samples }: { readonly chunk: Chunk; readonly samples: ChunkSamples },
  track: Track,
): Broken | undefined => {
  const { trak } = track;
  const coding = codingOf(chunk, track);
  if (trak === undefined || coding === undefined) return undefined;
  const auxiliary = auxiliaryOf(chunk, trak);
  if (auxiliary === undefined || !auxiliary.hasSubsamples) return undefined;
  const senc = viewOf(auxiliary.payload);
  const headerSize = coding.codec === 'avc' ? 1 : 2;
  for (let i = 0; i < samples.count && i < auxiliary.read; i++) {
    const sum = auxiliary.sums[i] ?? NaN;
    const sample = samples.bytes(i);
    if (sample.length === 0) continue;
    const at = Number.isNaN(sum)
      ? 0
      : hiddenHeader(sample, samples.whole(i), senc, partsOf(auxiliary, i), coding.lengthSize, headerSize);
    if (at === undefined) continue;
    return {
      says: 'the length or the header of a NAL unit is encrypted',
      offset: samples.offset(i) + at,
      length: coding.lengthSize + headerSize,
      expected: 'clear bytes up to the end of the NAL unit header',
      actual: `protected bytes at byte ${String(at)} of sample ${String(i + 1)}`,
    };
  }
  return undefined;
};

/** What encryption leaves readable (ISO/IEC 23001-7, 9.5.2; 23000-19, 8.2.4). */
export const cmafEncSampleRules = {
  'CMAF-ENC-009': rule('samples', {
    says: 'Lengths and headers of NAL units are left clear.',
    decides: ['DI-MT-01b'],
    applies: ({ trak }) => trak?.encrypted === true && trak.kind === 'video',
    unless: ['CMAF-ENC-005', 'CMAF-ENC-007', 'CMAF-ENC-008'],
    check: hidden,
  }),
};
