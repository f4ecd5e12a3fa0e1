import type { Finding } from '../finding.ts';
import type { RuleId } from '../facts/index.ts';
import type { Severity } from '../facts/facts.ts';
import type { Input } from '../input.ts';
import type { RedundantPair } from '../model/together.ts';
import type { Track } from '../model/track.ts';
import type { About, Broken, Outcome, Subjects, Rules } from '../rule.ts';
import type { Settings } from '../settings.ts';
import { collector } from './collector.ts';
import { readyRules } from './sift.ts';
import { alignedSets, switchingSets } from './switching-sets.ts';

/** What was found about several tracks or objects, and the rules that had something to look at. */
export interface TogetherReport {
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
  readonly exercised: ReadonlySet<RuleId>;
}

type TogetherAbout = 'switching set' | 'aligned sets' | 'presentation' | 'redundant pair';

/** What is only our guess is never more than this. */
const capped = (outcome: Outcome, most: Severity | undefined): Outcome => {
  if (outcome === undefined || most === undefined) return outcome;
  const list = Array.isArray(outcome) ? (outcome as readonly Broken[]) : [outcome as Broken];
  return list.map((broken) => ({ ...broken, as: most === 'info' || broken.as === 'info' ? 'info' : most }));
};

/** The two sources of a redundant pair, where the input names them and both are there. */
const pairOf = (tracks: readonly Track[], input: Input): RedundantPair | undefined => {
  const { redundant } = input;
  const a = tracks.find(({ name }) => name === redundant?.a);
  const b = tracks.find(({ name }) => name === redundant?.b);
  return a === undefined || b === undefined || a === b
    ? undefined
    : { a, b, replaced: redundant?.replaced === true };
};

/**
 * Judges what several tracks are together: switching sets, aligned sets, the presentation, redundant sources. A set
 * that was only found out is never an error, aligned sets that were found out only inform. The findings' object is
 * the name of the track at fault. Never throws.
 */
export const judgeTogether = (
  tracks: readonly Track[],
  input: Input,
  rules: Rules,
  settings: Settings,
): readonly TogetherReport[] => {
  const judged = <A extends TogetherAbout>(
    about: A,
    subject: Subjects[A],
    members: readonly Track[],
    most?: Severity,
  ): TogetherReport => {
    const notes = collector(rules, settings);
    const exercised = new Set<RuleId>();
    const fired = new Set<RuleId>();
    const where = { object: members[0]?.name ?? '', box: '', offset: 0 };
    for (const { id, applies, unless, check } of readyRules<About>(about, rules, settings)) {
      if (applies !== undefined && !members.some(applies)) continue;
      exercised.add(id);
      const outcome = capped((check as (subject: unknown) => Outcome)(subject), most);
      if (unless.some((other) => fired.has(other))) continue;
      if (notes.take(id, outcome, where)) fired.add(id);
    }
    return { names: members.map(({ name }) => name), findings: notes.findings(), exercised };
  };

  const sets = switchingSets(tracks, input);
  const pair = pairOf(tracks, input);
  return [
    ...sets.map((set) => judged('switching set', set, set.tracks, set.declared ? undefined : 'warning')),
    ...alignedSets(sets, input).map((aligned) =>
      judged(
        'aligned sets',
        aligned,
        aligned.sets.flatMap((set) => set.tracks),
        input.alignedSets === undefined ? 'info' : undefined,
      ),
    ),
    ...(input.presentation === true && tracks.length > 0
      ? [judged('presentation', { tracks, sets }, tracks)]
      : []),
    ...(pair === undefined ? [] : [judged('redundant pair', pair, [pair.a, pair.b])]),
  ];
};
