import { expect, test } from 'vitest';
import { icecastServerQuirks } from '../../src/scenario/server-quirks.ts';
import type { ServerQuirk } from '../../src/scenario/server-quirks.ts';
import { furtherServerMutants, serverMutants } from './server-mutants.ts';

/** What a server may do as well as not, so that no scenario minds; src/peer/icecast-server/ has tests of its own. */
const tolerated: readonly ServerQuirk[] = ['ignores-unknown-expectation', 'answers-403-to-everything'];

test('every quirk is caught by some scenario', () => {
  const mutants = [...Object.values(serverMutants), ...furtherServerMutants.map(([, mutant]) => mutant)];
  const caught = new Set(mutants.flatMap((mutant) => ('quirks' in mutant ? mutant.quirks : [])) as string[]);
  const missing = Object.keys(icecastServerQuirks).filter((quirk) => !caught.has(quirk));
  expect(missing).toEqual(tolerated);
});
