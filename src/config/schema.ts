/** The shape of `ingestspec.yaml` and of a baseline file, as JSON Schemas. */
import { features, roles } from '../scenario/scenario.ts';
import { profiles } from '../spec/index.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const switchable = { type: 'boolean' };
const command = {
  type: ['string', 'array'],
  minLength: 1,
  minItems: 1,
  items: { type: 'string' },
  description:
    'The program and its arguments: a list, or one string that is split as a shell would, without a shell.',
};
const commands = { type: 'array', items: command };
const environment = { type: 'object', additionalProperties: { type: 'string' } };
const files = {
  type: 'object',
  description: 'Name to content; `{from: path}` takes the content from a file beside the config file.',
  propertyNames: { pattern: '^[^/\\\\]+$' },
  additionalProperties: {
    type: ['string', 'object'],
    properties: { from: text },
    required: ['from'],
    additionalProperties: false,
  },
};
const verdict = { enum: ['fail', 'warn', 'info', 'inconclusive'] };

const start = {
  type: 'object',
  description: 'A server that we start and end; {port}, {host} and {dir} are filled in.',
  properties: { command, files, before: commands, owner: text, env: environment },
  required: ['command'],
  additionalProperties: false,
};

const target = {
  type: 'object',
  properties: { url: text, command, start },
  additionalProperties: false,
};

const account = {
  type: 'object',
  properties: {
    user: { type: 'string' },
    password: { type: 'string' },
    passwordEnv: text,
    mount: { type: 'string', pattern: '^/' },
  },
  additionalProperties: false,
};

const expected = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      scenario: text,
      clause: text,
      verdict,
      reason: { type: 'string', pattern: '\\S' },
      seen: text,
    },
    required: ['verdict', 'reason'],
    additionalProperties: false,
  },
};

export const configSchema = {
  $schema: dialect,
  $id: 'https://ingestspec.dev/schema/config-1.json',
  title: 'ingestspec.yaml',
  type: 'object',
  properties: {
    target,
    mount: { type: 'string', pattern: '^/' },
    user: { type: 'string' },
    password: { type: 'string' },
    passwordEnv: text,
    admin: {
      type: 'object',
      properties: { user: text, password: { type: 'string' }, passwordEnv: text },
      required: ['user'],
      additionalProperties: false,
    },
    accounts: { type: 'object', additionalProperties: account },
    statusUrl: text,
    trackPath: {
      ...text,
      description: 'Where requests of a track go below the publishing point: {name}, {extension}.',
    },
    readBack: { ...text, description: 'Where what was ingested is read: a URL with {path}.' },
    secureUrl: { ...text, description: 'The same server over HTTPS, where the address under test is plain.' },
    tracks: { ...texts, description: 'CMAF files that are sent over and over in place of our own tracks.' },
    setup: { enum: ['namespaces'] },
    dnsPort: { type: 'integer', minimum: 1, maximum: 65_535 },
    features: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(features).map(([name, description]) => [name, { type: 'boolean', description }]),
      ),
      additionalProperties: false,
    },
    tls: {
      type: 'object',
      properties: {
        ca: text,
        cert: text,
        key: text,
        insecure: switchable,
        selfSigned: {
          type: 'object',
          description: 'A client certificate that vouches for itself, and that the server was told to trust.',
          properties: { cert: text, key: text },
          required: ['cert', 'key'],
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
    resolve: { type: 'object', propertyNames: { pattern: '^[^:]+:[0-9]+$' }, additionalProperties: text },
    stopSignal: { enum: ['SIGINT', 'SIGTERM', 'SIGHUP'] },
    scheme: { enum: ['http', 'https', 'icecast'] },
    env: environment,
    files,
    before: commands,
    role: { enum: roles },
    suites: texts,
    only: texts,
    skip: texts,
    clauses: texts,
    level: { enum: ['must', 'should', 'may'] },
    shard: { ...text, description: 'The part of the selected scenarios that is run: K/N, auto or auto/N.' },
    profile: { enum: profiles },
    strict: switchable,
    allowInconclusive: switchable,
    jobs: { type: 'integer', minimum: 1 },
    seed: { type: 'integer', minimum: 0 },
    timeoutScale: { type: 'number', exclusiveMinimum: 0 },
    repeat: { type: 'integer', minimum: 1 },
    output: text,
    reporters: texts,
    trace: { enum: ['on', 'failures', 'off'] },
    redact: switchable,
    baseline: { ...expected, type: ['string', 'array'], minLength: 1 },
  },
  additionalProperties: false,
} as const;

export const baselineSchema = {
  $schema: dialect,
  $id: 'https://ingestspec.dev/schema/baseline-1.json',
  title: 'A baseline: the deviations of a target that are known',
  type: 'object',
  properties: { expected },
  required: ['expected'],
  additionalProperties: false,
} as const;
