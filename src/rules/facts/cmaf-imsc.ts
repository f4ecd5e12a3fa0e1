import type { Facts } from './facts.ts';

/** IMSC1 tracks and timed text in general: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafImscFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-IMSC-001': ['must',   'error',   'error',   'high',   'DASH-IF Ingest TT 1,2,3; 14496-30 5; 23000-19 11.3'],
  'CMAF-IMSC-002': ['must',   'error',   'error',   'high',   '14496-12 12.6.3; 14496-30 5.3'],
  'CMAF-IMSC-003': ['must',   'error',   'error',   'high',   '14496-30 5.4; 23000-19 11.3.4'],
  'CMAF-IMSC-004': ['should', 'info',    'warning', 'medium', '23000-19 11.3.2; DASH-IF Ingest TT 5'],
  'CMAF-IMSC-005': ['must',   'error',   'error',   'high',   '23000-19 11.3.3/4, A.4'],
  'CMAF-IMSC-010': ['must',   'error',   'error',   'high',   '14496-30 5.2; 23000-19 11.3'],
  'CMAF-IMSC-011': ['should', 'info',    'info',    'low',    '23000-19 11.3'],
  'CMAF-IMSC-012': ['must',   'error',   'error',   'medium', '23000-19 7.5.20, 11.3.4'],
  'CMAF-IMSC-013': ['must',   'error',   'error',   'medium', '14496-30 5.4'],
  'CMAF-IMSC-014': ['should', 'warning', 'warning', 'medium', '14496-30 5.6 (media time = track time)'],
  'CMAF-IMSC-015': ['should', 'info',    'warning', 'medium', 'practice; DASH-IF Ingest MT 6'],
  'CMAF-IMSC-016': ['should', 'info',    'info',    'low',    'IMSC1 5/6'],
  'CMAF-IMSC-017': ['must',   'error',   'error',   'high',   '23000-19 7.3.2.2'],
  'CMAF-TXT-001':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest TT 9'],
  'CMAF-TXT-002':  ['must',   'warning', 'error',   'high',   'DASH-IF Ingest TT 11, MT 12'],
} as const satisfies Record<string, Facts>;
