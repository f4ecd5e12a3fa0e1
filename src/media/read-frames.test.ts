import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, concat, join } from './bytes.ts';
import { readFrames } from './read-frames.ts';
import { samples, streamOf, type SampleName } from './samples.ts';

const names = Object.keys(samples) as SampleName[];
const count = 40;
/** Where the frame with this number begins in `streamOf`. */
const startOf = (name: SampleName, frame: number) => streamOf(name, frame).length;
const without = (bytes: Uint8Array, from: number, length: number) =>
  concat(bytes.subarray(0, from), bytes.subarray(from + length));
const withInserted = (bytes: Uint8Array, at: number, piece: Uint8Array) =>
  concat(bytes.subarray(0, at), piece, bytes.subarray(at));
const flipped = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] ?? 0) ^ 0xff);
const metadata = ascii("\x01StreamTitle='';\0");

test.for(names)('%s: a sample is whole, and plays as long as it says', (name) => {
  const reading = readFrames(name, streamOf(name, count));
  const opusPreSkip = name === 'ogg' ? 6.5 : 0;
  expect(reading).toMatchObject({
    frames: count,
    firstFrame: samples[name].header.length,
    breaks: [],
    trailing: 0,
  });
  expect(reading.milliseconds).toBeCloseTo(count * samples[name].frameMilliseconds - opusPreSkip, 3);
  const bits = (streamOf(name, count).length - samples[name].header.length) * 8;
  expect(reading.bitsPerSecond).toBeCloseTo((bits * 1000) / reading.milliseconds, 3);
});

test('the MP3 sample has 128 kbit/s', () => {
  expect(readFrames('mp3', streamOf('mp3', 49)).bitsPerSecond).toBeCloseTo(128_000, 6);
});

test.for(['mp3', 'aac', 'flac'] as const)('%s: an ID3v2 tag is skipped', (name) => {
  const tag = concat(ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 5), ascii('hello'));
  expect(readFrames(name, concat(tag, streamOf(name, 3)))).toMatchObject({ frames: 3, breaks: [] });
});

test.for(names)('%s: a listener may join midway and leave midway', (name) => {
  const [from, to] = [startOf(name, 4) + 20, startOf(name, 20) + 60];
  const reading = readFrames(name, streamOf(name, count).subarray(from, to));
  expect(reading).toMatchObject({
    frames: 15,
    firstFrame: startOf(name, 5) - from,
    breaks: [],
    trailing: 60,
  });
  const played = name === 'ogg' ? 0 : 15; // without its headers, an Ogg stream has no clock
  expect(reading.milliseconds).toBeCloseTo(played * samples[name].frameMilliseconds, 3);
});

test.for(names)('%s: headers, then frames from the middle, break nothing', (name) => {
  const stream = concat(samples[name].header, streamOf(name, 20).subarray(startOf(name, 10)));
  expect(readFrames(name, stream)).toMatchObject({ frames: 10, breaks: [] });
});

test.for(names)('%s: text is no stream', (name) => {
  const text = ascii('<html>'.repeat(500));
  expect(readFrames(name, text)).toMatchObject({ frames: 0, firstFrame: undefined, trailing: text.length });
  expect(readFrames(name, new Uint8Array(0))).toMatchObject({ frames: 0, breaks: [], trailing: 0 });
});

const mutants: Record<string, (name: SampleName) => Uint8Array> = {
  'ten bytes lost within frame 7': (name) => without(streamOf(name, count), startOf(name, 7) + 60, 10),
  'bytes lost across frames 7 to 9': (name) =>
    without(streamOf(name, count), startOf(name, 7) + 60, startOf(name, 9) - startOf(name, 7) + 5),
  'a metadata block within frame 7': (name) =>
    withInserted(streamOf(name, count), startOf(name, 7) + 60, metadata),
  'a metadata block before frame 7': (name) =>
    withInserted(streamOf(name, count), startOf(name, 7), metadata),
  'a byte of garbage before frame 7': (name) =>
    withInserted(streamOf(name, count), startOf(name, 7), Uint8Array.of(0xff)),
  'frame 7 begins wrongly': (name) => flipped(streamOf(name, count), startOf(name, 7)),
};

test.for(names.flatMap((name) => Object.keys(mutants).map((mutant) => [name, mutant] as const)))(
  '%s: %s breaks the stream once or twice, near frame 7, and frames go on',
  ([name, mutant]) => {
    const { breaks, frames, trailing } = readFrames(name, mutants[mutant]?.(name) ?? new Uint8Array(0));
    expect(breaks.length).toBeGreaterThanOrEqual(1);
    expect(breaks.length).toBeLessThanOrEqual(3);
    for (const { offset } of breaks) {
      expect(offset).toBeGreaterThanOrEqual(startOf(name, 6));
      expect(offset).toBeLessThanOrEqual(startOf(name, 11));
    }
    expect(frames).toBeGreaterThanOrEqual(count - 4);
    expect(frames).toBeLessThanOrEqual(count);
    expect(trailing).toBe(0);
  },
);

