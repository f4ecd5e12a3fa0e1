import { duplicate, insertAfter, remove, rename, replace, set } from '../../media/build/edit.ts';
import { box, uuidBox } from '../../media/build/node.ts';
import { hex } from '../../media/bytes.ts';
import { audio } from '../examples/audio.ts';
import { webVtt } from '../examples/text.ts';
import { ended, session } from '../examples/together.ts';
import { mainRole } from '../../media/tracks/track-plan.ts';
import { video } from '../examples/video.ts';
import { packLanguage } from '../../media/isobmff/language.ts';
import { broken, mutant, type Mutant } from './mutant.ts';

const stsd = 'moov/trak/mdia/minf/stbl/stsd';

/** The time of a fragment as Smooth Streaming tells it. */
const tfxd = uuidBox(
  hex('6d1d9b05 42d5 44e6 80e2 141daff757b2'),
  hex('01000000 0000000000000000 0000000001312d00'),
);

const setOf = (value: string) => box('kind', { schemeURI: 'urn:dashif:ingest:switchingset_id', value });

export const ingestHeaderMutants = {
  'INGEST-004': [mutant('movie timescale 0', video, [set('moov/mvhd', { timescale: 0 })])],
  'INGEST-005': [mutant('a fragment without tfdt', video, [remove('moof[1]/traf/tfdt')])],
  'INGEST-006': [
    mutant('no btrt', video, [remove(`${stsd}/avc1/btrt`)]),
    mutant('a maximum below the average', video, [set(`${stsd}/avc1/btrt`, { maxBitrate: 1 })]),
  ],
  'INGEST-007': [
    mutant('sound of no language', audio, [set('moov/trak/mdia/mdhd', { language: packLanguage('und') })]),
  ],
  'INGEST-008': [mutant('no role', video, [remove('moov/trak/udta')])],
  'INGEST-009': [
    mutant('a role of another scheme', video, [
      set('moov/trak/udta/kind', { schemeURI: 'urn:example:role', value: 'main' }),
    ]),
  ],
  'INGEST-010': [
    mutant('the handler of subtitles', webVtt, [set('moov/trak/mdia/hdlr', { handler_type: 'subt' })], {
      also: ['CMAF-HDR-028'],
    }),
  ],
  'INGEST-011': [
    mutant('the media header of subtitles', webVtt, [rename('moov/trak/mdia/minf/nmhd', 'sthd')], {
      also: ['CMAF-HDR-030'],
    }),
  ],
  'INGEST-014': [mutant('two tracks in one header', video, [duplicate('moov/trak')])],
  'INGEST-018': [
    mutant(
      'tfxd instead of tfdt',
      video,
      [0, 1, 2].map((i) => replace(`moof[${String(i)}]/traf/tfdt`, () => [tfxd])),
    ),
    mutant('tfxd beside tfdt', video, [insertAfter('moof/traf/tfdt', tfxd)]),
  ],
  'INGEST-021': [
    broken(
      'sound under the name of video',
      session(() => ended(audio()), 'Streams(sound.cmfa)'),
      session(() => ended(audio()), 'Streams(sound.cmfv)'),
      { settings: { session: true } },
    ),
  ],
  'INGEST-024': [
    mutant(
      'a name with a blank',
      () => video({ kinds: [setOf('set-1'), mainRole] }),
      [set('moov/trak/udta/kind', { value: 'a b' })],
      { settings: { head: true, skip: ['INGEST-022'] } },
    ),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]]>;
