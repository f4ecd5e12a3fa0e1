import type { Facts } from './facts.ts';

/** Segments and the boxes in front of chunks: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafSegFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-SEG-001':  ['must',   'error',   'error',   'high',   '14496-12 8.16.2; 23000-19 7.3.3.1'],
  'CMAF-SEG-002':  ['may',    'info',    'info',    'high',   'DASH-IF Ingest GP 14'],
  'CMAF-SEG-003':  ['should', 'warning', 'error',   'high',   '23000-19 7.2/7.3.3 (cmfs segment, cmff fragment, cmfl chunk)'],
  'CMAF-SEG-004':  ['should', 'info',    'warning', 'high',   '23009-1 6.3.4; 14496-12'],
  'CMAF-SEG-005':  ['should', 'warning', 'error',   'high',   '23000-19 7.3.3.3; 14496-12 8.16.3'],
  'CMAF-SEG-006':  ['must',   'warning', 'error',   'high',   '14496-12 8.16.3'],
  'CMAF-SEG-007':  ['should', 'warning', 'warning', 'high',   '23009-1 6.3.4'],
  'CMAF-SEG-010':  ['must',   'warning', 'error',   'high',   '14496-12 8.16.5; 23000-19 Table 7'],
  'CMAF-SEG-011':  ['must',   'warning', 'error',   'high',   '14496-12 8.16.5'],
  'CMAF-SEG-012':  ['should', 'warning', 'warning', 'medium', '14496-12 8.16.5'],
  'CMAF-SEG-013':  ['should', 'info',    'warning', 'high',   '14496-12 8.16.5'],
  'CMAF-SEG-014':  ['should', 'info',    'info',    'low',    '14496-12 8.16.5'],
  'CMAF-SEG-020':  ['must',   'error',   'error',   'high',   '23000-19 7.4.5; 23009-1 5.10.3.3'],
  'CMAF-SEG-021':  ['must',   'warning', 'error',   'high',   '23000-19 7.4.5 (excluded from DASH-IF Ingest: \'except 7.4\')'],
  'CMAF-SEG-022':  ['must',   'error',   'error',   'high',   '23009-1 5.10.3.3'],
  'CMAF-SEG-023':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest Timed Metadata 16 + Note'],
  'CMAF-SEG-024':  ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest Timed Metadata (v1 text)'],
  'CMAF-SEG-025':  ['must',   'error',   'error',   'high',   '23009-1 7.3.1; later DASH-IF ingest ed. item 19'],
  'CMAF-SEG-026':  ['may',    'info',    'info',    'high',   'later DASH-IF ingest ed. item 18'],
  'CMAF-SEG-030':  ['must',   'error',   'error',   'high',   'DASH-IF Ingest GP 6; 14496-12 8.8.9'],
  'CMAF-SEG-031':  ['must',   'warning', 'warning', 'medium', 'DASH-IF Ingest GP 6 (\'empty mfra\')'],
  'CMAF-SEG-032':  ['may',    'info',    'info',    'high',   '14496-12 8.1.2'],
} as const satisfies Record<string, Facts>;
