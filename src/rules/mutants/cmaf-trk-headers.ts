/** Mutants of headers that are sent again, and of media without one. */
import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import { alter, append, remove, set } from '../../media/build/edit.ts';
import { box } from '../../media/build/node.ts';
import { packLanguage } from '../../media/isobmff/language.ts';
import { avcConfig, video, videoHeader } from '../examples/video.ts';
import { headerAgain, media, theEnd } from './cmaf-trk-inputs.ts';
import { mutant, type MutantEntry } from './mutant.ts';

const again = (what: string, ...edits: Parameters<typeof headerAgain>[3]) =>
  headerAgain(what, videoHeader, media(), edits);

const entry = 'moov/trak/mdia/minf/stbl/stsd/avc1';

export const cmafTrkHeaderMutants = {
  'CMAF-TRK-014': [
    again(
      'another picture parameter set',
      alter(`${entry}/avcC`, (avcC) => ({ ...avcC, raw: (avcC.raw ?? avcConfig).with(-1, 0xb0) })),
    ),
    again('another creation time', set('moov/mvhd', { creation_time: 3_800_000_000n })),
    again('another role', set('moov/trak/udta/kind', { value: 'alternate' })),
  ],
  'CMAF-TRK-015': [again('another timescale', set('moov/trak/mdia/mdhd', { timescale: 25_600 }))],
  'CMAF-TRK-016': [
    mutant('no header', () => [...video(), theEnd], [remove('ftyp'), remove('moov')], {
      settings: { session: true },
    }),
    mutant('no header in a segment that is looked at alone', video, [remove('ftyp'), remove('moov')]),
  ],
  'CMAF-TRK-017': [
    again('another language', set('moov/trak/mdia/mdhd', { language: packLanguage('swe') })),
    again(
      'a language tag that was not there',
      append('moov/trak/mdia', box('elng', { extended_language: 'en-GB' })),
    ),
  ],
} as const satisfies Partial<Record<keyof typeof cmafTrkFacts, MutantEntry>>;
