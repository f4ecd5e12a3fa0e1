/** Every scenario of interface 2 with a store under test that both formats have. */
import type { Format } from '../../src/scenario/scenario.ts';
import { bulk } from './server/bulk.ts';
import { coding } from './server/coding.ts';
import { credentials } from './server/credentials.ts';
import { folders } from './server/folders.ts';
import { framing } from './server/framing.ts';
import { growing } from './server/growing.ts';
import { hostile } from './server/hostile.ts';
import { interrupted } from './server/interrupted.ts';
import { manifests } from './server/manifests.ts';
import { outsidePaths } from './server/outside.ts';
import { overwrite } from './server/overwrite.ts';
import { reading } from './server/read.ts';
import { removal } from './server/remove.ts';
import { restart } from './server/restart.ts';
import { store } from './server/store.ts';
import { transport } from './server/transport.ts';
import { types } from './server/types.ts';

export const storesScenarios = <const F extends Format>(format: F) => ({
  ...bulk(format),
  ...coding(format),
  ...credentials(format),
  ...folders(format),
  ...framing(format),
  ...growing(format),
  ...hostile(format),
  ...interrupted(format),
  ...manifests(format),
  ...outsidePaths(format),
  ...overwrite(format),
  ...reading(format),
  ...removal(format),
  ...restart(format),
  ...store(format),
  ...transport(format),
  ...types(format),
});
