import {
  change,
  duplicate,
  flip,
  insertAfter,
  insertBefore,
  moveAfter,
  remove,
  rename,
  replace,
  set,
} from '../../media/build/edit.ts';
import { rawBox, type BoxNode } from '../../media/build/node.ts';
import { audio } from '../examples/audio.ts';
import { sync } from '../../media/tracks/track-plan.ts';
import { pictures, video } from '../examples/video.ts';
import type { boxRules } from '../families/cmaf-frag-boxes.ts';
import type { fieldRules } from '../families/cmaf-frag-fields.ts';
import { dataMoved, partOf, styp } from './cmaf-frag-edits.ts';
import { mutant, type MutantsOf } from './mutant.ts';

const stray = rawBox('mdat', new Uint8Array(16));
const empty = rawBox('mdat', new Uint8Array(0));

/** Segments of one fragment each, with a styp. */
const labelled = (): readonly BoxNode[] => {
  const chunk = { samples: pictures(), before: [styp('cmfs')] };
  return video({}, [chunk, chunk, chunk]);
};

/** A trun in two halves, whose data lies one behind the other. */
export const halved = replace('moof[1]/traf/trun', (trun) => [partOf(trun, 0, 20), partOf(trun, 20)]);

export const boxMutants: MutantsOf<typeof boxRules & typeof fieldRules> = {
  'CMAF-FRAG-001': [
    mutant('free between a moof and its mdat, with the data offset right', video, [
      dataMoved(1, 8),
      insertAfter('moof[1]', rawBox('free', new Uint8Array(0))),
    ]),
    mutant('the last moof has no mdat', video, [remove('mdat[2]')]),
  ],
  'CMAF-FRAG-002': [
    mutant('an empty second mdat', video, [insertAfter('mdat[1]', empty)]),
    mutant('a second mdat behind a free box', video, [
      insertAfter('mdat[1]', rawBox('free', new Uint8Array(4)), stray),
    ]),
  ],
  'CMAF-FRAG-003': [
    mutant('an mdat in front of the first moof', video, [insertBefore('moof', stray)]),
    mutant('a styp and an mdat, the moof is missing', labelled, [
      insertAfter('mdat[1]', styp('cmfs'), stray),
    ]),
  ],
  'CMAF-FRAG-004': [
    mutant('mfhd behind traf', video, [moveAfter('moof[1]/mfhd', 'moof[1]/traf')]),
    mutant('no mfhd', video, [remove('moof[1]/mfhd')], { also: ['ISO-BOX-021'] }),
  ],
  'CMAF-FRAG-005': [mutant('the same traf twice', video, [duplicate('moof[1]/traf')])],
  'CMAF-FRAG-006': [
    mutant('tfdt behind trun', video, [moveAfter('moof[1]/traf/tfdt', 'moof[1]/traf/trun')]),
    mutant('tfhd behind tfdt', video, [moveAfter('moof[1]/traf/tfhd', 'moof[1]/traf/tfdt')]),
  ],
  'CMAF-FRAG-007': [mutant('a trun in two halves', video, [halved])],
  'CMAF-FRAG-010': [
    mutant('track_ID 2 in one fragment', video, [set('moof[1]/traf/tfhd', { track_ID: 2 })]),
    mutant('no tfhd', video, [remove('moof[1]/traf/tfhd')], { also: ['ISO-BOX-021'] }),
  ],
  'CMAF-FRAG-011': [
    mutant('an offset from the beginning of the file', video, [
      set('moof[1]/traf/tfhd', { flags: 0x20001, base_data_offset: 4096n }),
    ]),
  ],
  'CMAF-FRAG-012': [
    mutant('one tfhd without default-base-is-moof', video, [flip('moof[1]/traf/tfhd', 0x20000)]),
  ],
  'CMAF-FRAG-013': [
    mutant('duration-is-empty', video, [flip('moof[1]/traf/tfhd', 0x10000)]),
    mutant('a last chunk without samples', video, [
      set('moof[2]/traf/trun', { sample_count: 0, samples: [] }),
      replace('mdat[2]', () => [empty]),
    ]),
  ],
  'CMAF-FRAG-014': [
    mutant('free in place of tfdt', video, [rename('moof[1]/traf/tfdt', 'free')]),
    mutant('tfdt twice', video, [duplicate('moof[1]/traf/tfdt')], { also: ['ISO-BOX-022'] }),
  ],
  'CMAF-FRAG-020': [mutant('no data_offset', video, [flip('moof[1]/traf/trun', 1)])],
  'CMAF-FRAG-024': [
    mutant('trun of version 2', video, [set('moof[1]/traf/trun', { version: 2 })], { also: ['ISO-BOX-010'] }),
  ],
  'CMAF-FRAG-027': [
    mutant('flags of the first sample twice', audio, [
      change('moof[1]/traf/trun', ({ flags }) => ({ flags: Number(flags) | 4, first_sample_flags: sync })),
    ]),
  ],
};
