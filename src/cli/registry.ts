/** What there is, looked at from the command line: scenarios, clauses and quirks, and who refers to whom. */
import { mutantsOf, scenarios } from '../../suites/index.ts';
import type { ScenarioId } from '../../suites/index.ts';
import { clientQuirks } from '../scenario/client-quirks.ts';
import { listenerQuirks } from '../scenario/icy2/listener-quirks.ts';
import { receiverQuirks } from '../scenario/ingest/receiver-quirks.ts';
import { sourceQuirks } from '../scenario/ingest/source-quirks.ts';
import type { Mutant } from '../scenario/mutant.ts';
import { roleOf } from '../scenario/scenario.ts';
import type { Role, Scenario } from '../scenario/scenario.ts';
import { serverQuirks } from '../scenario/server-quirks.ts';
import { clauses } from '../spec/index.ts';
import type { Clause, ClauseId } from '../spec/index.ts';

export interface Listed {
  readonly id: string;
  readonly scenario: Scenario;
  /** What it must catch; at least one. */
  readonly mutants: readonly Mutant[];
  /** The side under test. */
  readonly role: Role;
}

export const allScenarios: readonly Listed[] = (Object.entries(scenarios) as [ScenarioId, Scenario][]).map(
  ([id, scenario]) => ({ id, scenario, mutants: mutantsOf(id), role: roleOf(scenario) }),
);

/** A scenario with one of its mutants. */
export interface Pair extends Listed {
  readonly mutant: Mutant;
}

export const pairsOf = (listed: readonly Listed[]): Pair[] =>
  listed.flatMap((one) => one.mutants.map((mutant) => ({ ...one, mutant })));

export const suiteOf = (id: string): string => id.split('/')[0] ?? id;

export const clausesOf = ({ scenario }: Listed): ClauseId[] => Object.keys(scenario.expect) as ClauseId[];

export const allClauses = Object.entries(clauses) as readonly (readonly [ClauseId, Clause])[];

export const scenariosOf = (clause: ClauseId): readonly Listed[] =>
  allScenarios.filter((listed) => clausesOf(listed).includes(clause));

export interface Quirk {
  readonly id: string;
  readonly peer: Mutant['peer'];
  readonly says: string;
}

const quirksOf = (peer: Quirk['peer'], quirks: Readonly<Record<string, string>>): Quirk[] =>
  Object.entries(quirks).map(([id, says]) => ({ id, peer, says }));

export const allQuirks: readonly Quirk[] = [
  ...quirksOf('icecast-server', serverQuirks),
  ...quirksOf('source-client', clientQuirks),
  ...quirksOf('listener', listenerQuirks),
  ...quirksOf('receiving-entity', receiverQuirks),
  ...quirksOf('ingest-source', sourceQuirks),
];

/** Scenarios with a mutant that has the quirk. */
export const caughtBy = (quirk: Quirk): readonly Pair[] =>
  pairsOf(allScenarios).filter(
    ({ mutant }) => mutant.peer === quirk.peer && (mutant.quirks as readonly string[]).includes(quirk.id),
  );
