/** Redundant sources: how their fragments lie on each other, and how one goes on where the other stopped. */
import { endOf, matchGrids } from '../model/grid-match.ts';
import type { RedundantPair } from '../model/together.ts';
import type { FragmentGrid, Track } from '../model/track.ts';
import { rule, type Broken, type Rule } from '../rule.ts';

/** Two sources whose ticks are equally long, so that their times can be compared, and that both have fragments. */
const comparable = ({ a, b }: RedundantPair): boolean =>
  a.grid.count > 0 &&
  b.grid.count > 0 &&
  (a.trak?.timescale ?? 0) > 0 &&
  a.trak?.timescale === b.trak?.timescale;

interface Span {
  readonly first: bigint;
  readonly last: bigint;
  readonly end: bigint;
}

const spanOf = (grid: FragmentGrid): Span => {
  let [first, last, end] = [grid.time(0), grid.time(0), endOf(grid, 0)];
  for (let i = 1; i < grid.count; i++) {
    const time = grid.time(i);
    const until = endOf(grid, i);
    if (time < first) first = time;
    if (time > last) last = time;
    if (until > end) end = until;
  }
  return { first, last, end };
};

const seconds = (ticks: bigint, track: Track): string =>
  `${(Number(ticks) / Math.max(1, track.trak?.timescale ?? 1)).toFixed(3)} s`;

/** The difference that all neighbouring boundaries of the second source have from the first, if it is one. */
const constantShift = (a: FragmentGrid, b: FragmentGrid): bigint | undefined => {
  let from = 0;
  let shift: bigint | undefined;
  for (let j = 1; j < b.count - 1; j++) {
    const time = b.time(j);
    while (from + 1 < a.count && a.time(from + 1) <= time) from += 1;
    const here = time - a.time(from);
    if (shift !== undefined && here !== shift) return undefined;
    shift = here;
  }
  return shift;
};

/** Boundaries that only one source has. The first and the last fragment of each may be cut short. */
const gridsDiffer = ({ a, b }: RedundantPair): Broken | undefined => {
  const { both, onlyA, onlyB } = matchGrids(a.grid, b.grid);
  const [missing, extra] = [onlyA[0], onlyB[0]];
  if (missing !== undefined || extra !== undefined) {
    const shift = both.length === 0 ? constantShift(a.grid, b.grid) : undefined;
    const at = extra ?? 0;
    return {
      says: 'fragments do not begin at the times of those of the other source',
      box: 'moof',
      offset: b.grid.start(at),
      expected:
        missing === undefined
          ? `boundaries as in ${a.name}`
          : `a fragment at ${String(a.grid.time(missing))}, as in ${a.name}`,
      actual:
        shift === undefined
          ? `${String(onlyA.length)} are missing, ${String(onlyB.length)} are besides${extra === undefined ? '' : `, the first at ${String(b.grid.time(extra))}`}`
          : `every fragment is ${String(shift)} ticks (${seconds(shift, b)}) later`,
    };
  }
  const inner = both.filter(([i, j]) => i > 0 && j > 0 && i < a.grid.count - 1 && j < b.grid.count - 1);
  const unequal = inner.filter(([i, j]) => a.grid.duration(i) !== b.grid.duration(j));
  const [pair] = unequal;
  if (pair === undefined) return undefined;
  return {
    says: 'fragments of the same time have other durations than those of the other source',
    box: 'moof',
    offset: b.grid.start(pair[1]),
    expected: `${String(a.grid.duration(pair[0]))} ticks`,
    actual: `${String(b.grid.duration(pair[1]))} ticks, ${String(unequal.length)} times`,
  };
};

/** Samples of fragments that begin at the same time and last as long. */
const samplesDiffer = ({ a, b }: RedundantPair): Broken | undefined => {
  const same = matchGrids(a.grid, b.grid).both.filter(([i, j]) => a.grid.duration(i) === b.grid.duration(j));
  const count = same.find(([i, j]) => a.grid.samples(i) !== b.grid.samples(j));
  if (count !== undefined) {
    return {
      says: 'fragments of the same time have another number of samples than those of the other source',
      box: 'moof/traf/trun',
      offset: b.grid.start(count[1]),
      expected: String(a.grid.samples(count[0])),
      actual: String(b.grid.samples(count[1])),
    };
  }
  const print = same.find(([i, j]) => a.grid.print(i) !== b.grid.print(j));
  if (print === undefined) return undefined;
  return {
    says: 'samples of the same fragment have other durations or composition offsets than in the other source',
    box: 'moof/traf/trun',
    offset: b.grid.start(print[1]),
    expected: `those of ${a.name}`,
    actual: `others in the fragment at ${String(b.grid.time(print[1]))}`,
    // Encoders may choose to reorder pictures in different ways.
    ...(b.trak?.kind === 'video' ? { as: 'warning' as const } : {}),
  };
};

/** Whether a receiver can go over from the first source to the second somewhere, with no gap and no overlap. */
const splices = ({ a, b }: RedundantPair): boolean => {
  const starts = new Set<bigint>();
  for (let j = 0; j < b.grid.count; j++) starts.add(b.grid.time(j));
  for (let i = 0; i < a.grid.count; i++) if (starts.has(endOf(a.grid, i))) return true;
  return false;
};

