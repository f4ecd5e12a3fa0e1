import { expect, test } from 'vitest';
import { interimAlone, interimBeforeBody, noInterim } from './interim.ts';
import { ends, head, observed, payload, sourceAsks, sourceTaken } from './staged.ts';

const body = payload(0, 'sent', 'frames');
const early = head(0, 'received', 'HTTP/1.1 200 OK');
const refusal = head(0, 'received', 'HTTP/1.1 401 Unauthorized');
const late = head(0, 'received', 'HTTP/1.1 100 Continue');

test('100 comes before the body', () => {
  expect(interimBeforeBody(observed(sourceTaken, body)).outcome).toBe('met');
  expect(interimBeforeBody(observed(sourceAsks, body, late))).toMatchObject({
    outcome: 'broken',
    actual: '100 Continue after 6 bytes of the body',
  });
  expect(interimBeforeBody(observed(sourceAsks, early))).toMatchObject({
    outcome: 'broken',
    actual: '200 OK',
  });
  expect(interimBeforeBody(observed(sourceAsks, refusal))).toMatchObject({ reason: 'dependency-failed' });
});

test('no 100 comes', () => {
  expect(noInterim(observed(sourceAsks, refusal)).outcome).toBe('met');
  expect(noInterim(observed(sourceAsks, ends(0, 'target'))).outcome).toBe('met');
  expect(noInterim(observed(sourceTaken, refusal)).outcome).toBe('broken');
  expect(noInterim(observed(sourceAsks)).outcome).toBe('unclear');
});

test.for(['Content-Length: 0', 'Transfer-Encoding: chunked'])('a 100 with %s is no head alone', (field) => {
  const interim = head(0, 'received', 'HTTP/1.1 100 Continue', field);
  expect(interimAlone(observed(sourceAsks, interim))).toMatchObject({ outcome: 'broken', actual: field });
  expect(interimAlone(observed(sourceTaken)).outcome).toBe('met');
  expect(interimAlone(observed(sourceAsks, early)).outcome).toBe('unclear');
});
