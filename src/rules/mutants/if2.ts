import type { if2Facts } from '../facts/if2.ts';
import type { MutantsOf } from './mutant.ts';
import { if2DashMutants } from './if2-dash.ts';
import { if2HlsMutants } from './if2-hls.ts';
import { if2ObjectMutants } from './if2-objects.ts';

export const if2Mutants: MutantsOf<typeof if2Facts> = {
  ...if2ObjectMutants,
  ...if2HlsMutants,
  ...if2DashMutants,
};
