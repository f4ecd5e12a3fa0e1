import { expect, test } from 'vitest';
import { seenEnough } from '../behaviour.ts';
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
  sent,
  step,
  told,
} from './client-example.ts';
import { finalResponseHeard, politeEnd, streamAfterFinal } from './client-end.ts';

const early = [...accepted(), told('HTTP/1.0 200 OK')];
const over = later(2_000, step(seenEnough));
const last = chunk(new Uint8Array(0));
const raw = [opened(), asked(request({ 'Transfer-Encoding': null })), authorized(), sent(mp3)];

test('a stream that goes on after an early 200 meets the check', () => {
  expect(streamAfterFinal(seenIn([...early, chunk(mp3), over, left('fin')])).outcome).toBe('met');
  expect(streamAfterFinal(seenIn([...accepted(), over])).outcome).toBe('unclear');
  expect(streamAfterFinal(seenIn([])).outcome).toBe('unclear');
});

test('a body that ends once we have seen enough did go on', () => {
  expect(streamAfterFinal(seenIn([...early, chunk(mp3), over, last, left('fin')])).outcome).toBe('met');
});

test('a stream that ends with an early 200 is caught', () => {
  expect(streamAfterFinal(seenIn([...early, chunk(mp3), left('fin'), over]))).toMatchObject({
    outcome: 'broken',
    expected: 'the stream after HTTP/1.0 200',
  });
  expect(streamAfterFinal(seenIn([...early, chunk(mp3), last, over]))).toMatchObject({
    actual: 'the end of the body',
  });
  expect(streamAfterFinal(seenIn([...early, over]))).toMatchObject({ actual: 'no byte of it in 2.0 s' });
});

test('FIN is a polite end, RST and no end are not', () => {
  expect(politeEnd(seenIn([...accepted(), last, left('fin')])).outcome).toBe('met');
  expect(politeEnd(seenIn([...accepted(), left('rst')]))).toMatchObject({ outcome: 'broken', actual: 'RST' });
  expect(politeEnd(seenIn([...raw, left('rst')]))).toMatchObject({ outcome: 'broken', actual: 'RST' });
  expect(politeEnd(seenIn([...accepted(), last, left('rst')])).outcome).toBe('noted');
  expect(politeEnd(seenIn(accepted()))).toMatchObject({ actual: 'a connection that stays open' });
  expect(politeEnd(seenIn([opened(), asked(request()), left('fin')])).outcome).toBe('unclear');
});

test('the final response is heard by whoever waits for it', () => {
  const ok = told('HTTP/1.1 200 OK');
  expect(finalResponseHeard(seenIn([...accepted(), last, ok, left('fin')])).outcome).toBe('met');
  expect(finalResponseHeard(seenIn([...accepted(), last, left('fin'), ok])).outcome).toBe('noted');
  expect(finalResponseHeard(seenIn(accepted())).outcome).toBe('unclear');
  expect(finalResponseHeard(seenIn([...raw, left('fin'), ok])).outcome).toBe('noted');
});
