import { expect, test } from 'vitest';
import { receiverQuirks } from '../src/scenario/ingest/receiver-quirks.ts';
import type { ReceiverQuirk } from '../src/scenario/ingest/receiver-quirks.ts';
import { mutantsOf, scenarios } from './index.ts';
import type { ScenarioId } from './index.ts';

/** What a receiving entity may do as well as not, so that no scenario minds. */
const tolerated: readonly ReceiverQuirk[] = ['answers-415-to-foreign-media', 'answers-400-to-everything'];

test('every quirk is caught by some scenario', () => {
  const mutants = (Object.keys(scenarios) as ScenarioId[]).flatMap(mutantsOf);
  const caught = new Set<string>(
    mutants.filter(({ peer }) => peer === 'receiving-entity').flatMap(({ quirks }) => quirks),
  );
  expect(Object.keys(receiverQuirks).filter((quirk) => !caught.has(quirk))).toEqual(tolerated);
});
