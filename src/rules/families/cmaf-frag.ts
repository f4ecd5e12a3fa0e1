import { excluded, rule, type Rule } from '../rule.ts';
import type { cmafFragFacts } from '../facts/cmaf-frag.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafFragRules = {
  'CMAF-FRAG-001': later,
  'CMAF-FRAG-002': later,
  'CMAF-FRAG-003': later,
  'CMAF-FRAG-004': later,
  'CMAF-FRAG-005': later,
  'CMAF-FRAG-006': later,
  'CMAF-FRAG-007': later,
  'CMAF-FRAG-010': later,
  'CMAF-FRAG-011': later,
  'CMAF-FRAG-012': rule('moof', {
    says: 'Data offsets are counted from the moof: default-base-is-moof is set.',
    decides: ['DI-MT-01a'],
    check: ({ trafs }) =>
      trafs
        .filter(({ tfhd, tfhdFlags }) => tfhd !== undefined && (tfhdFlags & 0x20000) === 0)
        .map(({ tfhd, tfhdFlags }) => ({
          says: 'default-base-is-moof is not set',
          ...(tfhd === undefined ? {} : { box: tfhd, offset: tfhd.start + tfhd.header + 1, length: 3 }),
          expected: 'flags with 0x020000',
          actual: `flags 0x${tfhdFlags.toString(16).padStart(6, '0')}`,
        })),
  }),
  'CMAF-FRAG-013': later,
  'CMAF-FRAG-014': later,
  'CMAF-FRAG-015': later,
  'CMAF-FRAG-016': later,
  'CMAF-FRAG-020': later,
  'CMAF-FRAG-021': later,
  'CMAF-FRAG-022': later,
  'CMAF-FRAG-023': later,
  'CMAF-FRAG-024': later,
  'CMAF-FRAG-025': later,
  'CMAF-FRAG-026': later,
  'CMAF-FRAG-027': later,
  'CMAF-FRAG-028': later,
  'CMAF-FRAG-029': later,
  'CMAF-FRAG-030': later,
  'CMAF-FRAG-031': later,
  'CMAF-FRAG-032': later,
  'CMAF-FRAG-033': later,
  'CMAF-FRAG-034': later,
  'CMAF-FRAG-035': later,
  'CMAF-FRAG-036': later,
  'CMAF-FRAG-037': later,
  'CMAF-FRAG-038': later,
  'CMAF-FRAG-039': later,
  'CMAF-FRAG-040': later,
  'CMAF-FRAG-041': later,
  'CMAF-FRAG-042': later,
  'CMAF-FRAG-043': later,
  'CMAF-FRAG-044': later,
  'CMAF-FRAG-045': later,
  'CMAF-FRAG-046': later,
  'CMAF-FRAG-047': later,
  'CMAF-FRAG-048': later,
  'CMAF-FRAG-049': later,
} satisfies Record<keyof typeof cmafFragFacts, Rule>;
