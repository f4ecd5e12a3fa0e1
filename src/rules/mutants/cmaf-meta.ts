import type { cmafMetaFacts } from '../facts/cmaf-meta.ts';
import { metaEventMutants } from './cmaf-meta-events.ts';
import { metaHeaderMutants } from './cmaf-meta-header.ts';
import { spliceMutants } from './cmaf-meta-splice.ts';
import { metaTimelineMutants } from './cmaf-meta-timeline.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafMetaMutants: MutantsOf<typeof cmafMetaFacts> = {
  ...metaHeaderMutants,
  ...metaTimelineMutants,
  ...metaEventMutants,
  ...spliceMutants,
};
