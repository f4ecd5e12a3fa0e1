/** What was ingested is there: nothing lost, nothing twice, nothing that does not belong. */
import { keptOnce, noEventMessages } from '../../../src/scenario/checks/receiver-kept.ts';
import type { TestTrackName } from '../../../src/media/tracks/test-track.ts';
import { fragments, header, media, post, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal, finish } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { meanwhile } from './steps.ts';
import { sideBySide } from './tracks.ts';

const readBack = (track: TestTrackName = 'video'): Step => ({ do: 'read-back', track });

export const readBacks = suite('cmaf/read-back', {
  'long-request': {
    title: 'the fragments of one long request',
    needs: ['readBack'],
    send: [...send([header(), fragments(0, 5)]), readBack()],
    expect: { 'DI-DEF-pubpoint': keptOnce('video', 'source') },
  },
  'odd-chunks': {
    title: 'fragments whose chunks divide them wherever they fall',
    needs: ['readBack'],
    send: [
      { do: 'request', conn: 'source', plan: post() },
      media([header(), fragments(0, 3)], { chunkBytes: 701 }),
      finish(),
      awaitFinal(),
      readBack(),
    ],
    expect: { 'DI-CMAF-GP-03': keptOnce('video', 'source') },
  },
  'resent-fragments': {
    title: 'fragments that were sent twice',
    needs: ['readBack'],
    send: [
      ...send([header(), fragments(0, 4)], { conn: 'first' }),
      ...send([header(), fragments(1, 5)], { conn: 'second' }),
      readBack(),
    ],
    expect: {
      'DI-FO-07d': keptOnce('video', 'first', 'second'),
      'DI-CMAF-GP-04b': keptOnce('video', 'first', 'second'),
    },
  },
  'header-again': {
    title: 'fragments around a header that was sent again',
    needs: ['readBack'],
    send: [...send([header(), fragments(0, 2), header(), fragments(2, 2)]), readBack()],
    expect: { 'DI-CMAF-GP-05b': keptOnce('video', 'source') },
  },
  'side-by-side': {
    title: 'two tracks that were sent at the same time',
    needs: ['readBack'],
    send: [...sideBySide(['video', 'audio'], meanwhile()), readBack('video'), readBack('audio')],
    expect: { 'DI-GEN-11b': [keptOnce('video', 'video'), keptOnce('audio', 'audio')] },
  },
  gzip: {
    title: 'a track that was compressed with gzip',
    needs: ['readBack'],
    send: [...send([header(), fragments(0, 2)], { plan: { coding: 'gzip' } }), readBack()],
    expect: { 'DI-GEN-24b': keptOnce('video', 'source') },
  },
  'in-band-event-messages': {
    title: 'a track with event messages between its media',
    needs: ['readBack', 'activeReceiver'],
    send: [...send([header(), fragments(0, 3, 'with-emsg')]), readBack()],
    expect: { 'DI-TM-N2': noEventMessages('video'), 'DI-TM-16b': keptOnce('video', 'source') },
  },
});
