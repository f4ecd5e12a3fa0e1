import type { cmafFragFacts } from '../facts/cmaf-frag.ts';
import { boxMutants } from './cmaf-frag-boxes.ts';
import { fragmentMutants } from './cmaf-frag-fragments.ts';
import { numberMutants } from './cmaf-frag-numbers.ts';
import { tableMutants } from './cmaf-frag-tables.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafFragMutants: MutantsOf<typeof cmafFragFacts> = {
  ...boxMutants,
  ...numberMutants,
  ...tableMutants,
  ...fragmentMutants,
};
