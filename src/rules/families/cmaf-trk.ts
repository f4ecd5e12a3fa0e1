import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import { excluded, type Rule } from '../rule.ts';
import { cmafTrkFragmentRules } from './cmaf-trk-fragments.ts';
import { cmafTrkHeaderRules } from './cmaf-trk-headers.ts';
import { cmafTrkSequenceRules } from './cmaf-trk-sequence.ts';
import { cmafTrkTimeRules } from './cmaf-trk-time.ts';
import { cmafTrkTimescaleRules } from './cmaf-trk-timescale.ts';
import { cmafTrkTogetherRules } from './cmaf-trk-together.ts';

export const cmafTrkRules = {
  ...cmafTrkTimeRules,
  ...cmafTrkSequenceRules,
  ...cmafTrkFragmentRules,
  ...cmafTrkTimescaleRules,
  ...cmafTrkHeaderRules,
  ...cmafTrkTogetherRules,
  'CMAF-TRK-019': excluded('the bytes do not tell when they were received', {
    says: 'Live media is sent as fast as it is played.',
  }),
} satisfies Record<keyof typeof cmafTrkFacts, Rule>;
