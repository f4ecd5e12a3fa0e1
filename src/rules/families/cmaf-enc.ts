import { excluded, type Rule } from '../rule.ts';
import type { cmafEncFacts } from '../facts/cmaf-enc.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafEncRules = {
  'CMAF-ENC-001': later,
  'CMAF-ENC-002': later,
  'CMAF-ENC-003': later,
  'CMAF-ENC-004': later,
  'CMAF-ENC-005': later,
  'CMAF-ENC-006': later,
  'CMAF-ENC-007': later,
  'CMAF-ENC-008': later,
  'CMAF-ENC-009': later,
  'CMAF-ENC-010': later,
  'CMAF-ENC-011': later,
} satisfies Record<keyof typeof cmafEncFacts, Rule>;
