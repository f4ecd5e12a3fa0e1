/** Mutants of what lies beside the media: producer reference times and event messages. */
import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import { atEnd, change, insertBefore, remove, set } from '../../media/build/edit.ts';
import { video } from '../examples/video.ts';
import { clock, clocked, eventsBehind, inChunks, message, styp, videoBehind } from './cmaf-seg-inputs.ts';
import { mutant, type MutantEntry } from './mutant.ts';

const hour = 3600n << 32n;

const later = ({ ntp_timestamp }: Readonly<Record<string, unknown>>) => ({
  ntp_timestamp: (ntp_timestamp as bigint) + hour,
});

/** An event message in the timescale of the video example. */
const onVideo = (version: number) =>
  message({ version, timescale: 12_800, presentation_time: 38_400n, presentation_time_delta: 12_800 });

export const cmafSegBesideMutants = {
  'CMAF-SEG-010': [
    mutant('prft behind the last chunk', clocked, [atEnd(clock(3))]),
    mutant('prft in front of the header', video, [insertBefore('ftyp', clock(0))], {
      also: ['CMAF-HDR-001'],
    }),
    mutant('two of them in front of one moof', clocked, [insertBefore('moof[1]', clock(1))]),
  ],
  'CMAF-SEG-011': [mutant('prft of track 99', clocked, [set('prft[1]', { reference_track_ID: 99 })])],
  'CMAF-SEG-012': [
    mutant('one prft is an hour late', clocked, [change('prft[1]', later)]),
    mutant('a clock that stands still', clocked, [
      set('prft[1]', { ntp_timestamp: 3_900_000_000n << 32n }),
      set('prft[2]', { ntp_timestamp: 3_900_000_000n << 32n }),
    ]),
  ],
  'CMAF-SEG-013': [mutant('flags 3', clocked, [set('prft[1]', { flags: 3 })])],
  'CMAF-SEG-014': [
    mutant('media time 0 in front of the third fragment', clocked, [set('prft[2]', { media_time: 0n })], {
      also: ['CMAF-SEG-012'],
    }),
  ],
  'CMAF-SEG-020': [
    mutant('an event behind all media', eventsBehind(), [
      remove('emsg'),
      atEnd(message({ presentation_time: 6000n })),
    ]),
    mutant(
      'an event between two chunks of a fragment',
      videoBehind((i) => (i === 0 || i === 2 || i === 4 ? [styp('cmfs')] : []), inChunks),
      [insertBefore('moof[3]', onVideo(0))],
      { also: ['CMAF-SEG-023'] },
    ),
  ],
  'CMAF-SEG-021': [
    mutant('an event in half the timescale', eventsBehind(), [
      set('emsg', { timescale: 500, presentation_time: 1000n }),
    ]),
  ],
  'CMAF-SEG-022': [mutant('an event with timescale 0', eventsBehind(), [set('emsg', { timescale: 0 })])],
  'CMAF-SEG-023': [mutant('an event in front of video', video, [insertBefore('moof[1]', onVideo(1))])],
  'CMAF-SEG-024': [
    mutant('an event that was over two seconds before', eventsBehind(), [
      set('emsg', { presentation_time: 0n }),
    ]),
    mutant('an event that began before, and goes on', eventsBehind(), [
      set('emsg', { presentation_time: 0n, event_duration: 10_000 }),
    ]),
    mutant('an event two days ahead', eventsBehind(), [set('emsg', { presentation_time: 172_800_000n })]),
  ],
} as const satisfies Partial<Record<keyof typeof cmafSegFacts, MutantEntry>>;