test.for(['ogg', 'flac'] as const)(
  '%s: any byte changed, any frame lost, doubled or swapped is noticed',
  (name) => {
    const stream = streamOf(name, 12);
    const end = startOf(name, 10);
    fc.assert(
      fc.property(
        fc.integer({ min: startOf(name, 1), max: end - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, bits) => {
          expect(readFrames(name, stream.with(at, (stream[at] ?? 0) ^ bits)).breaks).not.toEqual([]);
        },
      ),
    );
    const [six, seven] = [samples[name].frame(6), samples[name].frame(7)];
    const [before, after] = [stream.subarray(0, startOf(name, 6)), stream.subarray(startOf(name, 8))];
    for (const middle of [[six], [seven], [six, seven, seven], [seven, six]]) {
      expect(readFrames(name, concat(before, ...middle, after)).breaks).not.toEqual([]);
    }
  },
);

test('webm: a size of eight bytes is read exactly', () => {
  const empty = concat(Uint8Array.of(0xec, 0x01, 0, 0, 0, 0, 0, 0, 94), new Uint8Array(94));
  const stream = concat(samples.webm.header, empty, samples.webm.frame(0));
  expect(readFrames('webm', stream)).toMatchObject({ frames: 1, breaks: [], trailing: 0 });
});

test('webm: a cluster of unknown size ends where the next one begins', () => {
  const unknown = (frame: Uint8Array) => frame.with(4, 0x1f).with(5, 0xff).with(6, 0xff).with(7, 0xff);
  const stream = concat(samples.webm.header, unknown(samples.webm.frame(0)), unknown(samples.webm.frame(1)));
  expect(readFrames('webm', stream)).toMatchObject({ frames: 2, breaks: [], trailing: 0 });
  expect(readFrames('webm', stream).milliseconds).toBe(200);
});

test('webm: time that falls is noticed', () => {
  const stream = concat(samples.webm.header, samples.webm.frame(1), samples.webm.frame(0));
  expect(readFrames('webm', stream).breaks).toEqual([
    { offset: startOf('webm', 1), reason: 'This cluster begins at 0, the one before at 100.' },
  ]);
});

test('mp3: a change of format is a break, not the end', () => {
  const mpeg2 = new Uint8Array(208); // MPEG-2 Layer III, 64 kbit/s, 22.05 kHz
  mpeg2.set([0xff, 0xf3, 0x80, 0x44]);
  const { breaks, frames } = readFrames('mp3', concat(streamOf('mp3', 3), mpeg2, mpeg2, mpeg2));
  expect(breaks).toEqual([
    {
      offset: startOf('mp3', 3),
      reason: 'The frames change from MPEG-1 Layer III, 44100 Hz to MPEG-2 Layer III, 22050 Hz.',
    },
  ]);
  expect(frames).toBe(6);
});

test.for<[string, number[], number, number]>([
  ['MPEG-1 Layer I, 384 kbit/s, 48 kHz', [0xff, 0xff, 0xc4, 0], 384, 8],
  ['MPEG-1 Layer II, 192 kbit/s, 48 kHz', [0xff, 0xfd, 0xa4, 0], 576, 24],
  ['MPEG-1 Layer III, 320 kbit/s, 32 kHz', [0xff, 0xfb, 0xe8, 0], 1440, 36],
  ['MPEG-2 Layer III, 8 kbit/s, 16 kHz', [0xff, 0xf3, 0x18, 0], 36, 36],
  ['MPEG-2.5 Layer III, 8 kbit/s, 8 kHz', [0xff, 0xe3, 0x18, 0], 72, 72],
])('%s', ([, header, length, milliseconds]) => {
  const frame = new Uint8Array(length);
  frame.set(header);
  const reading = readFrames('mp3', concat(frame, frame, frame));
  expect(reading).toMatchObject({ frames: 3, breaks: [], milliseconds: 3 * milliseconds });
});

test('ogg: streams in a chain play in turn', () => {
  const chain = concat(streamOf('ogg', 10), streamOf('ogg', 10));
  expect(readFrames('ogg', chain)).toMatchObject({ frames: 20, breaks: [], milliseconds: 2 * (200 - 6.5) });
});

test.for(names)('%s: mutated bytes never throw, and offsets stay inside', (name) => {
  const stream = streamOf(name, 8);
  const edits = fc.array(fc.tuple(fc.nat(stream.length - 1), fc.nat(255)), { maxLength: 60 });
  fc.assert(
    fc.property(edits, fc.nat(stream.length), fc.nat(stream.length), (changes, from, to) => {
      const mutant = stream.slice();
      for (const [at, byte] of changes) mutant[at] = byte;
      const bytes = mutant.subarray(Math.min(from, to), Math.max(from, to));
      const { frames, breaks, trailing, milliseconds, bitsPerSecond } = readFrames(name, bytes);
      expect(frames).toBeGreaterThanOrEqual(0);
      expect(milliseconds).toBeGreaterThanOrEqual(-1e-9);
      expect(bitsPerSecond).toBeGreaterThanOrEqual(0);
      expect(trailing).toBeGreaterThanOrEqual(0);
      expect(trailing).toBeLessThanOrEqual(bytes.length);
      for (const { offset } of breaks) expect(offset).toBeLessThan(bytes.length);
    }),
    { numRuns: 400 },
  );
});

test.for(names)('%s: hostile bytes take linear time', { timeout: 10_000 }, (name) => {
  const start = samples[name].frame(0);
  for (const length of [1, 4, 27, 40, 60, start.length - 1]) {
    const pieces = new Array<Uint8Array>(Math.ceil(1_000_000 / length)).fill(start.subarray(0, length));
    expect(readFrames(name, join(pieces)).frames).toBeGreaterThanOrEqual(0);
  }
});
