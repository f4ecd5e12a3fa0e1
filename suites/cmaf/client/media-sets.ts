/** Renditions of one content, among which a player may switch. */
import { mediaMeetsAll } from '../../../src/scenario/checks/ingest-media.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { enoughMedia } from './media-until.ts';

export const mediaSets = suite('cmaf/client/media', {
  'switching-set': {
    title: 'Two renditions of a switching set',
    receive: [],
    until: enoughMedia,
    needs: ['renditions'],
    reference: { tracks: ['video', 'video-low'] },
    expect: mediaMeetsAll(
      [
        'DI-CMAF-GC-04',
        'DI-CMAF-GP-12',
        'DI-SWS-00',
        'DI-SWS-ftyp',
        'DI-SWS-mvhd',
        'DI-SWS-tkhd',
        'DI-SWS-trex',
        'DI-SWS-elst',
        'DI-SWS-mdhd',
        'DI-SWS-mehd',
        'DI-SWS-meta',
        'DI-SWS-udta',
        'DI-SWS-cprt',
        'DI-SWS-kind',
        'DI-SWS-elng',
        'DI-SWS-hdlr',
        'DI-SWS-vmhd',
        'DI-SWS-smhd',
        'DI-SWS-sthd',
        'DI-SWS-dref',
        'DI-SWS-stsd',
        'DI-SWS-N1',
        'DI-SWS-ALIGNED',
        'DI-SWS-ALTGROUP',
      ],
      'set',
    ),
  },
});
