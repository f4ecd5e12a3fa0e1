import type { Box } from '../../media/isobmff/box.ts';
import { everyBox, pathOf } from '../../media/isobmff/box.ts';
import type { StructureFault } from '../../media/isobmff/tree.ts';
import type { RuleId } from '../facts/index.ts';
import type { Trak } from '../model/header.ts';
import type { Track } from '../model/track.ts';
import type { Check, Outcome, TrackAbout, Rules } from '../rule.ts';
import type { Settings } from '../settings.ts';
import type { Collector, Whereabouts } from './collector.ts';
import { readyRulesOf, type Ready } from './sift.ts';

/** The rules about one track, ready to be asked, and the one way to ask them. */
export interface Asking {
  readonly ready: { readonly [A in TrackAbout]: readonly Ready<A>[] };
  /** Those of them that apply to the track by its newest header. */
  applying<A extends TrackAbout>(about: A): readonly Ready<A>[];
  readonly notes: Collector;
  readonly exercised: Set<RuleId>;
  /** What fired on anything of the track. */
  readonly trackFired: Set<RuleId>;
  /**
   * Asks all rules about a subject; what they find is added to `fired`, what `fired` and `others` have silences. Without
   * `fired` they silence each other all the same. `where` is asked for only if there is something to tell.
   */
  ask<A extends TrackAbout>(
    about: A,
    subject: Parameters<Check<A>>[0],
    where: Whereabouts | (() => Whereabouts),
    fired: Set<RuleId> | undefined,
    ...others: readonly ReadonlySet<RuleId>[]
  ): void;
  /** Asks about every box of a tree, and about what is wrong with how they lie. */
  tree(object: string, boxes: readonly Box[], faults: readonly StructureFault[], fired: Set<RuleId>): void;
}

/** What rules about one track are about. */
export const trackAbouts: readonly TrackAbout[] = [
  'structure',
  'box',
  'header',
  'trak',
  'header again',
  'top',
  'moof',
  'chunk',
  'samples',
  'fragment',
  'segment',
  'track',
];

/** Whether any of these rules has fired. */
export const silencedBy = (unless: readonly RuleId[], ...fired: readonly ReadonlySet<RuleId>[]): boolean =>
  unless.some((id) => fired.some((set) => set.has(id)));

export const asking = (rules: Rules, settings: Settings, track: Track, notes: Collector): Asking => {
  const exercised = new Set<RuleId>();
  const trackFired = new Set<RuleId>();
  const sifted = readyRulesOf(trackAbouts, rules, settings);
  const all = <A extends TrackAbout>(about: A): readonly Ready<A>[] => sifted.get(about) ?? [];
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
  // What applies is asked once a header, not for every subject.
  const applied = new Map<TrackAbout, readonly Ready<TrackAbout>[]>();
  let appliedFor: Trak | undefined | null = null;
  const sift = <A extends TrackAbout>(about: A): readonly Ready<A>[] => {
    const list = (ready[about] as readonly Ready<A>[]).filter(({ applies }) => applies?.(track) !== false);
    applied.set(about, list as unknown as readonly Ready<TrackAbout>[]);
    for (const { id } of list) exercised.add(id);
    return list;
  };
  const applying = <A extends TrackAbout>(about: A): readonly Ready<A>[] => {
    if (appliedFor !== track.trak) {
      appliedFor = track.trak;
      applied.clear();
    }
    return (applied.get(about) as readonly Ready<A>[] | undefined) ?? sift(about);
  };
  const ask: Asking['ask'] = (about, subject, where, fired, ...others) => {
    let all = fired;
    for (const { id, unless, check } of applying(about)) {
      const outcome = (check as (subject: unknown, track: Track) => Outcome)(subject, track);
      if (outcome === undefined) continue;
      // Most subjects are sound, and need no set of what fired on them.
      all ??= new Set();
      if (silencedBy(unless, all, ...others)) continue;
      if (notes.take(id, outcome, typeof where === 'function' ? where() : where)) {
        all.add(id);
        trackFired.add(id);
      }
    }
  };
  return {
    ready,
    applying,
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
