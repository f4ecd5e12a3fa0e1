import type { Facts } from './facts.ts';

/** Access units: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafNalFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-NAL-001':  ['must',   'error',   'error',   'high',   '14496-15 4.3/5.3.2', 'deep'],
  'CMAF-NAL-002':  ['must',   'error',   'error',   'high',   '14496-15 5.4, 14496-12 sync definition', 'deep'],
  'CMAF-NAL-003':  ['must',   'error',   'error',   'high',   '23000-19 7.3.2.4; 9.2.x', 'deep'],
  'CMAF-NAL-004':  ['must',   'error',   'error',   'medium', '23000-19 7.3.4.2/9.2.11.4 single init; 14496-15 5.4/8.4', 'deep'],
  'CMAF-NAL-005':  ['should', 'warning', 'error',   'high',   '14496-15 5.4.2.1/8.4.1; DASH-IF Ingest MT 9', 'deep'],
  'CMAF-NAL-006':  ['must',   'error',   'error',   'medium', '14496-15; 23000-19 9.2', 'deep'],
  'CMAF-NAL-007':  ['should', 'info',    'info',    'medium', 'H.264 7.4.1.2.3; H.265 7.4.2.4.4', 'deep'],
  'CMAF-NAL-008':  ['should', 'info',    'warning', 'medium', 'DASH-IF Ingest TT 7; 23000-19 11.5', 'deep'],
  'CMAF-NAL-009':  ['must',   'warning', 'error',   'high',   'av1-isobmff 2.4-2.5', 'deep'],
  'CMAF-NAL-010':  ['should', 'error',   'error',   'high',   '14496-3; 23000-19 10.3', 'deep'],
  'CMAF-NAL-011':  ['must',   'error',   'error',   'high',   'ETSI TS 102 366 Annex F', 'deep'],
  'CMAF-NAL-012':  ['should', 'warning', 'warning', 'low',    'codec bindings', 'deep'],
  'CMAF-NAL-013':  ['should', 'info',    'info',    'low',    '23000-19 9.2', 'deep'],
  'CMAF-NAL-014':  ['must',   'warning', 'error',   'medium', 'later ingest ed. (5g), DASH-IF ad conditioning'],
} as const satisfies Record<string, Facts>;
