import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import type { Chunk } from '../model/chunk.ts';
import { alias, rule, type Broken, type Rule } from '../rule.ts';
import { arrivalOf, isAlone } from './cmaf-trk-arrival.ts';

const sequenceSpot = ({ shape }: Chunk): Pick<Broken, 'box' | 'offset' | 'length'> => {
  const mfhd = shape.moof.children.find(({ type }) => type === 'mfhd');
  return mfhd === undefined ? {} : { box: mfhd, offset: shape.moof.start + shape.sequenceAt, length: 4 };
};

const wraps = (now: number, before: number): boolean => before > 0xffff0000 && now < 0x10000;

/** Sequence numbers from chunk to chunk (ISO/IEC 14496-12, 8.8.5). */
export const cmafTrkSequenceRules = {
  'CMAF-TRK-005': rule('chunk', {
    says: 'Sequence numbers increase from fragment to fragment.',
    decides: ['DI-CMAF-GP-10'],
    unless: ['CMAF-FRAG-016'],
    applies: isAlone,
    check: (chunk, track) => {
      const { previous, settings } = track;
      if (previous === undefined || chunk.sequence === previous.sequence + 1) return undefined;
      const { following, newest } = arrivalOf(chunk, track);
      // What goes back, or comes again, has the number that it had: its time tells.
      if (following === 'again' || following === 'conflict' || following === 'back') return undefined;
      const before = newest?.sequence ?? NaN;
      const step = chunk.sequence - before;
      if (Number.isNaN(step) || wraps(chunk.sequence, before)) return undefined;
      const spot = {
        ...sequenceSpot(chunk),
        expected: `sequence_number ${settings.head ? '' : 'from '}${String(before + 1)}${settings.head ? '' : ' on'}`,
        actual: `sequence_number ${String(chunk.sequence)}`,
      };
      if (step > 0) {
        // Later editions count by one; with a gap in time the missing numbers are told there.
        const skips = settings.head && following === 'next' && step > 1 && !chunk.resumes;
        return skips
          ? { says: 'sequence numbers are left out, and no media is missing', ...spot }
          : undefined;
      }
      // The chunks of one fragment may share a number.
      if (step === 0 && chunk.opensFragment !== true) return undefined;
      return {
        says: step === 0 ? 'the sequence number stays the same' : 'the sequence number goes back',
        ...spot,
        ...(chunk.resumes ? { as: 'info' as const } : {}),
      };
    },
  }),
  'CMAF-TRK-006': alias(['CMAF-TRK-001', 'CMAF-TRK-005', 'CMAF-TRK-023'], {
    says: 'Where times or sequence numbers do not follow each other, both together say what happened.',
    decides: ['DI-CMAF-GP-10'],
  }),
} satisfies Partial<Record<keyof typeof cmafTrkFacts, Rule>>;
