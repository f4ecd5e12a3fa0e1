import { describe, expect, test } from 'vitest';
import type { Check } from '../check.ts';
import {
  accepted,
  asked,
  authorized,
  chunk,
  mp3,
  opened,
  request,
  seenIn,
  stray,
  told,
} from './client-example.ts';
import {
  crlf,
  http11,
  notSourceMethod,
  oneHost,
  putMethod,
  requestLineForMount,
  utf8Head,
} from './client-request.ts';

const checks = { crlf, http11, notSourceMethod, oneHost, putMethod, requestLineForMount, utf8Head };

const withLine = (line: string) =>
  seenIn([opened(), asked(request({}, line)), authorized(), told('HTTP/1.1 100 Continue'), chunk(mp3)]);
const withFields = (fields: Record<string, string | null>) => seenIn(accepted(fields));

describe('a conforming request meets', () => {
  test.for(Object.entries(checks))('%s', ([, check]) => {
    expect(check(seenIn(accepted())).outcome).toBe('met');
  });
});

describe('without a request nothing is said of', () => {
  test.for(Object.entries(checks))('%s', ([, check]) => {
    expect(check(seenIn([]))).toMatchObject({ outcome: 'unclear', reason: 'peer-vanished' });
  });
});

test.for<[string, Check, string]>([
  ['SOURCE /live.mp3 HTTP/1.1', notSourceMethod, '“SOURCE /live.mp3 HTTP/1.1”'],
  ['POST /live.mp3 HTTP/1.1', putMethod, '“POST /live.mp3 HTTP/1.1”'],
  ['PUT /live.mp3 HTTP/1.0', http11, '“PUT /live.mp3 HTTP/1.0”'],
  ['PUT /other.mp3 HTTP/1.1', requestLineForMount, '“PUT /other.mp3 HTTP/1.1”'],
  [
    'PUT http://127.0.0.1:8000/live.mp3 HTTP/1.1',
    requestLineForMount,
    '“PUT http://127.0.0.1:8000/live.mp3 HTTP/1.1”',
  ],
  ['PUT live.mp3 HTTP/1.1', requestLineForMount, '“PUT live.mp3 HTTP/1.1”'],
])('the request line “%s” is caught', ([line, check, actual]) => {
  expect(check(withLine(line))).toMatchObject({ outcome: 'broken', actual });
});

test('a mount point may be percent-encoded', () => {
  expect(requestLineForMount(withLine('PUT /li%76e.mp3 HTTP/1.1')).outcome).toBe('met');
});

test.for<[string | null, string]>([
  [null, 'no Host field'],
  ['', 'Host with the value “”'],
  ['127.0.0.1', 'Host: 127.0.0.1'],
  ['127.0.0.1:9000', 'Host: 127.0.0.1:9000'],
  ['http://127.0.0.1:8000', 'Host with the value “http://127.0.0.1:8000”'],
])('Host as “%s” is caught', ([value, actual]) => {
  expect(oneHost(withFields({ Host: value }))).toMatchObject({ outcome: 'broken', actual });
});

test('two Host fields are caught', () => {
  expect(oneHost(withFields({ host: '127.0.0.1:8000' })).outcome).toBe('broken');
});

test('another name for the same port is noted', () => {
  expect(oneHost(withFields({ Host: 'localhost:8000' })).outcome).toBe('noted');
});

test('the usual port may be left off', () => {
  const seen = seenIn(accepted({ Host: 'radio.example' }), { origin: 'http://radio.example:80' });
  expect(oneHost(seen).outcome).toBe('met');
});

test('text in ISO-8859-1 is caught, at its line', () => {
  expect(utf8Head(withFields({ 'Ice-Name': 'Pr\xfcf' }))).toMatchObject({
    outcome: 'broken',
    actual: 'Ice-Name with the bytes “Pr\\xfcf”',
    evidence: [{ event: 2, offset: 183 }],
  });
  expect(utf8Head(withFields({ 'Ice-Name': 'Pr\xc3\xbcf' })).outcome).toBe('met');
});

test('lines that end with LF alone are caught', () => {
  const seen = seenIn([opened(), asked(request(), 0, '\n'), authorized()]);
  expect(crlf(seen)).toMatchObject({ outcome: 'broken', actual: 'a line that ends with LF alone' });
  expect(http11(seen).outcome).toBe('met');
});

test('what HTTP forbids in a head is caught', () => {
  expect(http11(withFields({ 'X-Odd': 'one\r\n two' })).outcome).toBe('broken');
  expect(http11(withFields({ 'Content-Length': '7' })).outcome).toBe('broken');
});

test('bytes that are no request are not HTTP', () => {
  expect(http11(seenIn([opened(), stray('hackme\r\n')]))).toMatchObject({
    outcome: 'broken',
    actual: '“hackme\\x0d\\x0a”',
  });
});

test('the probes of libshout are not judged', () => {
  const probes = [
    opened(1),
    asked(['OPTIONS * HTTP/1.1', 'Host: x'], 1),
    opened(2),
    asked(['SOURCE /live.mp3 HTTP/1.0', 'Content-Length: 0'], 2),
    opened(3),
    asked(['PUT /live.mp3 HTTP/1.1', 'Content-Length: 0'], 3),
    opened(4),
    asked(['GET /admin/!POKE HTTP/1.1'], 4),
  ];
  for (const check of Object.values(checks)) {
    expect(check(seenIn([...probes, ...accepted()])).outcome).toBe('met');
    expect(check(seenIn(probes)).outcome).toBe('unclear');
  }
});
