import { expect, test } from 'vitest';
import type { CredentialsSeen } from '../../trace/event.ts';
import { accepted, asked, authorized, opened, request, seenIn, told } from './client-example.ts';
import {
  basicCredentials,
  challengeAnswered,
  rightCredentials,
  wellFormedCredentials,
} from './client-credentials.ts';

const without = request({ Authorization: null });
const unauthorized = 'HTTP/1.1 401 Unauthorized';

test('credentials at once meet every check', () => {
  for (const check of [basicCredentials, challengeAnswered, wellFormedCredentials, rightCredentials]) {
    expect(check(seenIn(accepted())).outcome).toBe('met');
    expect(check(seenIn([])).outcome).toBe('unclear');
  }
});

test('credentials when challenged are as good', () => {
  const seen = seenIn([
    opened(),
    asked(without),
    told(unauthorized),
    opened(1),
    asked(request(), 1),
    authorized({}, 1),
  ]);
  for (const check of [basicCredentials, challengeAnswered, wellFormedCredentials, rightCredentials]) {
    expect(check(seen).outcome).toBe('met');
  }
});

test('no credentials, challenged or not, are caught', () => {
  const never = seenIn([opened(), asked(without)]);
  const challenged = seenIn([opened(), asked(without), told(unauthorized), opened(1), asked(without, 1)]);
  expect(basicCredentials(never)).toMatchObject({ outcome: 'broken', actual: 'no Authorization' });
  expect(basicCredentials(challenged)).toMatchObject({
    actual: 'no Authorization, though it was challenged',
  });
  expect(challengeAnswered(challenged)).toMatchObject({
    outcome: 'broken',
    actual: 'no Authorization, and none after the 401',
  });
  expect(wellFormedCredentials(never)).toMatchObject({ outcome: 'unclear', reason: 'prerequisite-missing' });
});

test('a client whose credentials were refused need not send them again', () => {
  expect(
    challengeAnswered(seenIn([opened(), asked(request()), authorized(), told(unauthorized)])).outcome,
  ).toBe('met');
});

test('another scheme is caught', () => {
  const seen = seenIn([
    opened(),
    asked(request()),
    authorized({ scheme: 'Bearer', user: 'empty', password: 'empty' }),
  ]);
  expect(basicCredentials(seen)).toMatchObject({ actual: 'Authorization with the scheme “Bearer”' });
  expect(wellFormedCredentials(seen).outcome).toBe('broken');
});

test.for<[Partial<CredentialsSeen>, string]>([
  [{ base64: 'unpadded' }, 'base64 without padding'],
  [{ base64: 'invalid' }, 'a token that is not canonical base64'],
  [{ colon: false }, 'credentials without a colon'],
  [{ controls: true }, 'control characters in the credentials'],
])('the form of credentials: %o', ([changes, actual]) => {
  const seen = seenIn([opened(), asked(request()), authorized(changes)]);
  expect(wellFormedCredentials(seen)).toMatchObject({ outcome: 'broken', actual, evidence: [{ event: 3 }] });
});

test('the scheme may be in any case', () => {
  expect(
    basicCredentials(seenIn([opened(), asked(request()), authorized({ scheme: 'bAsIc' })])).outcome,
  ).toBe('met');
});

test.for<[Partial<CredentialsSeen>, string]>([
  [{ user: 'wrong' }, 'another user name'],
  [{ password: 'wrong' }, 'another password'],
  [{ password: 'wrong', utf8: false }, 'another password, which is not UTF-8'],
])('the content of credentials: %o', ([changes, actual]) => {
  expect(rightCredentials(seenIn([opened(), asked(request()), authorized(changes)]))).toMatchObject({
    outcome: 'broken',
    actual,
  });
});
