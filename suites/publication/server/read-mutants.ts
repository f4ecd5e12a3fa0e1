/** The stores that answer readers otherwise than HTTP has it. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const readingMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/read`, {
    head: receiver('answers-head-with-a-body', 'DI-I2-00d'),
    range: receiver('wrong-ranges', 'DI-I2-00d'),
    'unless-it-is-there': receiver('ignores-conditions', 'DI-I2-00d'),
    'by-two-at-once': receiver('loses-the-last-byte', 'DI-EX1-14'),
  });
