import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../http/message.ts';
import { seenEnough, sessionAgain } from '../behaviour.ts';
import type { Check } from '../check.ts';
import {
  accepted,
  asked,
  authorized,
  chunk,
  fault,
  move,
  mp3,
  opened,
  request,
  seenIn,
  sent,
  step,
  stray,
  told,
} from './client-example.ts';
import type { Move } from './client-example.ts';
import {
  fieldsAboveEmptyLine,
  fieldsOfTheHandshake,
  metadataInHead,
  noEmptyFields,
  streamBehindHead,
} from './icy2-client-head.ts';
import { sameStationAgain, sameStationInSessions } from './icy2-client-station.ts';
import { bearerToken, noTokenInTheClear, overTls, scopedToMount, shortLived } from './icy2-client-token.ts';
import { announced, announcedAgain, announcedWithStream, minimum } from './icy2-client-version.ts';

const version = { 'icy-metadata-version': '2.1', 'icy-station-id': 'one' };

const checks: Readonly<Record<string, Check>> = {
  announced,
  announcedWithStream,
  fieldsAboveEmptyLine,
  fieldsOfTheHandshake,
  metadataInHead,
  noEmptyFields,
  streamBehindHead,
  noTokenInTheClear,
  minimum: minimum('icy-station-id'),
};

describe('a conforming request meets', () => {
  test.for(Object.entries(checks))('%s', ([, check]) => {
    expect(check(seenIn(accepted(version))).outcome).toBe('met');
  });
});

describe('without a request nothing is said of', () => {
  test.for(Object.entries(checks))('%s', ([, check]) => {
    expect(check(seenIn([]))).toMatchObject({ outcome: 'unclear', reason: 'peer-vanished' });
  });
});

test.for<[string, Record<string, string>, object]>([
  ['none', {}, { actual: 'no icy-metadata-version' }],
  ['two', { ...version, 'Icy-Metadata-Version': '2.1' }, { actual: '2 icy-metadata-version fields' }],
  ['v2.1', { 'icy-metadata-version': 'v2.1' }, { actual: 'icy-metadata-version: “v2.1”' }],
  ['the name of 2.2', { 'icy-meta-version': '2.2' }, { erratum: 'E-ICY-21' }],
])('a version that is no announcement is caught: %s', ([, fields, further]) => {
  expect(announced(seenIn(accepted(fields)))).toMatchObject({ outcome: 'broken', ...further });
});

test('a version in another request is caught', () => {
  const before = [opened(9), asked(['OPTIONS * HTTP/1.1', 'icy-metadata-version: 2.1'], 9)];
  expect(announcedWithStream(seenIn([...before, ...accepted()]))).toMatchObject({
    outcome: 'broken',
    actual: 'icy-metadata-version in the request “OPTIONS *” alone',
  });
});

test('a minimum without a value is caught', () => {
  expect(minimum('icy-name')(seenIn(accepted()))).toMatchObject({ actual: 'no icy-name' });
  expect(minimum('icy-name')(seenIn(accepted({ 'icy-name': '' })))).toMatchObject({
    actual: 'icy-name without a value',
  });
});

test('what the handshake lacks is named', () => {
  expect(fieldsOfTheHandshake(seenIn(accepted({ Host: null })))).toMatchObject({ actual: 'no Host' });
  const anonymous = seenIn([opened(), asked(request({ Authorization: null }))]);
  expect(fieldsOfTheHandshake(anonymous)).toMatchObject({ actual: 'no Basic credentials' });
});

describe('lines of fields behind the head', () => {
  const lines = 'icy-name: Radio\r\nicy-genre: Rock\r\n\r\n';
  const head: Move[] = [opened(), asked(request({ ...version, 'Transfer-Encoding': null })), authorized()];
  const ways: Readonly<Record<string, readonly (Move | Move[])[]>> = {
    'in the body': [sent(bytesOf(lines)), sent(mp3)],
    'in a chunk': [chunk(bytesOf(`\r\n${lines}`))],
    'that are no part of a body': [stray(lines)],
  };
  test.for(Object.entries(ways))('are caught %s', ([, moves]) => {
    const conversation = [...head, told('HTTP/1.1 100 Continue'), ...moves];
    for (const check of [fieldsAboveEmptyLine, metadataInHead, streamBehindHead])
      expect(check(seenIn(conversation))).toMatchObject({
        outcome: 'broken',
        actual: 'icy-name behind the empty line that ends the head',
      });
  });

  test('an empty line alone is not one of them', () => {
    const seen = seenIn([...head, sent(bytesOf('\r\n')), sent(mp3)]);
    expect(streamBehindHead(seen).outcome).toBe('broken');
    expect(fieldsAboveEmptyLine(seen).outcome).toBe('met');
  });

  test('nothing is said where nothing came', () => {
    expect(streamBehindHead(seenIn(head))).toMatchObject({ reason: 'prerequisite-missing' });
  });
});

