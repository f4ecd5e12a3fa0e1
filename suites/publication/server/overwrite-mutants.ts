/** The stores that keep of an older object what they should not, or that mix. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const overwriteMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/overwrite`, {
    'by-another-of-the-same-length': receiver('keeps-the-older', 'DI-I2-NAME-04'),
    'by-a-shorter-object': receiver('keeps-the-longer-tail', 'DI-I2-NAME-04'),
    'by-a-longer-object': receiver('keeps-the-older', 'DI-I2-NAME-04'),
    'by-the-same-object': receiver('refuses-overwriting', 'DI-I2-NAME-04'),
    'by-another-type': receiver('keeps-the-first-type', 'DI-I2-NAME-04'),
    'put-then-post': receiver('post-appends', 'DI-I2-HTTP-01b'),
    'post-then-put': receiver('refuses-post', 'DI-I2-HTTP-01b'),
    'while-the-older-is-read': receiver('tears-readers', 'DI-I2-NAME-04'),
    'while-the-newer-is-uploaded': receiver('keeps-the-older', 'DI-I2-NAME-04'),
  });

export const furtherOverwriteMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/overwrite/by-a-shorter-object`, receiver('refuses-overwriting', 'DI-I2-NAME-04')],
    [`${format}/overwrite/post-then-put`, receiver('refuses-overwriting', 'DI-I2-HTTP-01b')],
  ] as const;
