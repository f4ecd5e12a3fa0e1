import type { Rule } from '../rule.ts';
import type { cmafWvttFacts } from '../facts/cmaf-wvtt.ts';
import { wvttHeaderRules } from './cmaf-wvtt-header.ts';
import { wvttPayloadRules } from './cmaf-wvtt-payload.ts';
import { wvttTimelineRules } from './cmaf-wvtt-timeline.ts';

export const cmafWvttRules = {
  ...wvttHeaderRules,
  ...wvttPayloadRules,
  ...wvttTimelineRules,
} satisfies Record<keyof typeof cmafWvttFacts, Rule>;
