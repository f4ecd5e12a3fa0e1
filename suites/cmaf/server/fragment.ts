/** Media fragments: how they may be divided, what may stand before them, and what is wrong with them. */
import { eachOf, refusedOrNoted, taken, turnedDown } from '../../../src/scenario/checks/receiver-answers.ts';
import { on } from '../../../src/scenario/select.ts';
import type { FragmentForm } from '../../../src/media/tracks/test-track.ts';
import { fragments, header, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';

/** A stream in which the last fragment is not as the others. */
const endingWith = (form: FragmentForm): readonly Step[] =>
  send([header(), fragments(0, 2), fragments(2, 1, form)]);

export const fragment = suite('cmaf/fragment', {
  'one-request-each': {
    title: 'the header in a request of its own, and a request for each fragment',
    send: [
      ...send([header()], { conn: 'header' }),
      ...send([fragments(0, 1)], { conn: 'first', plan: { framing: { by: 'length' } } }),
      ...send([fragments(1, 1)], { conn: 'second', plan: { framing: { by: 'length' } } }),
    ],
    expect: { 'DI-CMAF-GP-02': eachOf(['header', 'first', 'second'], (name) => on(name, taken)) },
  },
  'many-in-one-request': {
    title: 'one request that goes on from fragment to fragment',
    send: send([header(), fragments(0, 6)]),
    expect: { 'DI-CMAF-GP-03': taken },
  },
  'in-cmaf-chunks': {
    title: 'fragments that are divided into CMAF chunks, each sent as it is made',
    send: send([header(), fragments(0, 3, 'plain', 'chunk')]),
    expect: { 'DI-MT-08': taken },
  },
  'with-styp': {
    title: 'fragments with styp before them, and fragments without',
    send: send([header(), fragments(0, 1), fragments(1, 2, 'with-styp')]),
    expect: { 'DI-CMAF-GP-14': taken },
  },
  'with-emsg': {
    title: 'fragments with an event message before them, which is discouraged and not forbidden',
    send: send([header(), fragments(0, 1), fragments(1, 2, 'with-emsg')]),
    expect: { 'DI-TM-16b': taken },
  },
  'without-tfdt': {
    title: 'a fragment without tfdt',
    needs: ['activeReceiver'],
    send: endingWith('without-tfdt'),
    expect: { 'DI-MT-02': turnedDown, 'DI-CMAF-GP-13': turnedDown },
  },
  'cut-off': {
    title: 'the first half of a fragment, and the end of the request',
    needs: ['activeReceiver'],
    send: endingWith('cut-off'),
    expect: { 'DI-GEN-19': turnedDown },
  },
  'moof-alone': {
    title: 'a moof without its mdat, and the end of the request',
    needs: ['activeReceiver'],
    send: endingWith('moof-alone'),
    expect: { 'DI-CMAF-GP-13': turnedDown },
  },
  'overlong-sample': {
    title: 'a fragment whose samples are longer than its mdat',
    needs: ['activeReceiver'],
    send: endingWith('overlong-sample'),
    expect: { 'DI-CMAF-GP-13': refusedOrNoted },
  },
  'broken-moof': {
    title: 'a fragment whose inner sizes overrun its moof',
    needs: ['activeReceiver'],
    send: endingWith('broken-moof'),
    expect: { 'DI-CMAF-GP-13': turnedDown, 'DI-GEN-19': turnedDown },
  },
});
