import type { Facts } from './facts.ts';

/** How boxes lie in the bytes: where each rule stands, and how much it weighs. */
// prettier-ignore
export const isoBoxFacts = {
  //               level     default    strict     confidence  standard
  'ISO-BOX-001':   ['must',   'error',   'error',   'high',   '14496-12 4.2'],
  'ISO-BOX-002':   ['must',   'error',   'error',   'high',   '14496-12 4.2'],
  'ISO-BOX-003':   ['must',   'error',   'error',   'high',   '14496-12 4.2'],
  'ISO-BOX-004':   ['must',   'error',   'error',   'high',   '14496-12 4.2'],
  'ISO-BOX-005':   ['must',   'error',   'error',   'high',   '14496-12 4.2'],
  'ISO-BOX-006':   ['must',   'error',   'error',   'high',   '14496-12 4.2'],
  'ISO-BOX-007':   ['should', 'warning', 'warning', 'medium', '14496-12 4.2'],
  'ISO-BOX-010':   ['must',   'error',   'error',   'high',   '14496-12 per box'],
  'ISO-BOX-011':   ['should', 'warning', 'warning', 'high',   '14496-12 per box'],
  'ISO-BOX-012':   ['must',   'error',   'error',   'high',   '14496-12 per box'],
  'ISO-BOX-013':   ['must',   'error',   'error',   'high',   '14496-12 per box'],
  'ISO-BOX-014':   ['must',   'error',   'error',   'high',   '14496-12 4.2 / per box'],
  'ISO-BOX-020':   ['must',   'error',   'error',   'high',   '14496-12 8; 23000-19 7.3.1 Tables 3-4'],
  'ISO-BOX-021':   ['must',   'error',   'error',   'high',   '14496-12 8.8; 23000-19 7.3.2.3 Table 5/7'],
  'ISO-BOX-022':   ['must',   'error',   'error',   'high',   '14496-12 8'],
  'ISO-BOX-023':   ['should', 'warning', 'warning', 'high',   '14496-12 Table 1; FileFormatConformance containers data'],
  'ISO-BOX-024':   ['must',   'info',    'info',    'high',   '14496-12 4.2'],
  'ISO-BOX-025':   ['must',   'error',   'error',   'high',   '23000-19 7.3.2.1; 23009-1 6.3.3'],
  'ISO-BOX-026':   ['should', 'warning', 'error',   'medium', '14496-12 (7th ed.) compressed boxes'],
  'ISO-BOX-027':   ['should', 'warning', 'error',   'low',    '23000-19 7.5.19; 14496-12 8.1 (imda)'],
  'ISO-BOX-028':   ['should', 'warning', 'warning', 'high',   'robustness (not a spec clause)'],
} as const satisfies Record<string, Facts>;
