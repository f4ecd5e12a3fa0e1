import { append, duplicate, edited, insertAfter, remove, set, type Edit } from '../../media/build/edit.ts';
import { box } from '../../media/build/node.ts';
import { ascii } from '../../media/bytes.ts';
import { audio } from '../examples/audio.ts';
import { mainRole } from '../../media/tracks/track-plan.ts';
import { video } from '../examples/video.ts';
import { broken, mutant, oneTrack, type MutantEntry } from './mutant.ts';

const stbl = 'moov/trak/mdia/minf/stbl';
const table = (type: string, entry: Readonly<Record<string, number | bigint>>): readonly Edit[] => [
  set(`${stbl}/${type}`, { entry_count: 1, entries: [entry] }),
];
const trex = (fields: Readonly<Record<string, number>>): readonly Edit[] => [set('moov/mvex/trex', fields)];

export const cmafHdrSampleMutants = {
  'CMAF-HDR-034': [
    mutant('no sample entry declared', video, [set(`${stbl}/stsd`, { entry_count: 0 })]),
    mutant('stsd of version 1', video, [set(`${stbl}/stsd`, { version: 1 })]),
    mutant('more sample entries than declared', video, [duplicate(`${stbl}/stsd/avc1`)]),
  ],
  'CMAF-HDR-035': [mutant('durations in stts', video, table('stts', { sample_count: 1, sample_delta: 512 }))],
  'CMAF-HDR-036': [
    mutant(
      'chunks in stsc',
      video,
      table('stsc', { first_chunk: 1, samples_per_chunk: 1, description_index: 1 }),
    ),
  ],
  'CMAF-HDR-037': [
    mutant('sizes in stsz', video, [set(`${stbl}/stsz`, { sample_count: 1, entries: [{ entry_size: 10 }] })]),
    mutant('a size for no samples', video, [set(`${stbl}/stsz`, { sample_size: 10 })]),
  ],
  'CMAF-HDR-038': [
    mutant('offsets in stco', video, table('stco', { chunk_offset: 48 })),
    broken(
      'offsets in co64',
      () => oneTrack(edited(video(), remove(`${stbl}/stco`), append(stbl, box('co64')))),
      () =>
        oneTrack(
          edited(
            video(),
            remove(`${stbl}/stco`),
            append(stbl, box('co64', { entry_count: 1, entries: [{ chunk_offset: 48n }] })),
          ),
        ),
    ),
  ],
  'CMAF-HDR-039': [mutant('sync samples in stss', video, table('stss', { sample_number: 1 }))],
  'CMAF-HDR-040': [
    broken(
      'no stss',
      () => oneTrack(edited(audio()), 'track.cmfa'),
      () => oneTrack(edited(video(), remove(`${stbl}/stss`))),
    ),
  ],
  'CMAF-HDR-041': [
    broken(
      'offsets in ctts',
      () => oneTrack(edited(video(), insertAfter(`${stbl}/stts`, box('ctts')))),
      () =>
        oneTrack(
          edited(
            video(),
            insertAfter(
              `${stbl}/stts`,
              box('ctts', { entry_count: 1, entries: [{ sample_count: 1, sample_offset: 512 }] }),
            ),
          ),
        ),
    ),
    mutant('dependencies in sdtp', video, [append(stbl, box('sdtp', { entries: Uint8Array.of(0x20) }))]),
  ],
  'CMAF-HDR-049': [
    mutant('sample description 0', video, trex({ default_sample_description_index: 0 })),
    mutant('sample description 2 of 1', video, trex({ default_sample_description_index: 2 })),
  ],
  'CMAF-HDR-050': [
    mutant('reserved bits in trex', video, trex({ default_sample_flags: 0xf0000000 })),
    mutant('reserved bits in tfhd', video, [
      set('moof[1]/traf/tfhd', { flags: 0x20020, default_sample_flags: 0x10000000 }),
    ]),
  ],
  'CMAF-HDR-060': [
    broken(
      'a default duration of all bits',
      () => oneTrack(edited(video(), ...trex({ default_sample_duration: 512 }))),
      () => oneTrack(edited(video(), ...trex({ default_sample_duration: 0xffffffff }))),
    ),
  ],
} satisfies Record<string, MutantEntry>;

const purpose = box('kind', { schemeURI: 'urn:tva:metadata:cs:AudioPurposeCS:2007', value: '6' });
const systemId = Uint8Array.from({ length: 16 }, (_, i) => i + 1);
const pssh = (fields: Readonly<Record<string, unknown>>): readonly Edit[] => [
  append('moov', box('pssh', { SystemID: systemId, DataSize: 4, Data: ascii('data'), ...fields })),
];

export const cmafHdrMetadataMutants = {
  'CMAF-HDR-053': [
    broken(
      'bytes behind the strings',
      () => oneTrack(audio({ kinds: [mainRole, purpose] }), 'track.cmfa'),
      () => oneTrack(audio({ kinds: [mainRole, { ...purpose, tail: ascii('x\0') }] }), 'track.cmfa'),
    ),
    mutant('kind without a scheme', audio, [
      append('moov/trak/udta', box('kind', { schemeURI: '', value: 'main' })),
    ]),
    mutant('kind in the udta of the movie', audio, [
      append('moov', { ...box('udta'), children: [mainRole] }),
    ]),
  ],
  'CMAF-HDR-054': [mutant('a role that is none', audio, [set('moov/trak/udta/kind', { value: 'primary' })])],
  'CMAF-HDR-055': [
    mutant('a maximum below the average', audio, [
      set(`${stbl}/stsd/mp4a/btrt`, { maxBitrate: 1, avgBitrate: 100_000 }),
    ]),
    mutant('no average', audio, [set(`${stbl}/stsd/mp4a/btrt`, { avgBitrate: 0 })]),
    broken(
      'no maximum',
      () => oneTrack(edited(audio(), set(`${stbl}/stsd/mp4a/btrt`, { maxBitrate: 100_000 })), 'track.cmfa'),
      () => oneTrack(edited(audio(), set(`${stbl}/stsd/mp4a/btrt`, { maxBitrate: 0 })), 'track.cmfa'),
    ),
  ],
  'CMAF-HDR-058': [
    mutant('bytes behind the data of pssh', video, pssh({ DataSize: 3 })),
    mutant('pssh of version 1 without keys', video, pssh({ version: 1, KID_count: 0 })),
    mutant('pssh with a track in the clear', video, pssh({})),
  ],
} satisfies Record<string, MutantEntry>;
