import type { Facts } from './facts.ts';

/** Media profiles: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafProfFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-PROF-001': ['must',   'error',   'error',   'high',   '23000-19 Annex A/B; 10; 11'],
  'CMAF-PROF-002': ['must',   'error',   'error',   'high',   '23000-19 Annex A.2 Table A.1'],
  'CMAF-PROF-003': ['must',   'error',   'error',   'high',   'Annex A.2 Table A.1'],
  'CMAF-PROF-004': ['must',   'error',   'error',   'high',   'Annex A.2 Table A.1'],
  'CMAF-PROF-005': ['must',   'error',   'error',   'high',   'Annex B.5 Table B.1'],
  'CMAF-PROF-006': ['must',   'error',   'error',   'high',   'Annex B.5 Table B.1'],
  'CMAF-PROF-007': ['must',   'error',   'error',   'high',   'Annex B.5 Table B.1'],
  'CMAF-PROF-008': ['must',   'error',   'error',   'medium', 'Annex B.5 Table B.1'],
  'CMAF-PROF-009': ['must',   'error',   'error',   'medium', 'Annex B.5 Table B.1'],
  'CMAF-PROF-010': ['must',   'error',   'error',   'medium', 'Annex B.5 Table B.1'],
  'CMAF-PROF-011': ['must',   'error',   'error',   'high',   '23000-19 10.4, Annex A.3'],
  'CMAF-PROF-012': ['must',   'warning', 'error',   'low',    '23000-19 10.5'],
  'CMAF-PROF-013': ['must',   'error',   'error',   'high',   '23000-19 11.2/11.3, Annex A.4'],
  'CMAF-PROF-014': ['must',   'warning', 'error',   'medium', 'Annex A.2/B.5'],
  'CMAF-PROF-015': ['may',    'info',    'info',    'high',   'DASH-IF Ingest \'no media profile required\' (later edition); CMAF brand signalling \'should\''],
} as const satisfies Record<string, Facts>;
