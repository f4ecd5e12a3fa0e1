import { baseMediaDecodeTime } from '../model/chunk.ts';
import { excluded, rule, type Rule } from '../rule.ts';
import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';

const later = excluded('not written yet', { says: 'not written yet' });

export const cmafTrkRules = {
  'CMAF-TRK-001': rule('chunk', {
    says: 'A chunk begins where the one before it ends: no gap, no overlap.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-FRAG-014'],
    check: (chunk, { previous }) => {
      if (
        previous === undefined ||
        !previous.sound ||
        !chunk.timed ||
        chunk.time === previous.time + previous.duration
      )
        return undefined;
      const difference = chunk.time - (previous.time + previous.duration);
      const sent = baseMediaDecodeTime(chunk);
      return {
        says: difference > 0 ? 'a gap between two chunks' : 'a chunk begins before the one before it ends',
        ...(chunk.traf.tfdt === undefined ? {} : { box: chunk.traf.tfdt }),
        expected: `baseMediaDecodeTime ${String(sent - BigInt(difference))}`,
        actual: `baseMediaDecodeTime ${String(sent)} (${String(Math.abs(difference))} ticks ${difference > 0 ? 'later' : 'earlier'})`,
      };
    },
  }),
  'CMAF-TRK-002': later,
  'CMAF-TRK-003': later,
  'CMAF-TRK-004': later,
  'CMAF-TRK-005': later,
  'CMAF-TRK-006': later,
  'CMAF-TRK-010': later,
  'CMAF-TRK-011': later,
  'CMAF-TRK-012': later,
  'CMAF-TRK-013': later,
  'CMAF-TRK-014': later,
  'CMAF-TRK-015': later,
  'CMAF-TRK-016': later,
  'CMAF-TRK-017': later,
  'CMAF-TRK-018': later,
  'CMAF-TRK-019': later,
  'CMAF-TRK-020': later,
  'CMAF-TRK-021': later,
  'CMAF-TRK-022': later,
  'CMAF-TRK-023': later,
  'CMAF-TRK-024': later,
} satisfies Record<keyof typeof cmafTrkFacts, Rule>;
