/** What comes twice, late or with a gap, and sources that take over from others. */
import { coped, eachOf, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import { on } from '../../../src/scenario/select.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { fragments, header, media, post, send } from '../../../src/scenario/ingest/media-step.ts';
import type { MediaPiece } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal, endOf, finish } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { meanwhile } from './steps.ts';

/** A request that is left in the middle of its body. */
const unfinished = (pieces: readonly MediaPiece[], conn = 'first'): readonly Step[] => [
  { do: 'request', conn, plan: post() },
  media(pieces, { conn }),
];

export const repeat = suite('cmaf/repeat', {
  'fragment-twice': {
    title: 'the same fragment twice in one request',
    send: send([header(), fragments(0, 2), fragments(1, 2)]),
    expect: { 'DI-CMAF-GP-04b': taken },
  },
  'fragment-again-after-a-reset': {
    title: 'a fragment that was cut off by a reset, sent again behind its header on a new connection',
    send: [
      ...unfinished([header(), fragments(0, 2), fragments(2, 1, 'cut-off')]),
      endOf('rst', 'first'),
      ...send([header(), fragments(1, 4)]),
    ],
    expect: { 'DI-CMAF-GP-04b': taken },
  },
  'last-three-again': {
    title: 'the last three fragments once more, in another request',
    send: [...send([header(), fragments(0, 5)], { conn: 'first' }), ...send([header(), fragments(2, 5)])],
    expect: { 'DI-FO-07d': taken },
  },
  'late-fragment': {
    title: 'a fragment that comes after the one that follows it',
    send: send([header(), fragments(0, 2), fragments(3, 1), fragments(2, 1)]),
    expect: { 'DI-CMAF-GP-09': coped },
  },
  discontinuity: {
    title: 'a gap of four fragments, as after a long outage',
    send: send([header(), fragments(0, 2), fragments(6, 2)]),
    expect: { 'DI-CMAF-GP-09': coped },
  },
  'takeover-after-a-reset': {
    title: 'a second source on the same path with the same header, after the first was reset',
    send: [
      ...unfinished([header(), fragments(0, 2)]),
      endOf('rst', 'first'),
      ...send([header(), fragments(2, 2)]),
    ],
    expect: { 'DI-FO-04': taken },
  },
  'takeover-from-a-silent-source': {
    title: 'a second source on the same path with the same header, while the first says nothing more',
    send: [...unfinished([header(), fragments(0, 2)]), ...meanwhile(), ...send([header(), fragments(2, 2)])],
    expect: { 'DI-FO-04': silent(taken) },
  },
  'two-sources-at-once': {
    title: 'two sources that send the same fragments to the same path at the same time',
    send: [
      ...unfinished([header(), fragments(0, 1)], 'first'),
      ...meanwhile(),
      ...unfinished([header(), fragments(0, 1)], 'second'),
      ...meanwhile('again'),
      media([fragments(1, 1)], { conn: 'first' }),
      media([fragments(1, 1)], { conn: 'second' }),
      finish('first'),
      finish('second'),
      awaitFinal('first'),
      awaitFinal('second'),
    ],
    expect: { 'DI-FO-07d': silent(eachOf(['first', 'second'], (name) => on(name, taken))) },
  },
});
