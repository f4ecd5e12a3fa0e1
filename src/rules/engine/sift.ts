import { facts, type RuleId } from '../facts/index.ts';
import type { Facts } from '../facts/facts.ts';
import type { About, Check, Rule, Rules } from '../rule.ts';
import type { Settings } from '../settings.ts';
import type { Track } from '../model/track.ts';

/** A rule that is about one kind of thing, ready to be asked. */
export interface Ready<A extends About> {
  readonly id: RuleId;
  readonly applies: ((track: Track) => boolean) | undefined;
  readonly unless: readonly RuleId[];
  readonly check: Check<A>;
}

const named = (id: RuleId, names: readonly string[]): boolean =>
  names.some((name) => id === name || id.startsWith(`${name}-`));

/** Whether a rule is to be judged under these settings. */
export const isWanted = (id: RuleId, settings: Settings): boolean => {
  const mode = (facts[id] as Facts)[5];
  if (mode === 'deep' && settings.deep === 'off') return false;
  if (mode === 'head' && !settings.head) return false;
  if (settings.only.length > 0 && !named(id, settings.only)) return false;
  return !named(id, settings.skip);
};

/**
 * The rules about each of some kinds of things that are to be judged, in their order, each with a memory of its own.
 */
export const readyRulesOf = (
  abouts: readonly About[],
  rules: Rules,
  settings: Settings,
): ReadonlyMap<About, readonly Ready<About>[]> => {
  const ready = new Map<About, Ready<About>[]>(abouts.map((about) => [about, []]));
  for (const [id, rule] of Object.entries(rules) as [RuleId, Rule][]) {
    const list = ready.get(rule.about as About);
    if (list === undefined || !isWanted(id, settings)) continue;
    const asked = rule as unknown as {
      readonly start?: () => Check<About>;
      readonly check?: Check<About>;
      readonly applies?: (track: Track) => boolean;
    };
    const check = asked.start?.() ?? asked.check;
    if (check !== undefined) list.push({ id, applies: asked.applies, unless: rule.unless ?? [], check });
  }
  return ready;
};

/** The rules about one kind of thing that are to be judged. */
export const readyRules = <A extends About>(
  about: A,
  rules: Rules,
  settings: Settings,
): readonly Ready<A>[] => readyRulesOf([about], rules, settings).get(about) ?? [];
