import { expect, test } from 'vitest';
import { badBodyEndsIt, finalAfterTheEnd, noFinalError, notReset, staysConnected } from './ending.ts';
import { deadline, ends, head, observed, payload, sourceAsks, sourceTaken } from './staged.ts';

const body = payload(0, 'sent', 'frames');
const more = payload(0, 'sent', 'more frames');
const ok = head(0, 'received', 'HTTP/1.1 200 OK');
const error = head(0, 'received', 'HTTP/1.1 500 Internal Server Error');

test('the final answer comes after the end', () => {
  expect(finalAfterTheEnd(observed(sourceTaken, body, more, ok)).outcome).toBe('met');
  expect(finalAfterTheEnd(observed(sourceTaken, ok, body))).toMatchObject({
    actual: '200 OK after 0 of 6 bytes',
  });
  expect(finalAfterTheEnd(observed(sourceTaken, body, ok, more))).toMatchObject({
    outcome: 'broken',
    actual: '200 OK after 6 of 17 bytes',
  });
  expect(finalAfterTheEnd(observed(sourceTaken, body, error)).outcome).toBe('broken');
  expect(finalAfterTheEnd(observed(sourceTaken, body, ends(0, 'target'))).outcome).toBe('noted');
  expect(finalAfterTheEnd(observed(sourceTaken, body, deadline(0, 'a final response'))).outcome).toBe(
    'broken',
  );
  expect(finalAfterTheEnd(observed(sourceAsks, error, body)).outcome).toBe('unclear');
});

test('the final answer is no error', () => {
  expect(noFinalError(observed(sourceTaken, body, ok)).outcome).toBe('met');
  expect(noFinalError(observed(sourceTaken, body, error)).outcome).toBe('broken');
  expect(noFinalError(observed(sourceTaken, body)).outcome).toBe('noted');
  expect(noFinalError(observed(sourceAsks, error)).outcome).toBe('unclear');
});

test('a reset is told from a close, and ours from theirs', () => {
  expect(notReset(observed(sourceTaken, ends(0, 'target'))).outcome).toBe('met');
  expect(notReset(observed(sourceTaken, ends(0, 'us', 'rst'))).outcome).toBe('met');
  expect(notReset(observed(sourceTaken, ends(0, 'target', 'rst'))).outcome).toBe('broken');
});

test('a broken body ends the exchange', () => {
  const bad = head(0, 'received', 'HTTP/1.1 400 Bad Request');
  expect(badBodyEndsIt(observed(sourceTaken, body, bad)).outcome).toBe('met');
  expect(badBodyEndsIt(observed(sourceTaken, body, ends(0, 'target'), ends(0, 'us'))).outcome).toBe('met');
  expect(badBodyEndsIt(observed(sourceTaken, body, ends(0, 'us'), ends(0, 'target'))).outcome).toBe('broken');
  expect(badBodyEndsIt(observed(sourceAsks, bad)).outcome).toBe('unclear');
});

test('the connection stays until we end it', () => {
  expect(staysConnected(observed(sourceTaken, body, ends(0, 'us'), ends(0, 'target'))).outcome).toBe('met');
  expect(staysConnected(observed(sourceTaken, body, ends(0, 'target'), ends(0, 'us')))).toMatchObject({
    outcome: 'broken',
    actual: 'the target closed it',
  });
  expect(staysConnected(observed(sourceAsks, error)).outcome).toBe('unclear');
});
