import { excluded, type Rule } from '../rule.ts';
import type { cmafSeFacts } from '../facts/cmaf-se.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafSeRules = {
  'CMAF-SE-001': later,
  'CMAF-SE-002': later,
  'CMAF-SE-003': later,
  'CMAF-SE-004': later,
  'CMAF-SE-005': later,
  'CMAF-SE-006': later,
  'CMAF-SE-007': later,
  'CMAF-SE-008': later,
  'CMAF-SE-009': later,
  'CMAF-SE-010': later,
  'CMAF-SE-011': later,
  'CMAF-SE-012': later,
  'CMAF-SE-013': later,
  'CMAF-SE-014': later,
  'CMAF-SE-015': later,
  'CMAF-SE-016': later,
  'CMAF-SE-017': later,
  'CMAF-SE-018': later,
  'CMAF-SE-019': later,
  'CMAF-SE-020': later,
  'CMAF-SE-030': later,
  'CMAF-SE-031': later,
  'CMAF-SE-032': later,
  'CMAF-SE-033': later,
  'CMAF-SE-034': later,
  'CMAF-SE-035': later,
  'CMAF-SE-036': later,
  'CMAF-SE-037': later,
  'CMAF-SE-040': later,
} satisfies Record<keyof typeof cmafSeFacts, Rule>;
