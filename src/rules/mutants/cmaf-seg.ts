import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafSegMutants: MutantsOf<typeof cmafSegFacts> = {
  'CMAF-SEG-001': 'excluded',
  'CMAF-SEG-002': 'excluded',
  'CMAF-SEG-003': 'excluded',
  'CMAF-SEG-004': 'excluded',
  'CMAF-SEG-005': 'excluded',
  'CMAF-SEG-006': 'excluded',
  'CMAF-SEG-007': 'excluded',
  'CMAF-SEG-010': 'excluded',
  'CMAF-SEG-011': 'excluded',
  'CMAF-SEG-012': 'excluded',
  'CMAF-SEG-013': 'excluded',
  'CMAF-SEG-014': 'excluded',
  'CMAF-SEG-020': 'excluded',
  'CMAF-SEG-021': 'excluded',
  'CMAF-SEG-022': 'excluded',
  'CMAF-SEG-023': 'excluded',
  'CMAF-SEG-024': 'excluded',
  'CMAF-SEG-025': 'excluded',
  'CMAF-SEG-026': 'excluded',
  'CMAF-SEG-030': 'excluded',
  'CMAF-SEG-031': 'excluded',
  'CMAF-SEG-032': 'excluded',
};
