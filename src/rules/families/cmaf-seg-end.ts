import { child, childrenOf, decodeAs } from '../../media/isobmff/box.ts';
import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import { at } from '../point.ts';
import { rule, type Rule } from '../rule.ts';

/** Padding up to this many bytes a box says nothing. */
const mostPadding = 65_536;

/** The end of a stream (ISO/IEC 14496-12, 8.8.9 to 8.8.11), and boxes that hold nothing. */
export const cmafSegEndRules = {
  'CMAF-SEG-030': rule('top', {
    says: 'An mfra ends the stream: no media follows it.',
    decides: ['DI-CMAF-GP-06a', 'DI-DEF-mfra'],
    start: () => {
      let ended: { readonly object: string; readonly start: number } | undefined;
      return ({ type, object, start }) => {
        // A header after the end begins a new session.
        if (type === 'moov') ended = undefined;
        if (type === 'mfra') ended ??= { object, start };
        if (type !== 'moof' || ended === undefined) return undefined;
        const { object: where, start: offset } = ended;
        ended = undefined;
        return {
          says: 'media follows an mfra, which ends the stream',
          expected: 'mfra as the last box of the session',
          actual: `mfra in ${where} at byte ${String(offset)}, and a moof behind it`,
        };
      };
    },
  }),
  'CMAF-SEG-031': rule('box', {
    says: 'The mfra that ends a stream is empty, or has nothing but an mfro with its size.',
    decides: ['DI-CMAF-GP-06a', 'DI-DEF-mfra'],
    check: (box) => {
      if (box.type !== 'mfra' || box.parent !== undefined || box.children.length === 0) return undefined;
      const mfro = child(box, 'mfro');
      if (mfro === undefined) {
        return {
          says: 'an mfra that is not empty has no mfro',
          box,
          expected: 'an mfro with the size of the mfra, or nothing',
          actual: box.children
            .map(({ type }) => type)
            .slice(0, 8)
            .join(' '),
        };
      }
      const { parent_size } = decodeAs(mfro, 'mfro').value;
      if (parent_size !== box.size) {
        return {
          says: 'the mfro tells another size than its mfra has',
          ...at(mfro, 'mfro', 'parent_size'),
          expected: String(box.size),
          actual: String(parent_size),
        };
      }
      const full = childrenOf(box, 'tfra').find((tfra) => decodeAs(tfra, 'tfra').value.number_of_entry > 0);
      return full === undefined
        ? undefined
        : {
            says: 'the mfra lists random access points: it ends a file rather than an ingest stream',
            ...at(full, 'tfra', 'number_of_entry'),
            expected: 'an empty mfra',
            actual: `${String(decodeAs(full, 'tfra').value.number_of_entry)} entries`,
          };
    },
  }),
  'CMAF-SEG-032': rule('top', {
    says: 'Boxes that only hold space (free, skip, wide) are passed over.',
    decides: ['DI-MT-01a'],
    check: ({ type, size, box }) => {
      if ((type !== 'free' && type !== 'skip' && type !== 'wide') || (size ?? 0) <= mostPadding)
        return undefined;
      return {
        says: `a large ${type} box is sent that holds nothing`,
        ...(box === undefined ? {} : { box }),
        expected: `no more than ${String(mostPadding)} bytes of padding`,
        actual: `${String(size ?? 0)} bytes`,
      };
    },
  }),
} satisfies Partial<Record<keyof typeof cmafSegFacts, Rule>>;
