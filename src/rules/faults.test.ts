import { expect, test } from 'vitest';
import {
  alter,
  change,
  duplicate,
  edited,
  flip,
  moveAfter,
  moveBefore,
  remove,
  rename,
  set,
  type Edit,
} from '../media/build/edit.ts';
import { write } from '../media/build/write.ts';
import { frame, video } from './examples/video.ts';
import type { RuleId } from './facts/index.ts';
import { findingsOf, judge } from './judge.ts';
import { defaultSettings, type Settings } from './settings.ts';

const later =
  (ticks: number) =>
  ({ baseMediaDecodeTime }: Readonly<Record<string, unknown>>) => ({
    baseMediaDecodeTime: (baseMediaDecodeTime as bigint) + BigInt(ticks),
  });

interface Samples {
  readonly samples: readonly { readonly sample_size: number }[];
}

const cutTheEnd =
  (count: number) =>
  (bytes: Uint8Array): Uint8Array =>
    bytes.subarray(0, bytes.length - count);
const whole = (bytes: Uint8Array): Uint8Array => bytes;

const deep: Partial<Settings> = { deep: 'every' };

/** The kinds of fault that a validator of CMAF is measured by, each put into one conforming track, and who finds it. */
const faults: readonly (readonly [
  what: string,
  rule: RuleId,
  edits: readonly Edit[],
  bytes?: (bytes: Uint8Array) => Uint8Array,
  settings?: Partial<Settings>,
])[] = [
  [
    'a child larger than its parent',
    'ISO-BOX-005',
    [alter('moof[1]/traf/trun', (trun) => ({ ...trun, sizeError: 64 }))],
  ],
  ['a truncated mdat', 'ISO-BOX-006', [], cutTheEnd(10)],
  [
    'a sample that ends behind the mdat',
    'CMAF-FRAG-022',
    [
      change('moof[1]/traf/trun', (fields) => ({
        samples: (fields as unknown as Samples).samples.map((sample, i) =>
          i === 49 ? { ...sample, sample_size: sample.sample_size + 100 } : sample,
        ),
      })),
    ],
  ],
  ['a gap in tfdt', 'CMAF-TRK-001', [change('moof[2]/traf/tfdt', later(frame))]],
  ['an overlap in tfdt', 'CMAF-TRK-001', [change('moof[2]/traf/tfdt', later(-frame))]],
  ['a sequence number that goes back', 'CMAF-TRK-005', [set('moof[2]/mfhd', { sequence_number: 1 })]],
  ['no tfdt', 'CMAF-FRAG-014', [remove('moof[1]/traf/tfdt')]],
  ['no default-base-is-moof', 'CMAF-FRAG-012', [flip('moof[1]/traf/tfhd', 0x20000)]],
  ['another track_ID in tfhd', 'CMAF-FRAG-010', [set('moof[1]/traf/tfhd', { track_ID: 2 })]],
  ['a wrong data_offset', 'CMAF-FRAG-021', [set('moof[1]/traf/trun', { data_offset: 20 })]],
  ['no mvex', 'ISO-BOX-020', [remove('moov/mvex')]],
  [
    'unknown brands',
    'CMAF-HDR-008',
    [set('ftyp', { major_brand: 'abcd', compatible_brands: ['abcd', 'iso6'] })],
  ],
  ['a handler of another kind', 'CMAF-HDR-028', [set('moov/trak/mdia/hdlr', { handler_type: 'soun' })]],
  ['mdat before its moof', 'CMAF-FRAG-002', [moveBefore('mdat[1]', 'moof[1]')]],
  ['a fragment that is missing', 'CMAF-TRK-001', [remove('moof[1]'), remove('mdat[1]')]],
  [
    'two fragments in the wrong order',
    'CMAF-TRK-003',
    [moveAfter('moof[1]', 'mdat[2]'), moveAfter('mdat[1]', 'moof[2]')],
  ],
  ['moof without mdat', 'CMAF-FRAG-001', [remove('mdat[1]')]],
  [
    'a width that the SPS does not have',
    'CMAF-SE-005',
    [set('moov/trak/mdia/minf/stbl/stsd/avc1', { width: 320 })],
  ],
  [
    'a NAL unit longer than its sample',
    'CMAF-NAL-001',
    [alter('mdat[1]', (mdat) => ({ ...mdat, raw: Uint8Array.of(0, 1, ...(mdat.raw ?? []).slice(2)) }))],
    whole,
    deep,
  ],
  ['a moof under another name', 'CMAF-FRAG-002', [rename('moof[1]', 'moox')]],
  ['a second moov', 'CMAF-HDR-002', [duplicate('moov')]],
  ['timescale 0', 'CMAF-HDR-025', [set('moov/trak/mdia/mdhd', { timescale: 0 })]],
  ['a huge sample count', 'ISO-BOX-012', [set('moof[1]/traf/trun', { sample_count: 0xffffffff })]],
  ['a box of 4 bytes', 'ISO-BOX-002', [alter('moof[1]/mfhd', (mfhd) => ({ ...mfhd, declaredSize: 4 }))]],
  ['no ftyp', 'ISO-BOX-020', [remove('ftyp')]],
  ['no stts', 'ISO-BOX-020', [remove('moov/trak/mdia/minf/stbl/stts')]],
];

test('there are 26 kinds of fault', () => {
  expect(faults.length).toBe(26);
});

test.for(faults)('%s is found', ([, rule, edits, bytes = whole, settings = {}]) => {
  const track = {
    name: 'track.cmfv',
    objects: [{ name: 'track.cmfv', bytes: bytes(write(edited(video(), ...edits))) }],
  };
  const findings = findingsOf(judge({ tracks: [track] }, { ...defaultSettings, ...settings }));
  const told = findings.filter(({ severity }) => severity !== 'info').map((finding) => finding.rule);
  expect(told).toContain(rule);
});

test('nothing is found in the track that they were put into', () => {
  const track = { name: 'track.cmfv', objects: [{ name: 'track.cmfv', bytes: write(video()) }] };
  expect(findingsOf(judge({ tracks: [track] }, { ...defaultSettings, deep: 'every' }))).toEqual([]);
});
