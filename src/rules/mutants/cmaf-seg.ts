import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import { cmafSegBesideMutants } from './cmaf-seg-beside.ts';
import { cmafSegTypeMutants } from './cmaf-seg-type.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafSegMutants: MutantsOf<typeof cmafSegFacts> = {
  ...cmafSegTypeMutants,
  ...cmafSegBesideMutants,
};
