/** What is meant to do harm: an answer or a close, and the next source is taken all the same. */
import { refusedOrNoted, turnedDown } from '../../../src/scenario/checks/receiver-answers.ts';
import {
  aliveAfterwards,
  answeredOrClosed,
  refusedOrClosed,
} from '../../../src/scenario/checks/receiver-survival.ts';
import type { ForeignBody } from '../../../src/media/tracks/test-track.ts';
import { foreign, header, media, post, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { afterwards } from './steps.ts';

/** Bytes that a receiver of media must find fault with. */
const body = (title: string, name: ForeignBody): ServerScenario => ({
  title,
  needs: ['activeReceiver'],
  send: [...send([foreign(name)]), ...afterwards()],
  expect: { 'DI-GEN-19': [refusedOrClosed, aliveAfterwards] },
});

const raw = (text: string): Step => ({ do: 'write', conn: 'source', text });

/** An answer may be long in coming where a head has no end; a close is as good. */
const answerOrClose: Step = {
  do: 'await',
  conn: 'source',
  what: { kind: 'closed' },
  within: 'refusal',
};

export const hostile = suite('cmaf/hostile', {
  noise: body('bytes that follow no pattern', 'noise'),
  'zero-bytes': body('zero bytes', 'zero-bytes'),
  'box-of-4-gib': body('a box that declares 4 GiB', 'box-of-4-gib'),
  'box-of-2-to-the-63': body('a box that declares 2^63 bytes', 'box-of-2-to-the-63'),
  'box-of-3-bytes': body('a box that declares fewer bytes than its own header has', 'box-of-3-bytes'),
  'box-to-the-end': body('a moov that goes on to the end of the body', 'box-to-the-end'),
  'nested-boxes': body('a thousand boxes one inside the other', 'nested'),
  'endless-table': {
    ...body('a moof that declares four thousand million samples', 'endless-table'),
    send: [...send([header(), foreign('endless-table')]), ...afterwards()],
  },
  'refused-as-malformed': {
    title: 'the answer to a box whose size cannot be',
    needs: ['activeReceiver'],
    send: send([foreign('box-of-3-bytes')]),
    expect: { 'DI-CMAF-GP-N1': turnedDown },
  },
  'long-head': {
    title: 'a head with a line of 128 KiB',
    send: [
      {
        do: 'request',
        conn: 'source',
        plan: post('video', { framing: { by: 'length' }, fields: [['X-Long', 'long '.repeat(26_215)]] }),
      },
      { do: 'await', conn: 'source', what: { kind: 'final' }, within: 'refusal' },
      ...afterwards(),
    ],
    expect: { 'DI-GEN-19': [answeredOrClosed, aliveAfterwards] },
  },
  'endless-head': {
    title: 'a head of a thousand lines that does not end',
    send: [
      { do: 'connect', conn: 'source', how: {} },
      raw(`POST /endless HTTP/1.1\r\nHost: endless\r\n${`X-Endless: ${'e'.repeat(240)}\r\n`.repeat(1000)}`),
      answerOrClose,
      ...afterwards(),
    ],
    expect: { 'DI-GEN-19': [answeredOrClosed, aliveAfterwards] },
  },
  'no-http': {
    title: 'bytes that are no HTTP',
    send: [
      { do: 'connect', conn: 'source', how: {} },
      raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 no HTTP at all\r\n\r\n\r\n\r\n'),
      answerOrClose,
      ...afterwards(),
    ],
    expect: { 'DI-GEN-19': [answeredOrClosed, aliveAfterwards] },
  },
  'without-host': {
    title: 'a request of HTTP/1.1 without Host',
    send: [...send([header()], { plan: { hosts: [] } }), ...afterwards()],
    expect: { 'DI-GEN-19': [refusedOrNoted, aliveAfterwards] },
  },
  'length-that-is-no-number': {
    title: 'a Content-Length that is no number',
    send: [
      ...send([], { plan: { framing: undefined, fields: [['Content-Length', 'eleven']] } }),
      ...afterwards(),
    ],
    expect: { 'DI-GEN-19': [refusedOrClosed, aliveAfterwards] },
  },
  'length-never-reached': {
    title: 'a length of a terabyte, of which a header comes, and another source beside it',
    send: [
      {
        do: 'request',
        conn: 'source',
        plan: post('video', { framing: { by: 'length', length: 1_000_000_000_000 } }),
      },
      media([header()], { regardless: true }),
      ...afterwards('audio'),
    ],
    expect: { 'DI-GEN-19': aliveAfterwards },
  },
});
