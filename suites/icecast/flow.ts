/** The flow from a source to its listeners: byte for byte, whenever they come, whatever becomes of the source. */
import { freeAgain } from '../../src/scenario/checks/answers.ts';
import { staysConnected } from '../../src/scenario/checks/ending.ts';
import { heardAsSent, toldSo } from '../../src/scenario/checks/listening.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import {
  another,
  awaitFinal,
  endOf,
  finish,
  frames,
  get,
  hears,
  join,
  listener,
  put,
  source,
} from '../../src/scenario/stimulus.ts';
import type { Step } from '../../src/scenario/stimulus.ts';

/** So many bytes tell a listener's stream from another. */
const enough = 16_384;

/** The body is longer than what is sent of it: the source vanishes before its end. */
const vanishing = (how: 'fin' | 'rst'): Step[] => [
  ...source(put({ framing: { by: 'length', length: 1_000_000 } })),
  frames(40),
  endOf(how),
  another,
];

export const flow = suite('icecast/flow', {
  'listener-gets-the-bytes': {
    title: 'a listener who joins a stream that is under way',
    needs: ['listeners'],
    send: [
      ...source(put()),
      frames(40),
      join(),
      frames(80),
      hears(enough),
      frames(4),
      finish(),
      awaitFinal(),
    ],
    expect: { 'ICE-DATA-01': heardAsSent(enough) },
  },
  'listener-before-the-source': {
    title: 'a listener who comes before the source, and one who comes with it',
    needs: ['listeners'],
    send: [
      ...listener('early'),
      ...source(put()),
      frames(40),
      join(),
      frames(80),
      hears(enough),
      frames(4),
      finish(),
      awaitFinal(),
    ],
    expect: { 'ICE-DATA-01': [heardAsSent(enough), silent(toldSo('early'))] },
  },
  'listener-after-the-source': {
    title: 'a listener who comes when the source has ended',
    needs: ['listeners'],
    send: [
      ...source(put()),
      frames(80),
      finish(),
      awaitFinal(),
      endOf('close'),
      { do: 'insist', conn: 'listener', plan: get(), until: 'refused', within: 'join' },
    ],
    expect: { 'ICE-DATA-01': silent(toldSo('listener')) },
  },
  'slow-source': {
    title: 'a source that streams in real time for some while',
    needs: ['listeners'],
    send: [
      ...source(put({ framing: { by: 'length', length: 1_000_000 } })),
      frames(40),
      join(),
      { do: 'stream', conn: 'source', sample: 'mp3', frames: 300, pace: 'real-time' },
      hears(100_000),
      endOf('close'),
    ],
    expect: { 'ICE-PROTO-02': [staysConnected, heardAsSent(100_000)] },
  },
  'source-vanishes-by-fin': {
    title: 'a source that closes its connection in the middle of the stream, and another that comes after it',
    send: vanishing('fin'),
    expect: { 'ICE-COM-01': under('E-ICE-02', freeAgain) },
  },
  'source-vanishes-by-rst': {
    title: 'a source whose connection is reset in the middle of the stream, and another that comes after it',
    send: vanishing('rst'),
    expect: { 'ICE-COM-01': under('E-ICE-02', freeAgain) },
  },
  'silent-source': {
    title: 'a source that is accepted and then sends nothing for a moment',
    send: [
      ...source(put({ framing: { by: 'length', length: 1_000_000 } })),
      { do: 'overhear', conn: 'source', what: { kind: 'closed' }, during: 'silence' },
      endOf('close'),
    ],
    expect: { 'ICE-PROTO-02': silent(staysConnected) },
  },
});
