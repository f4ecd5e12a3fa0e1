import type { Facts } from './facts.ts';

/** Sample entries and codec configuration: where each rule stands, and how much it weighs. */
// prettier-ignore
export const cmafSeFacts = {
  //               level     default    strict     confidence  standard
  'CMAF-SE-001':   ['should', 'warning', 'warning', 'high',   '23000-19 7.5.10; codec bindings'],
  'CMAF-SE-002':   ['must',   'error',   'error',   'medium', '23000-19 7.5.10, 7.3.4.1'],
  'CMAF-SE-003':   ['must',   'error',   'error',   'high',   '14496-12 8.5.2'],
  'CMAF-SE-004':   ['must',   'warning', 'error',   'high',   '14496-12 12.1.3'],
  'CMAF-SE-005':   ['must',   'warning', 'error',   'medium', '23000-19 9.2; 14496-15 5.4.2'],
  'CMAF-SE-006':   ['should', 'warning', 'warning', 'medium', '23000-19 9.2.3 area'],
  'CMAF-SE-007':   ['must',   'error',   'error',   'high',   '14496-12 12.1.4'],
  'CMAF-SE-008':   ['must',   'error',   'error',   'high',   '14496-12 12.1.5'],
  'CMAF-SE-009':   ['should', 'warning', 'warning', 'medium', '23000-19 9.2 / B.2.3'],
  'CMAF-SE-010':   ['must',   'info',    'warning', 'low',    '23000-19 9.3.5.1 via B.2.3; gpac forces both for cmaf'],
  'CMAF-SE-011':   ['must',   'error',   'error',   'high',   '14496-15 5.3.3'],
  'CMAF-SE-012':   ['must',   'error',   'error',   'high',   '14496-15 5.4.2.1; 23000-19 7.3.2.4'],
  'CMAF-SE-013':   ['must',   'error',   'error',   'high',   '14496-15 5.3.3.1'],
  'CMAF-SE-014':   ['must',   'error',   'error',   'high',   '14496-15 8.3.3; 23000-19 B.2.3'],
  'CMAF-SE-015':   ['must',   'error',   'error',   'high',   '14496-15 8.3.3, 8.4.1'],
  'CMAF-SE-016':   ['must',   'warning', 'error',   'medium', '14496-15 8.3.3.1'],
  'CMAF-SE-017':   ['must',   'warning', 'error',   'medium', '14496-15 11'],
  'CMAF-SE-018':   ['must',   'error',   'error',   'high',   'av1-isobmff 2.3; CMAF AV1 track 4'],
  'CMAF-SE-019':   ['must',   'warning', 'error',   'medium', 'VP codec ISOBMFF binding'],
  'CMAF-SE-020':   ['must',   'warning', 'warning', 'low',    'Dolby ISOBMFF spec (vendor)'],
  'CMAF-SE-030':   ['must',   'warning', 'error',   'high',   '14496-12 12.2.3'],
  'CMAF-SE-031':   ['must',   'error',   'error',   'high',   '14496-14 5.6; 23000-19 10.3.4.2'],
  'CMAF-SE-032':   ['must',   'info',    'warning', 'high',   '23000-19 10.3.4.2.3'],
  'CMAF-SE-033':   ['should', 'warning', 'warning', 'high',   '14496-3; 14496-12 12.2.3; DASH-IF Ingest MT 5'],
  'CMAF-SE-034':   ['should', 'warning', 'warning', 'high',   '14496-3'],
  'CMAF-SE-035':   ['must',   'error',   'error',   'high',   'ETSI TS 102 366 Annex F; TS 103 190-2'],
  'CMAF-SE-036':   ['must',   'error',   'error',   'high',   'Opus-in-ISOBMFF; FLAC-in-ISOBMFF; 23008-3'],
  'CMAF-SE-037':   ['should', 'info',    'warning', 'medium', '14496-12 10.1 (roll/prol)'],
  'CMAF-SE-040':   ['should', 'warning', 'warning', 'high',   'DASH-IF Ingest GP 11, MT 7, TT 9'],
} as const satisfies Record<string, Facts>;
