import { expect, test } from 'vitest';
import { append, edited, set } from '../../media/build/edit.ts';
import { box, type BoxNode } from '../../media/build/node.ts';
import { hevc } from '../examples/sample-entries.ts';
import { webVtt } from '../examples/text.ts';
import { audioLadder, ladder, sources, trackOf, withRate } from '../examples/together.ts';
import type { Input } from '../input.ts';
import { judge } from '../judge.ts';

type Boxes = () => readonly BoxNode[];

const tracks = (...all: readonly Boxes[]): Input => ({
  tracks: all.map((boxes, i) => trackOf(`track-${String(i)}`, boxes())),
});
const names = (input: Input) => judge(input).together.map((report) => report.names);
const [low, mid, high] = ladder as readonly [Boxes, Boxes, Boxes];

test('tracks that are alike are found to be a switching set, one for each coding', () => {
  expect(names(tracks(low, mid, high, ...audioLadder))).toEqual([
    ['track-0', 'track-1', 'track-2'],
    ['track-3', 'track-4', 'track-5'],
  ]);
});

test('one track is no set, and texts that look alike need not be one', () => {
  expect(names(tracks(low))).toEqual([]);
  expect(
    names(
      tracks(
        () => webVtt(),
        () => withRate(webVtt(), 'wvtt', 1000),
      ),
    ),
  ).toEqual([]);
});

test('different alternate groups, or times that have nothing in common, make no set', () => {
  const other = () => edited(mid(), set('moov/trak/tkhd', { alternate_group: 2 }));
  const later = () =>
    edited(
      mid(),
      ...[0, 1, 2].map((i) =>
        set(`moof[${String(i)}]/traf/tfdt`, { baseMediaDecodeTime: BigInt(i + 10) * 25_600n }),
      ),
    );
  expect(names(tracks(low, other))).toEqual([]);
  expect(names(tracks(low, later))).toEqual([]);
});

test('what is wrong with a set that was only found out is no error', () => {
  const broken = () => edited(mid(), set('moov/mvhd', { timescale: 600 }));
  const input = tracks(low, broken);
  const found = (from: Input) =>
    judge(from).together.flatMap(({ findings }) =>
      findings.map(({ rule, severity, object }) => [rule, severity, object]),
    );
  expect(found(input)).toEqual([['CMAF-SWS-003', 'warning', 'track-1']]);
  expect(found({ ...input, switchingSets: [['track-0', 'track-1']] })).toEqual([
    ['CMAF-SWS-003', 'error', 'track-1'],
  ]);
});

test('an encoder that names a switching set has declared it', () => {
  const kind = box('kind', { schemeURI: 'urn:dashif:ingest:switchingset_id', value: 'main-video' });
  const told = (boxes: Boxes) => () => edited(boxes(), append('moov/trak/udta', kind));
  const report = judge(
    tracks(
      told(low),
      told(() => edited(mid(), set('moov/mvhd', { timescale: 600 }))),
    ),
  );
  expect(report.together.flatMap(({ findings }) => findings.map(({ severity }) => severity))).toEqual([
    'error',
  ]);
});

test('sets of two codings are found to be aligned, which only informs', () => {
  const slow = (boxes: readonly BoxNode[]) =>
    edited(
      boxes,
      ...[0, 1, 2].map((i) =>
        set(`moof[${String(i)}]/traf/tfdt`, { baseMediaDecodeTime: BigInt(i) * 25_600n + 12_800n }),
      ),
    );
  const report = judge(
    tracks(
      low,
      mid,
      () => slow(hevc()),
      () => slow(withRate(hevc(), 'hvc1', 50_000)),
    ),
  ).together.flatMap(({ findings }) => findings.map(({ rule, severity }) => [rule, severity]));
  expect(report).toEqual([['CMAF-ALN-001', 'info']]);
});

test('a redundant source is no member of a set with the other', () => {
  expect(names(sources(low)())).toEqual([['source-a.cmfv', 'source-b.cmfv']]);
});

test('tracks of nothing, or of noise, are judged together without a word', () => {
  const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255);
  const input: Input = {
    tracks: [
      { name: 'a', objects: [] },
      { name: 'b', objects: [{ name: 'b', bytes: noise }] },
    ],
    switchingSets: [['a', 'b']],
    alignedSets: [['a', 'b']],
    presentation: true,
    redundant: { a: 'a', b: 'b', replaced: true },
  };
  expect(judge(input).together.flatMap(({ findings }) => findings)).toEqual([]);
});
