import type { Facts } from './facts.ts';

/** Switching sets, aligned sets, selection sets: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafSwsFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-SWS-001':  ['must',   'error',   'error',   'high',   '23000-19 7.3.4.1'],
  'CMAF-SWS-002':  ['must',   'warning', 'error',   'high',   '23000-19 7.3.4.1 Table 11; DASH-IF Ingest Table 2'],
  'CMAF-SWS-003':  ['must',   'error',   'error',   'high',   'Table 11; DASH-IF Ingest Table 2'],
  'CMAF-SWS-004':  ['must',   'error',   'error',   'high',   'Table 11; DASH-IF Ingest Table 2'],
  'CMAF-SWS-005':  ['must',   'error',   'error',   'high',   'DASH-IF Ingest Table 2 NOTE 1; 23000-19 7.3.4'],
  'CMAF-SWS-006':  ['must',   'warning', 'error',   'high',   'Table 11'],
  'CMAF-SWS-007':  ['must',   'error',   'error',   'high',   'Table 11'],
  'CMAF-SWS-008':  ['must',   'error',   'error',   'high',   'Table 11'],
  'CMAF-SWS-009':  ['must',   'warning', 'error',   'high',   'Table 11 (DASH-IF Ingest row text is an editing error)'],
  'CMAF-SWS-010':  ['must',   'warning', 'error',   'high',   'Table 11'],
  'CMAF-SWS-011':  ['must',   'error',   'error',   'high',   'Table 11'],
  'CMAF-SWS-012':  ['must',   'error',   'error',   'high',   'Table 11; DASH-IF Ingest Table 2'],
  'CMAF-SWS-013':  ['must',   'error',   'error',   'high',   'Table 11; DASH-IF Ingest Table 2'],
  'CMAF-SWS-014':  ['may',    'info',    'info',    'high',   'DASH-IF Ingest Table 2'],
  'CMAF-SWS-015':  ['must',   'warning', 'error',   'medium', '23000-19 7.3.4.1'],
  'CMAF-SWS-016':  ['must',   'error',   'error',   'high',   '23000-19 7.3.4.1'],
  'CMAF-SWS-017':  ['must',   'warning', 'error',   'high',   '23000-19 7.3.4.1'],
  'CMAF-SWS-018':  ['must',   'info',    'error',   'high',   '23000-19 7.3.4.1'],
  'CMAF-SWS-019':  ['must',   'info',    'warning', 'medium', '23000-19 B.2.4'],
  'CMAF-SWS-020':  ['must',   'warning', 'error',   'medium', '23000-19 8.2/Table 11 sinf'],
  'CMAF-SWS-021':  ['may',    'info',    'info',    'medium', '23000-19 7.3.4.2'],
  'CMAF-SWS-022':  ['should', 'info',    'info',    'high',   'practice'],
  'CMAF-ALN-001':  ['must',   'error',   'error',   'high',   '23000-19 7.3.4.4'],
  'CMAF-ALN-002':  ['must',   'warning', 'error',   'medium', '23000-19 7.3.4.4'],
  'CMAF-SEL-001':  ['must',   'info',    'warning', 'medium', '23000-19 7.3.5'],
} as const satisfies Record<string, Facts>;
