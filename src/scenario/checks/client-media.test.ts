import { expect, test } from 'vitest';
import { concat } from '../../media/bytes.ts';
import { asked, authorized, mp3, opened, request, seenIn, sent, told } from './client-example.ts';
import { contiguousFrames } from './client-media.ts';

const head = [
  opened(),
  asked(request({ 'Transfer-Encoding': null })),
  authorized(),
  told('HTTP/1.1 100 Continue'),
];
const streamed = (bytes: Uint8Array) => seenIn([...head, sent(bytes)]);

test('frames without a gap meet the check', () => {
  expect(contiguousFrames(streamed(mp3))).toMatchObject({ outcome: 'met', actual: '20 frames of mp3' });
  expect(contiguousFrames(streamed(mp3.subarray(0, 5_000))).outcome).toBe('met');
  expect(contiguousFrames(seenIn(head)).outcome).toBe('unclear');
});

test('a gap between frames is caught at its byte', () => {
  const torn = concat(mp3.subarray(0, 2_000), mp3.subarray(2_100));
  expect(contiguousFrames(streamed(torn))).toMatchObject({
    outcome: 'broken',
    expected: 'frames of mp3 without a gap',
  });
});

test('tags between files are no gap, and a stream that nobody knows is noted', () => {
  const tag = new Uint8Array(128);
  tag.set(new TextEncoder().encode('TAG'));
  expect(contiguousFrames(streamed(concat(mp3, tag, mp3))).outcome).toBe('met');
  expect(contiguousFrames(streamed(new Uint8Array(500))).outcome).toBe('noted');
});
