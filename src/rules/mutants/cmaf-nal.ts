import type { cmafNalFacts } from '../facts/cmaf-nal.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafNalMutants: MutantsOf<typeof cmafNalFacts> = {
  'CMAF-NAL-001': 'excluded',
  'CMAF-NAL-002': 'excluded',
  'CMAF-NAL-003': 'excluded',
  'CMAF-NAL-004': 'excluded',
  'CMAF-NAL-005': 'excluded',
  'CMAF-NAL-006': 'excluded',
  'CMAF-NAL-007': 'excluded',
  'CMAF-NAL-008': 'excluded',
  'CMAF-NAL-009': 'excluded',
  'CMAF-NAL-010': 'excluded',
  'CMAF-NAL-011': 'excluded',
  'CMAF-NAL-012': 'excluded',
  'CMAF-NAL-013': 'excluded',
  'CMAF-NAL-014': 'excluded',
};
