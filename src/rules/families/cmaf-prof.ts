import { excluded, type Rule } from '../rule.ts';
import type { cmafProfFacts } from '../facts/cmaf-prof.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafProfRules = {
  'CMAF-PROF-001': later,
  'CMAF-PROF-002': later,
  'CMAF-PROF-003': later,
  'CMAF-PROF-004': later,
  'CMAF-PROF-005': later,
  'CMAF-PROF-006': later,
  'CMAF-PROF-007': later,
  'CMAF-PROF-008': later,
  'CMAF-PROF-009': later,
  'CMAF-PROF-010': later,
  'CMAF-PROF-011': later,
  'CMAF-PROF-012': later,
  'CMAF-PROF-013': later,
  'CMAF-PROF-014': later,
  'CMAF-PROF-015': later,
} satisfies Record<keyof typeof cmafProfFacts, Rule>;
