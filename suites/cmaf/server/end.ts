/** How a session ends, and what comes after it. */
import { coped, eachOf, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import { answeredAtTheEnd } from '../../../src/scenario/checks/receiver-end.ts';
import { aliveAfterwards } from '../../../src/scenario/checks/receiver-survival.ts';
import { on } from '../../../src/scenario/select.ts';
import { fragments, header, media, mfra, post, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { endOf } from '../../../src/scenario/stimulus.ts';
import { afterwards } from './steps.ts';

export const end = suite('cmaf/end', {
  'mfra-and-last-chunk': {
    title: 'an empty mfra behind the last fragment, and the last chunk',
    send: send([header(), fragments(0, 2), mfra]),
    expect: { 'DI-CMAF-GP-06a': taken },
  },
  'mfra-in-a-request-of-its-own': {
    title: 'an empty mfra in a request of its own, whose length is declared',
    send: [
      ...send([header(), fragments(0, 2)], { conn: 'media' }),
      ...send([mfra], { plan: { framing: { by: 'length' } } }),
    ],
    expect: { 'DI-CMAF-GP-06a': eachOf(['media', 'source'], (name) => on(name, taken)) },
  },
  'last-chunk-alone': {
    title: 'the last chunk behind the last fragment, without mfra',
    send: send([header(), fragments(0, 2)]),
    expect: { 'DI-CMAF-GC-14': answeredAtTheEnd },
  },
  'again-after-the-end': {
    title: 'the same track once more, after its event has ended',
    send: [
      ...send([header(), fragments(0, 2), mfra], { conn: 'first' }),
      ...send([header(), fragments(2, 2)]),
    ],
    expect: { 'DI-CMAF-GP-06a': coped },
  },
  'body-that-stops': {
    title: 'a source that falls silent in the middle of its body, and another that comes after it',
    send: [
      { do: 'request', conn: 'source', plan: post() },
      media([header(), fragments(0, 2), fragments(2, 1, 'cut-off')]),
      ...afterwards('audio'),
    ],
    expect: { 'DI-CMAF-GC-14': aliveAfterwards },
  },
  'body-that-breaks-off': {
    title: 'a source that closes its connection without the last chunk, and comes back',
    send: [
      { do: 'request', conn: 'source', plan: post() },
      media([header(), fragments(0, 2), fragments(2, 1, 'cut-off')]),
      endOf('close'),
      ...afterwards(),
    ],
    expect: { 'DI-CMAF-GC-14': aliveAfterwards },
  },
});
