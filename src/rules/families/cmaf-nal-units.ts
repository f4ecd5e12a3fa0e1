import { walkNals } from '../../media/codec/nal.ts';
import type { Chunk } from '../model/chunk.ts';
import type { ChunkSamples, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import { codingOf, eachNal, hasNals, isSlice, type NalCoding } from './cmaf-nal-coding.ts';

interface Subject {
  readonly chunk: Chunk;
  readonly samples: ChunkSamples;
}

/** Whether a sample begins with a start code instead of a length. */
const isAnnexB = (sample: Uint8Array): boolean =>
  sample[0] === 0 && sample[1] === 0 && (sample[2] === 1 || (sample[2] === 0 && sample[3] === 1));

const brokenSample = (sample: Uint8Array, whole: boolean, lengthSize: number): Broken | undefined => {
  let forbidden = -1;
  const { broken } = walkNals(sample, lengthSize, (nal, offset) => {
    if (forbidden < 0 && (nal[0] ?? 0) > 127) forbidden = offset;
  });
  // Of a sample that was not read to its end, the last NAL unit is longer than what is there.
  const cut = !whole && broken !== undefined && broken.reason !== 'a NAL unit has length zero';
  if (broken !== undefined && !cut) {
    return isAnnexB(sample)
      ? {
          says: 'samples begin with a start code: NAL units in files have a length in front, not the byte stream format of Annex B',
          offset: 0,
          length: 4,
          expected: `a length of ${String(lengthSize)} bytes`,
          actual: 'a start code',
        }
      : {
          says: `the lengths of NAL units do not fill the sample: ${broken.reason}`,
          offset: broken.offset,
          length: lengthSize,
          expected: `NAL units that fill ${String(sample.length)} bytes`,
          actual: `${broken.reason}, at byte ${String(broken.offset)} of the sample`,
        };
  }
  if (forbidden < 0) return undefined;
  return {
    says: 'forbidden_zero_bit of a NAL unit is 1',
    offset: forbidden,
    length: 1,
    expected: '0',
    actual: `1 at byte ${String(forbidden)} of the sample`,
  };
};

const untiled = ({ chunk, samples }: Subject, track: Track): Broken | undefined => {
  const coding = codingOf(chunk, track);
  if (coding === undefined) return undefined;
  for (let i = 0; i < samples.count; i++) {
    const sample = samples.bytes(i);
    if (sample.length === 0) continue;
    const found = brokenSample(sample, samples.whole(i), coding.lengthSize);
    if (found !== undefined) return { ...found, offset: samples.offset(i) + (found.offset ?? 0) };
  }
  return undefined;
};

/** Access unit delimiters by codec. */
const delimiter = { avc: 9, hevc: 35, vvc: 20 } as const;

/** Whether a slice says that it is the first of its picture. */
const beginsPicture = (coding: NalCoding, type: number, nal: Uint8Array): boolean => {
  if (!isSlice(coding.codec, type)) return false;
  // In AVC first_mb_in_slice 0 is one bit of 1; further partitions of a slice do not have it.
  if (coding.codec === 'avc') return (type === 1 || type === 2 || type === 5) && (nal[1] ?? 0) > 127;
  return (nal[2] ?? 0) > 127;
};

const strangeOrder = ({ chunk, samples }: Subject, track: Track): Broken | undefined => {
  const coding = codingOf(chunk, track);
  if (coding === undefined || coding.codec === 'vvc') return undefined;
  for (let i = 0; i < samples.count; i++) {
    let units = 0;
    let pictures = 0;
    let late = -1;
    let second = -1;
    eachNal(samples.bytes(i), coding, (type, nal, offset) => {
      if (type === delimiter[coding.codec] && units > 0 && late < 0) late = offset;
      if (beginsPicture(coding, type, nal)) {
        pictures += 1;
        if (pictures === (coding.fields ? 3 : 2)) second = offset;
      }
      units += 1;
    });
    if (second >= 0) {
      return {
        says: 'a sample has more than one picture',
        offset: samples.offset(i) + second,
        length: 1,
        expected: 'one access unit in each sample',
        actual: `${String(pictures)} first slices in sample ${String(i + 1)}`,
      };
    }
    if (late >= 0) {
      return {
        says: 'an access unit delimiter is not the first NAL unit of its sample',
        offset: samples.offset(i) + late,
        length: 1,
        expected: 'the delimiter first',
        actual: `at byte ${String(late)} of sample ${String(i + 1)}`,
      };
    }
  }
  return undefined;
};

/** How NAL units lie in samples (ISO/IEC 14496-15, 4.3 and 5.3.2; 14496-10 and 23008-2, 7.4). */
export const cmafNalUnitRules = {
  'CMAF-NAL-001': rule('samples', {
    says: 'NAL units with their lengths in front fill their samples.',
    decides: ['DI-MT-01a'],
    applies: hasNals,
    check: untiled,
  }),
  'CMAF-NAL-007': rule('samples', {
    says: 'A sample is one access unit, with its delimiter first if it has one.',
    decides: ['DI-MT-01a'],
    applies: hasNals,
    unless: ['CMAF-NAL-001'],
    check: strangeOrder,
  }),
};
