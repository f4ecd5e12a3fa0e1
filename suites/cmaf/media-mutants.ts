/** For every scenario about the media of an ingest source, the deviation of ours that it must catch. */
import { source } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { cmafMediaScenarios } from './client/media-scenarios.ts';

type MediaScenarioId = keyof typeof cmafMediaScenarios;

/** What a break of the timeline is a break of, besides. */
const timeline = [
  'DI-INTRO-02',
  'DI-DEF-cmafstream',
  'DI-CMAF-GC-01',
  'DI-CMAF-GC-02',
  'DI-CMAF-GP-10',
  'DI-CMAF-GP-13',
  'DI-MT-01a',
] as const;

export const cmafMediaMutants = {
  'cmaf/client/media/video': source('drops-fragments', ...timeline),
  'cmaf/client/media/segments-of-their-own': source(
    'drops-fragments',
    'DI-INTRO-02',
    'DI-DEF-cmafstream',
    'DI-CMAF-GC-02',
    'DI-CMAF-GP-13',
  ),
  'cmaf/client/media/fragment-durations': source('long-fragments', 'DI-MT-04'),
  'cmaf/client/media/audio': source('no-language', 'DI-MT-06'),
  'cmaf/client/media/audio-and-video': source(
    'audio-of-another-time',
    'DI-INTRO-04',
    'DI-CMAF-GC-06',
    'DI-CMAF-GC-12',
  ),
  'cmaf/client/media/interrupted': source(
    'forgets-the-header-on-reconnect',
    'DI-CMAF-GP-04a',
    'DI-CMAF-GP-05b',
  ),
  'cmaf/client/media/session': source('omits-mfra', 'DI-DEF-mfra', 'DI-CMAF-GP-06a'),
  'cmaf/client/media/switching-set': source('unaligned-set', 'DI-CMAF-GC-04', 'DI-CMAF-GP-12', 'DI-SWS-00'),
  'cmaf/client/media/timed-text': source(
    'wrong-text-handler',
    'DI-TT-01',
    'DI-TT-02a',
    'DI-TT-04',
    'DI-TT-06',
    'DI-TT-08',
    'DI-TT-08a',
  ),
  'cmaf/client/media/timed-metadata': source('metadata-with-gaps', 'DI-TM-07a', 'DI-TM-07b'),
  'cmaf/client/media/splice-information': source('broken-splice-crc', 'DI-T5-message_data', 'DI-TM-14c'),
  'cmaf/client/media/redundant-sources': source(
    'own-clock',
    'DI-INTRO-03',
    'DI-CMAF-GC-05',
    'DI-FO-05a',
    'DI-FO-05c',
  ),
  'cmaf/client/media/takeover': source('other-header-on-takeover', 'DI-FO-04'),
} satisfies Record<MediaScenarioId, Mutant>;

export const furtherCmafMediaMutants: readonly (readonly [MediaScenarioId, Mutant])[] = [
  ['cmaf/client/media/video', source('repeats-fragments', 'DI-CMAF-GP-10')],
  ['cmaf/client/media/video', source('moved-time', ...timeline)],
  ['cmaf/client/media/video', source('no-btrt', 'DI-WF-01', 'DI-CMAF-GP-11', 'DI-MT-07')],
  ['cmaf/client/media/video', source('no-role', 'DI-WF-01', 'DI-MT-12a')],
  ['cmaf/client/media/video', source('wrong-role', 'DI-MT-12b')],
  ['cmaf/client/media/video', source('in-band-emsg', 'DI-TM-P3', 'DI-TM-16a', 'DI-TM-N1')],
  ['cmaf/client/media/audio', source('no-btrt', 'DI-CMAF-GP-11', 'DI-MT-07')],
  ['cmaf/client/media/audio', source('no-role', 'DI-MT-12a')],
  ['cmaf/client/media/audio', source('wrong-role', 'DI-MT-12b')],
  [
    'cmaf/client/media/interrupted',
    source('loses-the-fragment-in-flight', 'DI-INTRO-02', 'DI-CMAF-GC-02', 'DI-CMAF-GP-10'),
  ],
  ['cmaf/client/media/session', source('populated-mfra', 'DI-DEF-mfra', 'DI-CMAF-GP-06a')],
  [
    'cmaf/client/media/switching-set',
    source('other-timescale-in-set', 'DI-CMAF-GP-12', 'DI-SWS-00', 'DI-SWS-mdhd'),
  ],
  ['cmaf/client/media/timed-text', source('no-btrt', 'DI-TT-09')],
  ['cmaf/client/media/timed-text', source('no-role', 'DI-TT-11a')],
  ['cmaf/client/media/timed-text', source('wrong-role', 'DI-TT-11b')],
  ['cmaf/client/media/timed-metadata', source('in-band-emsg', 'DI-TM-P3')],
  ['cmaf/client/media/splice-information', source('wrong-scte-scheme', 'DI-T5-scheme_id_uri', 'DI-TM-14a')],
  ['cmaf/client/media/redundant-sources', source('other-header-on-takeover', 'DI-FO-04')],
];
