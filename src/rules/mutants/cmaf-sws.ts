import type { cmafSwsFacts } from '../facts/cmaf-sws.ts';
import type { MutantsOf } from './mutant.ts';
import { cmafSwsCodingMutants } from './cmaf-sws-coding.ts';
import { cmafSwsTableMutants } from './cmaf-sws-table.ts';
import { cmafSwsTimeMutants } from './cmaf-sws-time.ts';

export const cmafSwsMutants: MutantsOf<typeof cmafSwsFacts> = {
  ...cmafSwsTableMutants,
  ...cmafSwsCodingMutants,
  ...cmafSwsTimeMutants,
};
