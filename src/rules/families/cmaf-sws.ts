import { excluded, type Rule } from '../rule.ts';
import type { cmafSwsFacts } from '../facts/cmaf-sws.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafSwsRules = {
  'CMAF-SWS-001': later,
  'CMAF-SWS-002': later,
  'CMAF-SWS-003': later,
  'CMAF-SWS-004': later,
  'CMAF-SWS-005': later,
  'CMAF-SWS-006': later,
  'CMAF-SWS-007': later,
  'CMAF-SWS-008': later,
  'CMAF-SWS-009': later,
  'CMAF-SWS-010': later,
  'CMAF-SWS-011': later,
  'CMAF-SWS-012': later,
  'CMAF-SWS-013': later,
  'CMAF-SWS-014': later,
  'CMAF-SWS-015': later,
  'CMAF-SWS-016': later,
  'CMAF-SWS-017': later,
  'CMAF-SWS-018': later,
  'CMAF-SWS-019': later,
  'CMAF-SWS-020': later,
  'CMAF-SWS-021': later,
  'CMAF-SWS-022': later,
  'CMAF-ALN-001': later,
  'CMAF-ALN-002': later,
  'CMAF-SEL-001': later,
} satisfies Record<keyof typeof cmafSwsFacts, Rule>;
