import { change, edited, replace, set, type Edit } from '../../media/build/edit.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { concat } from '../../media/bytes.ts';
import type { redFacts } from '../facts/red.ts';
import type { Input } from '../input.ts';
import { avc3Video, avcPps, beginning, unit } from '../examples/codecs.ts';
import { avcSps as spsOf } from '../../media/tracks/avc-parameter-sets.ts';
import { webVtt } from '../examples/text.ts';
import { requests, sources } from '../examples/together.ts';
import { avcConfig, frame, pictures, video } from '../examples/video.ts';
import { broken, type MutantsOf } from './mutant.ts';
import { cue } from '../../media/text/webvtt-boxes.ts';

const gop = 50 * frame;
const moofs = [0, 1, 2, 3];
const four = (): readonly BoxNode[] =>
  video(
    {},
    moofs.map(() => ({ samples: pictures() })),
  );

/** Moves all fragments by some ticks. */
const later = (ticks: number, track = moofs): readonly Edit[] =>
  track.map((i) =>
    change(`moof[${String(i)}]/traf/tfdt`, ({ baseMediaDecodeTime }) => ({
      baseMediaDecodeTime: (baseMediaDecodeTime as bigint) + BigInt(ticks),
    })),
  );

/** Counts sequence numbers from another one. */
const countedFrom = (first: number, track = moofs): readonly Edit[] =>
  track.map((i) => set(`moof[${String(i)}]/mfhd`, { sequence_number: first + i }));

/** Goes on where the first source ends after four fragments, or so many ticks later. */
const takesOver = (ticks = 0): readonly Edit[] => [...later(4 * gop + ticks), ...countedFrom(5)];

const epoch = 1_700_000_000 * 12800;

const sps = (level: number): Uint8Array =>
  spsOf({ profile: 77, level, width: 160, height: 90, colour: [1, 1, 1] });
const withSets = (level: number) => (): readonly BoxNode[] =>
  avc3Video([1, 2, 3].map(() => beginning(unit(sps(level)), unit(avcPps))));

/** Two sources that store their segments under numbers. */
const numbered = (from: number) => (): Input => ({
  tracks: [
    requests('a', four(), (number) => `a/${String(number)}.cmfv`),
    requests('b', four(), (number) => `b/${String(number + from)}.cmfv`),
  ],
  redundant: { a: 'a', b: 'b' },
});

const twoTracks = (a: () => readonly BoxNode[], b: () => readonly BoxNode[]) => (): Input => {
  const [first] = sources(a)().tracks;
  const [, second] = sources(b)().tracks;
  return {
    tracks: [first, second].filter((track) => track !== undefined),
    redundant: { a: 'source-a.cmfv', b: 'source-b.cmfv' },
  };
};

export const redMutants: MutantsOf<typeof redFacts> = {
  'RED-001': [
    broken(
      'made at another time',
      sources(four),
      sources(four, [set('moov/mvhd', { creation_time: 3_800_000_000n })]),
    ),
  ],
  'RED-002': [
    broken(
      'another picture parameter set',
      sources(four),
      sources(four, [
        replace('moov/trak/mdia/minf/stbl/stsd/avc1/avcC', (node) => [
          { ...node, raw: concat(avcConfig.subarray(0, -1), Uint8Array.of(0xb4)) },
        ]),
      ]),
    ),
    broken(
      'another bit rate',
      sources(four),
      sources(four, [set('moov/trak/mdia/minf/stbl/stsd/avc1/btrt', { avgBitrate: 90_000 })]),
    ),
  ],
  'RED-003': [
    broken('a frame later', sources(four), sources(four, later(frame))),
    broken(
      'other boundaries',
      sources(four),
      twoTracks(four, () =>
        video(
          {},
          [50, 25, 50, 50, 25].map((count) => ({ samples: pictures(count) })),
        ),
      ),
      { also: ['CMAF-TRK-010', 'RED-003'] },
    ),
  ],
  'RED-004': [
    broken(
      'one counts from the epoch, the other from zero',
      twoTracks(
        () => edited(four(), ...later(epoch)),
        () => edited(four(), ...later(epoch)),
      ),
      twoTracks(() => edited(four(), ...later(epoch)), four),
    ),
    broken(
      'one that takes over and counts from zero',
      sources(() => edited(four(), ...later(8 * gop)), takesOver(), true),
      sources(() => edited(four(), ...later(8 * gop)), later(-8 * gop), true),
    ),
  ],
  'RED-005': [
    broken(
      'one frame is dropped, and another lasts twice as long',
      sources(four),
      twoTracks(four, () =>
        video({}, [
          { samples: pictures() },
          {
            samples: pictures(49).map((sample, i) => ({ ...sample, duration: i === 20 ? 2 * frame : frame })),
          },
          { samples: pictures() },
          { samples: pictures() },
        ]),
      ),
    ),
  ],
  'RED-006': [
    broken(
      'the second begins in the middle of the last fragment of the first',
      sources(four, takesOver(), true),
      sources(four, takesOver(-gop / 2), true),
    ),
  ],
  'RED-007': [
    broken('parameter sets of a lower level', sources(withSets(11)), twoTracks(withSets(11), withSets(10)), {
      settings: { deep: 'first-sample' },
    }),
  ],
  'RED-008': [
    broken('numbers that begin elsewhere', sources(four), sources(four, countedFrom(100))),
    broken(
      'one that takes over and counts from 1',
      sources(four, takesOver(), true),
      sources(four, [...takesOver(), ...countedFrom(1)], true),
    ),
  ],
  'RED-009': [
    broken(
      'another cue',
      sources(webVtt),
      twoTracks(webVtt, () =>
        webVtt(
          {},
          ['other', 'words', 'here'].map((payload, i) => ({
            samples: [{ bytes: cue({ payload, sourceId: i }), duration: 2000 }],
          })),
        ),
      ),
    ),
  ],
  'RED-010': [
    broken(
      'ten seconds are missing',
      sources(four, takesOver(), true),
      sources(four, takesOver(5 * gop), true),
    ),
    broken('one fragment is missing', sources(four, takesOver(), true), sources(four, takesOver(gop), true)),
  ],
  'RED-011': 'excluded',
  'RED-012': [broken('numbers that are one more', numbered(0), numbered(1))],
};
