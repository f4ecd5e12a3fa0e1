import { expect, test } from 'vitest';
import { alter, change, edited, insertAfter, replace, set, type Edit } from '../../media/build/edit.ts';
import { rawBox, uuidBox, type BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { audio } from '../examples/audio.ts';
import { dependent } from '../../media/tracks/track-plan.ts';
import { frame, picture, pictures, reorderedVideo, video } from '../examples/video.ts';
import type { Input } from '../input.ts';
import { findingsOf, judge } from '../judge.ts';
import { changeSamples, everyChunk, inObjects, partOf, samplesOf, styp } from '../mutants/cmaf-frag-edits.ts';
import { oneTrack } from '../mutants/mutant.ts';
import { defaultSettings } from '../settings.ts';

/** The rules of chunks and fragments that say something of an input, each once. */
const told = (input: Input): readonly string[] => {
  const findings = findingsOf(judge(input, { ...defaultSettings, only: ['CMAF-FRAG'] }));
  return [...new Set(findings.map(({ rule }) => rule))];
};

const ofTrack = (boxes: readonly BoxNode[], ...edits: readonly Edit[]): readonly string[] =>
  told(oneTrack(edited(boxes, ...edits)));

const free = rawBox('free', new Uint8Array(8));

/** Chunks of a fifth of a fragment each, without styp. */
const chunked = (): readonly BoxNode[] =>
  video(
    {},
    [0, 1, 2].flatMap(() =>
      [0, 10, 20, 30, 40].map((from) => ({ samples: pictures().slice(from, from + 10) })),
    ),
  );

test('boxes that may stand anywhere are passed over', () => {
  const uuid = uuidBox(new Uint8Array(16).fill(9), new Uint8Array(20));
  expect(
    ofTrack(video(), insertAfter('mdat[0]', free, uuid), insertAfter('moof[1]/traf/trun', uuid)),
  ).toEqual([]);
});

test('an mdat may have a size of 64 bits', () => {
  expect(
    ofTrack(
      video(),
      alter('mdat[1]', (mdat) => ({ ...mdat, large: true })),
    ),
  ).toEqual([]);
});

test('the first decode time is anything, and later ones follow it', () => {
  const times = everyChunk((i) =>
    set(`moof[${String(i)}]/traf/tfdt`, { baseMediaDecodeTime: 2n ** 54n + BigInt(i * 50 * frame) }),
  );
  expect(ofTrack(video(), ...times)).toEqual([]);
});

test('later chunks of a fragment begin with samples that depend on others', () => {
  expect(told(oneTrack(chunked()))).toEqual([]);
});

test('chunks that are sent alone are no broken fragments', () => {
  expect(told(inObjects(chunked()))).toEqual([]);
});

test('a chunk with a styp of cmfl begins no fragment', () => {
  const [first, ...others] = [0, 25].map((from) => ({
    samples: pictures().slice(from, from + 25),
    before: [styp(from === 0 ? 'cmfs' : 'cmfl')],
  }));
  expect(told(inObjects(first === undefined ? [] : video({}, [first, ...others])))).toEqual([]);
});

test('an object that was cut off behind a moof is not blamed for the mdat that is missing', () => {
  const bytes = write(video().slice(0, -1));
  const cut = (complete: boolean): Input => ({
    tracks: [{ name: 'track.cmfv', objects: [{ name: 'track.cmfv', bytes, complete }] }],
  });
  expect(told(cut(false))).toEqual([]);
  expect(told(cut(true))).toEqual(['CMAF-FRAG-001']);
});

test('the last fragment may end before pictures that are presented earlier', () => {
  const shorter = [
    change('moof[2]/traf/trun', (fields) => ({ sample_count: 47, samples: samplesOf(fields).slice(0, 47) })),
  ];
  expect(ofTrack(reorderedVideo(), ...shorter)).toEqual(['CMAF-FRAG-023']);
});

test('unsigned offsets that an edit list takes back are fine', () => {
  const unsigned = everyChunk((i) => [
    set(`moof[${String(i)}]/traf/trun`, { version: 0 }),
    changeSamples(i, ({ sample_composition_time_offset: offset }) => ({
      sample_composition_time_offset: (offset + frame) >>> 0,
    })),
  ]);
  expect(ofTrack(reorderedVideo({ mediaTime: BigInt(frame) }), ...unsigned)).toEqual([]);
});

test('a constant offset of sound that the edit list takes back is fine', () => {
  const late = everyChunk((i) => [
    set(`moof[${String(i)}]/traf/trun`, { flags: 0xf01 }),
    changeSamples(i, () => ({ sample_composition_time_offset: 1920 })),
  ]);
  expect(ofTrack(audio(), ...late)).toEqual(['CMAF-FRAG-036']);
  expect(ofTrack(audio({ mediaTime: 1920n }), ...late)).toEqual([]);
});

test('a decode time of 32 bits that begins again is told', () => {
  const from = 2 ** 32 - 256;
  const times = everyChunk((i) =>
    set(`moof[${String(i)}]/traf/tfdt`, {
      version: 0,
      baseMediaDecodeTime: BigInt((from + i * 50 * frame) % 2 ** 32),
    }),
  );
  const findings = findingsOf(
    judge(oneTrack(edited(video(), ...times)), { ...defaultSettings, only: ['CMAF-FRAG-015'] }),
  );
  expect(findings.map(({ message }) => /began again/.test(message))).toEqual([false, true]);
});

test('what is at fault is found by its offset', () => {
  const boxes = edited(
    video(),
    changeSamples(2, (_, i) => (i === 7 ? { sample_size: 0 } : {})),
  );
  const bytes = write(boxes);
  const [finding] = findingsOf(judge(oneTrack(boxes), { ...defaultSettings, only: ['CMAF-FRAG-026'] }));
  expect(finding?.box).toBe('moof[2]/traf/trun');
  expect([...bytes.subarray(finding?.offset ?? 0, (finding?.offset ?? 0) + 8)]).toEqual([
    0, 0, 0, 0, 1, 1, 0, 0,
  ]);
});

test('samples of several truns are all looked at', () => {
  // The second trun is longer than what there is room for at first.
  const samples = Array.from(
    { length: 121 },
    (_, i) =>
      pictures(1)[i] ?? {
        bytes: picture(false),
        duration: frame,
        flags: dependent,
        offset: i % 2 === 1 ? frame : -frame,
      },
  );
  const split = replace('moof/traf/trun', (trun) => [partOf(trun, 0, 40), partOf(trun, 40)]);
  expect(ofTrack(video({}, [{ samples }, { samples }, { samples }]), split)).toEqual(['CMAF-FRAG-007']);
});
