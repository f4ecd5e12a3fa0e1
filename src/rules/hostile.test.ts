import fc from 'fast-check';
import { expect, test } from 'vitest';
import { write } from '../media/build/write.ts';
import { concat } from '../media/bytes.ts';
import { trackValidator } from './engine/track-validator.ts';
import { audio } from './examples/audio.ts';
import { eventTrack } from './examples/metadata.ts';
import { imsc, webVtt } from './examples/text.ts';
import { reorderedVideo, video } from './examples/video.ts';
import { judge, findingsOf } from './judge.ts';
import { rules } from './rules.ts';
import { defaultSettings, type Settings } from './settings.ts';

const examples = [video, reorderedVideo, audio, webVtt, imsc, eventTrack].map((make) => write(make()));
const deep: Settings = { ...defaultSettings, deep: 'every', strict: true, head: true, session: true };

/** What is found in bytes that come in slices cut at these places. */
const found = (bytes: Uint8Array, cuts: readonly number[], settings: Settings): string => {
  const validator = trackValidator('hostile', rules, settings);
  validator.open('hostile');
  let from = 0;
  for (const cut of [...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length]) {
    // Each slice is a copy that is overwritten afterwards, as a reader with one buffer does.
    const slice = bytes.slice(from, cut);
    validator.push(slice);
    slice.fill(0xaa);
    from = cut;
  }
  validator.close();
  const { findings } = validator.end();
  return JSON.stringify(findings, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
};

/** A conforming track with a few bytes overwritten, a piece taken out, or a piece put in twice. */
const damaged = fc
  .record({
    which: fc.nat(examples.length - 1),
    bytes: fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 6 }),
    cut: fc.tuple(fc.nat(4000), fc.nat(40)),
    twice: fc.tuple(fc.nat(4000), fc.nat(200)),
    what: fc.constantFrom('bytes', 'cut', 'twice', 'end'),
  })
  .map(({ which, bytes, cut, twice, what }) => {
    const whole = (examples[which] ?? new Uint8Array(0)).slice();
    const inside = (at: number): number => at % Math.max(1, whole.length);
    if (what === 'cut') {
      return concat(
        whole.subarray(0, inside(cut[0])),
        whole.subarray(Math.min(whole.length, inside(cut[0]) + cut[1])),
      );
    }
    if (what === 'twice') {
      const at = inside(twice[0]);
      return concat(whole.subarray(0, at), whole.subarray(at, at + twice[1]), whole.subarray(at));
    }
    if (what === 'end') return whole.subarray(0, inside(cut[0]));
    for (const [at, value] of bytes) whole[inside(at)] = value;
    return whole;
  });

test('nothing that is done to a track makes the validator throw', () => {
  fc.assert(
    fc.property(damaged, (bytes) => {
      found(bytes, [], defaultSettings);
      found(bytes, [], deep);
    }),
    { numRuns: 1500 },
  );
}, 120_000);

test('however the bytes are sliced, the same is found', () => {
  fc.assert(
    fc.property(damaged, fc.array(fc.nat(6000), { maxLength: 12 }), (bytes, cuts) => {
      expect(found(bytes, cuts, deep)).toBe(found(bytes, [], deep));
    }),
    { numRuns: 400 },
  );
}, 120_000);

test('byte by byte, the same is found in conforming tracks', () => {
  for (const bytes of examples) {
    const cuts = Array.from({ length: bytes.length }, (_, i) => i);
    expect(found(bytes, cuts, deep)).toBe(found(bytes, [], deep));
  }
}, 120_000);

test('random bytes are told from media, and end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), (bytes) => {
      found(bytes, [], deep);
    }),
    { numRuns: 500 },
  );
});

test('damaged tracks can be judged together', () => {
  fc.assert(
    fc.property(damaged, damaged, (a, b) => {
      const track = (name: string, bytes: Uint8Array) => ({ name, objects: [{ name, bytes }] });
      findingsOf(
        judge(
          {
            tracks: [track('a', a), track('b', b)],
            switchingSets: [['a', 'b']],
            presentation: true,
            redundant: { a: 'a', b: 'b' },
          },
          deep,
        ),
      );
    }),
    { numRuns: 300 },
  );
}, 120_000);
