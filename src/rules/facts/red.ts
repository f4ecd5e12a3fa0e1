import type { Facts } from './facts.ts';

/** Redundant sources: where each rule stands, and how much it weighs. */
// prettier-ignore
export const redFacts = {
  //               level     default    strict     confidence  standard
  'RED-001':       ['must',   'warning', 'error',   'high',   'DASH-IF Ingest Failover 4'],
  'RED-002':       ['must',   'error',   'error',   'high',   'DASH-IF Ingest Failover 4,6'],
  'RED-003':       ['must',   'error',   'error',   'high',   'DASH-IF Ingest Failover 5'],
  'RED-004':       ['must',   'warning', 'error',   'medium', 'DASH-IF Ingest Failover 5 (UTC timestamps in tfdt)'],
  'RED-005':       ['must',   'warning', 'error',   'high',   'DASH-IF Ingest Failover 5,6'],
  'RED-006':       ['must',   'error',   'error',   'high',   'DASH-IF Ingest Failover 6'],
  'RED-007':       ['must',   'warning', 'error',   'medium', 'DASH-IF Ingest Failover 6', 'deep'],
  'RED-008':       ['should', 'info',    'warning', 'medium', 'DASH-IF Ingest GP 10'],
  'RED-009':       ['may',    'info',    'info',    'medium', 'DASH-IF Ingest Failover 6; HLS Resiliency 1'],
  'RED-010':       ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest Failover 7'],
  'RED-011':       ['must',   'error',   'error',   'high',   'DASH-IF Ingest Failover 3'],
  'RED-012':       ['must',   'error',   'error',   'high',   'DASH-IF Ingest HLS Resiliency 1,2'],
} as const satisfies Record<string, Facts>;
