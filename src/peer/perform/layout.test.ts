import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { join } from '../../media/bytes.ts';
import { samples, streamOf } from '../../media/samples.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import { transportStreamSegment } from '../../media/ts/transport-stream.ts';
import {
  filler,
  foreign,
  fragments,
  header,
  media,
  mfra,
  post,
  text,
  transportStream,
} from '../../scenario/ingest/media-step.ts';
import { uploadPlan } from '../../scenario/ingest/object-step.ts';
import type { RequestPlan } from '../../scenario/stimulus.ts';
import { frames, get, put } from '../../scenario/stimulus.ts';
import type { Step } from '../../scenario/stimulus.ts';
import { fillerBytes, mostFiller } from './filler.ts';
import { layOut } from './layout.ts';
import type { Layout } from './layout.ts';

const bytesAt = ({ portions }: Layout, step: number) => portions(step).map(({ bytes }) => bytes);
const request = (conn: string): Step => ({ do: 'request', conn, plan: conn === 'listener' ? get() : put() });
const ogg = (conn: string): Step => ({ do: 'stream', conn, sample: 'ogg', frames: 3 });

test('the body of a request is what its connection sends until the next request', () => {
  const steps: Step[] = [
    request('source'),
    frames(3),
    request('second'),
    frames(2, 'second'),
    { do: 'write', conn: 'source', text: 'twelve bytes' },
    { do: 'write', conn: 'source', text: 'no payload', part: 'chunk-size' },
    request('source'),
    frames(9),
  ];
  const { bodyLength } = layOut(steps);
  expect(bodyLength(0)).toBe(streamOf('mp3', 3).length + 12);
  expect(bodyLength(2)).toBe(streamOf('mp3', 5).length - streamOf('mp3', 3).length);
  expect(bodyLength(6)).toBe(streamOf('mp3', 14).length - streamOf('mp3', 5).length);
});

test('no frame is sent twice, by whomever', () => {
  const layout = layOut([request('source'), frames(2), request('second'), frames(2, 'second'), frames(1)]);
  const sent = [1, 3, 4].flatMap((step) => bytesAt(layout, step).map((piece) => String(piece)));
  expect(new Set(sent).size).toBe(5);
});

test('a stream begins with its header, once a request', () => {
  const layout = layOut([request('source'), ogg('source'), ogg('source'), request('source'), ogg('source')]);
  expect(bytesAt(layout, 1)[0]).toEqual(samples.ogg.header);
  expect(bytesAt(layout, 2)).toHaveLength(3);
  expect(bytesAt(layout, 4)[0]).toEqual(samples.ogg.header);
  expect(layout.bodyLength(0)).toBe(join([...bytesAt(layout, 1), ...bytesAt(layout, 2)]).length);
});

test('a step without a body has none', () => {
  const { bodyLength } = layOut([request('listener'), { do: 'pause', during: 'pause' }]);
  expect([bodyLength(0), bodyLength(1), bodyLength(2)]).toEqual([0, 0, 0]);
});

const track = sourceTrack('video');
const asked = (plan: Partial<RequestPlan> = {}): Step => ({
  do: 'request',
  conn: 'source',
  plan: post('video', plan),
});

test('a portion is an object, or a chunk where the chunks are sent apart', () => {
  const layout = layOut([
    asked(),
    media([header(), fragments(3, 2), mfra]),
    media([fragments(5, 1, 'plain', 'chunk'), foreign('text')]),
  ]);
  const objects = bytesAt(layout, 1);
  expect(objects.slice(0, 3)).toEqual([track.header, fragmentOf(track, 3), fragmentOf(track, 4)]);
  expect(objects).toHaveLength(4);
  const chunks = track.chunks(5);
  expect(chunks.length).toBeGreaterThan(1);
  expect(bytesAt(layout, 2).slice(0, -1)).toEqual(chunks);
});

test('a portion plays as long as the media in it', () => {
  const { portions } = layOut([
    asked(),
    media([header(), fragments(0, 2), fragments(2, 1, 'plain', 'chunk')]),
    media([fragments(0, 2)], { chunkBytes: 100 }),
  ]);
  const [ofHeader, ...ofFragments] = portions(1).map(({ seconds }) => seconds);
  const fragment = track.fragmentDuration / track.timescale;
  expect(ofHeader).toBe(0);
  expect(ofFragments.slice(0, 2)).toEqual([fragment, fragment]);
  const whole = (step: number) => portions(step).reduce((sum, { seconds }) => sum + seconds, 0);
  expect(whole(1)).toBeCloseTo(3 * fragment);
  expect(whole(2)).toBeCloseTo(2 * fragment);
});

