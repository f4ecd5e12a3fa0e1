import type { isoBoxFacts } from '../facts/iso-box.ts';
import { alter } from '../../media/build/edit.ts';
import { video } from '../examples/video.ts';
import { mutant, type MutantsOf } from './mutant.ts';

export const isoBoxMutants: MutantsOf<typeof isoBoxFacts> = {
  'ISO-BOX-001': 'excluded',
  'ISO-BOX-002': 'excluded',
  'ISO-BOX-003': 'excluded',
  'ISO-BOX-004': 'excluded',
  'ISO-BOX-005': [
    mutant('traf says 4 bytes less than it has', video, [
      alter('moof[1]/traf', (traf) => ({ ...traf, sizeError: -4 })),
    ]),
  ],
  'ISO-BOX-006': 'excluded',
  'ISO-BOX-007': 'excluded',
  'ISO-BOX-010': 'excluded',
  'ISO-BOX-011': 'excluded',
  'ISO-BOX-012': 'excluded',
  'ISO-BOX-013': 'excluded',
  'ISO-BOX-014': 'excluded',
  'ISO-BOX-020': 'excluded',
  'ISO-BOX-021': 'excluded',
  'ISO-BOX-022': 'excluded',
  'ISO-BOX-023': 'excluded',
  'ISO-BOX-024': 'excluded',
  'ISO-BOX-025': 'excluded',
  'ISO-BOX-026': 'excluded',
  'ISO-BOX-027': 'excluded',
  'ISO-BOX-028': 'excluded',
};
