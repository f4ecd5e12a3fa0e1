import { excluded, type Rule } from '../rule.ts';
import type { cmafImscFacts } from '../facts/cmaf-imsc.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafImscRules = {
  'CMAF-IMSC-001': later,
  'CMAF-IMSC-002': later,
  'CMAF-IMSC-003': later,
  'CMAF-IMSC-004': later,
  'CMAF-IMSC-005': later,
  'CMAF-IMSC-010': later,
  'CMAF-IMSC-011': later,
  'CMAF-IMSC-012': later,
  'CMAF-IMSC-013': later,
  'CMAF-IMSC-014': later,
  'CMAF-IMSC-015': later,
  'CMAF-IMSC-016': later,
  'CMAF-IMSC-017': later,
  'CMAF-TXT-001': later,
  'CMAF-TXT-002': later,
} satisfies Record<keyof typeof cmafImscFacts, Rule>;
