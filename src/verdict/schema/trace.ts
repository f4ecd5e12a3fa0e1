/** JSON Schema of a line of `trace/<scenario>.ndjson`. */
const string = { type: 'string' } as const;
const strings = { type: 'array', items: string } as const;
const count = { type: 'integer', minimum: 0 } as const;
const milliseconds = { type: 'number', minimum: 0 } as const;
const flag = { type: 'boolean' } as const;
const oneOf = <const Value>(...values: readonly Value[]) => ({ enum: values });
const by = oneOf('us', 'target');
const instance = oneOf('first', 'second');
const credential = oneOf('right', 'wrong', 'empty');

/** An event: what every one of its kind has, and what some have. */
const event = <const Name extends string>(value: Name, always: object, sometimes: object = {}) => ({
  title: value,
  type: 'object',
  required: ['event', 'at', ...Object.keys(always)],
  properties: { event: { const: value }, at: milliseconds, ...always, ...sometimes },
  additionalProperties: false,
});

const parameters = {
  type: 'object',
  required: ['role', 'origin', 'mount', 'user', 'passwordLength', 'features'],
  properties: {
    role: oneOf('server', 'client', 'listener'),
    origin: { ...string, description: 'Without credentials.' },
    mount: string,
    user: string,
    passwordLength: count,
    features: {
      type: 'object',
      additionalProperties: { anyOf: [{ type: 'boolean' }, { type: 'string' }, { type: 'number' }] },
    },
    personality: string,
    delayScale: { type: 'number', exclusiveMinimum: 0 },
    secondOrigin: string,
    secondMount: string,
    demanded: oneOf('demanded', 'challenged', 'ignored'),
  },
  additionalProperties: false,
} as const;

export const traceSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://ingestspec.dev/schema/trace-1.json',
  title: 'A line of a trace: one thing that happened in a scenario; “at” is in milliseconds since it began',
  oneOf: [
    event('begin', {
      version: { const: 1 },
      scenario: { type: 'string', minLength: 1 },
      started: { type: 'string', format: 'date-time' },
      parameters,
    }),
    event('open', { conn: count, by, label: string, local: string, remote: string }),
    event('unreachable', { conn: count, label: string, remote: string, code: string }),
    event(
      'secure',
      { conn: count, protocol: string, cipher: string },
      { serverName: string, peerSubject: string, peerFingerprint: string, trusted: flag, trustError: string },
    ),
    event(
      'hello',
      { conn: count, versions: strings, ciphers: strings, groups: strings, alpn: strings },
      { serverName: string },
    ),
    event('lookup', { name: string, type: string, answers: strings, ttl: count, from: string }),
    event('attempt', { state: oneOf('begins', 'ends'), from: string, to: string }, { unseen: milliseconds }),
    event(
      'span',
      {
        conn: count,
        dir: oneOf('sent', 'received'),
        part: oneOf('head', 'payload', 'chunk-size', 'chunk-end', 'trailer', 'stray'),
        offset: count,
        length: count,
      },
      {
        text: { ...string, description: 'The bytes as latin1, secrets blanked out.' },
        data: { ...string, description: 'The bytes in base64.', pattern: '^[A-Za-z0-9+/]*={0,2}$' },
      },
    ),
    event('end', { conn: count, by, how: oneOf('fin', 'rst', 'error') }, { code: string }),
    event('taken', { conn: count, bytes: count, exact: flag }),
    event('fault', {
      conn: count,
      fault: oneOf('reset', 'close', 'stall', 'truncate', 'refuse', 'slow', 'silence'),
      after: count,
    }),
    event('deadline', { name: string, awaited: string, milliseconds }, { conn: count }),
    event('step', { index: count, step: string }),
    event(
      'page',
      { page: string, url: string },
      { status: count, contentType: string, text: string, error: string, data: string },
    ),
    event('credentials', {
      conn: count,
      offset: count,
      scheme: string,
      base64: oneOf('valid', 'unpadded', 'invalid'),
      colon: flag,
      utf8: flag,
      controls: flag,
      user: credential,
      password: credential,
    }),
    event(
      'token',
      { conn: count, offset: count, reads: oneOf('right', 'unusual', 'wrong') },
      {
        why: string,
        jwt: {
          type: 'object',
          required: ['namesMount'],
          properties: { lifetime: { type: 'number' }, namesMount: flag },
          additionalProperties: false,
        },
      },
    ),
    event('command', { argv: strings }, { instance }),
    event('output', { stream: oneOf('stdout', 'stderr'), text: string }, { instance }),
    event(
      'exit',
      { code: { type: ['integer', 'null'] }, signal: { type: ['string', 'null'] }, asked: flag },
      { error: string, instance },
    ),
    event('load', { maxDelay: milliseconds, p99Delay: milliseconds }),
    event('finish', { outcome: oneOf('complete', 'interrupted', 'error') }, { error: string }),
  ],
} as const;
