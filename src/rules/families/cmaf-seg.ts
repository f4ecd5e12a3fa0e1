import { excluded, type Rule } from '../rule.ts';
import type { cmafSegFacts } from '../facts/cmaf-seg.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafSegRules = {
  'CMAF-SEG-001': later,
  'CMAF-SEG-002': later,
  'CMAF-SEG-003': later,
  'CMAF-SEG-004': later,
  'CMAF-SEG-005': later,
  'CMAF-SEG-006': later,
  'CMAF-SEG-007': later,
  'CMAF-SEG-010': later,
  'CMAF-SEG-011': later,
  'CMAF-SEG-012': later,
  'CMAF-SEG-013': later,
  'CMAF-SEG-014': later,
  'CMAF-SEG-020': later,
  'CMAF-SEG-021': later,
  'CMAF-SEG-022': later,
  'CMAF-SEG-023': later,
  'CMAF-SEG-024': later,
  'CMAF-SEG-025': later,
  'CMAF-SEG-026': later,
  'CMAF-SEG-030': later,
  'CMAF-SEG-031': later,
  'CMAF-SEG-032': later,
} satisfies Record<keyof typeof cmafSegFacts, Rule>;
