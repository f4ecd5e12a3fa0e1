import { expect, test } from 'vitest';
import { trackAbouts } from './engine/asking.ts';
import { isWanted } from './engine/sift.ts';
import type { RuleId } from './facts/index.ts';
import type { About, Rule } from './rule.ts';
import { rules } from './rules.ts';
import { defaultSettings } from './settings.ts';
import { trackRules } from './track-rules.ts';

const all = Object.entries(rules) as [RuleId, Rule][];

test('the rules of a track are those of the registry, in its order', () => {
  expect(Object.entries(trackRules)).toEqual(all.filter(([id]) => id in trackRules));
});

test('what is no rule of a track is about no track, or a deep look', () => {
  const settings = { ...defaultSettings, head: true, strict: true };
  const missed = all.filter(
    ([id, { about }]) =>
      !(id in trackRules) &&
      (about === 'alias' || (trackAbouts as readonly (About | 'excluded')[]).includes(about)) &&
      isWanted(id, settings),
  );
  expect(missed.map(([id]) => id)).toEqual([]);
});
