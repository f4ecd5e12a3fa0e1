import { walkObus } from '../../media/codec/obu.ts';
import { nonSyncBit, type Chunk } from '../model/chunk.ts';
import type { ChunkSamples, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import { codingOf, eachNal, hasNals, isSlice, type NalCodec, type NalCoding } from './cmaf-nal-coding.ts';

interface Subject {
  readonly chunk: Chunk;
  readonly samples: ChunkSamples;
}

/** Types of the slices of a sample: the first one, and whether all are of pictures at which decoding can begin. */
interface Slices {
  readonly first: number;
  readonly allSync: boolean;
  readonly at: number;
}

/** Whether a slice is of a picture at which decoding can begin, leading pictures left aside (ISO/IEC 14496-15). */
const isSyncType = (codec: NalCodec, type: number): boolean =>
  codec === 'avc' ? type === 5 : codec === 'hevc' ? type >= 16 && type <= 21 : type >= 7 && type <= 9;

/** Instantaneous refresh, and broken links: after these nothing refers to what was before. */
const isRefresh = (codec: NalCodec, type: number): boolean =>
  codec === 'avc' ? type === 5 : codec === 'hevc' ? type >= 16 && type <= 20 : type === 7 || type === 8;

/** Pictures that may be followed by leading pictures which cannot be decoded when playing begins with them. */
const mayHaveSkipped = (codec: NalCodec, type: number): boolean =>
  codec === 'hevc' ? type === 21 || type === 16 : codec === 'vvc' && type === 9;

/** Random access skipped leading pictures. */
const isSkipped = (codec: NalCodec, type: number): boolean =>
  codec === 'hevc' ? type === 8 || type === 9 : codec === 'vvc' && type === 3;

const slicesOf = (sample: Uint8Array, coding: NalCoding): Slices | undefined => {
  let first = -1;
  let at = 0;
  let allSync = true;
  eachNal(sample, coding, (type, _nal, offset) => {
    if (!isSlice(coding.codec, type)) return;
    if (first < 0) {
      first = type;
      at = offset;
    }
    allSync &&= isSyncType(coding.codec, type);
  });
  return first < 0 ? undefined : { first, allSync, at };
};

const wrongFlag = ({ chunk, samples }: Subject, track: Track): Broken | undefined => {
  const coding = codingOf(chunk, track);
  if (coding === undefined) return undefined;
  let missing: Broken | undefined;
  for (let i = 0; i < samples.count; i++) {
    const slices = slicesOf(samples.bytes(i), coding);
    if (slices === undefined) continue;
    const isSync = (samples.flags(i) & nonSyncBit) === 0;
    const place = { offset: samples.offset(i) + slices.at, length: 1 };
    if (isSync && !slices.allSync) {
      return {
        says: 'a sample is flagged as a sync sample, but its picture is none at which decoding can begin',
        ...place,
        expected: coding.codec === 'avc' ? 'slices of type 5 (IDR)' : 'slices of random access pictures',
        actual: `NAL unit type ${String(slices.first)} in sample ${String(i + 1)}`,
      };
    }
    if (!isSync && slices.allSync && isRefresh(coding.codec, slices.first)) {
      missing ??= {
        says: 'a picture at which decoding can begin is not flagged as a sync sample',
        ...place,
        expected: 'sample_is_non_sync_sample 0',
        actual: `1, with NAL unit type ${String(slices.first)} in sample ${String(i + 1)}`,
        as: 'warning',
      };
    }
  }
  return missing;
};

const wrongStart = (at: number, actual: string): Broken => ({
  says: 'a fragment does not begin with a picture at which decoding can begin',
  offset: at,
  length: 1,
  expected: 'a stream access point of type 1 or 2',
  actual,
});

/** Whether the first frame of an AV1 sample is a key frame that is shown (AV1 specification, 5.9.2). */
const av1KeyFrame = (sample: Uint8Array): boolean | undefined => {
  let key: boolean | undefined;
  walkObus(sample, ({ obu_type, payload }) => {
    if (key !== undefined || (obu_type !== 3 && obu_type !== 6)) return;
    const [first] = payload;
    // show_existing_frame 0, frame_type 0 (two bits), show_frame 1.
    if (first !== undefined) key = first >> 4 === 1;
  });
  return key;
};

/** Whether the sequence header of a sample is that of a still picture, whose frames have no such fields. */
const isStill = (sample: Uint8Array): boolean => {
  let still = false;
  walkObus(sample, ({ obu_type, payload }) => {
    if (obu_type === 1) still ||= ((payload[0] ?? 0) & 0x08) !== 0;
  });
  return still;
};

const startsOfFragments = (): ((subject: Subject, track: Track) => Broken | undefined) => {
  /** Where a picture stands after which skipped pictures would make the fragment undecodable. */
  let open: { readonly at: number } | undefined;
  return ({ chunk, samples }, track) => {
    const first = samples.bytes(0);
    if (track.trak?.original === 'av01') {
      if (samples.opensFragment !== true || samples.count === 0) return undefined;
      if (av1KeyFrame(first) !== false || isStill(first)) return undefined;
      return wrongStart(samples.offset(0), 'a frame that is no key frame, or is not shown');
    }
    const coding = codingOf(chunk, track);
    if (coding === undefined) return undefined;
    const { codec } = coding;
    if (samples.opensFragment === true) {
      open = undefined;
      const slices = samples.count === 0 ? undefined : slicesOf(first, coding);
      if (slices !== undefined && !isSyncType(codec, slices.first)) {
        return wrongStart(samples.offset(0) + slices.at, `NAL unit type ${String(slices.first)}`);
      }
      // What leads the very first picture is not decoded by anybody.
      const begins = track.chunks <= 1 || chunk.afterHeader || chunk.resumes;
      if (slices !== undefined && !begins && mayHaveSkipped(codec, slices.first)) {
        open = { at: samples.offset(0) + slices.at };
      }
    }
    if (open === undefined) return undefined;
    for (let i = 0; i < samples.count; i++) {
      const slices = slicesOf(samples.bytes(i), coding);
      if (slices === undefined || !isSkipped(codec, slices.first)) continue;
      const { at } = open;
      open = undefined;
      return {
        ...wrongStart(at, `an open group of pictures: NAL unit type ${String(slices.first)} follows`),
        says: 'a fragment begins with an open group of pictures: set the encoder to closed ones',
      };
    }
    return undefined;
  };
};

/** What samples say of themselves, and what their pictures are (ISO/IEC 23000-19, 7.3.2.4; 14496-15, 5.4 and 8.4). */
export const cmafNalPictureRules = {
  'CMAF-NAL-002': rule('samples', {
    says: 'Sync samples are those at whose picture decoding can begin.',
    decides: ['DI-MT-01a'],
    applies: hasNals,
    unless: ['CMAF-NAL-001'],
    check: wrongFlag,
  }),
  'CMAF-NAL-003': rule('samples', {
    says: 'A fragment begins with a picture at which decoding can begin, and all of it can be decoded from there.',
    decides: ['DI-MT-01a', 'DI-MT-08'],
    applies: (track) => hasNals(track) || (track.trak?.original === 'av01' && !track.trak.encrypted),
    unless: ['CMAF-NAL-001', 'CMAF-NAL-002', 'CMAF-NAL-009'],
    start: startsOfFragments,
  }),
};
