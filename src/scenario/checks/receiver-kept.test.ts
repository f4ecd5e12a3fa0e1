import { expect, test } from 'vitest';
import { latin1 } from '../../http/message.ts';
import { join } from '../../media/bytes.ts';
import { fragmentBytes, headerBytes } from '../../media/tracks/forms.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import { keptOnce, noEventMessages } from './receiver-kept.ts';
import { head, observed, opens, payload } from './staged.ts';
import type { Staged } from './staged.ts';

const track = sourceTrack('video');
const bodyOf = (...numbers: readonly number[]): Uint8Array =>
  join([headerBytes(track, 'plain'), ...numbers.map((number) => fragmentOf(track, number))]);

const sent = (body: Uint8Array, status = 200): Staged => [
  ...opens(0, 'source'),
  ...head(
    0,
    'sent',
    'POST /live.isml/Streams(video.cmfv) HTTP/1.1',
    'Host: x',
    `Content-Length: ${String(body.length)}`,
  ),
  ...payload(0, 'sent', latin1(body)),
  ...head(0, 'received', `HTTP/1.1 ${String(status)} Words`, 'Content-Length: 0'),
];

const readBack = (body: Uint8Array, status = 200): Staged => [
  { event: 'page', page: 'read-back video', url: 'http://x/', status, data: btoa(latin1(body)) },
];

const check = keptOnce('video', 'source');
const kept = (body: Uint8Array) => check(observed(sent(bodyOf(0, 1, 2, 3)), readBack(body)));

test('all that was sent is there, once', () => {
  expect(kept(bodyOf(0, 1, 2, 3)).outcome).toBe('met');
  // What others sent before and after it does no harm, and its order is the server's.
  expect(kept(bodyOf(3, 2, 1, 0, 9)).outcome).toBe('met');
});

test('what is lost or there twice is told by its time', () => {
  expect(kept(bodyOf(0, 1, 3))).toMatchObject({ outcome: 'broken', actual: '1.92 to 2.88 s lost' });
  expect(kept(bodyOf(0, 1, 1, 2, 3))).toMatchObject({
    outcome: 'broken',
    actual: '0.96 to 1.92 s more than once',
  });
  expect(kept(bodyOf(0, 1, 2, 3).subarray(0, -100))).toMatchObject({ outcome: 'broken' });
});

test('bytes that are no media, and a page that is not there, are broken', () => {
  expect(kept(new TextEncoder().encode('no media'))).toMatchObject({ outcome: 'broken' });
  expect(check(observed(sent(bodyOf(0)), readBack(new Uint8Array(0), 404)))).toMatchObject({
    outcome: 'broken',
    actual: 'status 404 where it should be read back',
  });
});

test('nothing is said where a request was refused, or nothing was read', () => {
  expect(check(observed(sent(bodyOf(0), 403), readBack(bodyOf(0))))).toMatchObject({
    outcome: 'unclear',
    reason: 'dependency-failed',
  });
  expect(check(observed(sent(bodyOf(0)))).outcome).toBe('unclear');
  expect(check(observed(readBack(bodyOf(0)))).outcome).toBe('unclear');
});

test('event messages between the media are not handed on', () => {
  const withEmsg = join([headerBytes(track, 'plain'), fragmentBytes(track, 0, 'with-emsg')]);
  const outcome = (body: Uint8Array) =>
    noEventMessages('video')(observed(sent(withEmsg), readBack(body))).outcome;
  expect(outcome(bodyOf(0))).toBe('met');
  expect(outcome(withEmsg)).toBe('broken');
});
