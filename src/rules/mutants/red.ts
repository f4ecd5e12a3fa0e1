import type { redFacts } from '../facts/red.ts';
import type { MutantsOf } from './mutant.ts';

export const redMutants: MutantsOf<typeof redFacts> = {
  'RED-001': 'excluded',
  'RED-002': 'excluded',
  'RED-003': 'excluded',
  'RED-004': 'excluded',
  'RED-005': 'excluded',
  'RED-006': 'excluded',
  'RED-007': 'excluded',
  'RED-008': 'excluded',
  'RED-009': 'excluded',
  'RED-010': 'excluded',
  'RED-011': 'excluded',
  'RED-012': 'excluded',
};