test('empty fields are caught, with less weight than the clause', () => {
  expect(noEmptyFields(seenIn(accepted({ ...version, 'icy-url': '' })))).toMatchObject({
    outcome: 'broken',
    atMost: 'should',
  });
});

describe('after an interruption', () => {
  const twice = (fields: Record<string, string | null>) =>
    seenIn([
      ...accepted(version),
      fault('reset'),
      opened(1),
      asked(request({ ...version, ...fields }), 1),
      authorized({}, 1),
      ...chunk(mp3, 1),
    ]);

  test('the same is met', () => {
    expect(announcedAgain(twice({})).outcome).toBe('met');
    expect(sameStationAgain(twice({})).outcome).toBe('met');
  });

  test('another is caught', () => {
    expect(announcedAgain(twice({ 'icy-metadata-version': null })).outcome).toBe('broken');
    expect(sameStationAgain(twice({ 'icy-station-id': 'two' })).outcome).toBe('broken');
    expect(sameStationAgain(twice({ 'icy-station-id': null })).outcome).toBe('broken');
  });

  test('a client that does not come again is noted', () => {
    expect(announcedAgain(seenIn([...accepted(version), fault('reset')])).outcome).toBe('noted');
  });
});

test('the station id is the same in two sessions', () => {
  const sessions = (id: string) =>
    seenIn([
      ...accepted(version),
      step(sessionAgain),
      opened(1),
      asked(request({ ...version, 'icy-station-id': id }), 1),
      step(seenEnough),
    ]);
  expect(sameStationInSessions(sessions('one')).outcome).toBe('met');
  expect(sameStationInSessions(sessions('two')).outcome).toBe('broken');
  expect(sameStationInSessions(seenIn(accepted(version))).outcome).toBe('unclear');
  expect(sameStationInSessions(seenIn([...accepted(version), step(sessionAgain)])).outcome).toBe('noted');
});

describe('of a token', () => {
  const head = asked(request({ ...version, 'icy-auth-token': '**********' }));
  const withToken = (facts: object) =>
    seenIn([
      opened(),
      head,
      move({ event: 'token', conn: 0, offset: 0, reads: 'right', ...facts }),
      ...chunk(mp3),
    ]);

  test('its form is judged', () => {
    expect(bearerToken(withToken({})).outcome).toBe('met');
    const wrong = { reads: 'wrong', why: 'no Bearer before the token' };
    expect(bearerToken(withToken(wrong))).toMatchObject({ outcome: 'broken', actual: wrong.why });
    expect(bearerToken(seenIn(accepted(version)))).toMatchObject({ outcome: 'skipped' });
  });

  test('its time is judged where it can be read', () => {
    const good = (lifetime?: number) =>
      shortLived(withToken({ jwt: { namesMount: false, ...(lifetime === undefined ? {} : { lifetime }) } }));
    expect(good(3600)).toMatchObject({ outcome: 'met', actual: '1 h' });
    expect(good(86_400).outcome).toBe('met');
    expect(good(3599).outcome).toBe('broken');
    expect(good(86_401).outcome).toBe('broken');
    expect(good()).toMatchObject({ actual: 'a token that does not expire' });
    expect(shortLived(withToken({})).outcome).toBe('skipped');
  });

  test('that it names no mount point is noted', () => {
    expect(scopedToMount(withToken({ jwt: { namesMount: true } })).outcome).toBe('met');
    expect(scopedToMount(withToken({ jwt: { namesMount: false } })).outcome).toBe('noted');
  });

  test('it is not to be sent without TLS', () => {
    expect(noTokenInTheClear(withToken({})).outcome).toBe('broken');
  });
});

test('a connection without TLS is caught, and a handshake that is given up is not judged', () => {
  const hello = move({ event: 'hello', conn: 0, versions: [], ciphers: [], groups: [], alpn: [] });
  const secure = move({ event: 'secure', conn: 0, protocol: 'TLSv1.3', cipher: 'x' });
  expect(overTls(seenIn([opened(), hello, secure]))).toMatchObject({ outcome: 'met', actual: 'TLSv1.3' });
  expect(overTls(seenIn([opened()])).outcome).toBe('broken');
  expect(overTls(seenIn([opened(), hello]))).toMatchObject({ reason: 'prerequisite-missing' });
});
