/** What there is, looked at from the command line: scenarios, clauses and quirks, and who refers to whom. */
import { mutants, scenarios } from '../../suites/index.ts';
import { clientQuirks } from '../scenario/client-quirks.ts';
import type { Mutant } from '../scenario/mutant.ts';
import { isServerScenario } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { serverQuirks } from '../scenario/server-quirks.ts';
import { clauses } from '../spec/index.ts';
import type { Clause, ClauseId } from '../spec/index.ts';

export interface Listed {
  readonly id: string;
  readonly scenario: Scenario;
  readonly mutant: Mutant;
  /** The side under test. */
  readonly role: 'server' | 'client';
}

const mutantOf: Readonly<Record<string, Mutant | undefined>> = mutants;

export const allScenarios: readonly Listed[] = Object.entries<Scenario>(scenarios).flatMap(
  ([id, scenario]) => {
    const mutant = mutantOf[id];
    return mutant === undefined
      ? []
      : [{ id, scenario, mutant, role: isServerScenario(scenario) ? 'server' : 'client' } as const];
  },
);

export const suiteOf = (id: string): string => id.split('/')[0] ?? id;

export const clausesOf = ({ scenario }: Listed): ClauseId[] => Object.keys(scenario.expect) as ClauseId[];

export const allClauses = Object.entries(clauses) as readonly (readonly [ClauseId, Clause])[];

export const scenariosOf = (clause: ClauseId): readonly Listed[] =>
  allScenarios.filter((listed) => clausesOf(listed).includes(clause));

export interface Quirk {
  readonly id: string;
  readonly peer: 'icecast-server' | 'source-client';
  readonly says: string;
}

const quirksOf = (peer: Quirk['peer'], quirks: Readonly<Record<string, string>>): Quirk[] =>
  Object.entries(quirks).map(([id, says]) => ({ id, peer, says }));

export const allQuirks: readonly Quirk[] = [
  ...quirksOf('icecast-server', serverQuirks),
  ...quirksOf('source-client', clientQuirks),
];

/** Scenarios whose mutant has the quirk. */
export const caughtBy = (quirk: Quirk): readonly Listed[] =>
  allScenarios.filter(
    ({ mutant }) => mutant.peer === quirk.peer && (mutant.quirks as readonly string[]).includes(quirk.id),
  );
