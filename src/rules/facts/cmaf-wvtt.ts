import type { Facts } from './facts.ts';

/** WebVTT tracks: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafWvttFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-WVTT-001': ['must',   'error',   'error',   'high',   'DASH-IF Ingest TT 2,4; 14496-30 7; 23000-19 11.2'],
  'CMAF-WVTT-002': ['must',   'error',   'error',   'high',   '14496-30 7.5'],
  'CMAF-WVTT-003': ['may',    'info',    'warning', 'high',   '14496-30; DASH-IF Ingest TT 9'],
  'CMAF-WVTT-010': ['must',   'error',   'error',   'high',   '14496-30 7.3/7.4'],
  'CMAF-WVTT-011': ['must',   'error',   'error',   'high',   '14496-30 7.4'],
  'CMAF-WVTT-012': ['should', 'info',    'warning', 'medium', '14496-30 7.4'],
  'CMAF-WVTT-013': ['must',   'error',   'error',   'high',   '14496-30 7.3; 23000-19 7.3.2.2'],
  'CMAF-WVTT-014': ['should', 'warning', 'warning', 'high',   '14496-30'],
  'CMAF-WVTT-015': ['should', 'info',    'warning', 'medium', '14496-30 7.4'],
  'CMAF-WVTT-016': ['must',   'error',   'error',   'high',   '14496-30'],
  'CMAF-WVTT-017': ['should', 'info',    'info',    'high',   'practice'],
  'CMAF-WVTT-018': ['should', 'info',    'warning', 'medium', '14496-30 7.4; WebVTT'],
} as const satisfies Record<string, Facts>;
