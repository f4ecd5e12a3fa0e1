import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import type { Rule } from '../rule.ts';
import { cmafSegClockRules } from './cmaf-seg-clock.ts';
import { cmafSegEndRules } from './cmaf-seg-end.ts';
import { cmafSegEventRules } from './cmaf-seg-events.ts';
import { cmafSegIndexRules } from './cmaf-seg-index.ts';
import { cmafSegTypeRules } from './cmaf-seg-type.ts';

export const cmafSegRules = {
  ...cmafSegTypeRules,
  ...cmafSegIndexRules,
  ...cmafSegClockRules,
  ...cmafSegEventRules,
  ...cmafSegEndRules,
} satisfies Record<keyof typeof cmafSegFacts, Rule>;
