/** The stores that know no folders but those that are there. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const foldersMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/folders`, {
    'of-their-own': receiver('needs-folders', 'DI-I2-HTTP-01a', 'DI-GEN-11b'),
    nested: receiver('needs-folders', 'DI-I2-HTTP-01a'),
  });
