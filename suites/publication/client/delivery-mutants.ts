/** What the scenarios about the path for delivery must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const deliveryMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/delivery`, {
    'path-given': source('ignores-the-delivery-path', 'DI-I2-IC-04b'),
  });
