import { expect, test } from 'vitest';
import { asked, authorized, opened, told } from './client-example.ts';
import { lines, seen, short, videoPath } from './ingest-example.ts';
import {
  credentialsStay,
  credentialsWithheld,
  loopLeft,
  movedTo,
  redirectFollowed,
} from './ingest-redirect.ts';

const redirected = (status: number) => [
  opened(),
  ...short(0, videoPath),
  told(`HTTP/1.1 ${String(status)} Moved`),
];
const follows = (method = 'POST') => [
  opened(1),
  asked(lines({}, `${method} ${movedTo}${videoPath} HTTP/1.1`), 1),
];

test('a redirect is followed with its method, and with the credentials at home', () => {
  const home = seen([redirected(307), follows(), authorized({}, 1)]);
  expect(redirectFollowed(home).outcome).toBe('met');
  expect(credentialsStay(home).outcome).toBe('met');
  expect(credentialsWithheld(home).outcome).toBe('noted');
  expect(loopLeft(home).outcome).toBe('met');
});

test('a redirect that is not followed, or by GET after 307 and 308, is caught', () => {
  expect(redirectFollowed(seen([redirected(302)])).outcome).toBe('broken');
  expect(credentialsStay(seen([redirected(302)])).outcome).toBe('noted');
  expect(credentialsWithheld(seen([redirected(302)])).outcome).toBe('noted');
  expect(redirectFollowed(seen([redirected(308), follows('GET')])).outcome).toBe('broken');
  expect(redirectFollowed(seen([redirected(303), follows('GET')])).outcome).toBe('noted');
  expect(credentialsStay(seen([redirected(307), follows()])).outcome).toBe('noted');
  expect(credentialsWithheld(seen([redirected(307), follows()])).outcome).toBe('met');
});

test('who was not redirected cannot be judged', () => {
  for (const check of [redirectFollowed, credentialsStay, credentialsWithheld, loopLeft]) {
    expect(check(seen([])).outcome).toBe('unclear');
    expect(check(seen([opened(), short(0, videoPath)])).outcome).toBe('unclear');
  }
});

test('redirects without end are noted', () => {
  const round = Array.from({ length: 60 }, () => redirected(307).slice(1));
  expect(loopLeft(seen([opened(), ...round])).outcome).toBe('noted');
});
