import { excluded, type Rule } from '../rule.ts';
import type { cmafNalFacts } from '../facts/cmaf-nal.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafNalRules = {
  'CMAF-NAL-001': later,
  'CMAF-NAL-002': later,
  'CMAF-NAL-003': later,
  'CMAF-NAL-004': later,
  'CMAF-NAL-005': later,
  'CMAF-NAL-006': later,
  'CMAF-NAL-007': later,
  'CMAF-NAL-008': later,
  'CMAF-NAL-009': later,
  'CMAF-NAL-010': later,
  'CMAF-NAL-011': later,
  'CMAF-NAL-012': later,
  'CMAF-NAL-013': later,
  'CMAF-NAL-014': later,
} satisfies Record<keyof typeof cmafNalFacts, Rule>;
