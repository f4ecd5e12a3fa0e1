import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { TraceEvent } from '../../trace/event.ts';
import { traceSchema } from './index.ts';

/** One of each kind with every field that it may have; a new kind or field does not compile until it is here. */
const everyEvent: { readonly [Kind in TraceEvent['event']]: Required<Extract<TraceEvent, { event: Kind }>> } =
  {
    begin: {
      event: 'begin',
      at: 0,
      version: 1,
      scenario: 'icecast/auth/put-with-credentials',
      started: '2026-03-01T10:00:00.000Z',
      parameters: {
        role: 'client',
        origin: 'http://127.0.0.1:8000',
        mount: '/live-1.mp3',
        user: 'source',
        passwordLength: 6,
        features: { statistics: true, burst: 65536, kind: 'icecast' },
        personality: 'icecast',
      },
    },
    open: {
      event: 'open',
      at: 0.2,
      conn: 0,
      by: 'us',
      label: 'source',
      local: '127.0.0.1:40000',
      remote: '127.0.0.1:8000',
    },
    unreachable: {
      event: 'unreachable',
      at: 1,
      conn: 0,
      label: 'source',
      remote: '127.0.0.1:1',
      code: 'ECONNREFUSED',
    },
    secure: {
      event: 'secure',
      at: 2,
      conn: 0,
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      serverName: 'localhost',
      peerSubject: 'CN=localhost',
      peerFingerprint: 'AB:CD',
      trusted: false,
      trustError: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    },
    hello: {
      event: 'hello',
      at: 2,
      conn: 0,
      versions: ['TLSv1.3'],
      ciphers: ['TLS_AES_128_GCM_SHA256'],
      groups: ['x25519'],
      serverName: 'localhost',
      alpn: [],
    },
    lookup: {
      event: 'lookup',
      at: 2,
      name: 'ingest.test',
      type: 'A',
      answers: ['127.0.0.1'],
      ttl: 2,
      from: '127.0.0.1:40000',
    },
    attempt: {
      event: 'attempt',
      at: 2,
      state: 'begins',
      unseen: 5,
      from: '127.0.0.1:40000',
      to: '127.0.0.1:80',
    },
    span: {
      event: 'span',
      at: 3,
      conn: 0,
      dir: 'sent',
      part: 'head',
      offset: 0,
      length: 3,
      text: 'PUT',
      data: 'UFVU',
    },
    end: { event: 'end', at: 4, conn: 0, by: 'target', how: 'rst', code: 'ECONNRESET' },
    taken: { event: 'taken', at: 5, conn: 0, bytes: 65536, exact: true },
    fault: { event: 'fault', at: 5, conn: 0, fault: 'reset', after: 32768 },
    deadline: { event: 'deadline', at: 6, name: 'answer', awaited: 'an answer', milliseconds: 1000, conn: 0 },
    step: { event: 'step', at: 7, index: 0, step: 'put /live.mp3' },
    page: {
      event: 'page',
      at: 8,
      page: 'status',
      url: 'http://127.0.0.1:8000/status-json.xsl',
      status: 200,
      contentType: 'application/json',
      text: '{}',
      error: 'cut',
      data: 'UFVU',
    },
    credentials: {
      event: 'credentials',
      at: 9,
      conn: 0,
      offset: 0,
      scheme: 'Basic',
      base64: 'valid',
      colon: true,
      utf8: true,
      controls: false,
      user: 'right',
      password: 'wrong',
    },
    token: {
      event: 'token',
      at: 9,
      conn: 0,
      offset: 0,
      reads: 'unusual',
      why: 'Bearer in another case',
      jwt: { lifetime: 3600, namesMount: true },
    },
    command: { event: 'command', at: 10, instance: 'first', argv: ['ffmpeg', '-re'] },
    output: { event: 'output', at: 11, instance: 'second', stream: 'stderr', text: 'frame=1' },
    exit: {
      event: 'exit',
      at: 12,
      instance: 'first',
      code: null,
      signal: 'SIGINT',
      asked: true,
      error: 'ENOENT',
    },
    load: { event: 'load', at: 13, maxDelay: 3.5, p99Delay: 1 },
    finish: { event: 'finish', at: 14, outcome: 'error', error: 'Error: oops' },
  };

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const conforms = ajv.compile(traceSchema);

const events: readonly object[] = Object.values(everyEvent);

test.for(events)('a complete event conforms: %j', (event) => {
  expect(conforms(event), JSON.stringify(conforms.errors)).toBe(true);
});

test('what an event may lack it may lack', () => {
  const { text: _text, data: _data, ...span } = everyEvent.span;
  expect(conforms(span)).toBe(true);
  expect(conforms({ event: 'exit', at: 1, code: 127, signal: null, asked: false })).toBe(true);
});

test.for(events)('an event without its time does not conform: %j', (event) => {
  expect(conforms({ ...event, at: undefined })).toBe(false);
});

test.for(events)('an event with a field that nobody knows does not conform: %j', (event) => {
  expect(conforms({ ...event, colour: 'red' })).toBe(false);
});

test.for<[string, object]>([
  ['an unknown event', { event: 'sneeze', at: 0 }],
  ['a negative time', { ...everyEvent.step, at: -1 }],
  ['an unknown side', { ...everyEvent.open, by: 'them' }],
  ['an unknown part', { ...everyEvent.span, part: 'body' }],
  ['half a byte', { ...everyEvent.span, offset: 0.5 }],
  ['data that is not base64', { ...everyEvent.span, data: 'PUT /' }],
  ['another version', { ...everyEvent.begin, version: 2 }],
  ['a date that is none', { ...everyEvent.begin, started: 'yesterday' }],
  ['an array', []],
])('%s does not conform', ([, event]) => {
  expect(conforms(event)).toBe(false);
});

test('the schema is pure data with a proper name', () => {
  expect(JSON.parse(JSON.stringify(traceSchema))).toEqual(traceSchema);
  expect(new URL(traceSchema.$id).protocol).toBe('https:');
});
