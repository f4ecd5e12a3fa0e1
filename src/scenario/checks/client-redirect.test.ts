import { expect, test } from 'vitest';
import { asked, authorized, opened, request, seenIn, told } from './client-example.ts';
import { credentialsKept, credentialsWithheld, methodKept } from './client-redirect.ts';

const redirected = [opened(), asked(request()), authorized(), told('HTTP/1.1 307 Temporary Redirect')];
const moved = 'PUT /moved/live.mp3 HTTP/1.1';
const follow = (line: string, changes: Record<string, null> = {}) => [
  opened(1),
  asked(request(changes, line), 1),
];

test('a client that does not follow is noted, one that was not redirected cannot be judged', () => {
  for (const check of [methodKept, credentialsKept, credentialsWithheld]) {
    expect(check(seenIn(redirected))).toMatchObject({
      outcome: 'noted',
      actual: 'the client did not follow the 307',
    });
    expect(check(seenIn(redirected.slice(0, 3))).outcome).toBe('unclear');
    expect(check(seenIn([])).outcome).toBe('unclear');
  }
});

test('the method stays, or is caught', () => {
  expect(methodKept(seenIn([...redirected, ...follow(moved)])).outcome).toBe('met');
  expect(methodKept(seenIn([...redirected, ...follow('GET /moved/live.mp3 HTTP/1.1')]))).toMatchObject({
    outcome: 'broken',
    actual: '“GET /moved/live.mp3”',
  });
});

test('credentials stay at the same authority, at once or when challenged', () => {
  const bare = [...redirected, ...follow(moved, { Authorization: null })];
  const challenged = [
    ...bare,
    told('HTTP/1.1 401 Unauthorized', 1),
    opened(2),
    asked(request({}, moved), 2),
    authorized({}, 2),
  ];
  expect(credentialsKept(seenIn([...redirected, ...follow(moved), authorized({}, 1)])).outcome).toBe('met');
  expect(credentialsKept(seenIn(challenged)).outcome).toBe('met');
  expect(credentialsKept(seenIn(bare))).toMatchObject({
    actual: '“PUT /moved/live.mp3” without Authorization',
  });
});

test('credentials that are carried to another authority are caught', () => {
  expect(
    credentialsWithheld(seenIn([...redirected, ...follow(moved, { Authorization: null })])).outcome,
  ).toBe('met');
  expect(credentialsWithheld(seenIn([...redirected, ...follow(moved), authorized({}, 1)])).outcome).toBe(
    'broken',
  );
});
