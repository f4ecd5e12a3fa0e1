import { excluded, type Rule } from '../rule.ts';
import type { redFacts } from '../facts/red.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const redRules = {
  'RED-001': later,
  'RED-002': later,
  'RED-003': later,
  'RED-004': later,
  'RED-005': later,
  'RED-006': later,
  'RED-007': later,
  'RED-008': later,
  'RED-009': later,
  'RED-010': later,
  'RED-011': later,
  'RED-012': later,
} satisfies Record<keyof typeof redFacts, Rule>;
