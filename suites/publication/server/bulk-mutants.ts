/** The stores that cannot cope with much. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const bulkMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/bulk`, {
    'kept-connection': receiver('closes-after-each', 'DI-I2-HTTP-03'),
    'many-small-objects': receiver('loses-the-last-byte', 'DI-I2-HTTP-01a'),
    'large-object': receiver('refuses-large-objects', 'DI-I2-HTTP-01a'),
    'side-by-side': receiver('mixes-objects-side-by-side', 'DI-I2-HTTP-01a', 'DI-GEN-11b'),
  });
