/** What the scenarios about objects that leave the manifests must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const windowMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/window`, {
    'objects-that-leave': source('never-deletes', 'DI-I2-HTTP-02'),
  });

export const furtherWindowMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/window/objects-that-leave`, source('deletes-early', 'DI-I2-HTTP-02')],
    [`${format}/client/window/objects-that-leave`, source('no-user-agent-on-delete', 'DI-I2-UA-01a')],
  ] as const;
