import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { deadline, ends, head, observed, opens, payload } from './staged.ts';
import type { Staged } from './staged.ts';
import { nothingLies, outsideRefused, takenInTheEnd, unharmed } from './store-refusal.ts';

const object = 'abcdefghijkl';

const asks = (conn: number, label: string, path = '/live/s/video-1.cmfv'): Staged => [
  ...opens(conn, label),
  ...head(conn, 'sent', `GET ${path} HTTP/1.1`, 'Host: x'),
];

const answers = (conn: number, status: number, body = ''): Staged => [
  ...head(conn, 'received', `HTTP/1.1 ${String(status)} Words`, `Content-Length: ${String(body.length)}`),
  ...(body === '' ? [] : payload(conn, 'received', body)),
];

const gets = (conn: number, label: string, status: number, body = ''): Staged => [
  ...asks(conn, label),
  ...answers(conn, status, body),
];

const puts = (conn: number, label: string, body = object): Staged => [
  ...opens(conn, label),
  ...head(
    conn,
    'sent',
    'PUT /live/s/video-1.cmfv HTTP/1.1',
    'Host: x',
    `Content-Length: ${String(body.length)}`,
  ),
  ...payload(conn, 'sent', body),
];

const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

const owned: Staged = [...puts(0, 'owner'), ...answers(0, 201)];
const before = gets(1, 'before', 200, object);

test('an object that is as it was', () => {
  expect(outcomeOf(unharmed, owned, before, gets(3, 'after', 200, object))).toEqual({
    outcome: 'met',
    actual: '200 Words, 12 bytes as before',
  });
});

test('an object that was deleted or written over in the meantime', () => {
  expect(outcomeOf(unharmed, owned, before, gets(3, 'after', 404))).toMatchObject({
    outcome: 'broken',
    expected: 'the 12 bytes that were there before',
    actual: '404 Words',
  });
  expect(outcomeOf(unharmed, owned, before, gets(3, 'after', 200, 'abcdeXghijkl'))).toMatchObject({
    outcome: 'broken',
    actual: '12 bytes, 58 67 68 69 6a 6b 6c at byte 5',
    evidence: [{ offset: 5 }],
  });
  expect(outcomeOf(unharmed, owned, before, asks(3, 'after'), ends(3, 'target')).outcome).toBe('broken');
});

test('nothing is known of an object that could not be read before, or was never stored', () => {
  const after = gets(3, 'after', 404);
  expect(outcomeOf(unharmed, owned, gets(1, 'before', 404), after)).toMatchObject({ outcome: 'unclear' });
  expect(outcomeOf(unharmed, owned, gets(1, 'before', 200, 'other'), after).outcome).toBe('unclear');
  expect(outcomeOf(unharmed, owned, after).outcome).toBe('unclear');
  expect(outcomeOf(unharmed, owned, before).outcome).toBe('unclear');
  const refused: Staged = [...puts(0, 'owner'), ...answers(0, 403)];
  expect(outcomeOf(unharmed, refused, before, after).outcome).toBe('unclear');
});

test('403 to a path outside, 404 with an erratum, and anything else', () => {
  const answered = (status: number) =>
    outcomeOf(outsideRefused, [...puts(0, 'source'), ...answers(0, status)]);
  expect(answered(403).outcome).toBe('met');
  expect(answered(404)).toMatchObject({ outcome: 'broken', erratum: 'E-DI-50' });
  expect(answered(400)).toMatchObject({ outcome: 'broken', expected: 'status 403', actual: '400 Words' });
  expect(answered(400)).not.toHaveProperty('erratum');
  expect(answered(201).outcome).toBe('broken');
  expect(outcomeOf(outsideRefused, puts(0, 'source'), deadline(0, 'an answer'))).toMatchObject({
    outcome: 'broken',
    actual: 'no answer within 10000 ms',
  });
  expect(outcomeOf(outsideRefused).outcome).toBe('unclear');
});

test('what was uploaded lies nowhere that the readers look', () => {
  const check = nothingLies('first', 'second');
  const refused: Staged = [...puts(0, 'source'), ...answers(0, 403)];
  expect(outcomeOf(check, refused, gets(1, 'first', 404), gets(2, 'second', 403))).toEqual({
    outcome: 'met',
    actual: '404 Words, 403 Words',
  });
  expect(outcomeOf(check, refused, gets(1, 'first', 200, 'a page'), gets(2, 'second', 404)).outcome).toBe(
    'met',
  );
  expect(
    outcomeOf(check, refused, gets(1, 'first', 404), asks(2, 'second', '/outside'), answers(2, 200, object)),
  ).toMatchObject({
    outcome: 'broken',
    actual: 'all 12 bytes of it at “/outside”',
  });
  expect(outcomeOf(check, refused, gets(1, 'first', 404)).outcome).toBe('unclear');
  expect(outcomeOf(check, refused, asks(1, 'first'), gets(2, 'second', 404)).outcome).toBe('unclear');
  expect(outcomeOf(check, gets(1, 'first', 404)).outcome).toBe('unclear');
});

test('who was refused once is taken with the right credentials, on the same connection or another', () => {
  const refused: Staged = [...puts(0, 'source'), ...answers(0, 401)];
  const again = (conn: number, status: number): Staged => [...puts(conn, 'source'), ...answers(conn, status)];
  expect(outcomeOf(takenInTheEnd, refused, again(1, 201)).outcome).toBe('met');
  const [, ...sameConnection] = again(0, 201);
  expect(outcomeOf(takenInTheEnd, refused, sameConnection).outcome).toBe('met');
  expect(outcomeOf(takenInTheEnd, refused, again(1, 403))).toMatchObject({
    outcome: 'broken',
    actual: '403 Words',
  });
  expect(outcomeOf(takenInTheEnd, refused, puts(1, 'source'))).toMatchObject({ actual: 'no answer' });
  expect(outcomeOf(takenInTheEnd, again(0, 201), again(1, 201)).outcome).toBe('unclear');
  expect(outcomeOf(takenInTheEnd, refused).outcome).toBe('unclear');
  expect(outcomeOf(takenInTheEnd).outcome).toBe('unclear');
});
