/** The stores that keep an object to themselves while it grows, or end it for readers when it breaks off. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const growingMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/growing`, {
    'read-from-the-first-chunk': receiver('holds-growing-objects', 'DI-EX1-12'),
    'broken-off': receiver('serves-half-uploads', 'DI-EX1-12'),
  });
