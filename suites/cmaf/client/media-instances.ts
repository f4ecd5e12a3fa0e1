/** The same tracks from two instances of an ingest source. */
import { mediaMeetsAll } from '../../../src/scenario/checks/ingest-media.ts';
import { after } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { enoughMedia } from './media-until.ts';

export const mediaInstances = suite('cmaf/client/media', {
  'redundant-sources': {
    title: 'Two instances that send the same tracks side by side',
    receive: [],
    until: enoughMedia,
    needs: ['secondInstance'],
    instances: 'side-by-side',
    expect: mediaMeetsAll(
      ['DI-INTRO-03', 'DI-CMAF-GC-05', 'DI-FO-04', 'DI-FO-05a', 'DI-FO-05b', 'DI-FO-05c', 'DI-FO-06'],
      'pair',
    ),
  },

  takeover: {
    title: 'An instance that is killed, and another one that takes over',
    receive: [{ when: after(4), deed: { do: 'kill-source' } }],
    until: enoughMedia,
    needs: ['secondInstance'],
    instances: 'takeover',
    expect: mediaMeetsAll(['DI-FO-04', 'DI-FO-06', 'DI-FO-07b', 'DI-FO-07c'], 'takeover'),
  },
});
