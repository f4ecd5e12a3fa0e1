import { expect, test } from 'vitest';
import { listenerQuirks } from '../../src/scenario/icy2/listener-quirks.ts';
import { furtherIcy2ListenerMutants, icy2ListenerMutants } from './listener-mutants.ts';

test('every quirk of a listener is caught by some scenario', () => {
  const mutants = [
    ...Object.values(icy2ListenerMutants),
    ...furtherIcy2ListenerMutants.map(([, mutant]) => mutant),
  ];
  const caught = new Set<string>(mutants.flatMap(({ quirks }) => quirks));
  expect(Object.keys(listenerQuirks).filter((quirk) => !caught.has(quirk))).toEqual([]);
});
