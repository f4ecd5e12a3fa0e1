import type { Facts } from './facts.ts';

/** Whole tracks: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafTrkFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-TRK-001':  ['must',   'error',   'error',   'high',   '23000-19 7.3.2.2, 7.3.2.3'],
  'CMAF-TRK-002':  ['may',    'info',    'info',    'high',   '23000-19 7.3.2.2'],
  'CMAF-TRK-003':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest GP 9; Failover 7'],
  'CMAF-TRK-004':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest GP 4, Failover 7'],
  'CMAF-TRK-005':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest GP 10 (says tfhd: erratum, field is in mfhd); 14496-12 8.8.5'],
  'CMAF-TRK-006':  ['should', 'info',    'info',    'high',   'DASH-IF Ingest GP 10'],
  'CMAF-TRK-010':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest MT 3'],
  'CMAF-TRK-011':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest MT 4'],
  'CMAF-TRK-012':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest MT 5'],
  'CMAF-TRK-013':  ['should', 'warning', 'warning', 'high',   '14496-12 8.8.12'],
  'CMAF-TRK-014':  ['must',   'error',   'error',   'high',   'DASH-IF Ingest MT 9, GP 5; 23000-19 7.3.2.2'],
  'CMAF-TRK-015':  ['must',   'error',   'error',   'high',   '23000-19 7.3.2.2, 7.3.4.1'],
  'CMAF-TRK-016':  ['must',   'error',   'error',   'high',   'DASH-IF Ingest GP 2, General 20 (412)'],
  'CMAF-TRK-017':  ['should', 'info',    'info',    'medium', 'DASH-IF Ingest MT 11, TT 10'],
  'CMAF-TRK-018':  ['should', 'info',    'warning', 'medium', 'DASH-IF Ingest GP 11; 14496-12 8.5.2.2'],
  'CMAF-TRK-019':  ['should', 'info',    'info',    'medium', 'DASH-IF Ingest General 9'],
  'CMAF-TRK-020':  ['must',   'warning', 'error',   'high',   '23000-19 7.3.6; DASH-IF Ingest CMAF Ingest General (note on start times)'],
  'CMAF-TRK-021':  ['should', 'info',    'warning', 'medium', '23000-19 7.3.6'],
  'CMAF-TRK-022':  ['must',   'error',   'error',   'high',   '23000-19 7.3.2.2'],
  'CMAF-TRK-023':  ['must',   'error',   'error',   'high',   '23000-19 7.3.2.3/4'],
  'CMAF-TRK-024':  ['should', 'info',    'info',    'low',    'DASH-IF Ingest MT 8'],
} as const satisfies Record<string, Facts>;
