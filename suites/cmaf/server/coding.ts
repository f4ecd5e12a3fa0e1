/** Content codings: gzip, and one that nobody knows. */
import { noServerError, refusedOrNoted, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import { fragments, header, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';

export const coding = suite('cmaf/coding', {
  gzip: {
    title: 'header and fragments, compressed with gzip',
    send: send([header(), fragments(0, 2)], { plan: { coding: 'gzip' } }),
    expect: { 'DI-GEN-24b': taken, 'DI-GEN-21': noServerError },
  },
  'gzip-with-a-length': {
    title: 'a header, compressed with gzip, whose compressed length is declared',
    send: send([header()], { plan: { coding: 'gzip', framing: { by: 'length' } } }),
    expect: { 'DI-GEN-24b': taken },
  },
  unknown: {
    title: 'a header that claims a content coding that nobody knows',
    needs: ['activeReceiver'],
    send: send([header()], { plan: { fields: [['Content-Encoding', 'x-unheard-of']] } }),
    expect: { 'DI-GEN-24b': refusedOrNoted },
  },
});
