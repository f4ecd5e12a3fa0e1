import type { cmafProfFacts } from '../facts/cmaf-prof.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafProfMutants: MutantsOf<typeof cmafProfFacts> = {
  'CMAF-PROF-001': 'excluded',
  'CMAF-PROF-002': 'excluded',
  'CMAF-PROF-003': 'excluded',
  'CMAF-PROF-004': 'excluded',
  'CMAF-PROF-005': 'excluded',
  'CMAF-PROF-006': 'excluded',
  'CMAF-PROF-007': 'excluded',
  'CMAF-PROF-008': 'excluded',
  'CMAF-PROF-009': 'excluded',
  'CMAF-PROF-010': 'excluded',
  'CMAF-PROF-011': 'excluded',
  'CMAF-PROF-012': 'excluded',
  'CMAF-PROF-013': 'excluded',
  'CMAF-PROF-014': 'excluded',
  'CMAF-PROF-015': 'excluded',
};
