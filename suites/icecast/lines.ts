/** Lines and heads: what ends a line, how many there may be, and how they may come. */
import { accepted, answered, notTaken, refused } from '../../src/scenario/checks/answers.ts';
import { statusLine } from '../../src/scenario/checks/response-fields.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import { awaitFinal, endOf, finish, frames, put, source } from '../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../src/scenario/stimulus.ts';

const withHead = (changes: Partial<RequestPlan>): Step[] => [
  ...source(put(changes)),
  frames(20),
  endOf('close'),
];

const manyFields = Array.from(
  { length: 60 },
  (_, index) => [`X-Field-${String(index + 1)}`, 'nothing'] as const,
);

export const lines = suite('icecast/lines', {
  'bare-lf': {
    title: 'a head whose lines end in a bare line feed',
    send: withHead({ lineEnd: '\n' }),
    expect: { 'ICE-CONV-03': silent(refused) },
  },
  'misprinted-line-end': {
    title: 'a head whose lines end in the bytes 13 10 (hexadecimal), as the document misprints them',
    send: [
      { do: 'request', conn: 'source', plan: put({ lineEnd: '\x13\x10' }) },
      { do: 'overhear', conn: 'source', what: { kind: 'go-ahead' }, during: 'silence' },
    ],
    expect: { 'ICE-CONV-03': under('E-ICE-01', notTaken) },
  },
  'missing-host': {
    title: 'a request of HTTP/1.1 without Host',
    send: withHead({ hosts: [] }),
    expect: { 'ICE-REQ-HOST': under('E-ICE-03', refused) },
  },
  'two-hosts': {
    title: 'a request with two Host lines',
    send: withHead({ hosts: ['{host}', 'other.example'] }),
    expect: { 'ICE-REQ-HOST': under('E-ICE-02', refused) },
  },
  'many-headers': {
    title: 'a head of more than 60 lines, the credentials in the last',
    send: withHead({ fields: manyFields, authorizationAt: 'last' }),
    expect: { 'ICE-PROTO-01': [under('E-ICE-02', answered), silent(accepted)] },
  },
  'long-header': {
    title: 'a header of 8 kB',
    send: withHead({ fields: [['X-Long', 'long '.repeat(1600)]] }),
    expect: { 'ICE-PROTO-01': under('E-ICE-02', answered) },
  },
  'head-byte-by-byte': {
    title: 'a head that comes byte by byte',
    send: [
      { do: 'trickle', conn: 'source', plan: put() },
      { do: 'await', conn: 'source', what: { kind: 'go-ahead' }, within: 'interim' },
      frames(20),
      endOf('close'),
    ],
    expect: { 'ICE-PROTO-01': accepted },
  },
  'status-line': {
    title: 'the status lines of the answers to a source',
    send: [...source(put()), frames(20), finish(), awaitFinal()],
    expect: { 'ICE-PROTO-01': statusLine },
  },
});
