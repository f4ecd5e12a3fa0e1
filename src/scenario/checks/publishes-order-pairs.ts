/** Pairs of uploads in their order: when the wrong one is told, and when it may have been a race. */
import type { Observations, Place } from '../../trace/observations.ts';
import type { Outcome } from '../check.ts';
import { broken, met } from '../combine.ts';
import { scaled } from './client-select.ts';
import { busyFor, counted, notThere } from './ingest-select.ts';

/** What came over two connections at once may be read in either order; beyond this time it was sent so. */
const race = 500;

/** Something that came in the wrong order, and by how many milliseconds. */
export interface Wrong {
  /** What came too early or too late; habits are told apart by it. */
  readonly kind: string;
  readonly expected: string;
  readonly actual: string;
  readonly by: number;
  readonly evidence: readonly Place[];
}

/**
 * What becomes of pairs that were looked at: in the wrong order by more than a race explains, or most of a kind, is
 * broken.
 *
 * @param looked the kind of each pair that was looked at
 */
export const judged = (
  seen: Observations,
  looked: readonly string[],
  wrong: readonly Wrong[],
  nothing: string,
): Outcome => {
  if (looked.length === 0) return notThere(seen, nothing);
  const tolerance = scaled(seen, race) + busyFor(seen);
  for (const kind of new Set(wrong.map((one) => one.kind))) {
    const own = wrong.filter((one) => one.kind === kind);
    const all = looked.filter((one) => one === kind).length;
    const first = 2 * own.length > all ? own[0] : own.find(({ by }) => by > tolerance);
    if (first === undefined) continue;
    const more = own.length > 1 ? `; ${counted(own.length, 'time')} of ${String(all)}` : '';
    return broken(first.expected, `${first.actual}${more}`, ...first.evidence);
  }
  return met(`${counted(looked.length, 'object')} in order`);
};
