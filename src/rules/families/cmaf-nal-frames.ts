import { walkObus } from '../../media/codec/obu.ts';
import { bitReader, type BitReader } from '../../media/codec/bits.ts';
import { nonSyncBit, type Chunk } from '../model/chunk.ts';
import type { ChunkSamples, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';

interface Subject {
  readonly chunk: Chunk;
  readonly samples: ChunkSamples;
}

/** Whether a track is of one of these codings, and its samples can be read. */
const codedAs =
  (...codings: readonly string[]) =>
  ({ trak }: Track): boolean =>
    trak !== undefined && !trak.encrypted && codings.includes(trak.original);

/** Types of AV1 OBUs (AV1 specification, 6.2.2). */
const [sequenceHeader, temporalDelimiter, frameHeader, frame] = [1, 2, 3, 6];

const brokenUnit = (sample: Uint8Array, whole: boolean, isSync: boolean): Broken | undefined => {
  let delimiter = -1;
  let forbidden = -1;
  let hasSequence = false;
  let lacking = -1;
  const { broken } = walkObus(sample, ({ obu_type, obu_forbidden_bit }, offset) => {
    if (obu_forbidden_bit !== 0 && forbidden < 0) forbidden = offset;
    if (obu_type === temporalDelimiter && delimiter < 0) delimiter = offset;
    if (obu_type === sequenceHeader) hasSequence = true;
    if ((obu_type === frame || obu_type === frameHeader) && !hasSequence && lacking < 0) lacking = offset;
  });
  if (whole && broken !== undefined) {
    return {
      says: `the OBUs do not fill the sample: ${broken.reason}`,
      offset: broken.offset,
      expected: `OBUs that fill ${String(sample.length)} bytes`,
      actual: `${broken.reason}, at byte ${String(broken.offset)}`,
    };
  }
  if (forbidden >= 0) {
    return { says: 'obu_forbidden_bit is 1', offset: forbidden, length: 1, expected: '0', actual: '1' };
  }
  if (delimiter >= 0) {
    return {
      says: 'a sample has a temporal delimiter: they are left out in files',
      offset: delimiter,
      length: 1,
      expected: 'no OBU of type 2',
      actual: `one at byte ${String(delimiter)}`,
    };
  }
  if (isSync && lacking >= 0) {
    return {
      says: 'a sync sample has no sequence header before its frame',
      offset: lacking,
      length: 1,
      expected: 'an OBU of type 1 first',
      actual: 'a frame first',
    };
  }
  return undefined;
};

const temporalUnits = ({ samples }: Subject): Broken | undefined => {
  for (let i = 0; i < samples.count; i++) {
    const found = brokenUnit(samples.bytes(i), samples.whole(i), (samples.flags(i) & nonSyncBit) === 0);
    if (found !== undefined) return { ...found, offset: samples.offset(i) + (found.offset ?? 0) };
  }
  return undefined;
};

/** Samples of one chunk from which a syncword alone, without its length, is believed. */
const enough = 10;

const adts = ({ samples }: Subject): Broken | undefined => {
  let seen = 0;
  let synced = 0;
  let matching = 0;
  for (let i = 0; i < samples.count; i++) {
    const sample = samples.bytes(i);
    if (sample.length < 2) continue;
    seen += 1;
    // Twelve bits of 1, and layer 0: layers of MPEG-1 audio are not (ISO/IEC 14496-3, 1.A.2.2.1).
    if (sample[0] !== 0xff || ((sample[1] ?? 0) & 0xf6) !== 0xf0) continue;
    synced += 1;
    const length = (((sample[3] ?? 0) & 3) << 11) | ((sample[4] ?? 0) << 3) | ((sample[5] ?? 0) >> 5);
    if (length === samples.size(i)) matching += 1;
  }
  if (seen === 0 || !(matching * 10 > seen * 9 || (seen >= enough && synced * 10 > seen * 9)))
    return undefined;
  return {
    says: 'samples are ADTS frames: take their headers off, what they say stands in esds',
    offset: samples.offset(0),
    length: 7,
    expected: 'raw AAC access units',
    actual: `${String(synced)} of ${String(seen)} samples begin with the syncword of ADTS`,
  };
};

const dolbySync = ({ samples }: Subject): Broken | undefined => {
  for (let i = 0; i < samples.count; i++) {
    const [first, second] = samples.bytes(i);
    if (second === undefined || (first === 0x0b && second === 0x77)) continue;
    const swapped = first === 0x77 && second === 0x0b;
    return {
      says: swapped
        ? 'samples begin with the syncword of AC-3 in the wrong byte order: write the highest byte first'
        : 'a sample does not begin with the syncword of AC-3',
      offset: samples.offset(i),
      length: 2,
      expected: '0b77',
      actual: [first ?? 0, second].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    };
  }
  return undefined;
};

/** A number of one of three widths: the next is used where all bits are 1 (ISO/IEC 23003-3, 16.2). */
const escaped = (bits: BitReader, ...widths: readonly number[]): number => {
  let value = 0;
  for (const width of widths) {
    const part = bits.u(width);
    value += part;
    if (part !== 2 ** width - 1) break;
  }
  return value;
};

/** Packets of MPEG-H that are looked at in one sample. */
const mostPackets = 64;

/** Whether an MPEG-H sample has a configuration before its first frame (ISO/IEC 23008-3, 14.2); undefined if neither. */
const configFirst = (sample: Uint8Array): boolean | undefined => {
  let at = 0;
  for (let i = 0; i < mostPackets && at < sample.length; i++) {
    const bits = bitReader(sample.subarray(at, at + 16));
    const type = escaped(bits, 3, 8, 8);
    escaped(bits, 2, 8, 32);
    const length = escaped(bits, 11, 24, 24);
    if (type === 1) return true;
    if (type === 2) return false;
    if (bits.exhausted) return undefined;
    at += Math.ceil(bits.position / 8) + length;
  }
  return undefined;
};

/** Ticks of 48 kHz that an Opus frame lasts, by its configuration (RFC 6716, 3.1). */
const opusFrame = (config: number): number =>
  config < 12
    ? ([480, 960, 1920, 2880][config % 4] ?? 0)
    : config < 16
      ? ([480, 960][config % 2] ?? 0)
      : ([120, 240, 480, 960][config % 4] ?? 0);

/** What is wrong with an Opus packet by itself (RFC 6716, 3.2 and 3.4). */
const brokenOpus = (packet: Uint8Array): string | undefined => {
  const [toc, second] = packet;
  if (toc === undefined) return 'an empty packet';
  const code = toc & 3;
  if (code === 1 && packet.length % 2 === 0) return 'two frames of the same size in an even number of bytes';
  if (code === 3 && second === undefined) return 'no count of frames';
  const frames = code === 0 ? 1 : code === 3 ? (second ?? 0) & 63 : 2;
  if (frames === 0) return 'no frame';
  return frames * opusFrame(toc >> 3) > 5760 ? 'more than 120 ms' : undefined;
};

const strangeFrames = ({ samples }: Subject, { trak }: Track): Broken | undefined => {
  const coding = trak?.original ?? '';
  for (let i = 0; i < samples.count; i++) {
    const sample = samples.bytes(i);
    if (sample.length === 0 || !samples.whole(i)) continue;
    const wrong = (says: string, expected: string, actual: string): Broken => ({
      says,
      offset: samples.offset(i),
      length: 2,
      expected,
      actual: `${actual} in sample ${String(i + 1)}`,
    });
    if (coding === 'fLaC') {
      // Fourteen bits of the syncword, and a reserved bit of 0 (RFC 9639, 9.1).
      if (sample[0] === 0xff && ((sample[1] ?? 0) & 0xfe) === 0xf8) continue;
      return wrong('a sample does not begin with the syncword of FLAC', 'fff8 or fff9', 'another beginning');
    }
    if (coding === 'Opus') {
      const broken = brokenOpus(sample);
      if (broken === undefined) continue;
      return wrong('a sample is no Opus packet', 'a packet as in RFC 6716, 3.2', broken);
    }
    if ((samples.flags(i) & nonSyncBit) === 0 && configFirst(sample) === false) {
      return wrong(
        'a sync sample of MPEG-H has no configuration before its frame',
        'a packet of type 1 before that of type 2',
        'a frame first',
      );
    }
  }
  return undefined;
};

/** Access units of AV1 and of sound. */
export const cmafNalFrameRules = {
  'CMAF-NAL-009': rule('samples', {
    says: 'An AV1 sample is whole OBUs without temporal delimiters; a sync sample has its sequence header first.',
    decides: ['DI-MT-01a'],
    applies: codedAs('av01'),
    check: temporalUnits,
  }),
  'CMAF-NAL-010': rule('samples', {
    says: 'AAC samples are raw access units without ADTS headers.',
    decides: ['DI-MT-01a'],
    applies: codedAs('mp4a'),
    check: adts,
  }),
  'CMAF-NAL-011': rule('samples', {
    says: 'Samples of AC-3 and E-AC-3 begin with their syncword.',
    decides: ['DI-MT-01a'],
    applies: codedAs('ac-3', 'ec-3'),
    check: dolbySync,
  }),
  'CMAF-NAL-012': rule('samples', {
    says: 'Samples of Opus, FLAC and MPEG-H begin as their codings demand.',
    decides: ['DI-MT-01a'],
    applies: codedAs('Opus', 'fLaC', 'mhm1', 'mhm2'),
    check: strangeFrames,
  }),
};
