import { expect, test } from 'vitest';
import { longestStamp, stamp } from './stamp.ts';
import { samples, streamOf, type SampleName } from './samples.ts';
import { fits, mediaTypesOf, sniff } from './sniff.ts';

const names = Object.keys(samples) as SampleName[];
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);

test.for(names)('%s frames are pairwise different', (name) => {
  const frames = Array.from({ length: 300 }, (_, i) => text(samples[name].frame(i)));
  frames.push(text(samples[name].frame(2 ** 20)), text(samples[name].frame(2 ** 20 + 1)));
  expect(new Set(frames).size).toBe(302);
});

test.for(names)('the %s sample is what its Content-Type says', (name) => {
  expect(sniff(streamOf(name, 3))).toBe(name);
  expect(mediaTypesOf(name)[0]).toBe(samples[name].contentType);
  expect(fits(samples[name].contentType, name)).toBe(true);
});

test.for(names)('%s: a stream is its header and its frames', (name) => {
  const { header } = samples[name];
  const whole = streamOf(name, 2);
  expect(text(whole)).toBe(text(header) + text(samples[name].frame(0)) + text(samples[name].frame(1)));
});

test.for(['mp3', 'aac'] as const)('%s has a sync word only where a frame begins', (name) => {
  const stream = streamOf(name, 200);
  const sync = Array.from(stream.keys()).filter((at) => stream[at] === 0xff && (stream[at + 1] ?? 0) >= 0xe0);
  let at = 0;
  const starts = Array.from({ length: 200 }, (_, i) => (at += samples[name].frame(i).length));
  const ours = sync.filter((place) => name === 'mp3' || ((stream[place + 1] ?? 0) & 0xf6) === 0xf0);
  expect(ours).toEqual([0, ...starts.slice(0, -1)]);
});

test('MP3 frames have 417 or 418 bytes, and 128 kbit/s over 49 frames exactly', () => {
  const lengths = Array.from({ length: 49 }, (_, i) => samples.mp3.frame(i).length);
  expect(new Set(lengths)).toEqual(new Set([417, 418]));
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe((128_000 / 8) * 49 * (1152 / 44_100));
});

test('any 13 bytes of a stamp are found nowhere else', () => {
  const seen = new Set<string>();
  for (const frame of [0, 1, 63, 64, 4095, 2 ** 35]) {
    const bytes = stamp(frame, longestStamp);
    expect(Math.max(...bytes)).toBeLessThan(0x80);
    for (let at = 0; at + 13 <= bytes.length; at++) seen.add(text(bytes.subarray(at, at + 13)));
  }
  expect(seen.size).toBe(6 * (longestStamp - 12));
});
