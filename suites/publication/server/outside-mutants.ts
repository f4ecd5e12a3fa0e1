/** For every scenario about paths outside the allowed one, the misbehaving store that it must catch. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const outsideMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/outside`, {
    inside: receiver('refuses-relative-paths', 'DI-GEN-11b'),
    beside: receiver('takes-any-path', 'DI-I2-NAME-02b', 'DI-GEN-17c', 'DI-GEN-22', 'DI-DEF-pubpoint'),
    'beside-by-post': receiver('takes-any-path', 'DI-I2-NAME-02b', 'DI-GEN-17c'),
    'dot-segments': receiver('escapes-the-publishing-point', 'DI-I2-NAME-02b', 'DI-GEN-17c'),
    'encoded-dot-segments': receiver('escapes-the-publishing-point', 'DI-I2-NAME-02b', 'DI-GEN-17c'),
    'encoded-slashes': receiver('escapes-the-publishing-point', 'DI-I2-NAME-02b', 'DI-GEN-17c'),
    'double-slash': receiver('takes-any-path', 'DI-I2-NAME-02b', 'DI-GEN-17c'),
    'absolute-form': receiver('takes-any-path', 'DI-I2-NAME-02b', 'DI-GEN-17c'),
    misread: receiver('decodes-twice', 'DI-I2-NAME-02b'),
  });

export const furtherOutsideMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/outside/beside`, receiver('answers-404-outside', 'DI-I2-NAME-02b')],
    [
      `${format}/outside/beside`,
      receiver('answers-500-to-unknown-points', 'DI-I2-NAME-02b', 'DI-GEN-17c', 'DI-GEN-22'),
    ],
    [
      `${format}/outside/beside`,
      receiver('answers-400-to-unknown-points', 'DI-I2-NAME-02b', 'DI-GEN-17c', 'DI-GEN-22'),
    ],
  ] as const;
