import type { cmafWvttFacts } from '../facts/cmaf-wvtt.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafWvttMutants: MutantsOf<typeof cmafWvttFacts> = {
  'CMAF-WVTT-001': 'excluded',
  'CMAF-WVTT-002': 'excluded',
  'CMAF-WVTT-003': 'excluded',
  'CMAF-WVTT-010': 'excluded',
  'CMAF-WVTT-011': 'excluded',
  'CMAF-WVTT-012': 'excluded',
  'CMAF-WVTT-013': 'excluded',
  'CMAF-WVTT-014': 'excluded',
  'CMAF-WVTT-015': 'excluded',
  'CMAF-WVTT-016': 'excluded',
  'CMAF-WVTT-017': 'excluded',
  'CMAF-WVTT-018': 'excluded',
};
