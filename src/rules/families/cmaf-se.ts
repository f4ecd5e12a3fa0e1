/** Sample entries and the configurations of their codings. */
import type { cmafSeFacts } from '../facts/cmaf-se.ts';
import type { Rule } from '../rule.ts';
import { cmafSeAudioRules } from './cmaf-se-audio.ts';
import { cmafSeAvcRules } from './cmaf-se-avc.ts';
import { cmafSeEntryRules } from './cmaf-se-entry.ts';
import { cmafSeFrameRules } from './cmaf-se-frames.ts';
import { cmafSeHevcRules } from './cmaf-se-hevc.ts';
import { cmafSeNewerRules } from './cmaf-se-newer.ts';
import { cmafSePictureRules } from './cmaf-se-picture.ts';
import { cmafSeSoundConfigRules } from './cmaf-se-sound-configs.ts';

export const cmafSeRules = {
  ...cmafSeEntryRules,
  ...cmafSeAvcRules,
  ...cmafSeHevcRules,
  ...cmafSeNewerRules,
  ...cmafSePictureRules,
  ...cmafSeAudioRules,
  ...cmafSeSoundConfigRules,
  ...cmafSeFrameRules,
} satisfies Record<keyof typeof cmafSeFacts, Rule>;
