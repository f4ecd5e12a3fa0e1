/** `list`: what there is, as a table or as JSON. */
import { suites } from '../../suites/index.ts';
import { suggestion, UsageError } from '../config/index.ts';
import { reporterNames } from '../report/index.ts';
import { features } from '../scenario/scenario.ts';
import type { Role } from '../scenario/scenario.ts';
import { docOf, profiles } from '../spec/index.ts';
import type { Command } from './command.ts';
import { allRules, ruleItem, rulesDeciding } from './list-rules.ts';
import { profileMeanings, reporterMeanings } from './meanings.ts';
import {
  allClauses,
  allQuirks,
  allScenarios,
  caughtBy,
  clausesOf,
  scenariosOf,
  suiteOf,
} from './registry.ts';
import { jsonText, table } from './table.ts';

/** A listing: its rows for a person, its items for a machine. */
interface Listing {
  readonly rows: readonly (readonly string[])[];
  readonly items: readonly object[];
}

const listScenarios = (): Listing => ({
  rows: allScenarios.map(({ id, role, scenario }) => [id, role, scenario.title]),
  items: allScenarios.map((listed) => ({
    id: listed.id,
    suite: suiteOf(listed.id),
    role: listed.role,
    title: listed.scenario.title,
    clauses: clausesOf(listed),
    mutants: listed.mutants.map((mutant) => mutant.quirks.join(' + ')),
  })),
});

const listSuites = (): Listing => {
  const items = Object.entries(suites).map(([id, title]) => {
    const own = allScenarios.filter((listed) => suiteOf(listed.id) === id);
    const of = (role: Role): number => own.filter((listed) => listed.role === role).length;
    return {
      id,
      title,
      scenarios: own.length,
      server: of('server'),
      client: of('client'),
      listener: of('listener'),
    };
  });
  return {
    rows: items.map(({ id, title, server, client, listener }) => [
      id,
      `${String(server)} for servers, ${String(client)} for clients${listener === 0 ? '' : `, ${String(listener)} for listeners`}`,
      title,
    ]),
    items,
  };
};

const statusOf = (excluded: string | undefined, planned: true | undefined, rules: number): string =>
  rules > 0 ? 'checked' : excluded !== undefined ? 'excluded' : planned ? 'planned' : 'checked';

const listClauses = (): Listing => ({
  rows: allClauses.map(([id, { level, excluded, planned, says }]) => [
    id,
    level,
    statusOf(excluded, planned, rulesDeciding(id).length),
    says,
  ]),
  items: allClauses.map(([id, clause]) => ({
    id,
    doc: docOf(id),
    ...clause,
    scenarios: scenariosOf(id).map((listed) => listed.id),
    rules: rulesDeciding(id).map((rule) => rule.id),
  })),
});

const listRules = (): Listing => ({
  rows: allRules.map(({ id, severity, excluded, rule }) => [
    id,
    excluded === undefined ? severity : 'excluded',
    rule.says,
  ]),
  items: allRules.map(ruleItem),
});

const listQuirks = (): Listing => ({
  rows: allQuirks.map(({ id, peer, says }) => [id, peer, says]),
  items: allQuirks.map((quirk) => ({ ...quirk, scenarios: caughtBy(quirk).map((listed) => listed.id) })),
});

const listed = (meanings: readonly (readonly [id: string, says: string])[]): Listing => ({
  rows: meanings,
  items: meanings.map(([id, says]) => ({ id, says })),
});

const listings: Readonly<Record<string, () => Listing>> = {
  suites: listSuites,
  scenarios: listScenarios,
  clauses: listClauses,
  rules: listRules,
  quirks: listQuirks,
  profiles: () => listed(profiles.map((id) => [id, profileMeanings[id]])),
  features: () => listed(Object.entries(features)),
  reporters: () => listed(reporterNames.map((id) => [id, reporterMeanings[id]])),
};

export const list: Command = {
  flags: { json: { kind: 'switch', describe: 'as JSON' } },
  positionals: { names: [Object.keys(listings).join('|')], least: 1, most: 1 },
  examples: [['ingestspec list scenarios --json', 'every scenario, for a machine']],
  run: (args, io) => {
    const [what = ''] = args.positionals;
    const listing = Object.hasOwn(listings, what) ? listings[what] : undefined;
    if (listing === undefined) {
      throw new UsageError(
        `there is no list of “${what}”: ${suggestion(what, Object.keys(listings), 'see ingestspec list --help')}`,
      );
    }
    const { rows, items } = listing();
    io.stdout.write(args.has('json') ? jsonText(items) : table(rows));
    return Promise.resolve(0);
  },
};
