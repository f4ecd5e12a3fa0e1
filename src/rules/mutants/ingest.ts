import type { ingestFacts } from '../facts/ingest.ts';
import type { MutantsOf } from './mutant.ts';

export const ingestMutants: MutantsOf<typeof ingestFacts> = {
  'INGEST-001': 'excluded',
  'INGEST-002': 'excluded',
  'INGEST-003': 'excluded',
  'INGEST-004': 'excluded',
  'INGEST-005': 'excluded',
  'INGEST-006': 'excluded',
  'INGEST-007': 'excluded',
  'INGEST-008': 'excluded',
  'INGEST-009': 'excluded',
  'INGEST-010': 'excluded',
  'INGEST-011': 'excluded',
  'INGEST-012': 'excluded',
  'INGEST-013': 'excluded',
  'INGEST-014': 'excluded',
  'INGEST-015': 'excluded',
  'INGEST-016': 'excluded',
  'INGEST-017': 'excluded',
  'INGEST-018': 'excluded',
  'INGEST-019': 'excluded',
  'INGEST-020': 'excluded',
  'INGEST-021': 'excluded',
  'INGEST-022': 'excluded',
  'INGEST-023': 'excluded',
  'INGEST-024': 'excluded',
};
