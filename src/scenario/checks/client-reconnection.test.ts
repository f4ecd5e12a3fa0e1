import { expect, test } from 'vitest';
import { portClosed } from '../behaviour.ts';
import {
  accepted,
  asked,
  authorized,
  chunk,
  exited,
  fault,
  mp3,
  opened,
  request,
  seenIn,
  step,
  told,
} from './client-example.ts';
import { credentialsAgain, putAgain, putWhenAvailable, wholeFrameAgain } from './client-reconnection.ts';

const lost = [...accepted(), fault('reset')];
const again = (bytes: Uint8Array) => [
  opened(1),
  asked(request(), 1),
  authorized({}, 1),
  told('HTTP/1.1 100 Continue', 1),
  ...chunk(bytes, 1),
];
const bare = [opened(1), asked(request({ Authorization: null }), 1), told('HTTP/1.1 401 Unauthorized', 1)];

test('a client that does not come again is noted, one that was not interrupted cannot be judged', () => {
  for (const check of [putAgain, credentialsAgain, wholeFrameAgain]) {
    expect(check(seenIn(lost)).outcome).toBe('noted');
    expect(check(seenIn(accepted())).outcome).toBe('unclear');
    expect(check(seenIn([])).outcome).toBe('unclear');
  }
});

test('a client that comes again with the whole request and a whole frame meets every check', () => {
  for (const check of [putAgain, credentialsAgain, wholeFrameAgain]) {
    expect(check(seenIn([...lost, ...again(mp3)])).outcome).toBe('met');
  }
});

test('another method, missing credentials and half a frame are caught', () => {
  const source = [opened(1), asked(request({}, 'SOURCE /live.mp3 HTTP/1.0'), 1), authorized({}, 1)];
  expect(putAgain(seenIn([...lost, ...source])).outcome).toBe('broken');
  expect(credentialsAgain(seenIn([...lost, ...bare])).outcome).toBe('broken');
  expect(wholeFrameAgain(seenIn([...lost, ...again(mp3.subarray(200))])).outcome).toBe('broken');
});

test('a challenge may come before the credentials', () => {
  const second = [opened(2), asked(request(), 2), authorized({}, 2), ...chunk(mp3, 2)];
  for (const check of [putAgain, credentialsAgain, wholeFrameAgain]) {
    expect(check(seenIn([...lost, ...bare, ...second])).outcome).toBe('met');
  }
});

test('a client that found a closed port is met when it comes, noted when it does not', () => {
  expect(putWhenAvailable(seenIn([step(portClosed), ...accepted()])).outcome).toBe('met');
  expect(putWhenAvailable(seenIn([step(portClosed), exited(1)])).outcome).toBe('noted');
  expect(putWhenAvailable(seenIn([step(portClosed), opened()])).outcome).toBe('unclear');
});
