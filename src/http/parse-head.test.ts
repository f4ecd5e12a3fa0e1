import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asUtf8, utf8, valueOf, valuesOf } from './message.ts';
import type { Head, Oddity } from './message.ts';
import { isHead, parseHead } from './parse-head.ts';
import { headText, raw, requestLine } from './write-head.ts';

const read = (text: string, side: 'request' | 'response' = 'request'): Head => {
  const head = parseHead(text, side);
  if (!isHead(head)) throw new Error(head.malformed);
  return head;
};

test('a plain request', () => {
  const text = 'PUT /live.mp3 HTTP/1.1\r\nHost: a:8000\r\nExpect:100-continue\r\n\r\n';
  expect(parseHead(text, 'request')).toEqual({
    kind: 'request',
    method: 'PUT',
    target: '/live.mp3',
    version: 'HTTP/1.1',
    fields: [
      { name: 'Host', value: 'a:8000', offset: 24 },
      { name: 'Expect', value: '100-continue', offset: 38 },
    ],
    text,
    oddities: [],
  });
});

const none: Oddity[] = [];
test.for<[line: string, method: string, target: string, version: string, oddities: Oddity[]]>([
  ['GET / HTTP/1.0', 'GET', '/', 'HTTP/1.0', none],
  ['SOURCE /x ICE/1.0', 'SOURCE', '/x', 'ICE/1.0', none],
  ['SOURCE /x HTTP/1.0', 'SOURCE', '/x', 'HTTP/1.0', none],
  ['OPTIONS * HTTP/1.1', 'OPTIONS', '*', 'HTTP/1.1', none],
  ['GET http://a/b HTTP/1.1', 'GET', 'http://a/b', 'HTTP/1.1', none],
  ['CONNECT a:443 HTTP/1.1', 'CONNECT', 'a:443', 'HTTP/1.1', none],
  ['GET /caf\xc3\xa9 HTTP/1.1', 'GET', '/caf\xc3\xa9', 'HTTP/1.1', none],
  ['GET /old', 'GET', '/old', '', ['bad-start-line']],
  ['GET /x HTTP/2.0', 'GET', '/x', 'HTTP/2.0', ['bad-start-line']],
  ['GET /x http/1.1', 'GET', '/x', 'http/1.1', ['bad-start-line']],
  ['GET live.mp3 HTTP/1.1', 'GET', 'live.mp3', 'HTTP/1.1', ['bad-start-line']],
  ['GET /my song.mp3 HTTP/1.1', 'GET', '/my song.mp3', 'HTTP/1.1', ['bad-start-line']],
  ['GET /my song.mp3', 'GET', '/my song.mp3', '', ['bad-start-line']],
  ['GET  /x\tHTTP/1.1', 'GET', '/x', 'HTTP/1.1', ['extra-whitespace']],
  [' GET /x HTTP/1.1', 'GET', '/x', 'HTTP/1.1', ['extra-whitespace']],
  ['GET /x HTTP/1.1 ', 'GET', '/x', 'HTTP/1.1', ['extra-whitespace']],
  ['GET /\0 HTTP/1.1', 'GET', '/\0', 'HTTP/1.1', ['nul']],
  ['GET /\x07 HTTP/1.1', 'GET', '/\x07', 'HTTP/1.1', ['control-character']],
])('request line %j', ([line, method, target, version, oddities]) => {
  expect(read(`${line}\r\n\r\n`)).toMatchObject({ kind: 'request', method, target, version, oddities });
});

test.for<[line: string, version: string, status: number, reason: string, oddities: Oddity[]]>([
  ['HTTP/1.1 200 OK', 'HTTP/1.1', 200, 'OK', none],
  ['HTTP/1.0 401 Authentication Required', 'HTTP/1.0', 401, 'Authentication Required', none],
  ['ICY 200 OK', 'ICY', 200, 'OK', none],
  ['HTTP/1.1 100 ', 'HTTP/1.1', 100, '', none],
  ['HTTP/1.1 200', 'HTTP/1.1', 200, '', ['bad-start-line']],
  ['HTTP/1.1  200 OK', 'HTTP/1.1', 200, 'OK', ['extra-whitespace']],
  ['HTTP/2 200 OK', 'HTTP/2', 200, 'OK', ['bad-start-line']],
  ['HTTP/1.1 099 Low', 'HTTP/1.1', 99, 'Low', ['bad-start-line']],
  ['HTTP/1.1 200 Caf\xc3\xa9', 'HTTP/1.1', 200, 'Caf\xc3\xa9', none],
])('status line %j', ([line, version, status, reason, oddities]) => {
  const seen = read(`${line}\r\n\r\n`, 'response');
  expect(seen).toMatchObject({ kind: 'response', version, status, reason, oddities });
});

