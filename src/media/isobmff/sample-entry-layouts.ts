/** Sample entries (ISO/IEC 14496-12, 8.5.2 and 12; 14496-30; 23001-18): fixed fields first, then child boxes. */
import { bytes, i16, string, u16, u32 } from './field.ts';
import { box, containing } from './layout.ts';

const plain = containing(box(bytes('reserved', 6), u16('data_reference_index')));

// 12.1.3
const visual = containing(
  box(
    bytes('reserved', 6),
    u16('data_reference_index'),
    u16('pre_defined1'),
    u16('reserved1'),
    bytes('pre_defined2', 12),
    u16('width'),
    u16('height'),
    u32('horizresolution'),
    u32('vertresolution'),
    u32('reserved2'),
    u16('frame_count'),
    bytes('compressorname', 32),
    u16('depth'),
    i16('pre_defined3'),
  ),
);

// 12.2.3, version 0
const audio = containing(
  box(
    bytes('reserved', 6),
    u16('data_reference_index'),
    u16('entry_version'),
    bytes('reserved1', 6),
    u16('channelcount'),
    u16('samplesize'),
    u16('pre_defined'),
    u16('reserved2'),
    u32('samplerate'),
  ),
);

// 12.6.3: three strings, of which real files leave out the last one or two.
const xmlSubtitle = containing(
  box(
    bytes('reserved', 6),
    u16('data_reference_index'),
    string('namespace'),
    string('schema_location'),
    string('auxiliary_mime_types'),
  ),
);

export const visualEntries = [
  'avc1',
  'avc2',
  'avc3',
  'avc4',
  'hvc1',
  'hev1',
  'dvh1',
  'dvhe',
  'dva1',
  'dvav',
  'dav1',
  'vvc1',
  'vvi1',
  'av01',
  'vp08',
  'vp09',
  'encv',
  'resv',
  'mp4v',
  'jpeg',
  's263',
] as const;
export const audioEntries = [
  'mp4a',
  'ac-3',
  'ec-3',
  'ac-4',
  'Opus',
  'fLaC',
  'mhm1',
  'mhm2',
  'mha1',
  'mha2',
  'dtsc',
  'dtse',
  'dtsh',
  'dtsl',
  'dtsx',
  'dtsy',
  'iamf',
  'enca',
  'samr',
  'alac',
  'sowt',
  'twos',
  'lpcm',
  'ipcm',
  'fpcm',
] as const;
export const plainEntries = ['wvtt', 'urim', 'evte', 'mebx', 'enct', 'encm'] as const;

const all = <K extends string, L>(types: readonly K[], layout: L): Record<K, L> =>
  Object.fromEntries(types.map((type) => [type, layout])) as Record<K, L>;

export const sampleEntries = {
  ...all(visualEntries, visual),
  ...all(audioEntries, audio),
  ...all(plainEntries, plain),
  stpp: xmlSubtitle,
};
