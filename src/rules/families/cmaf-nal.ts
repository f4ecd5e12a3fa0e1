import type { Rule } from '../rule.ts';
import type { cmafNalFacts } from '../facts/cmaf-nal.ts';
import { cmafNalCaptionRules } from './cmaf-nal-captions.ts';
import { cmafNalFrameRules } from './cmaf-nal-frames.ts';
import { cmafNalParameterSetRules } from './cmaf-nal-parameter-sets.ts';
import { cmafNalPictureRules } from './cmaf-nal-pictures.ts';
import { cmafNalTimingRules } from './cmaf-nal-timing.ts';
import { cmafNalUnitRules } from './cmaf-nal-units.ts';

/** Access units. Rules that silence others come before them. */
export const cmafNalRules = {
  ...cmafNalUnitRules,
  ...cmafNalFrameRules,
  ...cmafNalPictureRules,
  ...cmafNalParameterSetRules,
  ...cmafNalCaptionRules,
  ...cmafNalTimingRules,
} satisfies Record<keyof typeof cmafNalFacts, Rule>;
