/** What is meant to do harm: an answer or a close, and the next source is taken all the same. */
import { refusedOrNoted, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import {
  aliveAfterwards,
  answeredOrClosed,
  refusedOrClosed,
} from '../../../src/scenario/checks/receiver-survival.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { header, media } from '../../../src/scenario/ingest/media-step.ts';
import { upload, uploadPlan } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import type { Check } from '../../../src/scenario/check.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { afterwards } from './hostile-steps.ts';

const name = 'video-1.cmfv';

const raw = (text: string): Step => ({ do: 'write', conn: 'source', text });

/** An answer may be long in coming where a head has no end; a close is as good. */
const answerOrClose: Step = { do: 'await', conn: 'source', what: { kind: 'closed' }, within: 'refusal' };

/** Bytes as they are, on a connection that sends nothing else. */
const bytes = (title: string, text: string): ServerScenario => ({
  title,
  send: [{ do: 'connect', conn: 'source', how: {} }, raw(text), answerOrClose, ...afterwards()],
  expect: { 'DI-GEN-19': [answeredOrClosed, aliveAfterwards] },
});

/** An upload whose head is at fault. */
const head = (
  title: string,
  check: Check,
  plan: Partial<RequestPlan>,
  body = [header()],
): ServerScenario => ({
  title,
  send: [...upload(name, body, { plan }), ...afterwards()],
  expect: { 'DI-GEN-19': [check, aliveAfterwards] },
});

/** Connections beside which another source is to be served. */
const manyOf = (count: number, step: (conn: string) => readonly Step[]): readonly Step[] =>
  Array.from({ length: count }, (_, index) => step(`idle-${String(index)}`)).flat();

export const hostile = <const F extends Format>(format: F) =>
  suite(`${format}/hostile`, {
    'long-head': {
      title: 'a head with a line of 128 KiB',
      send: [
        {
          do: 'request',
          conn: 'source',
          plan: uploadPlan(name, { fields: [['X-Long', 'long '.repeat(26_215)]] }),
        },
        { do: 'await', conn: 'source', what: { kind: 'final' }, within: 'refusal' },
        ...afterwards(),
      ],
      expect: { 'DI-GEN-19': [answeredOrClosed, aliveAfterwards] },
    },
    'long-path': {
      title: 'a path of 80 KiB',
      send: [
        { do: 'request', conn: 'source', plan: uploadPlan(`${'p'.repeat(80 * 1024)}.cmfv`) },
        { do: 'await', conn: 'source', what: { kind: 'final' }, within: 'refusal' },
        ...afterwards(),
      ],
      expect: { 'DI-GEN-19': [answeredOrClosed, aliveAfterwards] },
    },
    'endless-head': bytes(
      'a head of a thousand lines that does not end',
      `PUT /endless HTTP/1.1\r\nHost: endless\r\n${`X-Endless: ${'e'.repeat(240)}\r\n`.repeat(1000)}`,
    ),
    'no-http': bytes(
      'bytes that are no HTTP',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 no HTTP at all\r\n\r\n\r\n\r\n',
    ),
    'without-host': head('a request of HTTP/1.1 without Host', refusedOrNoted, { hosts: [] }),
    'two-hosts': head('a request with two lines of Host', refusedOrNoted, {
      hosts: ['{host}', 'elsewhere.invalid'],
    }),
    'space-before-colon': head('a field with a space before its colon', refusedOrNoted, {
      fields: [['X-Spaced ', 'out']],
    }),
    'folded-field': head('a field that goes on in the next line', refusedOrNoted, {
      fields: [['X-Folded', 'once\r\n and again']],
    }),
    'encoding-cut-off': head('a path whose percent-encoding is cut off', refusedOrNoted, {
      target: '{store}video-1%4',
    }),
    'nul-in-the-path': head('a path with an encoded NUL', refusedOrNoted, {
      target: '{store}video-1.cmfv%00.txt',
    }),
    'unknown-method': {
      title: 'a method that nobody knows',
      send: [...upload(name, [header()], { plan: { method: 'BREW' } }), ...afterwards()],
      expect: { 'DI-GEN-19': [answeredOrClosed, aliveAfterwards] },
    },
    'length-that-is-no-number': head(
      'a Content-Length that is no number',
      refusedOrClosed,
      { framing: undefined, fields: [['Content-Length', 'eleven']] },
      [],
    ),
    'two-lengths': head('two lines of Content-Length that contradict each other', refusedOrClosed, {
      fields: [['Content-Length', '11']],
    }),
    'length-never-reached': {
      title: 'a length of a terabyte, of which little comes, and another source beside it',
      send: [
        {
          do: 'request',
          conn: 'source',
          plan: uploadPlan(name, { framing: { by: 'length', length: 1_000_000_000_000 } }),
        },
        media([header()], { regardless: true }),
        ...afterwards(),
      ],
      expect: { 'DI-GEN-19': aliveAfterwards },
    },
    'half-heads': {
      title: 'forty connections that send half a head each, and another source beside them',
      send: [
        ...manyOf(40, (conn) => [
          { do: 'connect', conn, how: {} },
          { do: 'write', conn, text: 'PUT /half HTTP/1.1\r\nHost: ha' },
        ]),
        ...afterwards(),
      ],
      expect: { 'DI-GEN-19': aliveAfterwards },
    },
    'half-bodies': {
      title: 'twenty sources that fall silent within their objects, and another beside them',
      send: [
        ...manyOf(20, (conn) => [
          {
            do: 'request',
            conn,
            plan: uploadPlan(`${conn}.cmfv`, { framing: { by: 'length', length: 100_000 } }),
          },
          media([header()], { conn, regardless: true }),
        ]),
        ...afterwards(),
      ],
      expect: { 'DI-GEN-19': aliveAfterwards },
    },
    'many-fields': {
      title: 'a head of eighty short fields that nobody knows',
      send: upload(name, [header()], {
        plan: {
          fields: Array.from({ length: 80 }, (_, index) => [`X-Field-${String(index)}`, 'f'] as const),
        },
      }),
      expect: { 'DI-I2-HTTP-01a': silent(taken) },
    },
  });
