/** For every scenario about the media of an ingest source, the deviation of ours that it must catch. */
import { source } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { media } from './client/media.ts';
import type { mediaInstances } from './client/media-instances.ts';
import type { mediaSets } from './client/media-sets.ts';
import type { mediaSparse } from './client/media-sparse.ts';

type MediaScenarioId =
  | keyof typeof media
  | keyof typeof mediaSets
  | keyof typeof mediaSparse
  | keyof typeof mediaInstances;

export const cmafMediaMutants = {
  'cmaf/client/media/video': source('drops-fragments', 'DI-INTRO-02'),
  'cmaf/client/media/segments-of-their-own': source('drops-fragments', 'DI-INTRO-02'),
  'cmaf/client/media/audio': source('no-language', 'DI-MT-06'),
  'cmaf/client/media/audio-and-video': source('moved-time', 'DI-CMAF-GC-03'),
  'cmaf/client/media/interrupted': source('loses-the-fragment-in-flight', 'DI-GEN-14a'),
  'cmaf/client/media/session': source('omits-mfra', 'DI-CMAF-GP-06a'),
  'cmaf/client/media/switching-set': source('unaligned-set', 'DI-CMAF-GC-04'),
  'cmaf/client/media/timed-text': source('wrong-text-handler', 'DI-TT-02a'),
  'cmaf/client/media/timed-metadata': source('metadata-with-gaps', 'DI-TM-07a'),
  'cmaf/client/media/splice-information': source('broken-splice-crc', 'DI-TM-14c'),
  'cmaf/client/media/redundant-sources': source('own-clock', 'DI-FO-05a'),
  'cmaf/client/media/takeover': source('other-header-on-takeover', 'DI-FO-04'),
} satisfies Record<MediaScenarioId, Mutant>;

export const furtherCmafMediaMutants: readonly (readonly [MediaScenarioId, Mutant])[] = [
  ['cmaf/client/media/video', source('repeats-fragments', 'DI-CMAF-GC-02')],
  ['cmaf/client/media/video', source('moved-time', 'DI-CMAF-GC-02')],
  ['cmaf/client/media/video', source('long-fragments', 'DI-MT-04')],
  ['cmaf/client/media/video', source('no-btrt', 'DI-MT-07')],
  ['cmaf/client/media/video', source('no-role', 'DI-MT-12a')],
  ['cmaf/client/media/video', source('wrong-role', 'DI-MT-12b')],
  ['cmaf/client/media/video', source('in-band-emsg', 'DI-TM-16a')],
  ['cmaf/client/media/video', source('omits-the-header', 'DI-DEF-header')],
  ['cmaf/client/media/audio', source('no-btrt', 'DI-MT-07')],
  ['cmaf/client/media/audio', source('no-role', 'DI-MT-12a')],
  ['cmaf/client/media/audio', source('wrong-role', 'DI-MT-12b')],
  ['cmaf/client/media/interrupted', source('forgets-the-header-on-reconnect', 'DI-CMAF-GP-04a')],
  ['cmaf/client/media/session', source('fragments-before-the-header', 'DI-CMAF-GP-01')],
  ['cmaf/client/media/session', source('populated-mfra', 'DI-CMAF-GP-06a')],
  ['cmaf/client/media/switching-set', source('other-timescale-in-set', 'DI-SWS-mdhd')],
  ['cmaf/client/media/timed-text', source('no-btrt', 'DI-TT-09')],
  ['cmaf/client/media/timed-text', source('no-role', 'DI-TT-11a')],
  ['cmaf/client/media/timed-text', source('wrong-role', 'DI-TT-11b')],
  ['cmaf/client/media/timed-metadata', source('in-band-emsg', 'DI-TM-P3')],
  ['cmaf/client/media/splice-information', source('wrong-scte-scheme', 'DI-TM-14a')],
  ['cmaf/client/media/redundant-sources', source('other-header-on-takeover', 'DI-FO-04')],
  ['cmaf/client/media/takeover', source('own-clock', 'DI-FO-07b')],
  ['cmaf/client/media/takeover', source('restarts-its-clock', 'DI-FO-07b')],
];
