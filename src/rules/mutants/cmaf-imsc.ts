import type { cmafImscFacts } from '../facts/cmaf-imsc.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafImscMutants: MutantsOf<typeof cmafImscFacts> = {
  'CMAF-IMSC-001': 'excluded',
  'CMAF-IMSC-002': 'excluded',
  'CMAF-IMSC-003': 'excluded',
  'CMAF-IMSC-004': 'excluded',
  'CMAF-IMSC-005': 'excluded',
  'CMAF-IMSC-010': 'excluded',
  'CMAF-IMSC-011': 'excluded',
  'CMAF-IMSC-012': 'excluded',
  'CMAF-IMSC-013': 'excluded',
  'CMAF-IMSC-014': 'excluded',
  'CMAF-IMSC-015': 'excluded',
  'CMAF-IMSC-016': 'excluded',
  'CMAF-IMSC-017': 'excluded',
  'CMAF-TXT-001': 'excluded',
  'CMAF-TXT-002': 'excluded',
};
