import { edited, remove, set, atEnd, type Edit } from '../../media/build/edit.ts';
import { group, type BoxNode } from '../../media/build/node.ts';
import { packLanguage } from '../../media/isobmff/language.ts';
import type { Input } from '../input.ts';
import { aacFrames, audio } from '../examples/audio.ts';
import { hevc } from '../examples/sample-entries.ts';
import { ended, ladder, switchingSet, trackOf, withRate } from '../examples/together.ts';
import { frame, pictures, video } from '../examples/video.ts';
import { broken, type Mutant } from './mutant.ts';

const half = BigInt(25 * frame);

const first = (): readonly BoxNode[] => video();
const second = (time: bigint): readonly BoxNode[] =>
  withRate(
    video({}, [{ samples: pictures(), time }, { samples: pictures() }, { samples: pictures() }]),
    'avc1',
    50_000,
  );

const pair = (time: bigint) => switchingSet([first, () => second(time)]);

const isEnded = (track: () => readonly BoxNode[]) => () => ended(track());

const later = (ticks: bigint): readonly Edit[] =>
  [0n, 1n, 2n].map((i) =>
    set(`moof[${String(i)}]/traf/tfdt`, { baseMediaDecodeTime: i * 2n * half + ticks }),
  );

const french = set('moov/trak/mdia/mdhd', { language: packLanguage('fra') });

/** Two sets of AVC and HEVC; edits are of both tracks of the second set. */
const twoSets =
  (...edits: readonly Edit[]) =>
  (): Input => ({
    tracks: [
      trackOf('avc-1.cmfv', first()),
      trackOf('avc-2.cmfv', second(0n)),
      trackOf('hevc-1.cmfv', edited(hevc(), ...edits)),
      trackOf('hevc-2.cmfv', edited(withRate(hevc(), 'hvc1', 50_000), ...edits)),
    ],
    switchingSets: [
      ['avc-1.cmfv', 'avc-2.cmfv'],
      ['hevc-1.cmfv', 'hevc-2.cmfv'],
    ],
    alignedSets: [['avc-1.cmfv', 'hevc-1.cmfv']],
  });

const sound = (language: string, fragments: number): readonly BoxNode[] =>
  edited(
    audio(
      { language },
      Array.from({ length: fragments }, () => ({ samples: aacFrames() })),
    ),
    atEnd(group('mfra')),
  );

const languages = (fragments: number) => (): Input => ({
  tracks: [trackOf('english.cmfa', sound('eng', 5)), trackOf('french.cmfa', sound('fra', fragments))],
  presentation: true,
});

export const cmafSwsTimeMutants = {
  'CMAF-SWS-016': [broken('every boundary half a fragment later', pair(0n), pair(half))],
  'CMAF-SWS-017': [broken('one begins a fragment later', pair(0n), pair(2n * half))],
  'CMAF-SWS-018': [
    broken(
      'one lacks the last fragment',
      switchingSet(ladder.map(isEnded)),
      switchingSet(ladder.map(isEnded), remove('moof[2]'), remove('mdat[2]')),
    ),
  ],
  'CMAF-ALN-001': [
    broken('a set whose boundaries are half a fragment later', twoSets(), twoSets(...later(half))),
  ],
  'CMAF-ALN-002': [broken('a set of another language', twoSets(), twoSets(french))],
  'CMAF-SEL-001': [
    broken('one language lacks two fragments', languages(5), languages(3), { also: ['CMAF-TRK-021'] }),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]]>;