test.for<['request' | 'response', string]>([
  ['request', 'hackme'],
  ['request', 'hackme twice'],
  ['request', 'P<UT /x HTTP/1.1'],
  ['request', ''],
  ['response', 'OK2'],
  ['response', 'HTTP/1.1 OK'],
  ['response', 'HTTP/1.1 2000 OK'],
  ['response', '<html>'],
])('no %s: %j', ([side, line]) => {
  const seen = parseHead(`${line}\r\n\r\n`, side);
  expect(isHead(seen)).toBe(false);
  expect(seen.oddities).toContain('bad-start-line');
});

test.for<[lines: string, oddity: Oddity, name: string, value: string]>([
  ['A: b\n', 'bare-lf', 'A', 'b'],
  ['A: b\rc\r\n', 'bare-cr', 'A', 'b\rc'],
  ['A: b\r\n  c\r\n\td\r\n', 'obs-fold', 'A', 'b c d'],
  ['A:\r\n b\r\n', 'obs-fold', 'A', 'b'],
  ['A : b\r\n', 'space-before-colon', 'A', 'b'],
  ['nonsense\r\nA: b\r\n', 'no-colon', 'A', 'b'],
  ['A B: b\r\n', 'bad-name', 'A B', 'b'],
  [': b\r\n', 'bad-name', '', 'b'],
  ['A: \0\r\n', 'nul', 'A', '\0'],
  ['A: \x1b[2J\r\n', 'control-character', 'A', '\x1b[2J'],
  [' lost: b\r\nA: b\r\n', 'obs-fold', 'A', 'b'],
])('field lines %j are %s', ([lines, oddity, name, value]) => {
  const head = read(`GET / HTTP/1.1\r\n${lines}\r\n`);
  expect(head.oddities).toEqual([oddity]);
  expect(head.fields.map((field) => [field.name, field.value])).toEqual([[name, value]]);
});

test('splits at the first colon, keeps case, order and repetitions', () => {
  const head = read('GET / HTTP/1.1\r\nX-Url: http://a:1/\r\nx-url:\r\nX-URL: \t c \t\r\n\r\n');
  expect(valuesOf(head, 'x-url')).toEqual(['http://a:1/', '', 'c']);
  expect(head.fields.map((field) => field.name)).toEqual(['X-Url', 'x-url', 'X-URL']);
});

test('keeps UTF-8, other bytes, and blanks that are not HTTP blanks', () => {
  const head = read(
    headText('GET / HTTP/1.1', [
      ['ice-name', 'Zürich 📻'],
      ['b', raw('\xa0\xff\xa0')],
    ]),
  );
  expect(utf8(valueOf(head, 'ice-name') ?? '')).toBe('Zürich 📻');
  expect(valueOf(head, 'b')).toBe('\xa0\xff\xa0');
});

test('passes over empty lines before the start line, and counts them in offsets', () => {
  const head = read('\r\n\nGET / HTTP/1.1\r\nA: b\r\n\r\n');
  expect(head).toMatchObject({ method: 'GET', fields: [{ offset: 19 }], oddities: ['bare-lf'] });
});

test('stops at the blank line', () => {
  expect(read('GET / HTTP/1.1\r\nA: b\r\n\r\nC: d\r\n').fields).toHaveLength(1);
});

describe('properties', () => {
  const name = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,20}$/);
  const value = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .map((text) => text.replaceAll(/[^\S ]|[\p{Cc}]/gu, '').trim());

  test('what is printed is read again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 20 }), (fields) => {
        const text = headText(requestLine('PUT', '/live.mp3'), fields);
        const head = read(text);
        expect(head.fields.map((field) => [field.name, field.value])).toEqual(
          fields.map(([one, other]) => [one, asUtf8(other)]),
        );
        expect(head.oddities).toEqual([]);
        for (const field of head.fields) {
          expect(text.slice(field.offset).startsWith(`${field.name}:`)).toBe(true);
        }
      }),
    );
  });

  test('any bytes are read or refused, never thrown at', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((all) => String.fromCharCode(...all));
    const seed = 'PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nA : b\r\n c\r\n\r\n';
    const mutated = fc.tuple(fc.nat(seed.length), fc.nat(5), bytes).map(([at, cut, insert]) => {
      return seed.slice(0, at) + insert.slice(0, 6) + seed.slice(at + cut);
    });
    fc.assert(
      fc.property(fc.oneof(bytes, mutated), fc.constantFrom('request', 'response'), (text, side) => {
        const seen = parseHead(text, side);
        if (isHead(seen)) expect(seen.text).toBe(text);
        else expect(seen.oddities.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('time is linear in blanks, folds and colons', () => {
    const long = 200_000;
    const started = performance.now();
    read(`GET / HTTP/1.1\r\nA: ${' '.repeat(long)}x${' '.repeat(long)}\r\n\r\n`);
    read(`GET / HTTP/1.1\r\nA: b\r\n${' c\r\n'.repeat(long / 10)}\r\n`);
    read(`GET / HTTP/1.1\r\nA${' '.repeat(long)}: b\r\n\r\n`);
    parseHead(`${' '.repeat(long)}x\r\n\r\n`, 'request');
    parseHead(`HTTP/1.1${' '.repeat(long)}x\r\n\r\n`, 'response');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
