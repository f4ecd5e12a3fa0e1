import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { concat } from '../bytes.ts';
import { parseSpliceInfo } from '../events/splice-info.ts';
import { ingestObjects } from '../ingest/ingest-reader.ts';
import { fragmentOf, sourceTrack } from './presentation.ts';
import { testTracks, type TestTrackName } from './test-track.ts';

const names = Object.keys(testTracks) as TestTrackName[];

test.for(names)('%s: a fragment follows from its number alone, whichever was made before', (name) => {
  const track = sourceTrack(name);
  const digest = (number: number): string =>
    createHash('sha256').update(fragmentOf(track, number)).digest('hex');
  const order = [7, 1000, 0, 7, 4_294_967_295, 1, 0];
  const digests = order.map(digest);
  expect(digests[0]).toBe(digests[3]);
  expect(digests[2]).toBe(digests[6]);
  expect(new Set(digests).size).toBe(5);
});

test.for(names)('%s: time and number, at the beginning and after years', (name) => {
  const track = sourceTrack(name);
  const each = track.chunks(0).length;
  for (const number of [0, 1, 1000, 10_000_000]) {
    const chunks = ingestObjects(concat(track.header, fragmentOf(track, number))).slice(1);
    expect(chunks[0]?.fragment).toMatchObject({
      baseMediaDecodeTime: BigInt(number) * BigInt(track.fragmentDuration),
      sequenceNumber: number * each + 1,
    });
    expect(chunks.reduce((sum, { fragment }) => sum + (fragment?.duration ?? 0n), 0n)).toBe(
      BigInt(track.fragmentDuration),
    );
  }
  expect(track.fragmentDuration / track.timescale).toBe(0.96);
});

test('sparse tracks say something now and then', () => {
  const spoken = (name: TestTrackName): number =>
    Array.from({ length: 24 }, (_, number) => sourceTrack(name).says(number)).filter(Boolean).length;
  expect(names.map(spoken)).toEqual([24, 24, 24, 24, 8, 12, 6]);
});

test('nobody can change a track that others send', () => {
  const before = fragmentOf(sourceTrack('video'), 2);
  for (const chunk of sourceTrack('video').chunks(2)) chunk.fill(0);
  expect(fragmentOf(sourceTrack('video'), 2)).toEqual(before);
});

test('the cues of the metadata track can be read', () => {
  const fragment = fragmentOf(sourceTrack('metadata'), 1);
  const at = Buffer.from(fragment).indexOf(Uint8Array.of(0xfc, 0x30));
  expect(at).toBeGreaterThan(0);
  const parsed = parseSpliceInfo(fragment.subarray(at));
  expect(parsed).toMatchObject({ value: { command: { kind: 'splice_insert', splice_event_id: 1 } } });
});
