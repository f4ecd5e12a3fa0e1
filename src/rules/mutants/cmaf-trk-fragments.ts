/** Mutants of fragments, timescales, and tracks that are played together. */
import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import { atEnd, change, remove, set } from '../../media/build/edit.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { aacFrames, audio } from '../examples/audio.ts';
import { video } from '../examples/video.ts';
import { chunked, fragmentsOf, later, theEnd, timed, together, twelveSeconds } from './cmaf-trk-inputs.ts';
import { broken, mutant, type MutantEntry } from './mutant.ts';

const becomes = (boxes: () => readonly BoxNode[]) => [(): readonly BoxNode[] => boxes()];

const hour = 3600 * 48_000;

const ended = [atEnd(theEnd)];

/** Audio of five fragments: as long as the video, but for a frame. */
const sound = audio({}, [{ samples: aacFrames() }, { samples: aacFrames(93) }, { samples: aacFrames() }]);

export const cmafTrkFragmentMutants = {
  'CMAF-TRK-010': [
    mutant('a fragment is ten frames shorter', twelveSeconds, becomes(fragmentsOf([50, 50, 40, 50, 50, 50]))),
    mutant(
      'audio that varies by more than a frame',
      () =>
        audio(
          {},
          [94, 94, 93, 94, 94, 94].map((count) => ({ samples: aacFrames(count) })),
        ),
      becomes(() =>
        audio(
          {},
          [94, 94, 91, 94, 94, 94].map((count) => ({ samples: aacFrames(count) })),
        ),
      ),
    ),
  ],
  'CMAF-TRK-011': [
    mutant('a fragment of twelve seconds', video, becomes(fragmentsOf([50, 300, 50]))),
    mutant('a fragment of half a second', video, becomes(fragmentsOf([50, 12, 50]))),
  ],
  'CMAF-TRK-012': [
    mutant(
      '30 frames a second, counted in milliseconds',
      timed(30_000, [1000]),
      becomes(timed(1000, [33, 33, 34])),
    ),
    mutant(
      'the same in the timescale of Smooth Streaming',
      timed(10_000_000, [400_000]),
      becomes(timed(10_000_000, [333_666, 333_667])),
    ),
  ],
  'CMAF-TRK-018': [
    mutant('more bits than the greatest bit rate', twelveSeconds, [
      set('moov/trak/mdia/minf/stbl/stsd/avc1/btrt', { maxBitrate: 1000, avgBitrate: 1000 }),
    ]),
    mutant('more bits than the average', twelveSeconds, [
      set('moov/trak/mdia/minf/stbl/stsd/avc1/btrt', { avgBitrate: 1000 }),
    ]),
    mutant('hardly a tenth of the average', fragmentsOf(Array.from({ length: 31 }, () => 50)), [
      set('moov/trak/mdia/minf/stbl/stsd/avc1/btrt', { avgBitrate: 100_000, maxBitrate: 100_000 }),
    ]),
  ],
  'CMAF-TRK-020': [
    broken(
      'audio an hour late',
      () => together(),
      () => together([0, 1, 2].map((i) => change(`moof[${String(i)}]/traf/tfdt`, later(hour)))),
    ),
    broken(
      'audio four seconds late',
      () => together(),
      () => together([0, 1, 2].map((i) => change(`moof[${String(i)}]/traf/tfdt`, later(4 * 48_000)))),
    ),
    broken(
      'audio from the third fragment on',
      () => together([], [], { audio: sound }),
      () =>
        together([remove('moof[1]'), remove('mdat[1]'), remove('moof[0]'), remove('mdat[0]')], [], {
          audio: sound,
        }),
    ),
  ],
  'CMAF-TRK-021': [
    broken(
      'audio without its last two fragments',
      () => together(ended, ended),
      () =>
        together(
          [...ended, remove('moof[2]'), remove('mdat[2]'), remove('moof[1]'), remove('mdat[1]')],
          ended,
        ),
    ),
  ],
  'CMAF-TRK-024': [
    mutant(
      'the first chunk of a fragment is half as long',
      chunked([20, 20, 10]),
      becomes(chunked([10, 20, 20])),
    ),
  ],
} as const satisfies Partial<Record<keyof typeof cmafTrkFacts, MutantEntry>>;
