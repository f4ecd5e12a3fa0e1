import type { Box } from '../../media/isobmff/box.ts';
import { everyBox, pathOf } from '../../media/isobmff/box.ts';
import type { StructureFault } from '../../media/isobmff/tree.ts';
import type { RuleId } from '../facts/index.ts';
import type { Track } from '../model/track.ts';
import type { Check, Outcome, Rule, TrackAbout } from '../rule.ts';
import type { Settings } from '../settings.ts';
import type { Collector, Whereabouts } from './collector.ts';
import { readyRules, type Ready } from './sift.ts';

/** The rules about one track, ready to be asked, and the one way to ask them. */
export interface Asking {
  readonly ready: { readonly [A in TrackAbout]: readonly Ready<A>[] };
  readonly notes: Collector;
  readonly exercised: Set<RuleId>;
  /** What fired on anything of the track. */
  readonly trackFired: Set<RuleId>;
  /** Asks all rules about a subject; what they find is added to `fired`, what `fired` and `others` have silences. */
  ask<A extends TrackAbout>(
    about: A,
    subject: Parameters<Check<A>>[0],
    where: Whereabouts,
    fired: Set<RuleId>,
    ...others: readonly ReadonlySet<RuleId>[]
  ): void;
  /** Asks about every box of a tree, and about what is wrong with how they lie. */
  tree(object: string, boxes: readonly Box[], faults: readonly StructureFault[], fired: Set<RuleId>): void;
}

/** Whether any of these rules has fired. */
export const silencedBy = (unless: readonly RuleId[], ...fired: readonly ReadonlySet<RuleId>[]): boolean =>
  unless.some((id) => fired.some((set) => set.has(id)));

export const asking = (
  rules: Readonly<Record<RuleId, Rule>>,
  settings: Settings,
  track: Track,
  notes: Collector,
): Asking => {
  const exercised = new Set<RuleId>();
  const trackFired = new Set<RuleId>();
  const all = <A extends TrackAbout>(about: A): readonly Ready<A>[] => readyRules(about, rules, settings);
  const ready = {
    structure: all('structure'),
    box: all('box'),
    header: all('header'),
    trak: all('trak'),
    'header again': all('header again'),
    top: all('top'),
    moof: all('moof'),
    chunk: all('chunk'),
    samples: all('samples'),
    fragment: all('fragment'),
    segment: all('segment'),
    track: all('track'),
  };
  const ask: Asking['ask'] = (about, subject, where, fired, ...others) => {
    for (const { id, applies, unless, check } of ready[about]) {
      if (applies?.(track) === false) continue;
      exercised.add(id);
      const outcome = (check as (subject: unknown, track: Track) => Outcome)(subject, track);
      if (outcome === undefined || silencedBy(unless, fired, ...others)) continue;
      if (notes.take(id, outcome, where)) {
        fired.add(id);
        trackFired.add(id);
      }
    }
  };
  return {
    ready,
    notes,
    exercised,
    trackFired,
    ask,
    tree: (object, boxes, faults, fired) => {
      for (const fault of faults) {
        ask('structure', fault, { object, box: fault.box, offset: fault.offset }, fired);
      }
      for (const top of boxes) {
        for (const box of everyBox(top))
          ask('box', box, { object, box: pathOf(box), offset: box.start }, fired);
      }
    },
  };
};
