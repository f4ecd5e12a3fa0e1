import type { Facts } from './facts.ts';

/** What ingest demands of tracks: where each rule stands, and how much it weighs. */
// prettier-ignore
export const ingestFacts = {
  //               level     default    strict     confidence  standard
  'INGEST-001':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest GP 1,2'],
  'INGEST-002':    ['must',   'warning', 'error',   'high',   'DASH-IF Ingest GP 4,5'],
  'INGEST-003':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest Failover 4; GP 5'],
  'INGEST-004':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest GP 13, MT 1'],
  'INGEST-005':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest MT 2'],
  'INGEST-006':    ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest GP 11, MT 7, TT 9'],
  'INGEST-007':    ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest MT 6'],
  'INGEST-008':    ['should', 'info',    'warning', 'high',   'DASH-IF Ingest MT 12, TT 11'],
  'INGEST-009':    ['must',   'warning', 'error',   'high',   'DASH-IF Ingest MT 12, TT 11'],
  'INGEST-010':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest TT 3,4,6'],
  'INGEST-011':    ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest TT 1'],
  'INGEST-012':    ['must',   'warning', 'error',   'high',   'DASH-IF Ingest GP 6'],
  'INGEST-013':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest GP 6'],
  'INGEST-014':    ['should', 'info',    'warning', 'medium', 'DASH-IF Ingest GP 7'],
  'INGEST-015':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest GP 12'],
  'INGEST-016':    ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest General 14, GP 4'],
  'INGEST-017':    ['may',    'info',    'info',    'high',   'DASH-IF Ingest GP 14'],
  'INGEST-018':    ['must',   'error',   'error',   'high',   'DASH-IF Ingest intro (CMAF instead of MS-SSTR); MT 1,2'],
  'INGEST-019':    ['should', 'info',    'info',    'medium', 'DASH-IF Ingest GP 3,14; later ed. item 3 (one segment per request)'],
  'INGEST-020':    ['may',    'info',    'info',    'medium', 'DASH-IF Ingest General 11, GP 8'],
  'INGEST-021':    ['should', 'info',    'warning', 'medium', 'CMAF file extensions (23000-19 7.3.3 / Annex; DASH-IF Ingest Table 6)'],
  'INGEST-022':    ['must',   'info',    'warning', 'medium', 'later ingest ed. item 20, not in DASH-IF Ingest', 'head'],
  'INGEST-023':    ['should', 'info',    'warning', 'medium', 'later ingest ed. item 19', 'head'],
  'INGEST-024':    ['may',    'info',    'info',    'medium', 'later ingest ed. Switching 3', 'head'],
} as const satisfies Record<string, Facts>;
