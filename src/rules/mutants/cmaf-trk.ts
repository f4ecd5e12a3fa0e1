import type { cmafTrkFacts } from '../facts/cmaf-trk.ts';
import { cmafTrkFragmentMutants } from './cmaf-trk-fragments.ts';
import { cmafTrkHeaderMutants } from './cmaf-trk-headers.ts';
import { cmafTrkTimeMutants } from './cmaf-trk-time.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafTrkMutants: MutantsOf<typeof cmafTrkFacts> = {
  ...cmafTrkTimeMutants,
  ...cmafTrkFragmentMutants,
  ...cmafTrkHeaderMutants,
  'CMAF-TRK-019': 'excluded',
};
