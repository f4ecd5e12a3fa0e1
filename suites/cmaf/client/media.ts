/** The media that an ingest source sends: tracks of pictures and sound, alone and together. */
import { mediaMeetsAll } from '../../../src/scenario/checks/ingest-media.ts';
import { inside } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { enoughFragments, enoughMedia } from './media-until.ts';

export const media = suite('cmaf/client/media', {
  video: {
    title: 'A video track',
    receive: [],
    until: enoughMedia,
    expect: mediaMeetsAll([
      'DI-INTRO-02',
      'DI-DEF-cmafstream',
      'DI-DEF-fragment',
      'DI-DEF-header',
      'DI-DEF-mdhd',
      'DI-DEF-tfdt',
      'DI-WF-01',
      'DI-CMAF-GC-01',
      'DI-CMAF-GC-02',
      'DI-CMAF-GC-03',
      'DI-CMAF-GP-09',
      'DI-CMAF-GP-10',
      'DI-CMAF-GP-11',
      'DI-CMAF-GP-13',
      'DI-CMAF-GP-14',
      'DI-MT-01a',
      'DI-MT-01b',
      'DI-MT-02',
      'DI-MT-03c',
      'DI-MT-05a',
      'DI-MT-05c',
      'DI-MT-07',
      'DI-MT-08',
      'DI-MT-09a',
      'DI-MT-10',
      'DI-MT-12a',
      'DI-MT-12b',
      'DI-MT-N1',
      'DI-TT-07',
      'DI-TM-P3',
      'DI-TM-16a',
      'DI-TM-N1',
    ]),
  },

  'segments-of-their-own': {
    title: 'A video track, a request for each segment',
    receive: [],
    until: enoughMedia,
    reference: { requests: 'short' },
    expect: mediaMeetsAll([
      'DI-INTRO-02',
      'DI-DEF-cmafstream',
      'DI-CMAF-GC-02',
      'DI-CMAF-GP-08',
      'DI-CMAF-GP-13',
      'DI-CMAF-GP-14',
      'DI-MT-02',
    ]),
  },

  'fragment-durations': {
    title: 'A video track, for some more fragments',
    receive: [],
    until: enoughFragments,
    expect: mediaMeetsAll(['DI-MT-03a', 'DI-MT-03b', 'DI-MT-04']),
  },

  audio: {
    title: 'An audio track',
    receive: [],
    until: enoughMedia,
    needs: ['audio'],
    reference: { tracks: ['audio', 'audio-german'] },
    expect: mediaMeetsAll(
      [
        'DI-DEF-elng',
        'DI-CMAF-GP-11',
        'DI-MT-01a',
        'DI-MT-02',
        'DI-MT-05b',
        'DI-MT-06',
        'DI-MT-07',
        'DI-MT-11',
        'DI-MT-12a',
        'DI-MT-12b',
      ],
      'audio',
    ),
  },

  'audio-and-video': {
    title: 'Video and audio that are played together',
    receive: [],
    until: enoughMedia,
    needs: ['audio'],
    reference: { tracks: ['video', 'audio'], requests: 'short' },
    expect: mediaMeetsAll(
      ['DI-INTRO-04', 'DI-CMAF-GC-03', 'DI-CMAF-GC-06', 'DI-CMAF-GC-12', 'DI-CMAF-GP-07'],
      'tracks',
    ),
  },

  interrupted: {
    title: 'A video track whose third fragment is cut off by a reset',
    receive: [{ when: inside(3), deed: { do: 'reset' } }],
    until: enoughMedia,
    expect: mediaMeetsAll(
      [
        'DI-INTRO-02',
        'DI-CMAF-GC-02',
        'DI-CMAF-GP-04a',
        'DI-CMAF-GP-05b',
        'DI-CMAF-GP-09',
        'DI-CMAF-GP-10',
        'DI-MT-09b',
      ],
      'interruption',
    ),
  },

  session: {
    title: 'A session from its first request to its last',
    receive: [],
    until: { stopAfter: 4 },
    needs: ['stopsOnSignal'],
    expect: mediaMeetsAll(
      ['DI-DEF-mfra', 'DI-CMAF-GP-01', 'DI-CMAF-GP-02', 'DI-CMAF-GP-06a', 'DI-CMAF-GP-08'],
      'end',
    ),
  },
});
