/**
 * The boxes that a rule reads, one table each, in the order and the spelling of the standards: ISO/IEC 14496-12 where
 * nothing else is said. Boxes with nothing but children are `container`.
 */
import {
  bytes,
  code,
  codes,
  entries,
  flagged,
  i16,
  i32,
  rest,
  signedTime,
  string,
  time,
  u16,
  u32,
  u64,
  u8,
  when,
} from './field.ts';
import { box, container, containing, fullBox } from './layout.ts';
import { sampleEntries } from './sample-entry-layouts.ts';

const brands = box(code('major_brand'), u32('minor_version'), codes('compatible_brands'));
const oneString = (name: 'name' | 'location' | 'theURI' | 'content_type') => fullBox(string(name));

/** A 3 by 3 matrix as nine 32-bit numbers. */
const matrix = entries('matrix', () => 9, i32('value'));

const fileBoxes = {
  ftyp: brands,
  styp: brands,
  // 8.16.3
  sidx: fullBox(
    u32('reference_ID'),
    u32('timescale'),
    time('earliest_presentation_time'),
    time('first_offset'),
    u16('reserved'),
    u16('reference_count'),
    // The first bit of each word is the reference type; the first four bits of the third are SAP fields.
    entries('references', 'reference_count', u32('reference'), u32('subsegment_duration'), u32('sap')),
  ),
  // 8.16.5
  prft: fullBox(u32('reference_track_ID'), u64('ntp_timestamp'), time('media_time')),
  // 8.8.9 to 8.8.11
  mfra: container,
  tfra: fullBox(u32('track_ID'), u32('length_sizes'), u32('number_of_entry'), rest('entries')),
  mfro: fullBox(u32('parent_size')),
  // ISO/IEC 23009-1, 5.10.3.3: the order of the fields differs between the versions.
  emsg: fullBox(
    when(({ version }) => version === 1, u32('timescale')),
    when(({ version }) => version === 1, u64('presentation_time')),
    when(({ version }) => version === 1, u32('event_duration')),
    when(({ version }) => version === 1, u32('id')),
    string('scheme_id_uri'),
    string('value'),
    when(({ version }) => version !== 1, u32('timescale')),
    when(({ version }) => version !== 1, u32('presentation_time_delta')),
    when(({ version }) => version !== 1, u32('event_duration')),
    when(({ version }) => version !== 1, u32('id')),
    rest('message_data'),
  ),
};

const movieBoxes = {
  moov: container,
  // 8.2.2
  mvhd: fullBox(
    time('creation_time'),
    time('modification_time'),
    u32('timescale'),
    time('duration'),
    i32('rate'),
    i16('volume'),
    bytes('reserved', 10),
    matrix,
    bytes('pre_defined', 24),
    u32('next_track_ID'),
  ),
  trak: container,
  // 8.3.2
  tkhd: fullBox(
    time('creation_time'),
    time('modification_time'),
    u32('track_ID'),
    u32('reserved1'),
    time('duration'),
    bytes('reserved2', 8),
    i16('layer'),
    i16('alternate_group'),
    i16('volume'),
    u16('reserved3'),
    matrix,
    u32('width'),
    u32('height'),
  ),
  tref: container,
  edts: container,
  // 8.6.6
  elst: fullBox(
    u32('entry_count'),
    entries(
      'entries',
      'entry_count',
      time('segment_duration'),
      signedTime('media_time'),
      i16('media_rate_integer'),
      i16('media_rate_fraction'),
    ),
  ),
  mdia: container,
  // 8.4.2
  mdhd: fullBox(
    time('creation_time'),
    time('modification_time'),
    u32('timescale'),
    time('duration'),
    u16('language'),
    u16('pre_defined'),
  ),
  // 8.4.3
  hdlr: fullBox(u32('pre_defined'), code('handler_type'), bytes('reserved', 12), string('name')),
  elng: fullBox(string('extended_language')),
  minf: container,
  vmhd: fullBox(u16('graphicsmode'), u16('opcolor1'), u16('opcolor2'), u16('opcolor3')),
  smhd: fullBox(i16('balance'), u16('reserved')),
  nmhd: fullBox(),
  sthd: fullBox(),
  dinf: container,
  dref: containing(fullBox(u32('entry_count'))),
  'url ': fullBox(when(({ flags }) => (flags & 1) === 0, string('location'))),
  'urn ': fullBox(
    string('name'),
    when(({ flags }) => (flags & 1) === 0, string('location')),
  ),
  mvex: container,
  mehd: fullBox(time('fragment_duration')),
  // 8.8.3
  trex: fullBox(
    u32('track_ID'),
    u32('default_sample_description_index'),
    u32('default_sample_duration'),
    u32('default_sample_size'),
    u32('default_sample_flags'),
  ),
  trep: containing(fullBox(u32('track_ID'))),
  udta: container,
  // 8.10.4
  kind: fullBox(string('schemeURI'), string('value')),
  cprt: fullBox(u16('language'), rest('notice')),
  meta: containing(fullBox()),
};

