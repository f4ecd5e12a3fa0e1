/** Mutants of times and sequence numbers. */
import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import { change, moveBefore, remove, set, type Edit } from '../../media/build/edit.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { chunkBoxes, headerBoxes } from '../../media/tracks/track-plan.ts';
import { webVtt } from '../examples/text.ts';
import { frame, picture, pictures, video, videoHeader } from '../examples/video.ts';
import { chunked, fragmentsOf, later, timed } from './cmaf-trk-inputs.ts';
import { clocked } from './cmaf-seg-inputs.ts';
import { mutant, type MutantEntry } from './mutant.ts';

/** Behind the three fragments, the second one again, and a fourth. */
const again = (second = pictures()): readonly BoxNode[] => [
  ...video(),
  ...chunkBoxes([{ samples: second, time: 25_600n, sequence: 2 }]),
  ...chunkBoxes([{ samples: pictures() }], { time: 76_800n, sequence: 4 }),
];

/** The same samples, of which one is a byte longer. */
const longer = pictures().map((sample, i) => (i === 1 ? { ...sample, bytes: picture(false, 18) } : sample));

/** The example from a time on. */
const from = (time: bigint) => (): readonly BoxNode[] => [
  ...headerBoxes(videoHeader),
  ...chunkBoxes([{ samples: pictures() }, { samples: pictures() }, { samples: pictures() }], { time }),
];

/** Sets the decode times of the fragments. */
const at = (times: readonly bigint[]): readonly Edit[] =>
  times.map((time, i) => set(`moof[${String(i)}]/traf/tfdt`, { baseMediaDecodeTime: time }));

const lost = [remove('moof[1]'), remove('mdat[1]')];

export const cmafTrkTimeMutants = {
  'CMAF-TRK-001': [
    mutant('everything from the second fragment on is a frame late', video, [
      change('moof[1]/traf/tfdt', later(frame)),
      change('moof[2]/traf/tfdt', later(frame)),
    ]),
    mutant('the second fragment is lost', video, lost),
    mutant('everything from the second fragment on is a frame early', video, [
      change('moof[1]/traf/tfdt', later(-frame)),
      change('moof[2]/traf/tfdt', later(-frame)),
    ]),
    mutant('text with a gap of two ticks', webVtt, [change('moof[2]/traf/tfdt', later(2))], {
      also: ['CMAF-WVTT-013'],
    }),
  ],
  'CMAF-TRK-002': [
    mutant(
      'microseconds in another timescale',
      from(10n ** 12n),
      at([0n, 25_600n, 51_200n].map((ticks) => 1_700_000_000_000_000n + ticks)),
    ),
  ],
  'CMAF-TRK-003': [
    mutant(
      'the second and the third fragment in the wrong order',
      fragmentsOf([50, 50, 50, 50]),
      [moveBefore('moof[2]', 'moof[1]'), moveBefore('mdat[2]', 'moof[2]')],
      { also: ['CMAF-TRK-001'] },
    ),
  ],
  'CMAF-TRK-004': [
    mutant('a fragment is sent again with a longer sample', again, [
      (boxes) => [...boxes.slice(0, -4), ...again(longer).slice(-4)],
    ]),
  ],
  'CMAF-TRK-005': [
    mutant('the second fragment has the number of the first', video, [
      set('moof[1]/mfhd', { sequence_number: 1 }),
    ]),
    mutant('the third goes back', from(0n), [set('moof[2]/mfhd', { sequence_number: 1 })]),
    mutant('later editions: a number is left out', clocked, [set('moof[2]/mfhd', { sequence_number: 7 })], {
      settings: { head: true },
    }),
  ],
  'CMAF-TRK-006': [mutant('the second of three fragments is lost', video, lost)],
  'CMAF-TRK-013': [
    mutant('a time of 64 bits', video, at([2n ** 63n, 2n ** 63n + 25_600n, 2n ** 63n + 51_200n])),
    mutant(
      'a clock in units of 100 ns',
      timed(10_000_000, [400_000]),
      at([0n, 20_000_000n, 40_000_000n].map((ticks) => 17_000_000_000_000_000n + ticks)),
    ),
  ],
  'CMAF-TRK-022': [mutant('a fragment is missing in what is put together', video, lost)],
  'CMAF-TRK-023': [
    mutant('the second of three chunks of a fragment is lost', chunked([20, 20, 10]), [
      remove('moof[4]'),
      remove('mdat[4]'),
    ]),
    mutant('a chunk inside a fragment is a frame early', chunked([20, 20, 10]), [
      change('moof[4]/traf/tfdt', later(-frame)),
    ]),
  ],
} as const satisfies Partial<Record<keyof typeof cmafTrkFacts, MutantEntry>>;
