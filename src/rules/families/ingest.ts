import { excluded, type Rule } from '../rule.ts';
import type { ingestFacts } from '../facts/ingest.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const ingestRules = {
  'INGEST-001': later,
  'INGEST-002': later,
  'INGEST-003': later,
  'INGEST-004': later,
  'INGEST-005': later,
  'INGEST-006': later,
  'INGEST-007': later,
  'INGEST-008': later,
  'INGEST-009': later,
  'INGEST-010': later,
  'INGEST-011': later,
  'INGEST-012': later,
  'INGEST-013': later,
  'INGEST-014': later,
  'INGEST-015': later,
  'INGEST-016': later,
  'INGEST-017': later,
  'INGEST-018': later,
  'INGEST-019': later,
  'INGEST-020': later,
  'INGEST-021': later,
  'INGEST-022': later,
  'INGEST-023': later,
  'INGEST-024': later,
} satisfies Record<keyof typeof ingestFacts, Rule>;
