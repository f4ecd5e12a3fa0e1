/** The stores that take half an object for a whole one, or cannot go on after one. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

const alone = receiver('serves-half-uploads', 'DI-I2-HTTP-01a');
const overAnOlder = receiver('serves-half-uploads', 'DI-I2-NAME-04');

export const interruptedMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/interrupted`, {
    'by-fin': alone,
    'by-reset': alone,
    'chunks-by-fin': alone,
    'chunks-by-reset': alone,
    'over-an-older-object': overAnOlder,
    'chunks-over-an-older-object': overAnOlder,
    'sent-again': receiver('loses-the-last-byte', 'DI-I2-HTTP-01a'),
    'sent-again-while-the-first-hangs': receiver('refuses-second-source', 'DI-I2-NAME-04'),
  });
