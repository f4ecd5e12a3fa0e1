import { expect, test } from 'vitest';
import { icy2ServerQuirks } from '../../src/scenario/icy2/server-quirks.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import { furtherIcy2ConductMutants, icy2ConductMutants } from './conduct-mutants.ts';
import { furtherIcy2MetadataMutants, icy2MetadataMutants } from './metadata-mutants.ts';

test('every quirk of ICY-META is caught by some scenario', () => {
  const mutants: readonly Mutant[] = [
    ...Object.values(icy2MetadataMutants),
    ...Object.values(icy2ConductMutants),
    ...[...furtherIcy2MetadataMutants, ...furtherIcy2ConductMutants].map(([, mutant]) => mutant),
  ];
  const caught = new Set<string>(mutants.flatMap((mutant) => ('quirks' in mutant ? mutant.quirks : [])));
  expect(Object.keys(icy2ServerQuirks).filter((quirk) => !caught.has(quirk))).toEqual([]);
});
