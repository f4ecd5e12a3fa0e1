import { box, rawBox } from '../../media/build/node.ts';
import { alter, append, change, flip, insertAfter, insertBefore, set } from '../../media/build/edit.ts';
import { ascii, concat, hex } from '../../media/bytes.ts';
import { video } from '../examples/video.ts';
import { mutant } from './mutant.ts';

const stbl = 'moov/trak/mdia/minf/stbl';
const kind = 'moov/trak/udta/kind';

export const isoBoxValueMutants = {
  'ISO-BOX-010': [
    mutant('trun version 2', video, [set('moof[1]/traf/trun', { version: 2 })], { also: ['CMAF-FRAG-024'] }),
    mutant('kind version 1', video, [set(kind, { version: 1 })]),
  ],
  'ISO-BOX-011': [
    mutant('an undefined bit of tfhd', video, [flip('moof[1]/traf/tfhd', 0x40)]),
    mutant('a flag of mdhd', video, [flip('moov/trak/mdia/mdhd', 1)]),
  ],
  'ISO-BOX-012': [
    mutant('trun declares a sample more than it lists', video, [
      change('moof[1]/traf/trun', ({ sample_count }) => ({ sample_count: Number(sample_count) + 1 })),
    ]),
    mutant('tfdt with eight bytes more', video, [
      alter('moof[1]/traf/tfdt', (tfdt) => ({ ...tfdt, tail: new Uint8Array(8) })),
    ]),
    mutant('a picture aspect ratio of four bytes', video, [
      insertBefore(`${stbl}/stsd/avc1/btrt`, rawBox('pasp', new Uint8Array(4))),
    ]),
  ],
  'ISO-BOX-013': [
    mutant('sub-samples of two entries in room for none', video, [
      insertAfter('moof[1]/traf/trun', box('subs', { entry_count: 2 })),
    ]),
    mutant('a protection header with two key identifiers in room for none', video, [
      append('moov', { ...box('pssh', { version: 1, KID_count: 2 }), cut: 4 }),
    ]),
  ],
  'ISO-BOX-014': [
    mutant('a handler name without its zero byte', video, [
      alter('moov/trak/mdia/hdlr', (node) => ({
        ...node,
        fields: {},
        raw: concat(new Uint8Array(8), ascii('vide'), new Uint8Array(12), ascii('video')),
      })),
    ]),
    mutant('a handler name that is no UTF-8', video, [
      alter('moov/trak/mdia/hdlr', (node) => ({
        ...node,
        fields: {},
        raw: concat(new Uint8Array(8), ascii('vide'), new Uint8Array(12), hex('c328ff00')),
      })),
    ]),
  ],
} as const;
