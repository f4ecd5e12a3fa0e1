import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Happening, Parameters, Span, TraceEvent } from './event.ts';
import { observe } from './observe.ts';

const parameters: Parameters = {
  role: 'server',
  origin: 'http://127.0.0.1:8000',
  mount: '/live.mp3',
  user: 'source',
  passwordLength: 6,
  features: {},
};

const traceOf = (...happenings: readonly Happening[]): TraceEvent[] =>
  happenings.map((happening, at) => ({ ...happening, at }));

const begin: Happening = {
  event: 'begin',
  version: 1,
  scenario: 'a',
  started: '2026-01-01T00:00:00.000Z',
  parameters,
};
const opened = (by: 'us' | 'target', conn = 0): Happening => ({
  event: 'open',
  conn,
  by,
  label: 'source',
  local: '127.0.0.1:1',
  remote: '127.0.0.1:2',
});
const span = (dir: Span['dir'], part: Span['part'], text: string, offset = 0): Happening =>
  part === 'payload'
    ? { event: 'span', conn: 0, dir, part, offset, length: text.length, data: btoa(text) }
    : { event: 'span', conn: 0, dir, part, offset, length: text.length, text };

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

test('a request of ours, an informational response, and the final one', () => {
  const seen = observe(
    traceOf(
      begin,
      opened('us'),
      span('sent', 'head', head('PUT /live.mp3 HTTP/1.1', 'Content-Length: 4', 'Expect: 100-continue')),
      span('received', 'head', head('HTTP/1.1 100 Continue')),
      span('sent', 'payload', 'ab', 60),
      span('sent', 'payload', 'cd', 62),
      span('received', 'head', head('HTTP/1.0 200 OK'), 30),
      { event: 'end', conn: 0, by: 'target', how: 'fin' },
    ),
  );
  const [exchange] = seen.connections[0]?.exchanges ?? [];
  expect(exchange?.request.head.method).toBe('PUT');
  expect(exchange?.request.body).toMatchObject({
    length: 4,
    complete: true,
    framing: { by: 'length', length: 4 },
  });
  expect(new TextDecoder().decode(exchange?.request.body.kept)).toBe('abcd');
  expect(exchange?.interims.map((interim) => interim.head.status)).toEqual([100]);
  expect(exchange?.response?.head).toMatchObject({ status: 200, version: 'HTTP/1.0' });
  expect(exchange?.response?.place).toEqual({ event: 6, offset: 30 });
});

test('a chunked request of a client: chunks with extensions, and the last one', () => {
  const seen = observe(
    traceOf(
      begin,
      opened('target'),
      span('received', 'head', head('PUT /live.mp3 HTTP/1.1', 'Transfer-Encoding: chunked')),
      span('received', 'chunk-size', '3;a=b\r\n'),
      span('received', 'payload', 'abc'),
      span('received', 'chunk-end', '\r\n'),
      span('received', 'chunk-size', '0\r\n'),
      span('received', 'trailer', '\r\n'),
    ),
  );
  const body = seen.connections[0]?.exchanges[0]?.request.body;
  expect(body?.chunks.map((chunk) => [chunk.size, chunk.extension])).toEqual([
    [3, 'a=b'],
    [0, ''],
  ]);
  expect(body).toMatchObject({ length: 3, complete: true });
});

test('a body that ends with the connection is complete once FIN came, and not after RST', () => {
  const until = (how: 'fin' | 'rst') =>
    observe(
      traceOf(
        begin,
        opened('target'),
        span('received', 'head', head('PUT /live.mp3 HTTP/1.1')),
        span('received', 'payload', 'abc'),
        { event: 'end', conn: 0, by: 'target', how },
      ),
    ).connections[0]?.exchanges[0]?.request.body.complete;
  expect(until('fin')).toBe(true);
  expect(until('rst')).toBe(false);
});

test('two requests on one connection, each with its answer', () => {
  const seen = observe(
    traceOf(
      begin,
      opened('target'),
      span('received', 'head', head('PUT /live.mp3 HTTP/1.1', 'Expect: 100-continue')),
      span('sent', 'head', head('HTTP/1.1 401 Unauthorized', 'Content-Length: 0')),
      span('received', 'head', head('PUT /live.mp3 HTTP/1.1', 'Content-Length: 0'), 90),
      span('sent', 'head', head('HTTP/1.1 200 OK', 'Content-Length: 0'), 60),
    ),
  );
  expect(seen.connections[0]?.exchanges.map((exchange) => exchange.response?.head.status)).toEqual([
    401, 200,
  ]);
});

test('payload that was not kept is counted', () => {
  const seen = observe(
    traceOf(
      begin,
      opened('target'),
      span('received', 'head', head('PUT /live.mp3 HTTP/1.1')),
      span('received', 'payload', 'abc'),
      { event: 'span', conn: 0, dir: 'received', part: 'payload', offset: 3, length: 1000 },
      span('received', 'payload', 'xyz'),
    ),
  );
  const body = seen.connections[0]?.exchanges[0]?.request.body;
  expect(body?.length).toBe(1006);
  expect(new TextDecoder().decode(body?.kept)).toBe('abc');
});

test('bytes that are no message are strays', () => {
  const seen = observe(traceOf(begin, opened('us'), span('received', 'stray', 'SSH-2.0-OpenSSH\r\n')));
  expect(seen.connections[0]?.strays).toMatchObject([{ dir: 'received', text: 'SSH-2.0-OpenSSH\r\n' }]);
});

test('any events at all are observed', () => {
  const anything = fc.array(
    fc.oneof(
      fc.constantFrom(begin, opened('us'), opened('target'), opened('us', 1)),
      fc.record({
        event: fc.constant('span' as const),
        conn: fc.integer({ min: 0, max: 2 }),
        dir: fc.constantFrom('sent' as const, 'received' as const),
        part: fc.constantFrom(
          'head' as const,
          'payload' as const,
          'chunk-size' as const,
          'trailer' as const,
          'stray' as const,
        ),
        offset: fc.nat(),
        length: fc.nat(),
        text: fc.string(),
        data: fc.string(),
      }),
    ),
  );
  fc.assert(
    fc.property(anything, (happenings) => {
      observe(traceOf(...happenings));
    }),
  );
});
