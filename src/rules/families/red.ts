import type { redFacts } from '../facts/red.ts';
import { matchGrids, unequalPayloads } from '../model/grid-match.ts';
import type { Track } from '../model/track.ts';
import { rule, type Rule } from '../rule.ts';
import { redHeaderRules } from './red-headers.ts';
import { redTimeRules } from './red-time.ts';

/** The last step of the path of an object, and the same with its numbers taken out. */
const nameOf = (object: string): string => object.slice(object.lastIndexOf('/') + 1).replace(/[?#].*/s, '');
const patternOf = (name: string): string => name.replace(/\d+/g, '#');

/** Whether the objects of a track are named by number, each with fragments of its own. */
const isNumbered = ({ grid, objects }: Track): boolean =>
  objects.length > 1 && grid.count > 1 && nameOf(grid.object(0)) !== nameOf(grid.object(grid.count - 1));

/** Redundant sources: B is to be able to take over from A at any fragment. */
export const redRules = {
  ...redHeaderRules,
  ...redTimeRules,
  'RED-009': rule('redundant pair', {
    says: 'Text and metadata of redundant sources are the same, sample by sample.',
    decides: ['DI-FO-06'],
    unless: ['RED-003', 'RED-004', 'RED-005'],
    check: ({ a, b }) => {
      const kind = a.trak?.kind;
      if (kind !== 'text' && kind !== 'subtitle' && kind !== 'metadata') return undefined;
      const { unequal } = unequalPayloads(a.grid, b.grid);
      const [first] = unequal;
      if (first === undefined) return undefined;
      return {
        object: b.name,
        says: 'fragments of the same time have another content than those of the other source',
        box: 'mdat',
        offset: b.grid.start(first[1]),
        expected: `the content of ${a.name}`,
        actual: `another in ${String(unequal.length)} fragments, the first at ${String(b.grid.time(first[1]))}`,
      };
    },
  }),
  'RED-012': rule('redundant pair', {
    says: 'Redundant sources give the segment of a time the same name.',
    decides: ['DI-HLS-RES-2a'],
    unless: ['RED-003', 'RED-004'],
    check: ({ a, b }) => {
      if (!isNumbered(a) || !isNumbered(b)) return undefined;
      const names = matchGrids(a.grid, b.grid).both.map(
        ([i, j]) => [nameOf(a.grid.object(i)), nameOf(b.grid.object(j)), j] as const,
      );
      // Names of another pattern are another place to store to, or the names of captured requests.
      const unequal = names.filter(([one, other]) => one !== other && patternOf(one) === patternOf(other));
      const [first] = unequal;
      if (first === undefined || unequal.length < names.length) return undefined;
      return {
        object: b.name,
        says: 'segments of the same time have other names than those of the other source',
        box: b.grid.object(first[2]),
        expected: first[0],
        actual: first[1],
      };
    },
  }),
} satisfies Record<keyof typeof redFacts, Rule>;
