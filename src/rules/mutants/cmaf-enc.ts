import type { cmafEncFacts } from '../facts/cmaf-enc.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafEncMutants: MutantsOf<typeof cmafEncFacts> = {
  'CMAF-ENC-001': 'excluded',
  'CMAF-ENC-002': 'excluded',
  'CMAF-ENC-003': 'excluded',
  'CMAF-ENC-004': 'excluded',
  'CMAF-ENC-005': 'excluded',
  'CMAF-ENC-006': 'excluded',
  'CMAF-ENC-007': 'excluded',
  'CMAF-ENC-008': 'excluded',
  'CMAF-ENC-009': 'excluded',
  'CMAF-ENC-010': 'excluded',
  'CMAF-ENC-011': 'excluded',
};
