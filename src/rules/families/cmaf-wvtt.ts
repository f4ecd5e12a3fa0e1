import { excluded, type Rule } from '../rule.ts';
import type { cmafWvttFacts } from '../facts/cmaf-wvtt.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafWvttRules = {
  'CMAF-WVTT-001': later,
  'CMAF-WVTT-002': later,
  'CMAF-WVTT-003': later,
  'CMAF-WVTT-010': later,
  'CMAF-WVTT-011': later,
  'CMAF-WVTT-012': later,
  'CMAF-WVTT-013': later,
  'CMAF-WVTT-014': later,
  'CMAF-WVTT-015': later,
  'CMAF-WVTT-016': later,
  'CMAF-WVTT-017': later,
  'CMAF-WVTT-018': later,
} satisfies Record<keyof typeof cmafWvttFacts, Rule>;
