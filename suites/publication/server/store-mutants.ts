/** The stores that hand out something else than they were given. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

const lossy = receiver('loses-the-last-byte', 'DI-I2-HTTP-01a');

export const storeMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/store`, {
    'by-put': receiver('loses-the-last-byte', 'DI-I2-HTTP-01a', 'DI-EX1-14'),
    'by-post': receiver('refuses-post', 'DI-GEN-01', 'DI-I2-HTTP-01a', 'DI-I2-HTTP-01b'),
    'cmaf-header': lossy,
    chunked: receiver('refuses-chunks', 'DI-I2-HTTP-05'),
    'odd-bytes': receiver('mends-line-ends', 'DI-I2-HTTP-01a'),
    'usual-methods': receiver('refuses-delete', 'DI-I2-00d'),
    'names-at-random': receiver('refuses-right-credentials', 'DI-EX2-04'),
    'name-with-encoded-space': lossy,
    'name-in-utf-8': lossy,
    'name-with-plus': lossy,
    'name-with-dots': lossy,
    'long-name': lossy,
    'names-that-differ-in-case': receiver('folds-case', 'DI-I2-HTTP-01a'),
    'name-with-a-query': lossy,
  });

export const furtherStoreMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/store/by-put`, receiver('refuses-put', 'DI-I2-HTTP-01a')],
    [`${format}/store/by-put`, receiver('forgets-media-types', 'DI-EX1-14')],
    [`${format}/store/by-post`, receiver('post-picks-a-name', 'DI-I2-HTTP-01a', 'DI-I2-HTTP-01b')],
    [`${format}/store/usual-methods`, receiver('answers-head-with-a-body', 'DI-I2-00d')],
    [`${format}/store/cmaf-header`, receiver('refuses-post', 'DI-I2-HTTP-01a')],
  ] as const;
