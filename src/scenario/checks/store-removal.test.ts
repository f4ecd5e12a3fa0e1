import { expect, test } from 'vitest';
import { met } from '../combine.ts';
import type { Check } from '../check.ts';
import { ends, head, observed, opens, payload } from './staged.ts';
import type { Staged } from './staged.ts';
import {
  absentRemovalAnswered,
  folderIsGone,
  isGone,
  leaves,
  removalAnswered,
  removalCopedWith,
} from './store-removal.ts';

const asks = (conn: number, label: string, line: string): Staged => [
  ...opens(conn, label),
  ...head(
    conn,
    'sent',
    `${line} HTTP/1.1`,
    'Host: x',
    ...(line.startsWith('PUT') ? ['Content-Length: 3'] : []),
  ),
  ...(line.startsWith('PUT') ? payload(conn, 'sent', 'abc') : []),
];

const answered = (conn: number, label: string, line: string, status: number, body = ''): Staged => [
  ...asks(conn, label, line),
  ...head(conn, 'received', `HTTP/1.1 ${String(status)} Words`, `Content-Length: ${String(body.length)}`),
  ...(body === '' ? [] : payload(conn, 'received', body)),
];

const outcomeOf = (check: Check, ...happened: Staged[]) => check(observed(...happened));

const uploaded = answered(0, 'source', 'PUT /s/a', 201);
const before = answered(1, 'before', 'GET /s/a', 200, 'abc');
const removed = (status: number) => answered(2, 'remover', 'DELETE /s/a', status);
const after = (status: number, body = '') => answered(3, 'reader', 'GET /s/a', status, body);

test('the answer to DELETE', () => {
  const outcome = (status: number) => outcomeOf(removalAnswered(), uploaded, before, removed(status));
  expect(outcome(200)).toMatchObject({ outcome: 'met' });
  for (const status of [202, 204]) {
    expect(outcome(status)).toMatchObject({
      outcome: 'broken',
      erratum: 'E-DI-39',
      actual: `${String(status)} Words`,
    });
  }
  expect(outcome(405)).toMatchObject({ outcome: 'broken', expected: 'status 200' });
  expect(outcome(405)).not.toHaveProperty('erratum');
  expect(outcomeOf(removalAnswered(), uploaded, before)).toMatchObject({ outcome: 'unclear' });
  expect(
    outcomeOf(removalAnswered(), uploaded, answered(1, 'before', 'GET /s/a', 404), removed(404)),
  ).toMatchObject({ outcome: 'unclear', reason: 'dependency-failed' });
});

test('what was deleted is gone', () => {
  const outcome = (reading: Staged) => outcomeOf(isGone(), uploaded, removed(200), reading);
  for (const status of [404, 410]) expect(outcome(after(status))).toMatchObject({ outcome: 'met' });
  expect(outcome(after(403))).toMatchObject({ outcome: 'noted' });
  expect(outcome(after(200, 'abc'))).toMatchObject({
    outcome: 'broken',
    actual: '200 Words and 3 bytes after 200 Words to DELETE',
  });
  expect(outcome(after(500))).toMatchObject({ outcome: 'broken' });
  expect(outcomeOf(isGone(), uploaded, removed(200))).toMatchObject({ outcome: 'unclear' });
});

test('DELETE of what is not there', () => {
  const outcome = (status: number) => outcomeOf(absentRemovalAnswered(), removed(status));
  expect(outcome(404)).toMatchObject({ outcome: 'met' });
  for (const status of [200, 204, 403]) expect(outcome(status)).toMatchObject({ outcome: 'noted' });
  expect(outcome(500)).toMatchObject({ outcome: 'broken', erratum: 'E-DI-49' });
  expect(
    outcomeOf(absentRemovalAnswered(), asks(2, 'remover', 'DELETE /s/a'), ends(2, 'target')),
  ).toMatchObject({ outcome: 'broken' });
  expect(outcomeOf(absentRemovalAnswered())).toMatchObject({ outcome: 'unclear' });
});

test('a folder goes with its last object', () => {
  const folder = (conn: number, label: string, status: number) =>
    answered(conn, label, `GET /s/${label}/`, status);
  const outcome = (had: number, has: number, never = 404) =>
    outcomeOf(
      folderIsGone,
      folder(4, 'before', had),
      folder(5, 'never', never),
      removed(200),
      folder(6, 'after', has),
    );
  expect(outcome(200, 404)).toMatchObject({ outcome: 'met' });
  expect(outcome(403, 404)).toMatchObject({ outcome: 'met' });
  expect(outcome(403, 403)).toMatchObject({
    outcome: 'broken',
    actual: '403 while there was an object in it, 403 after',
  });
  expect(outcome(404, 404)).toMatchObject({ outcome: 'noted' });
  expect(outcome(403, 403, 403)).toMatchObject({ outcome: 'noted' });
  expect(outcomeOf(folderIsGone, removed(405))).toMatchObject({ outcome: 'unclear' });
  expect(outcomeOf(folderIsGone, removed(200))).toMatchObject({ outcome: 'unclear' });
});

test('what a DELETE leaves alone is judged where something was deleted', () => {
  const fine: Check = () => met();
  expect(outcomeOf(leaves(fine), removed(204))).toMatchObject({ outcome: 'met' });
  expect(outcomeOf(leaves(fine), removed(405))).toMatchObject({ outcome: 'unclear' });
  expect(outcomeOf(leaves(fine))).toMatchObject({ outcome: 'unclear' });
});

test('DELETE may be ignored or refused', () => {
  const fine: Check = () => met();
  const outcome = (status: number) => outcomeOf(removalCopedWith('remover', fine), removed(status));
  for (const status of [200, 404, 405]) expect(outcome(status)).toMatchObject({ outcome: 'met' });
  expect(outcome(500)).toMatchObject({ outcome: 'broken' });
});
