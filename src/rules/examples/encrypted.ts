import { box, group, rawBox, type BoxNode } from '../../media/build/node.ts';
import { concat, hex } from '../../media/bytes.ts';
import {
  bitrate,
  chunkBoxes,
  headerBoxes,
  type ChunkPlan,
  type HeaderPlan,
  type SamplePlan,
} from '../../media/tracks/track-plan.ts';
import { avcConfig, pictures, videoHeader, visualFields } from './video.ts';

/** The identifier of the only key. */
export const exampleKey = hex('11223344556677889900aabbccddeeff');

/** Bytes of a sample that stay clear: the rest is whole blocks of 16 bytes behind length and header of its NAL unit. */
const clearOf = (size: number): number => size - Math.floor((size - 6) / 16) * 16;

const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255);

/** What senc says of one sample: its vector, and one sub-sample of clear and protected bytes. */
export const sencEntry = (size: number, vector: Uint8Array, clear = clearOf(size)): Uint8Array =>
  concat(vector, u16(1), u16(clear), u16(0), u16(size - clear));

/** Bytes of a moof in front of the samples in senc, where senc follows a trun of this many samples. */
const sencOffset = (samples: number): number => 8 + 16 + (8 + 16 + 20) + (20 + 12 * samples) + 16;

/** senc, saiz and saio for these samples, to be put behind trun, with vectors of `ivSize` bytes. */
export const encryptionBoxes = (samples: readonly SamplePlan[], ivSize: number): readonly BoxNode[] => [
  box('senc', {
    flags: 2,
    sample_count: samples.length,
    samples: concat(
      ...samples.map(({ bytes }, i) => sencEntry(bytes.length, new Uint8Array(ivSize).fill(i + 1))),
    ),
  }),
  box('saiz', { default_sample_info_size: ivSize + 8, sample_count: samples.length }),
  box('saio', { entry_count: 1, entries: [{ offset: BigInt(sencOffset(samples.length)) }] }),
];

const protection = (scheme: string, defaults: BoxNode): BoxNode =>
  group(
    'sinf',
    box('frma', { data_format: 'avc1' }),
    box('schm', { scheme_type: scheme, scheme_version: 0x10000 }),
    group('schi', defaults),
  );

const entry = (scheme: string, defaults: BoxNode): BoxNode =>
  box('encv', visualFields(160, 90), rawBox('avcC', avcConfig), bitrate(), protection(scheme, defaults));

/** `encv` of the scheme cenc: a vector of eight bytes for each sample. */
export const cencEntry = entry(
  'cenc',
  box('tenc', { default_isProtected: 1, default_Per_Sample_IV_Size: 8, default_KID: exampleKey }),
);

/** `encv` of the scheme cbcs: one block of ten, and a vector that all samples share. */
export const cbcsEntry = entry(
  'cbcs',
  box('tenc', {
    version: 1,
    pattern: 0x19,
    default_isProtected: 1,
    default_Per_Sample_IV_Size: 0,
    default_KID: exampleKey,
    default_constant_IV_size: 16,
    default_constant_IV: new Uint8Array(16).fill(7),
  }),
);

const encrypted = (plan: Partial<HeaderPlan>, ivSize: number): readonly BoxNode[] => {
  const samples = pictures(50, 40);
  const chunk: ChunkPlan = { samples, traf: encryptionBoxes(samples, ivSize) };
  return [...headerBoxes({ ...videoHeader, ...plan }), ...chunkBoxes([chunk, chunk, chunk])];
};

/** A conforming AVC track with the scheme cenc. Its payload is that of the clear example: nobody decrypts it. */
export const cencVideo = (): readonly BoxNode[] => encrypted({ entry: cencEntry }, 8);

/** A conforming AVC track with the scheme cbcs. */
export const cbcsVideo = (): readonly BoxNode[] => encrypted({ entry: cbcsEntry }, 0);
