/** How rules about sample entries are asked: of each entry of some codings, with its configuration box. */
import { childrenOf, type Box } from '../../media/isobmff/box.ts';
import { originalOf, type Trak } from '../model/header.ts';
import type { Track } from '../model/track.ts';
import type { Broken, Outcome } from '../rule.ts';

/** An outcome as a list. */
export const listOf = (outcome: Outcome): readonly Broken[] =>
  outcome === undefined ? [] : Array.isArray(outcome) ? (outcome as readonly Broken[]) : [outcome as Broken];

/** Asks of each sample entry whose coding is wanted, encryption looked through, and gathers what is found. */
export const eachEntry =
  (
    wanted: (coding: string, entry: Box) => boolean,
    judge: (entry: Box, trak: Trak, track: Track) => Outcome,
  ): ((trak: Trak, track: Track) => Outcome) =>
  (trak, track) =>
    trak.entries
      .filter((entry) => wanted(originalOf(entry), entry))
      .flatMap((entry) => listOf(judge(entry, trak, track)));

/** Asks of each sample entry that must have a box of exactly one type, and of that box where there is one. */
export const eachConfig = (
  codings: readonly string[],
  type: string,
  judge: (config: Box, entry: Box, trak: Trak, track: Track) => Outcome,
): ((trak: Trak, track: Track) => Outcome) =>
  eachEntry(
    (coding) => codings.includes(coding),
    (entry, trak, track) => {
      const [config, ...others] = childrenOf(entry, type);
      if (config === undefined || others.length > 0) {
        return {
          says:
            config === undefined
              ? `the sample entry has no ${type}, without which nothing can be decoded`
              : `the sample entry has more than one ${type}`,
          box: entry,
          expected: `one ${type}`,
          actual: config === undefined ? 'none' : String(others.length + 1),
        };
      }
      return judge(config, entry, trak, track);
    },
  );

/** The first box of a type in each sample entry of some codings, where there is one. */
export const eachBox = (
  codings: readonly string[],
  type: string,
  judge: (box: Box, entry: Box, trak: Trak, track: Track) => Outcome,
): ((trak: Trak, track: Track) => Outcome) =>
  eachEntry(
    (coding) => codings.includes(coding),
    (entry, trak, track) => {
      const box = entry.children.find((each) => each.type === type);
      return box === undefined ? undefined : judge(box, entry, trak, track);
    },
  );

/** Where bytes of the payload of a box are: for boxes whose fields we have no table of. */
export const inPayload = (
  box: Box,
  at: number,
  length: number,
): Pick<Broken, 'box' | 'offset' | 'length'> => ({
  box,
  offset: box.start + box.header + at,
  length,
});

/** A finding about bytes of the payload of a box. */
export const payloadIs = (
  box: Box,
  at: number,
  length: number,
  says: string,
  expected: string,
  actual: string,
): Broken => ({ says, ...inPayload(box, at, length), expected, actual });

/** A finding about a configuration record that could not be read. */
export const unreadable = (box: Box, fault: { readonly broken: string; readonly at?: number }): Broken => ({
  says: `the configuration in ${box.type} cannot be read`,
  ...inPayload(box, Math.min(fault.at ?? 0, Math.max(0, box.size - box.header - 1)), 1),
  expected: 'a record that is as long as it says',
  actual: fault.broken,
});