const sequenceDiffers = (pair: RedundantPair): Broken | undefined => {
  const { a, b, replaced } = pair;
  const { both } = matchGrids(a.grid, b.grid);
  const other = both.find(([i, j]) => a.grid.sequence(i) !== b.grid.sequence(j));
  if (other !== undefined) {
    return {
      says: 'fragments of the same time have other sequence numbers than those of the other source',
      box: 'moof/mfhd',
      offset: b.grid.start(other[1]),
      expected: String(a.grid.sequence(other[0])),
      actual: String(b.grid.sequence(other[1])),
    };
  }
  const last = a.grid.sequence(a.grid.count - 1);
  if (!replaced || both.length > 0 || b.grid.sequence(0) > last) return undefined;
  return {
    says: 'sequence numbers do not go on where those of the other source stopped',
    box: 'moof/mfhd',
    offset: b.grid.start(0),
    expected: `more than ${String(last)}`,
    actual: String(b.grid.sequence(0)),
  };
};

/** The source that took over begins behind the end of the other. */
const gap = (pair: RedundantPair): Broken | undefined => {
  const { a, b } = pair;
  const [before, after] = [spanOf(a.grid), spanOf(b.grid)];
  const missing = after.first - before.end;
  if (missing <= 0n) return undefined;
  const usual = (before.end - before.first) / BigInt(a.grid.count);
  return {
    says: 'a gap between the last fragment of the source that failed and the first of the one that took over',
    box: 'moof',
    offset: b.grid.start(0),
    expected: `baseMediaDecodeTime ${String(before.end)} or less`,
    actual: `baseMediaDecodeTime ${String(after.first)}, ${seconds(missing, b)} later`,
    ...(missing > 3n * usual ? {} : { as: 'info' as const }),
  };
};

/** The sources have no time in common though both sent at once, or the one that took over began anew. */
const otherTimeline = ({ a, b, replaced }: RedundantPair): Broken | undefined => {
  const [one, other] = [spanOf(a.grid), spanOf(b.grid)];
  const place = {
    box: 'moof/traf/tfdt',
    offset: b.grid.start(0),
    actual: `${String(other.first)} to ${String(other.end)}, ${seconds(other.first - one.first, b)} from the other`,
  };
  if (replaced) {
    if (other.first >= one.first) return undefined;
    return {
      says: 'the source that took over begins before all that the one that failed has sent: its timeline starts anew',
      ...place,
      expected: `baseMediaDecodeTime from ${String(one.end)} on`,
    };
  }
  if (other.first < one.end && one.first < other.end) return undefined;
  return {
    says: 'the sources have no time in common: their timelines do not count from the same moment',
    ...place,
    expected: `${String(one.first)} to ${String(one.end)}, as ${a.name}`,
  };
};

/** A check that is only made of sources whose times can be compared; findings are about the second. */
const ofBoth =
  (check: (pair: RedundantPair) => Broken | undefined) =>
  (pair: RedundantPair): Broken | undefined => {
    const broken = comparable(pair) ? check(pair) : undefined;
    return broken === undefined ? undefined : { object: pair.b.name, ...broken };
  };

export const redTimeRules = {
  'RED-004': rule('redundant pair', {
    says: 'Redundant sources count decode times from the same moment, and a source that takes over goes on from there.',
    decides: ['DI-FO-05b', 'DI-FO-07b'],
    check: ofBoth(otherTimeline),
  }),
  'RED-003': rule('redundant pair', {
    says: 'Fragments of redundant sources begin at the same times and last as long.',
    decides: ['DI-FO-05a', 'DI-FO-05c', 'DI-CMAF-GC-05', 'DI-INTRO-03'],
    unless: ['RED-004'],
    check: ofBoth(gridsDiffer),
  }),
  'RED-005': rule('redundant pair', {
    says: 'Fragments of the same time have samples of the same number, durations and composition offsets.',
    decides: ['DI-INTRO-03', 'DI-CMAF-GC-05', 'DI-FO-06'],
    unless: ['RED-003', 'RED-004'],
    check: ofBoth(samplesDiffer),
  }),
  'RED-006': rule('redundant pair', {
    says: 'A receiver can go over from one source to the other between two fragments.',
    decides: ['DI-FO-06'],
    unless: ['RED-003', 'RED-004'],
    check: ofBoth((pair) => {
      const [one, other] = [spanOf(pair.a.grid), spanOf(pair.b.grid)];
      // Where they do not meet, the gap is told by another rule; where both end together, nothing is left to go over to.
      if (other.first > one.end || other.last <= one.first || splices(pair)) return undefined;
      return {
        says: 'no fragment begins where one of the other source ends: there is nowhere to go over',
        box: 'moof',
        offset: pair.b.grid.start(0),
        expected: `a fragment at ${String(one.end)}, where ${pair.a.name} ends`,
        actual: `fragments from ${String(other.first)} to ${String(other.end)}`,
      };
    }),
  }),
  'RED-008': rule('redundant pair', {
    says: 'Fragments of the same time have the same sequence number, and a source that takes over goes on counting.',
    decides: ['DI-CMAF-GP-10'],
    unless: ['RED-004'],
    check: ofBoth(sequenceDiffers),
  }),
  'RED-010': rule('redundant pair', {
    says: 'A source that takes over leaves no gap behind the one that failed.',
    decides: ['DI-FO-07b', 'DI-FO-07c'],
    check: ofBoth((pair) => (pair.replaced ? gap(pair) : undefined)),
  }),
} satisfies Record<string, Rule>;
