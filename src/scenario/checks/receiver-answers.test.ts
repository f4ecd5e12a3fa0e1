import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { on } from '../select.ts';
import {
  coped,
  eachOf,
  forbidden,
  headerMissing,
  noServerError,
  notTaken,
  oddPath,
  reasonTold,
  refusedOrNoted,
  taken,
  takenOrUnsupported,
  turnedDown,
  unknownPoint,
  unsupported,
  wrongPath,
} from './receiver-answers.ts';
import { deadline, ends, head, observed, opens, payload } from './staged.ts';
import type { Staged } from './staged.ts';

const asks = (conn = 0, label = 'source'): Staged => [
  ...opens(conn, label),
  ...head(conn, 'sent', 'POST /live.isml/Streams(video.cmfv) HTTP/1.1', 'Host: x', 'Content-Length: 0'),
];

const says = (status: number, ...fields: string[]): Staged => [
  ...asks(),
  ...head(0, 'received', `HTTP/1.1 ${String(status)} Words`, ...fields, 'Content-Length: 0'),
];

const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

test.for<[string, Check, met: number[], broken: number[]]>([
  ['taken', taken, [200, 201, 202, 204], [400, 403, 412, 500, 503]],
  ['no server error', noServerError, [200, 403], [500, 503]],
  ['forbidden', forbidden(), [403], [200, 400, 401, 404, 500]],
  ['forbidden, or malformed', forbidden(400), [403, 400], [200, 500]],
  ['a wrong path', wrongPath, [403, 404], [200, 400, 500]],
  ['an odd path', oddPath, [400, 403, 404], [200, 500]],
  ['an unknown publishing point', unknownPoint, [404], [200, 400, 403, 500]],
  ['not taken', notTaken, [403, 404, 500], [200, 204]],
  ['an unsupported type', unsupported, [415, 400], [200, 403, 500]],
  ['a missing header', headerMissing, [412, 400], [200, 404, 500]],
  ['turned down', turnedDown, [400, 413, 422], [200, 500]],
  ['taken or unsupported', takenOrUnsupported, [200, 415, 400], [403, 500]],
  ['coped', coped, [200], [500]],
])('%s', ([, check, met, broken]) => {
  for (const status of met)
    expect(outcomeOf(check, says(status)), String(status)).toMatchObject({ outcome: 'met' });
  for (const status of broken) {
    expect(outcomeOf(check, says(status)), String(status)).toMatchObject({ outcome: 'broken' });
  }
  expect(outcomeOf(check, opens(0, 'source'))).toMatchObject({ outcome: 'unclear' });
});

test('an answer that never comes is broken', () => {
  expect(outcomeOf(taken, asks(), ends(0, 'target'))).toMatchObject({
    outcome: 'broken',
    actual: 'no answer: the target closed the connection',
  });
  expect(outcomeOf(taken, asks(), deadline(0, 'a final response'))).toMatchObject({
    outcome: 'broken',
    actual: 'no answer within 10000 ms',
  });
});

test('an answer that comes after the deadline is broken', () => {
  const late = head(0, 'received', 'HTTP/1.1 200 OK', 'Content-Length: 0');
  expect(outcomeOf(taken, asks(), deadline(0, 'a final response'), late)).toMatchObject({
    outcome: 'broken',
    actual: 'no answer within 10000 ms, and then 200 OK',
  });
});

test('a redirected source is to be tested elsewhere', () => {
  expect(outcomeOf(taken, says(307, 'Location: http://elsewhere/'))).toMatchObject({
    outcome: 'unclear',
    reason: 'prerequisite-missing',
  });
});

test('findings rest on errata where the document is at odds with itself', () => {
  expect(outcomeOf(taken, says(500))).toMatchObject({ erratum: 'E-DI-49' });
  expect(outcomeOf(taken, says(403))).not.toHaveProperty('erratum');
  expect(outcomeOf(forbidden(), says(401, 'WWW-Authenticate: Basic realm="x"'))).toMatchObject({
    erratum: 'E-DI-04',
  });
  expect(outcomeOf(forbidden(), says(401))).not.toHaveProperty('erratum');
  expect(outcomeOf(unknownPoint, says(403))).toMatchObject({ erratum: 'E-DI-50' });
});

test('what is neither demanded nor forbidden is noted', () => {
  expect(outcomeOf(coped, says(409)).outcome).toBe('noted');
  expect(outcomeOf(refusedOrNoted, says(200)).outcome).toBe('noted');
  expect(outcomeOf(refusedOrNoted, says(400)).outcome).toBe('met');
  expect(outcomeOf(refusedOrNoted, says(500)).outcome).toBe('broken');
});

test('a 403 tells its reason in its phrase or its body', () => {
  const bare = [...asks(), ...head(0, 'received', 'HTTP/1.1 403 ', 'Content-Length: 0')];
  const withBody = [
    ...asks(),
    ...head(0, 'received', 'HTTP/1.1 403 ', 'Content-Length: 2'),
    ...payload(0, 'received', 'no'),
  ];
  expect(outcomeOf(reasonTold, says(403)).outcome).toBe('met');
  expect(outcomeOf(reasonTold, withBody).outcome).toBe('met');
  expect(outcomeOf(reasonTold, bare).outcome).toBe('broken');
  expect(outcomeOf(reasonTold, says(401)).outcome).toBe('unclear');
});

test('of several requests, the one that fails is named', () => {
  const both = eachOf(['first', 'second'], (name) => on(name, taken));
  const ok = (conn: number, label: string): Staged => [
    ...asks(conn, label),
    ...head(conn, 'received', 'HTTP/1.1 200 OK', 'Content-Length: 0'),
  ];
  expect(outcomeOf(both, ok(0, 'first'), ok(1, 'second'))).toMatchObject({
    outcome: 'met',
    actual: 'first: 200 OK; second: 200 OK',
  });
  const refused = [
    ...asks(1, 'second'),
    ...head(1, 'received', 'HTTP/1.1 409 Conflict', 'Content-Length: 0'),
  ];
  expect(outcomeOf(both, ok(0, 'first'), refused)).toMatchObject({
    outcome: 'broken',
    actual: '409 Conflict, to the request second',
  });
  expect(outcomeOf(both, ok(0, 'first'))).toMatchObject({ outcome: 'unclear' });
});
