/** The stores that delete too little, too much, or answer otherwise. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const removalMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/remove`, {
    object: receiver('ignores-delete', 'DI-I2-HTTP-02a', 'DI-EX1-15'),
    'what-is-not-there': receiver('answers-500-to-absent-delete', 'DI-I2-HTTP-02a'),
    twice: receiver('answers-500-to-absent-delete', 'DI-I2-HTTP-02a'),
    neighbours: receiver('deletes-the-neighbours', 'DI-I2-HTTP-02a'),
    'and-upload-again': receiver('deletes-the-root', 'DI-I2-NAME-04'),
    'last-of-a-folder': receiver('keeps-empty-folders', 'DI-I2-HTTP-02b'),
    'root-stays': receiver('deletes-the-root', 'DI-I2-HTTP-02b'),
    'in-the-middle': receiver('deletes-the-root', 'DI-EX2-05'),
  });

export const furtherRemovalMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/remove/object`, receiver('refuses-delete', 'DI-I2-HTTP-02a', 'DI-EX1-15')],
    [`${format}/remove/object`, receiver('answers-204-to-delete', 'DI-I2-HTTP-02a')],
    [`${format}/remove/object`, receiver('answers-202-to-delete', 'DI-I2-HTTP-02a')],
  ] as const;
