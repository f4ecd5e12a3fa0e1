import { expect, test } from 'vitest';
import { icyHeaders, statisticOf } from '../../src/icy/fields.ts';
import { selfTest } from '../../src/runner/self-test.ts';
import { server } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { ServerQuirk } from '../../src/scenario/server-quirks.ts';
import type { ClauseId } from '../../src/spec/index.ts';
import { icy2MetadataScenarios } from './metadata.ts';

const all = Object.entries(icy2MetadataScenarios);

test('every field of the table has a scenario, but for the version and the token', () => {
  const covered = all.map(([id]) => id).filter((id) => id.startsWith('icy2/field/'));
  const others = ['icy-metadata-version', 'icy-auth-token'];
  const expected = icyHeaders.filter((header) => !others.includes(header));
  expect(covered).toEqual(expected.map((header) => `icy2/field/${header}`));
});

test('every statistic of the table is judged by its name', () => {
  const judged = new Set(all.flatMap(([, scenario]) => Object.keys(scenario.expect)));
  const statistics = icyHeaders.map(statisticOf).filter((name) => name !== undefined);
  expect(statistics.filter((name) => !judged.has(`ICY2-STATS-${name}`))).toEqual([]);
});

/** Scenarios in which the name could matter to another clause: those of other fields are all alike. */
const misnaming = (
  header: 'icy-station-id' | 'icy-name',
  quirk: ServerQuirk,
  clause: ClauseId,
): (readonly [string, (typeof all)[number][1], Mutant])[] =>
  all
    .filter(([id]) => !id.startsWith('icy2/field/') || id === `icy2/field/${header}`)
    .map(([id, scenario]) => [
      id,
      scenario,
      clause in scenario.expect ? server(quirk, clause) : server(quirk),
    ]);

// The first tells ICY2 from ICY1, and by the second a source is known.
test('one name that differs breaks one clause, in whatever scenario', { timeout: 120_000 }, async () => {
  const triples = [
    ...misnaming('icy-station-id', 'misnames-icy2-station-id', 'ICY2-STATS-icy2-station-id'),
    ...misnaming('icy-name', 'misnames-server_name', 'ICY2-STATS-server_name'),
  ];
  const results = await selfTest(triples, 16, new AbortController().signal);
  const astray = results.filter(({ missed, unexpected }) => missed.length + unexpected.length > 0);
  expect(astray.map(({ id, missed, unexpected }) => ({ id, missed, unexpected }))).toEqual([]);
});
