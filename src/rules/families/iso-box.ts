import { excluded, rule, type Rule } from '../rule.ts';
import type { isoBoxFacts } from '../facts/iso-box.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const isoBoxRules = {
  'ISO-BOX-001': later,
  'ISO-BOX-002': later,
  'ISO-BOX-003': later,
  'ISO-BOX-004': later,
  'ISO-BOX-005': rule('structure', {
    says: 'Child boxes fill their parent exactly.',
    decides: ['DI-MT-01a'],
    check: (fault) => (fault.kind === 'overruns-parent' || fault.kind === 'trailing' ? fault : undefined),
  }),
  'ISO-BOX-006': later,
  'ISO-BOX-007': later,
  'ISO-BOX-010': later,
  'ISO-BOX-011': later,
  'ISO-BOX-012': later,
  'ISO-BOX-013': later,
  'ISO-BOX-014': later,
  'ISO-BOX-020': later,
  'ISO-BOX-021': later,
  'ISO-BOX-022': later,
  'ISO-BOX-023': later,
  'ISO-BOX-024': later,
  'ISO-BOX-025': later,
  'ISO-BOX-026': later,
  'ISO-BOX-027': later,
  'ISO-BOX-028': later,
} satisfies Record<keyof typeof isoBoxFacts, Rule>;
