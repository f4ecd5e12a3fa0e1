import { expect, test } from 'vitest';
import { framingOf } from './framing.ts';
import type { Framing, Oddity } from './message.ts';
import { isHead, parseHead } from './parse-head.ts';

const none: Framing = { by: 'none' };
const close: Framing = { by: 'close' };
const chunks: Framing = { by: 'chunks' };
const length = (bytes: number): Framing => ({ by: 'length', length: bytes });

const framed = (head: string, requestMethod?: string, unframed: 'none' | 'close' = 'none') => {
  const read = parseHead(`${head}\r\n\r\n`, /^(HTTP|ICY)/.test(head) ? 'response' : 'request');
  if (!isHead(read)) throw new Error(read.malformed);
  return framingOf(read, { requestMethod, unframed });
};

// prettier-ignore
test.for<[fields: string, framing: Framing, oddities: Oddity[]]>([
  ['A: b',                                                      none,       []],
  ['Content-Length: 5',                                         length(5),  []],
  ['Content-Length: 0',                                         length(0),  []],
  ['content-length: 005',                                       length(5),  []],
  ['Content-Length: 5, 5',                                      length(5),  ['repeated-content-length']],
  ['Content-Length: 5\r\nContent-Length: 5',                    length(5),  ['repeated-content-length']],
  ['Content-Length: 5\r\nContent-Length: 6',                    close,      ['repeated-content-length', 'bad-content-length']],
  ['Content-Length: 5, 6',                                      close,      ['repeated-content-length', 'bad-content-length']],
  ['Content-Length: 5,',                                        close,      ['repeated-content-length', 'bad-content-length']],
  ['Content-Length: +5',                                        close,      ['bad-content-length']],
  ['Content-Length: -5',                                        close,      ['bad-content-length']],
  ['Content-Length: 0x5',                                       close,      ['bad-content-length']],
  ['Content-Length: 5 5',                                       close,      ['bad-content-length']],
  ['Content-Length: 5.0',                                       close,      ['bad-content-length']],
  ['Content-Length:',                                           close,      ['bad-content-length']],
  ['Content-Length: 9007199254740991',                          length(Number.MAX_SAFE_INTEGER), []],
  ['Content-Length: 9007199254740992',                          close,      ['bad-content-length']],
  ['Content-Length: 99999999999999999999999',                   close,      ['bad-content-length']],
  ['Transfer-Encoding: chunked',                                chunks,     []],
  ['Transfer-Encoding: CHUNKED',                                chunks,     []],
  ['Transfer-Encoding: , chunked,',                             chunks,     []],
  ['Transfer-Encoding : chunked',                               chunks,     []],
  ['Transfer-Encoding: gzip, chunked',                          chunks,     ['unknown-transfer-coding']],
  ['Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked',     chunks,     ['unknown-transfer-coding']],
  ['Transfer-Encoding: chunked, gzip',                          close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: chunked, chunked',                       close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: identity',                               close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: xchunked',                               close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: chunked;q=1',                            close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: "chunked"',                              close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: \x0bchunked',                            close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding:',                                        close,      ['unknown-transfer-coding']],
  ['Transfer-Encoding: chunked\r\nContent-Length: 5',           chunks,     ['transfer-encoding-with-content-length']],
  ['Content-Length: +5\r\nTransfer-Encoding: chunked',          chunks,     ['transfer-encoding-with-content-length']],
])('a request with %j', ([fields, framing, oddities]) => {
  expect(framed(`POST / HTTP/1.1\r\n${fields}`)).toEqual({ framing, oddities });
});

test('a request without a length has the body that is said, and a length goes before that', () => {
  expect(framed('PUT / HTTP/1.1', undefined, 'close').framing).toEqual(close);
  expect(framed('SOURCE / ICE/1.0', undefined, 'none').framing).toEqual(none);
  expect(framed('PUT / HTTP/1.1\r\nContent-Length: 5', undefined, 'close').framing).toEqual(length(5));
});

test.for(['HTTP/1.0', 'ICE/1.0'])('Transfer-Encoding in %s is odd, and read all the same', (version) => {
  expect(framed(`SOURCE /x ${version}\r\nTransfer-Encoding: chunked`)).toEqual({
    framing: chunks,
    oddities: ['transfer-encoding-in-http-1.0'],
  });
});

// prettier-ignore
test.for<[head: string, method: string | undefined, framing: Framing]>([
  ['HTTP/1.1 200 OK\r\nContent-Length: 5',               'GET',     length(5)],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked',      'GET',     chunks],
  ['HTTP/1.1 200 OK',                                    'GET',     close],
  ['ICY 200 OK',                                         undefined, close],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip',         'GET',     close],
  ['HTTP/1.1 200 OK\r\nContent-Length: 5',               'HEAD',    none],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked',      'CONNECT', none],
  ['HTTP/1.1 407 No\r\nContent-Length: 5',               'CONNECT', length(5)],
  ['HTTP/1.1 100 Continue\r\nContent-Length: 5',         'PUT',     none],
  ['HTTP/1.1 204 No Content\r\nContent-Length: 5',       'PUT',     none],
  ['HTTP/1.1 304 Not Modified\r\nContent-Length: 5',     'GET',     none],
])('a response %j to %s', ([head, method, framing]) => {
  expect(framed(head, method)).toEqual({
    framing,
    oddities: head.includes('gzip') ? ['unknown-transfer-coding'] : [],
  });
});
