import { expect, test } from 'vitest';
import { seenEnough } from '../behaviour.ts';
import type { Move } from './client-example.ts';
import {
  accepted,
  asked,
  authorized,
  chunk,
  later,
  left,
  mp3,
  opened,
  request,
  seenIn,
  step,
  told,
} from './client-example.ts';
import { bodyHeldBack, bodyWithoutContinue, streamAfterGoAhead } from './client-continue.ts';

const go = told('HTTP/1.1 100 Continue');
const head = [opened(), asked(request()), authorized()];
const body = (milliseconds: number): Move[] => {
  const [size, ...rest] = chunk(mp3);
  return size === undefined ? [] : [later(milliseconds, size), ...rest];
};
const over = later(20_000, step(seenEnough));

test('a body after the 100 was held back', () => {
  expect(bodyHeldBack(seenIn(accepted())).outcome).toBe('met');
  expect(bodyHeldBack(seenIn([...head, go])).outcome).toBe('met');
});

test('a body before the 100 is caught, unless the client was patient first', () => {
  expect(bodyHeldBack(seenIn([...head, body(100), later(500, go)]))).toMatchObject({
    outcome: 'broken',
    actual: 'the body 0.1 s after the head, before any 100',
  });
  expect(bodyHeldBack(seenIn([...head, body(1_000), later(500, go)]))).toMatchObject({ outcome: 'met' });
  expect(bodyHeldBack(seenIn([...head, body(100)], { delayScale: 0.05 }))).toMatchObject({ outcome: 'met' });
});

test('who did not ask for a 100 need not wait', () => {
  const seen = seenIn([opened(), asked(request({ Expect: null })), authorized(), body(1)]);
  expect(bodyHeldBack(seen).outcome).toBe('noted');
  expect(bodyWithoutContinue(seen).outcome).toBe('noted');
  expect(streamAfterGoAhead(seen).outcome).toBe('met');
});

test('a client that was refused has nothing to wait for', () => {
  const seen = seenIn([...head, told('HTTP/1.1 403 Forbidden')]);
  for (const check of [bodyHeldBack, bodyWithoutContinue, streamAfterGoAhead])
    expect(check(seen).outcome).toBe('unclear');
});

test('a stream that does not follow the 100 is caught', () => {
  expect(streamAfterGoAhead(seenIn(accepted())).outcome).toBe('met');
  expect(streamAfterGoAhead(seenIn([...head, go, over]))).toMatchObject({
    outcome: 'broken',
    actual: 'no byte of it after the 100, for 20.0 s',
  });
});

test('a wait without end is caught, and an end of it noted', () => {
  expect(bodyWithoutContinue(seenIn([...head, body(4_000), over]))).toMatchObject({
    outcome: 'met',
    actual: 'the body after 4.0 s',
  });
  expect(bodyWithoutContinue(seenIn([...head, over]))).toMatchObject({
    outcome: 'broken',
    actual: 'no byte of it in 20.0 s',
  });
  expect(bodyWithoutContinue(seenIn([...head, later(4_000, left('fin')), over])).outcome).toBe('noted');
  expect(bodyWithoutContinue(seenIn([...head, over, left('fin')])).outcome).toBe('broken');
});
