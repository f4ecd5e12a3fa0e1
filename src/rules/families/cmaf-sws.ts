import type { cmafSwsFacts } from '../facts/cmaf-sws.ts';
import type { Rule } from '../rule.ts';
import { cmafSwsCodingRules } from './cmaf-sws-coding.ts';
import { cmafSwsTableRules } from './cmaf-sws-table.ts';
import { cmafSwsTimeRules } from './cmaf-sws-time.ts';

/** Switching sets, aligned sets and selection sets. */
export const cmafSwsRules = {
  ...cmafSwsTableRules,
  ...cmafSwsCodingRules,
  ...cmafSwsTimeRules,
} satisfies Record<keyof typeof cmafSwsFacts, Rule>;
