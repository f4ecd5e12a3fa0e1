import type { Facts } from './facts.ts';

/** Common encryption: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafEncFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-ENC-001':  ['may',    'info',    'warning', 'high',   'DASH-IF Ingest MT 1 (except 7.4); later ed. SHOULD NOT encrypt'],
  'CMAF-ENC-002':  ['must',   'error',   'error',   'high',   '14496-12 8.12; 23000-19 7.5.10/11'],
  'CMAF-ENC-003':  ['must',   'error',   'error',   'high',   '23000-19 8.2.3, Annex A.1.3/4'],
  'CMAF-ENC-004':  ['must',   'error',   'error',   'high',   '23001-7 8.2; 23000-19 8.2.3.2'],
  'CMAF-ENC-005':  ['must',   'error',   'error',   'high',   '23001-7 7.2'],
  'CMAF-ENC-006':  ['must',   'error',   'error',   'high',   '23000-19 8.2.2.1; 14496-12 8.7.8-9'],
  'CMAF-ENC-007':  ['must',   'error',   'error',   'high',   '23001-7 9.5'],
  'CMAF-ENC-008':  ['must',   'error',   'error',   'high',   '23001-7 7.2'],
  'CMAF-ENC-009':  ['should', 'info',    'warning', 'medium', '23001-7 9.5.2 / 23000-19 8.2.4', 'deep'],
  'CMAF-ENC-010':  ['should', 'info',    'info',    'high',   '23001-7 8.1'],
  'CMAF-ENC-011':  ['should', 'info',    'warning', 'medium', '23001-7 9.5.2.4/10'],
} as const satisfies Record<string, Facts>;
