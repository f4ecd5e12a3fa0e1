import { facts, type RuleId } from '../facts/index.ts';
import type { Facts } from '../facts/facts.ts';
import type { About, Check, Rule } from '../rule.ts';
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

/** The rules about one kind of thing that are to be judged, in their order, each with a memory of its own. */
export const readyRules = <A extends About>(
  about: A,
  rules: Readonly<Record<RuleId, Rule>>,
  settings: Settings,
): readonly Ready<A>[] =>
  (Object.entries(rules) as [RuleId, Rule][]).flatMap(([id, rule]) => {
    if (rule.about !== about || !isWanted(id, settings)) return [];
    const asked = rule as unknown as {
      readonly start?: () => Check<A>;
      readonly check?: Check<A>;
      readonly applies?: (track: Track) => boolean;
    };
    const check = asked.start?.() ?? asked.check;
    if (check === undefined) return [];
    return [{ id, applies: asked.applies, unless: rule.unless ?? [], check }];
  });
