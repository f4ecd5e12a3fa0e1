import { expect, test } from 'vitest';
import { alter, edited, insertAfter, rename, set, type Edit } from '../../media/build/edit.ts';
import { box, payloadBytes, rawBox, type BoxNode } from '../../media/build/node.ts';
import { hex } from '../../media/bytes.ts';
import { audio } from '../examples/audio.ts';
import { avcRecord } from '../examples/parameter-sets.ts';
import {
  ac3,
  ac4,
  av1,
  avc,
  dolbyVision,
  eac3,
  flac,
  hevc,
  mpegH,
  nclx,
  opus,
  pasp,
  vp9,
  vvc,
} from '../examples/sample-entries.ts';
import { video } from '../examples/video.ts';
import { findingsOf, judge } from '../judge.ts';
import { oneTrack } from '../mutants/mutant.ts';
import { payload, stsd } from '../mutants/cmaf-se-payload.ts';
import { defaultSettings } from '../settings.ts';

const only = ['CMAF-SE', 'CMAF-PROF'];
const found = (boxes: readonly BoxNode[], ...edits: readonly Edit[]): readonly string[] =>
  findingsOf(judge(oneTrack(edited(boxes, ...edits)), { ...defaultSettings, only })).map(({ rule }) => rule);

const hybridLog = hevc({
  profile: 2,
  level: 150,
  width: 3840,
  height: 2160,
  colour: [9, 14, 9],
  brand: 'clg1',
  extra: [nclx([9, 18, 9]), pasp()],
});

test.for([
  ['every coding', [ac3(), ac4(), av1(), eac3(), flac(), mpegH(), opus(), vp9(), vvc(), avc(), hevc()]],
  ['HLG that the parameter set hides behind 14', [hybridLog]],
  ['Dolby Vision of profile 8 over hvc1', [hevc({ extra: [dolbyVision(8)] })]],
  ['colours that nobody specified', [avc({}, 'cfsd', [nclx([2, 2, 2]), pasp()])]],
] as const)('nothing is said of %s', ([, tracks]) => {
  expect(tracks.map((boxes) => found(boxes))).toEqual(tracks.map(() => []));
});

test('boxes between those of a sample entry mean nothing', () => {
  const unknown = [rawBox('free', new Uint8Array(4)), rawBox('abcd', hex('00010203'))];
  expect(found(video(), insertAfter(`${stsd}/avc1/avcC`, ...unknown))).toEqual([]);
});

test('avc3 may have no parameter sets in its configuration', () => {
  const empty = hex('014d400bffe000');
  expect(found(video(), payload(`${stsd}/avc1/avcC`, empty), rename(`${stsd}/avc1`, 'avc3'))).toEqual([]);
});

test('several parameter sets of different sizes: any of them will do', () => {
  const [one, other] = [160, 320].map((width) =>
    avcRecord({ profile: 77, level: 11, width, height: width === 160 ? 90 : 180, colour: [1, 1, 1] }),
  );
  const first = one?.subarray(6, -7) ?? new Uint8Array(0);
  const second = other?.subarray(6, -7) ?? new Uint8Array(0);
  const record = Uint8Array.of(1, 77, 0, 11, 0xff, 0xe2, ...second, ...first, ...(one?.subarray(-7) ?? []));
  expect(found(avc(), payload(`${stsd}/avc1/avcC`, record))).toEqual([]);
});

test('pasp of wide samples that tkhd takes into account', () => {
  const wide = avc({}, 'cfsd', [pasp(4, 3)]);
  expect(found(wide)).toEqual(['CMAF-SE-006']);
  expect(found(wide, set('moov/trak/tkhd', { width: 213 * 0x10000 }))).toEqual([]);
});

test('a clean aperture or a turned picture has another shape', () => {
  const wide = set('moov/trak/tkhd', { width: 320 * 0x10000 });
  expect(found(video(), wide)).toEqual(['CMAF-SE-006']);
  expect(found(video(), wide, insertAfter(`${stsd}/avc1/avcC`, rawBox('clap', new Uint8Array(32))))).toEqual(
    [],
  );
  const turned = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000].map((value) => ({ value }));
  expect(found(video(), wide, set('moov/trak/tkhd', { matrix: turned }))).toEqual([]);
});

test('sizes of descriptors may take four bytes', () => {
  const long = hex(
    '00000000 0380808022 0000 00 0480808014 40 15 000000 0001f400 0001f400 0580808002 1190 0680808001 02',
  );
  expect(found(audio(), payload(`${stsd}/mp4a/esds`, long))).toEqual([]);
});

test('implicit replication: the entry may tell the rate of the core, or what comes out', () => {
  const config = hex('00000000 0319 0000 00 0411 40 15 000000 0001f400 0001f400 0502 1310 0601 02');
  const frames = set('moov/trak/mdia/mdhd', { timescale: 24000 });
  for (const rate of [24000, 48000]) {
    const edits = [payload(`${stsd}/mp4a/esds`, config), set(`${stsd}/mp4a`, { samplerate: rate * 0x10000 })];
    expect(found(audio(), ...edits, frames)).toEqual([]);
  }
});

test('an encrypted entry is judged as what it was', () => {
  const hide = alter(`${stsd}/avc1`, (node) => ({
    ...node,
    type: 'encv',
    children: [...node.children, box('sinf', {}, box('frma', { data_format: 'avc1' }))],
  }));
  expect(found(video(), hide)).toEqual([]);
  const cut = alter(`${stsd}/avc1/avcC`, (node) => ({ ...node, raw: payloadBytes(node).slice(0, 9) }));
  expect(found(video(), cut, hide)).toEqual(['CMAF-SE-011']);
});

test('no bytes in a configuration break the rules', () => {
  const inputs = [video(), audio(), hevc(), av1(), vp9(), vvc(), ac3(), eac3(), ac4(), opus(), flac()];
  const paths = 'avc1/avcC mp4a/esds hvc1/hvcC av01/av1C vp09/vpcC vvc1/vvcC ac-3/dac3 ec-3/dec3 ac-4/dac4'
    .split(' ')
    .concat('Opus/dOps', 'fLaC/dfLa');
  let seed = 1;
  const noise = (): number => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 24;
  for (const [i, boxes] of inputs.entries()) {
    for (let length = 0; length < 40; length += 6) {
      const raw = Uint8Array.from({ length }, noise);
      const rules = found(boxes, payload(`${stsd}/${paths[i] ?? ''}`, raw));
      expect(rules.every((rule) => /^CMAF-(SE|PROF)-/.test(rule))).toBe(true);
      if (length === 0) expect(rules).not.toEqual([]);
    }
  }
});