const sampleTableBoxes = {
  stbl: container,
  stsd: containing(fullBox(u32('entry_count'))),
  stts: fullBox(
    u32('entry_count'),
    entries('entries', 'entry_count', u32('sample_count'), u32('sample_delta')),
  ),
  ctts: fullBox(
    u32('entry_count'),
    entries('entries', 'entry_count', u32('sample_count'), u32('sample_offset')),
  ),
  cslg: fullBox(rest('fields')),
  stsc: fullBox(
    u32('entry_count'),
    entries('entries', 'entry_count', u32('first_chunk'), u32('samples_per_chunk'), u32('description_index')),
  ),
  stsz: fullBox(
    u32('sample_size'),
    u32('sample_count'),
    entries(
      'entries',
      ({ before }) => (before['sample_size'] === 0 ? Number(before['sample_count']) : 0),
      u32('entry_size'),
    ),
  ),
  stz2: fullBox(bytes('reserved', 3), u8('field_size'), u32('sample_count'), rest('entries')),
  stco: fullBox(u32('entry_count'), entries('entries', 'entry_count', u32('chunk_offset'))),
  co64: fullBox(u32('entry_count'), entries('entries', 'entry_count', u64('chunk_offset'))),
  stss: fullBox(u32('entry_count'), entries('entries', 'entry_count', u32('sample_number'))),
  sdtp: fullBox(rest('entries')),
  // 8.9.2 and 8.9.3
  sbgp: fullBox(
    code('grouping_type'),
    when(({ version }) => version === 1, u32('grouping_type_parameter')),
    u32('entry_count'),
    entries('entries', 'entry_count', u32('sample_count'), u32('group_description_index')),
  ),
  sgpd: fullBox(
    code('grouping_type'),
    when(({ version }) => version === 1, u32('default_length')),
    when(({ version }) => version >= 2, u32('default_group_description_index')),
    u32('entry_count'),
    rest('entries'),
  ),
  // 8.7.7
  subs: fullBox(u32('entry_count'), rest('entries')),
};

const fragmentBoxes = {
  moof: container,
  mfhd: fullBox(u32('sequence_number')),
  traf: container,
  // 8.8.7
  tfhd: fullBox(
    u32('track_ID'),
    flagged(0x1, u64('base_data_offset')),
    flagged(0x2, u32('sample_description_index')),
    flagged(0x8, u32('default_sample_duration')),
    flagged(0x10, u32('default_sample_size')),
    flagged(0x20, u32('default_sample_flags')),
  ),
  tfdt: fullBox(time('baseMediaDecodeTime')),
  // 8.8.8; composition offsets are read as printed (unsigned), see `compositionOffset`.
  trun: fullBox(
    u32('sample_count'),
    flagged(0x1, i32('data_offset')),
    flagged(0x4, u32('first_sample_flags')),
    entries(
      'samples',
      ({ flags, before }) => ((flags & 0xf00) === 0 ? 0 : Number(before['sample_count'])),
      flagged(0x100, u32('sample_duration')),
      flagged(0x200, u32('sample_size')),
      flagged(0x400, u32('sample_flags')),
      flagged(0x800, u32('sample_composition_time_offset')),
    ),
  ),
  // 8.7.8 and 8.7.9
  saiz: fullBox(
    flagged(0x1, code('aux_info_type')),
    flagged(0x1, u32('aux_info_type_parameter')),
    u8('default_sample_info_size'),
    u32('sample_count'),
    entries(
      'sizes',
      ({ before }) => (before['default_sample_info_size'] === 0 ? Number(before['sample_count']) : 0),
      u8('sample_info_size'),
    ),
  ),
  saio: fullBox(
    flagged(0x1, code('aux_info_type')),
    flagged(0x1, u32('aux_info_type_parameter')),
    u32('entry_count'),
    entries('entries', 'entry_count', time('offset')),
  ),
  // ISO/IEC 23001-7, 7.2
  senc: fullBox(u32('sample_count'), rest('samples')),
};

const protectionBoxes = {
  sinf: container,
  frma: box(code('data_format')),
  schm: fullBox(code('scheme_type'), u32('scheme_version'), flagged(0x1, string('scheme_uri'))),
  schi: container,
  // ISO/IEC 23001-7, 8.2
  tenc: fullBox(
    u8('reserved'),
    u8('pattern'),
    u8('default_isProtected'),
    u8('default_Per_Sample_IV_Size'),
    bytes('default_KID', 16),
    when(
      ({ before }) => before['default_isProtected'] === 1 && before['default_Per_Sample_IV_Size'] === 0,
      u8('default_constant_IV_size'),
    ),
    rest('default_constant_IV'),
  ),
  // ISO/IEC 23001-7, 8.1
  pssh: fullBox(
    bytes('SystemID', 16),
    when(({ version }) => version > 0, u32('KID_count')),
    when(({ version }) => version > 0, entries('KIDs', 'KID_count', bytes('KID', 16))),
    u32('DataSize'),
    rest('Data'),
  ),
};

const entryBoxes = {
  // 8.5.2.2
  btrt: box(u32('bufferSizeDB'), u32('maxBitrate'), u32('avgBitrate')),
  pasp: box(u32('hSpacing'), u32('vSpacing')),
  colr: box(code('colour_type'), rest('colour')),
  mime: oneString('content_type'),
  'uri ': oneString('theURI'),
  uriI: fullBox(rest('uri_initialization_data')),
  vttC: box(rest('config')),
  vlab: box(rest('source_label')),
  // ISO/IEC 23001-18, 7.3
  silb: fullBox(u32('number_of_schemes'), rest('schemes')),
};

/** Every box that we read, by its type. */
export const layouts = {
  ...fileBoxes,
  ...movieBoxes,
  ...sampleTableBoxes,
  ...fragmentBoxes,
  ...protectionBoxes,
  ...entryBoxes,
  ...sampleEntries,
};

export type KnownType = keyof typeof layouts;
