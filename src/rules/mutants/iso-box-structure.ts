import { group, rawBox } from '../../media/build/node.ts';
import { alter, append, insertAfter } from '../../media/build/edit.ts';
import { write } from '../../media/build/write.ts';
import { concat } from '../../media/bytes.ts';
import { video } from '../examples/video.ts';
import { broken, mutant, oneTrack } from './mutant.ts';
import type { Input } from '../input.ts';

const bytesOf = (bytes: Uint8Array): Input => ({
  tracks: [{ name: 'track.cmfv', objects: [{ name: 'track.cmfv', bytes }] }],
});

const empty = rawBox('free', new Uint8Array(8));

let nested = group('udta');
for (let depth = 0; depth < 40; depth++) nested = group('udta', nested);

export const isoBoxStructureMutants = {
  'ISO-BOX-001': [
    broken(
      'five zero bytes behind the last mdat',
      () => oneTrack(video()),
      () => bytesOf(concat(write(video()), new Uint8Array(5))),
    ),
  ],
  'ISO-BOX-002': [
    mutant('a free box between chunks that says 7 bytes', () => [...video(), empty], [
      alter('free', (free) => ({ ...free, declaredSize: 7 })),
    ]),
    mutant('the role in udta says 7 bytes', video, [
      alter('moov/trak/udta/kind', (kind) => ({ ...kind, declaredSize: 7 })),
    ]),
  ],
  'ISO-BOX-003': [
    mutant('a free box of 64-bit size 12', () => [...video(), { ...empty, large: true }], [
      alter('free', (free) => ({ ...free, declaredSize: 12 })),
    ]),
  ],
  'ISO-BOX-004': [
    mutant('the mdat of the first of three chunks reaches to the end', video, [
      alter('mdat', (mdat) => ({ ...mdat, declaredSize: 0 })),
    ]),
    mutant('the role in udta reaches to the end', video, [
      alter('moov/trak/udta/kind', (kind) => ({ ...kind, declaredSize: 0 })),
    ]),
  ],
  'ISO-BOX-005': [
    mutant('traf says 4 bytes less than it has', video, [
      alter('moof[1]/traf', (traf) => ({ ...traf, sizeError: -4 })),
    ]),
    mutant('three bytes are left over in a sample entry', video, [
      alter('moov/trak/mdia/minf/stbl/stsd/avc1', (entry) => ({ ...entry, tail: new Uint8Array(3) })),
    ]),
  ],
  'ISO-BOX-006': [
    broken(
      'the last mdat lacks its last ten bytes',
      () => oneTrack(video()),
      () => bytesOf(write(video()).subarray(0, -10)),
    ),
    mutant('the last free box is shorter than it says', () => [...video(), empty], [
      alter('free', (free) => ({ ...free, sizeError: 4 })),
    ]),
  ],
  'ISO-BOX-007': [
    mutant('a box of type 00000001 in moov', video, [
      append('moov', rawBox('\u0000\u0000\u0000\u0001', new Uint8Array(4))),
    ]),
    mutant('a box of type 00000001 between chunks', () => video(), [
      insertAfter('mdat[0]', rawBox('\u0000\u0000\u0000\u0001', new Uint8Array(4))),
    ]),
  ],
  'ISO-BOX-028': [mutant('forty udta boxes in each other', video, [append('moov/trak/udta', nested)])],
} as const;
