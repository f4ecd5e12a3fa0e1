import type { cmafSeFacts } from '../facts/cmaf-se.ts';
import { cmafSeSoundMutants } from './cmaf-se-sound.ts';
import { cmafSeVideoMutants } from './cmaf-se-video.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafSeMutants: MutantsOf<typeof cmafSeFacts> = {
  ...cmafSeSoundMutants,
  ...cmafSeVideoMutants,
};
