import { describe, expect, onTestFinished, test } from 'vitest';
import { basicToken } from '../http/basic.ts';
import { bytesOf } from '../http/message.ts';
import { recorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import { dialPort, openListener, spansOf, tape, until } from './loopback.ts';

const credentials = { user: 'source', password: 'hackme' };
const head = (authorization: string): string =>
  `PUT /a HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nContent-Length: 0\r\n\r\n`;

test('time is milliseconds since the start, with three decimals', () => {
  const { events, recorder: record } = tape({ started: performance.now() - 1000 });
  record.record({ event: 'step', index: 0, step: 'one' });
  const [event] = events;
  expect(event?.at).toBeGreaterThan(999);
  expect(Number(event?.at.toFixed(3))).toBe(event?.at);
});

test('payload is kept up to the limit of each direction, and counted beyond', async () => {
  const { events, recorder: record } = tape({ keep: 5 });
  record.span(0, 'sent', 'payload', 0, bytesOf('abc'));
  record.span(0, 'sent', 'payload', 3, bytesOf('defg'));
  record.span(0, 'sent', 'payload', 7, bytesOf('hi'));
  record.span(0, 'received', 'payload', 0, bytesOf('jk'));
  record.span(1, 'sent', 'payload', 0, bytesOf('lm'));
  record.span(0, 'received', 'payload', 2, bytesOf('nopq'));
  await Promise.resolve();
  expect(spansOf(events, 'sent')).toEqual(['payload: abc', 'payload: de', 'payload: 4 bytes', 'payload: lm']);
  expect(spansOf(events, 'received')).toEqual(['payload: jk', 'payload: nop', 'payload: 1 bytes']);
  expect(events.map((event) => event.event === 'span' && event.offset)).toEqual([0, 3, 5, 0, 0, 2, 5]);
});

describe('what is not kept, in one turn', () => {
  const chunk = (record: Recorder, offset: number, size: number): void => {
    record.span(0, 'received', 'chunk-size', offset, bytesOf('3e8\r\n'));
    record.span(0, 'received', 'payload', offset + 5, new Uint8Array(size));
    record.span(0, 'received', 'chunk-end', offset + 5 + size, bytesOf('\r\n'));
  };

  test('is one event, and so are the ends of its chunks', async () => {
    const { events, recorder: record } = tape({ keep: 0 });
    for (let index = 0; index < 3; index += 1) chunk(record, index * 1007, 1000);
    expect(spansOf(events, 'received')).toHaveLength(3);
    await Promise.resolve();
    const size = 'chunk-size: 3e8\r\n';
    const told = [size, size, size, 'payload: 3000 bytes', `chunk-end: ${'\r\n'.repeat(3)}`];
    expect(spansOf(events, 'received')).toEqual(told);
    expect(events.map((event) => event.event === 'span' && event.offset)).toEqual([0, 1007, 2014, 5, 1005]);
    expect(new Set(events.map((event) => event.at)).size).toBe(1);
  });

  test.for<[what: string, then: (record: Recorder) => void]>([
    ['the last chunk', (record) => record.span(0, 'received', 'chunk-size', 2000, bytesOf('0\r\n'))],
    ['our answer', (record) => record.span(0, 'sent', 'head', 0, bytesOf('HTTP/1.1 200 OK\r\n\r\n'))],
    ['another connection', (record) => record.span(1, 'received', 'payload', 0, new Uint8Array(1))],
    ['an end', (record) => record.record({ event: 'end', conn: 0, by: 'target', how: 'fin' })],
  ])('is told before %s', async ([, then]) => {
    const { events, recorder: record } = tape({ keep: 0 });
    chunk(record, 0, 1000);
    then(record);
    await Promise.resolve();
    expect(spansOf(events.slice(0, 3), 'received').slice(1)).toEqual([
      'payload: 1000 bytes',
      'chunk-end: \r\n',
    ]);
  });

  test('is told in events of 64 KiB at most', async () => {
    const { events, recorder: record } = tape({ keep: 0 });
    for (let index = 0; index < 5; index += 1) {
      record.span(0, 'sent', 'payload', index * 30_000, new Uint8Array(30_000));
    }
    await Promise.resolve();
    expect(spansOf(events, 'sent')).toEqual([
      'payload: 60000 bytes',
      'payload: 60000 bytes',
      'payload: 30000 bytes',
    ]);
  });
});

test('a chunk size is no secret, its extension may be one', () => {
  const { events, recorder: record } = tape({ secrets: ['4000'] });
  record.span(0, 'sent', 'chunk-size', 0, bytesOf('4000;a=4000\r\n'));
  expect(spansOf(events, 'sent')).toEqual(['chunk-size: 4000;a=****\r\n']);
});

test('a flood of strays is kept to a limit, and counted beyond', () => {
  const { events, recorder: record } = tape({ keep: 0 });
  for (let index = 0; index < 8; index += 1) {
    record.span(0, 'received', 'stray', index * 5000, new Uint8Array(5000).fill(0x61));
  }
  const spans = events.filter((event) => event.event === 'span');
  expect(spans.reduce((sum, span) => sum + span.length, 0)).toBe(40_000);
  expect(spans.reduce((sum, span) => sum + (span.text ?? '').length, 0)).toBe(16 * 1024);
});

describe('credentials', () => {
  const seen = (authorization: string) => {
    const { events, recorder: record } = tape({ credentials, secrets: [credentials.password] });
    record.span(3, 'received', 'head', 17, bytesOf(head(authorization)));
    expect(events.map((event) => event.event)).toEqual(['span', 'credentials']);
    expect(events[1]).toMatchObject({ conn: 3, offset: 17 });
    return events[1];
  };

  // prettier-ignore
  test.for<[authorization: string, facts: object]>([
    [`Basic ${basicToken('source', 'hackme')}`, { scheme: 'Basic', base64: 'valid', user: 'right', password: 'right' }],
    [`basic ${basicToken('source', 'Hackme')}`, { scheme: 'basic', user: 'right', password: 'wrong' }],
    [`Basic ${basicToken('', 'hackme')}`,       { user: 'empty', password: 'right' }],
    [`Basic ${basicToken('source', '')}`,       { user: 'right', password: 'empty' }],
    [`Basic ${btoa('source')}`,                 { user: 'right', password: 'empty', colon: false }],
    ['Basic c291cmNlOmhhY2ttZQ',                { base64: 'unpadded', user: 'right', password: 'right' }],
    ['Basic source:hackme',                     { base64: 'invalid', user: 'wrong', password: 'wrong' }],
    ['Digest username="source"',                { scheme: 'Digest', base64: 'invalid', user: 'wrong' }],
    ['Basic',                                   { scheme: 'Basic', base64: 'invalid', user: 'empty' }],
  ])('%s', ([authorization, facts]) => {
    expect(seen(authorization)).toMatchObject(facts);
  });

  test('without any that are expected, none are right', () => {
    const { events, recorder: record } = tape();
    record.span(0, 'sent', 'head', 0, bytesOf(head(`Basic ${basicToken('', '')}`)));
    expect(events[1]).toMatchObject({ user: 'empty', password: 'empty' });
  });

  test('a head without Authorization tells of none', () => {
    const { events, recorder: record } = tape({ credentials });
    record.span(0, 'sent', 'head', 0, bytesOf('GET / HTTP/1.1\r\nX: authorization: a\r\n\r\n'));
    expect(events).toHaveLength(1);
  });
});

describe('strays are held until their line is whole', () => {
  test('byte by byte, their secret is still seen', () => {
    const { events, recorder: record } = tape({ secrets: ['hackme'] });
    const text = 'hackme\r\nicy-name:a';
    [...text].forEach((char, index) => record.span(0, 'received', 'stray', index, bytesOf(char)));
    expect(spansOf(events, 'received').join('')).toBe('stray: ******\r' + 'stray: \n');
    record.record({ event: 'end', conn: 0, by: 'target', how: 'fin' });
    expect(spansOf(events, 'received').at(-1)).toBe('stray: icy-name:a');
    expect(events.map((event) => (event.event === 'span' ? event.offset : event.event))).toEqual([
      0,
      7,
      8,
      'end',
    ]);
  });

  test('not beyond 4 KiB, and not beyond the end of the scenario', () => {
    const { events, recorder: record } = tape();
    record.span(0, 'sent', 'stray', 0, new Uint8Array(5000));
    expect(events).toHaveLength(1);
    record.span(0, 'sent', 'stray', 5000, new Uint8Array(10));
    record.record({ event: 'output', stream: 'stderr', text: 'no line end' });
    record.record({ event: 'finish', outcome: 'complete' });
    expect(events.map((event) => event.event)).toEqual(['span', 'output', 'span', 'finish']);
  });
});

test('nothing is recorded after the end of the scenario', () => {
  const { events, recorder: record } = tape();
  record.record({ event: 'finish', outcome: 'complete' });
  record.record({ event: 'end', conn: 0, by: 'us', how: 'fin' });
  expect(events).toHaveLength(1);
});

const secret = 'correct horse: battery ✓';

/** One happening of each kind that has free text, with the secret in it. */
const everything = (redact: boolean): string => {
  const { events, recorder: record } = tape({
    redact,
    secrets: [secret],
    credentials: { user: 'source', password: secret },
  });
  const encoded = encodeURIComponent(secret);
  record.record({ event: 'command', argv: ['ffmpeg', `icecast://source:${encoded}@localhost/a`, secret] });
  for (const char of `cannot log in with ${secret}\n`) {
    record.record({ event: 'output', stream: 'stderr', text: char });
  }
  record.record({ event: 'exit', code: null, signal: null, asked: false, error: secret });
  record.record({
    event: 'page',
    page: 'status',
    url: `http://a:${encoded}@b/?pass=${encoded}`,
    text: secret,
    error: secret,
  });
  record.record({ event: 'step', index: 0, step: secret });
  const token = basicToken('source', secret);
  const full = `${head(`Basic ${token}`)}${new TextDecoder('latin1').decode(new TextEncoder().encode(secret))}`;
  for (const part of ['head', 'stray', 'trailer', 'payload', 'chunk-size'] as const) {
    record.span(0, 'received', part, 0, new TextEncoder().encode(`${head(`Basic ${token}`)}${secret}`));
    record.span(0, 'sent', part, 0, bytesOf(full));
  }
  record.record({ event: 'finish', outcome: 'error', error: secret });
  const decoded = events.map((event) => (event.event === 'span' && event.data ? atob(event.data) : ''));
  return JSON.stringify(events) + decoded.join('\n');
};

test('no secret is in any event, in any form, unless it is asked for', () => {
  const forms = [
    secret,
    new TextDecoder('latin1').decode(new TextEncoder().encode(secret)),
    encodeURIComponent(secret),
    basicToken('source', secret),
  ];
  for (const form of forms) {
    expect(everything(true)).not.toContain(form);
    expect(everything(false)).toContain(form);
  }
});

test('over sockets: no secret in the traces of both sides, offsets as they were', async () => {
  const options = { secrets: [credentials.password], credentials };
  const [theirs, ours] = [tape(options), tape(options)];
  const listener = await openListener(theirs);
  onTestFinished(() => listener.close());
  const link = await dialPort(ours, listener.port);
  const text = head(`Basic ${basicToken('source', 'hackme')}`);
  await link.sendHead(text);
  await link.sendByteByByte('head', bytesOf(text));
  await until(await listener.next(), (state) => state.messagesReceived === 2);
  link.close();
  for (const { events } of [ours, theirs]) {
    const all = JSON.stringify(events);
    expect(all).not.toContain('hackme');
    expect(all).not.toContain(basicToken('source', 'hackme'));
    expect(events.map((event) => event.event).slice(1, 5)).toEqual([
      'span',
      'credentials',
      'span',
      'credentials',
    ]);
    expect(events[4]).toMatchObject({ offset: text.length, user: 'right', password: 'right' });
    const [, span] = events;
    expect(span?.event === 'span' && span.text).toHaveLength(text.length);
  }
});

test('numbers connections in order', () => {
  const record = recorder({ sink: () => {}, keep: 0, secrets: [] });
  expect([record.nextConnection(), record.nextConnection()]).toEqual([0, 1]);
});
