import { expect, test } from 'vitest';
import { asked, authorized, chunk, later, mp3, opened, request, seenIn, told } from './client-example.ts';
import { silenceAfterRefusal, unhurriedRetry } from './client-refusal.ts';

const refused = [opened(), asked(request()), authorized(), told('HTTP/1.1 403 Forbidden')];
const hasty = [opened(), asked(request({ Expect: null })), authorized(), told('HTTP/1.1 403 Forbidden')];
const again = (milliseconds: number) => [
  later(milliseconds, opened(1)),
  asked(request(), 1),
  authorized({}, 1),
];
const more = chunk(mp3).map((move) => later(600, move));

test('silence after a refusal meets the check', () => {
  expect(silenceAfterRefusal(seenIn(refused)).outcome).toBe('met');
  expect(silenceAfterRefusal(seenIn([])).outcome).toBe('unclear');
  expect(silenceAfterRefusal(seenIn(refused.slice(0, 3))).outcome).toBe('unclear');
});

test('a client that waited for a 100 and streams after a refusal is caught', () => {
  expect(silenceAfterRefusal(seenIn([...refused, chunk(mp3)]))).toMatchObject({
    outcome: 'broken',
    expected: 'no byte of the stream after the 403',
  });
});

test('of a client that did not wait, what is on its way does not count', () => {
  expect(silenceAfterRefusal(seenIn([...hasty, chunk(mp3)])).outcome).toBe('met');
  expect(silenceAfterRefusal(seenIn([...hasty, chunk(mp3), more])).outcome).toBe('broken');
});

test('a pause before another try meets the check, a hurry is caught', () => {
  expect(unhurriedRetry(seenIn(refused))).toMatchObject({ outcome: 'met', actual: 'no other try' });
  expect(unhurriedRetry(seenIn([...refused, ...again(5_000)]))).toMatchObject({
    actual: 'the next try after 5.0 s',
  });
  expect(unhurriedRetry(seenIn([...refused, ...again(300)]))).toMatchObject({
    outcome: 'broken',
    actual: 'another one after 0.3 s',
  });
  expect(unhurriedRetry(seenIn([...refused, ...again(300)], { delayScale: 0.05 })).outcome).toBe('met');
});

test('a challenge may be answered at once', () => {
  const challenged = [opened(), asked(request({ Authorization: null })), told('HTTP/1.1 401 Unauthorized')];
  expect(unhurriedRetry(seenIn([...challenged, ...again(1)])).outcome).toBe('met');
});
