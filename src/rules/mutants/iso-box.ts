import type { isoBoxFacts } from '../facts/iso-box.ts';
import { isoBoxPlaceMutants } from './iso-box-places.ts';
import { isoBoxStructureMutants } from './iso-box-structure.ts';
import { isoBoxValueMutants } from './iso-box-values.ts';
import type { MutantsOf } from './mutant.ts';

export const isoBoxMutants: MutantsOf<typeof isoBoxFacts> = {
  ...isoBoxStructureMutants,
  ...isoBoxValueMutants,
  ...isoBoxPlaceMutants,
};