test('media are cut where the scenario says so, and are the same bytes', () => {
  const layout = layOut([asked(), media([header(), fragments(0, 1)], { chunkBytes: 77 })]);
  const cut = bytesAt(layout, 1);
  expect(cut.slice(0, -1).every(({ length }) => length === 77)).toBe(true);
  expect(join(cut)).toEqual(join([track.header, fragmentOf(track, 0)]));
});

test('a compressed body is one, over all its steps, and its length is that of what is sent', () => {
  const layout = layOut([
    asked({ coding: 'gzip', framing: { by: 'length' } }),
    media([header()]),
    { do: 'write', conn: 'source', text: '' },
    media([fragments(0, 3)]),
    media([mfra]),
    asked(),
    media([header()]),
  ]);
  const sent = [1, 3, 4].flatMap((step) => bytesAt(layout, step));
  expect(sent.every(({ length }) => length > 0 && length <= 1024)).toBe(true);
  const plain = join([track.header, ...[0, 1, 2].map((number) => fragmentOf(track, number))]);
  expect(new Uint8Array(gunzipSync(join(sent))).subarray(0, plain.length)).toEqual(plain);
  expect(layout.bodyLength(0)).toBe(join(sent).length);
  expect(bytesAt(layout, 6)).toEqual([track.header]);
});

test('the body of a request may be nothing', () => {
  const layout = layOut([asked({ coding: 'gzip', framing: { by: 'length' } }), media([])]);
  expect(layout.bodyLength(0)).toBeLessThan(64);
  expect(layOut([asked(), media([])]).portions(1)).toEqual([]);
});

const uploaded = (plan: Partial<RequestPlan> = {}): Step => ({
  do: 'request',
  conn: 'source',
  plan: uploadPlan('a.bin', plan),
});

test('text is sent as it stands, in UTF-8; names in braces mean nothing in it', () => {
  const layout = layOut([uploaded(), media([text('#EXTM3U\n{store}ä')])]);
  expect(new TextDecoder().decode(join(bytesAt(layout, 1)))).toBe('#EXTM3U\n{store}ä');
  expect(layout.bodyLength(0)).toBe(17);
});

test('filler follows from its seed, and its beginning from nothing else', () => {
  const made = (length: number, seed?: number): Uint8Array =>
    join(bytesAt(layOut([uploaded(), media([filler(length, seed)])]), 1));
  expect(made(1_001)).toEqual(made(2_000).subarray(0, 1_001));
  expect(made(1_001)).toHaveLength(1_001);
  expect(made(64, 1)).not.toEqual(made(64, 2));
  expect(made(64, 0)).not.toEqual(made(64, 1));
  // Nothing is won by compressing it.
  expect(gzipSync(made(65_536)).length).toBeGreaterThan(65_536);
});

test('a large object is handed over in portions, whose length is known before', () => {
  const layout = layOut([uploaded(), media([filler(5_000_001)])]);
  expect(bytesAt(layout, 1).map(({ length }) => length)).toEqual([
    ...Array<number>(4).fill(1_048_576),
    805_697,
  ]);
  expect(layout.bodyLength(0)).toBe(5_000_001);
  expect(fillerBytes(Number.POSITIVE_INFINITY, 1)).toHaveLength(mostFiller);
  expect(fillerBytes(-1, 1)).toHaveLength(0);
});

test('a transport stream is one object, and is compressed like any other', () => {
  const plain = layOut([uploaded(), media([transportStream(3)])]);
  expect(bytesAt(plain, 1)).toEqual([transportStreamSegment(track, 3)]);
  const coded = layOut([uploaded({ coding: 'gzip' }), media([transportStream(3), text('end')])]);
  const body = join(bytesAt(coded, 1));
  expect(coded.bodyLength(0)).toBe(body.length);
  expect(new Uint8Array(gunzipSync(body))).toEqual(
    join([transportStreamSegment(track, 3), new TextEncoder().encode('end')]),
  );
});
