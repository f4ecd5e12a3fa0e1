import { expect, test } from 'vitest';
import { samples, streamOf } from '../../media/samples.ts';
import { frames, get, put } from '../../scenario/stimulus.ts';
import type { Step } from '../../scenario/stimulus.ts';
import { layOut } from './layout.ts';

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
  const { pieces } = layOut([
    request('source'),
    frames(2),
    request('second'),
    frames(2, 'second'),
    frames(1),
  ]);
  const sent = [1, 3, 4].flatMap((step) => pieces(step).map((piece) => String(piece)));
  expect(new Set(sent).size).toBe(5);
});

test('a stream begins with its header, once a request', () => {
  const { pieces, bodyLength } = layOut([
    request('source'),
    ogg('source'),
    ogg('source'),
    request('source'),
    ogg('source'),
  ]);
  expect(pieces(1)[0]).toEqual(samples.ogg.header);
  expect(pieces(2)).toHaveLength(3);
  expect(pieces(4)[0]).toEqual(samples.ogg.header);
  expect(bodyLength(0)).toBe([...pieces(1), ...pieces(2)].reduce((sum, piece) => sum + piece.length, 0));
});

test('a step without a body has none', () => {
  const { bodyLength } = layOut([request('listener'), { do: 'pause', during: 'pause' }]);
  expect([bodyLength(0), bodyLength(1), bodyLength(2)]).toEqual([0, 0, 0]);
});
