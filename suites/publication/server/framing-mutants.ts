/** For every scenario about the framing of uploads, the misbehaving store that it must catch. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const framingMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/framing`, {
    'odd-chunks': receiver('loses-the-last-byte', 'DI-I2-HTTP-05'),
    'chunks-of-a-byte': receiver('refuses-chunks', 'DI-I2-HTTP-05'),
    'chunk-extensions': receiver('refuses-chunks', 'DI-I2-HTTP-05'),
    trailers: receiver('refuses-chunks', 'DI-I2-HTTP-05'),
    'slow-chunks': receiver('drops-slow-bodies', 'DI-I2-HTTP-05'),
    'slow-body': receiver('drops-slow-bodies', 'DI-I2-HTTP-01a'),
    'head-byte-by-byte': receiver('loses-the-last-byte', 'DI-I2-HTTP-01a'),
    'empty-object': receiver('refuses-right-credentials', 'DI-I2-HTTP-01a'),
    'without-length': receiver('refuses-right-credentials', 'DI-I2-HTTP-01a'),
    'expecting-100': receiver('withholds-100', 'DI-I2-HTTP-01a'),
    'bad-chunk-size': receiver('takes-bad-chunk-sizes', 'DI-GEN-19'),
    'length-and-chunks': receiver('accepts-length-with-chunks', 'DI-GEN-19'),
  });

export const furtherFramingMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/framing/expecting-100`, receiver('refuses-expect', 'DI-I2-HTTP-01a')],
    [`${format}/framing/odd-chunks`, receiver('refuses-chunks', 'DI-I2-HTTP-05')],
    [`${format}/framing/slow-chunks`, receiver('ignores-last-chunk', 'DI-I2-HTTP-05')],
  ] as const;
