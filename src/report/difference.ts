/** What became of a run in another: what turned red or green, what is new or gone, and what else is different. */
import { clauseResults } from '../verdict/summarise.ts';
import type { RunReport, ScenarioResult, Verdict } from '../verdict/result.ts';
import { pointsOf, scenarioPoint, type Gate, type Point } from './point.ts';

/** All of a report that is compared. */
export type ComparedRun = Pick<
  RunReport,
  'tool' | 'target' | 'profile' | 'gate' | 'partial' | 'verdict' | 'scenarios'
>;

/** One side of a difference; absent where that run did not judge it. */
export interface Side {
  readonly verdict: Verdict;
  /** What was seen, or why it was not judged. */
  readonly said: string;
  /** The baseline of that run knows of it. */
  readonly expected?: true;
}

/**
 * `red` closes the gate now and did not; `green` closed it and is met now; `changed` has another verdict otherwise;
 * `seen` has the same verdict for another reason.
 */
export type ChangeKind = 'red' | 'green' | 'changed' | 'seen';

/** A check that is different, or a scenario of which the checks do not tell it. */
export interface Change {
  readonly kind: ChangeKind;
  readonly scenario: string;
  readonly check?: string;
  readonly before?: Side;
  readonly after?: Side;
}

export interface ClauseChange {
  readonly clause: string;
  readonly before?: Verdict;
  readonly after?: Verdict;
}

/** A scenario that only one of the runs has. */
export interface Single {
  readonly scenario: string;
  readonly verdict: Verdict;
}

export interface Difference {
  readonly red: readonly Change[];
  readonly green: readonly Change[];
  readonly changed: readonly Change[];
  readonly seen: readonly Change[];
  readonly added: readonly Single[];
  readonly gone: readonly Single[];
  readonly clauses: readonly ClauseChange[];
  /** In what else the runs differ, as one phrase each. */
  readonly circumstances: readonly string[];
  readonly verdicts: readonly [before: RunReport['verdict'], after: RunReport['verdict']];
}

const sideOf = (point: Point): Side => ({
  verdict: point.verdict,
  said: point.check ? (point.check.actual ?? point.check.reason ?? '') : (point.scenario.reason ?? ''),
  ...(point.standing === 'expected' ? { expected: true } : {}),
});

/** A verdict in words, and whether the baseline knew of it. */
export const verdictWords = ({ verdict, expected }: Side): string =>
  expected ? `${verdict} as expected` : verdict;

const kindOf = (before: Point | undefined, after: Point | undefined): ChangeKind | undefined => {
  const wasRed = before?.standing === 'red';
  const isRed = after?.standing === 'red';
  if (isRed && !wasRed) return 'red';
  if (wasRed && after?.standing === 'met') return 'green';
  if (before?.verdict !== after?.verdict || before?.standing !== after?.standing) return 'changed';
  return before && after && sideOf(before).said !== sideOf(after).said ? 'seen' : undefined;
};

const changeOf = (before: Point | undefined, after: Point | undefined): Change[] => {
  const kind = kindOf(before, after);
  const one = after ?? before;
  if (kind === undefined || one === undefined) return [];
  return [
    {
      kind,
      scenario: one.scenario.id,
      ...(one.check ? { check: one.check.id } : {}),
      ...(before ? { before: sideOf(before) } : {}),
      ...(after ? { after: sideOf(after) } : {}),
    },
  ];
};

const checksOf = (scenario: ScenarioResult, gate: Gate): ReadonlyMap<string, Point> =>
  new Map(
    pointsOf(scenario, gate).flatMap((point): [string, Point][] =>
      point.check ? [[point.check.id, point]] : [],
    ),
  );

const told = (changes: readonly Change[], kind: ChangeKind): boolean =>
  changes.some((change) => change.kind === kind);

const scenarioChanges = (before: ScenarioResult, after: ScenarioResult, gate: Gate): Change[] => {
  const then = checksOf(before, gate);
  const now = checksOf(after, gate);
  const ids = new Set([...then.keys(), ...now.keys()]);
  const checks = [...ids].flatMap((id) => changeOf(then.get(id), now.get(id)));
  const [whole] = changeOf(scenarioPoint(before, gate), scenarioPoint(after, gate));
  if (whole === undefined) return checks;
  const lasting = checks.filter(({ kind, before: was, after: is }) => kind === 'red' || (was && is));
  // What a check tells, its scenario need not tell again.
  if (told(lasting, whole.kind)) return checks;
  if (whole.kind === 'seen') return checks.length > 0 ? checks : [whole];
  // Where the scenario tells it, as one that came to no check, those that only one run judged add nothing.
  return [whole, ...lasting];
};

const clauseChanges = (before: ComparedRun, after: ComparedRun): ClauseChange[] => {
  const verdictsOf = (run: ComparedRun): Map<string, Verdict> =>
    new Map(clauseResults(run.scenarios).map(({ id, verdict }) => [id, verdict]));
  const then = verdictsOf(before);
  const now = verdictsOf(after);
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((clause) => {
    const was = then.get(clause);
    const is = now.get(clause);
    return was === is
      ? []
      : [
          {
            clause,
            ...(was === undefined ? {} : { before: was }),
            ...(is === undefined ? {} : { after: is }),
          },
        ];
  });
};

const targetOf = ({ target }: ComparedRun): string =>
  [target.kind, target.url ?? target.command].filter(Boolean).join(' ');

const suitesOf = ({ scenarios }: ComparedRun): string =>
  [...new Set(scenarios.map(({ suite }) => suite))].sort().join(', ') || 'none';

const gateOf = ({ gate }: ComparedRun): string =>
  [...(gate.strict ? ['strict'] : []), ...(gate.allowInconclusive ? ['inconclusive let pass'] : [])].join(
    ', ',
  ) || 'as usual';

const compared: readonly (readonly [what: string, of: (run: ComparedRun) => string])[] = [
  ['the version', ({ tool }) => `${tool.name} ${tool.version}`],
  ['the target', targetOf],
  ['the profile', ({ profile }) => profile],
  ['the suites', suitesOf],
  ['the gate', gateOf],
  ['the run', ({ partial }) => (partial ? 'cut' : 'whole')],
];

const circumstances = (before: ComparedRun, after: ComparedRun): string[] =>
  compared.flatMap(([what, of]) =>
    of(before) === of(after) ? [] : [`${what} was ${of(before)}, is ${of(after)}`],
  );

const single = (scenario: ScenarioResult): Single => ({ scenario: scenario.id, verdict: scenario.verdict });

/** Compares by the gate of the later run, so that a switch alone turns nothing red or green. */
export const differenceOf = (before: ComparedRun, after: ComparedRun): Difference => {
  const then = new Map(before.scenarios.map((scenario) => [scenario.id, scenario]));
  const now = new Map(after.scenarios.map((scenario) => [scenario.id, scenario]));
  const changes = [...now].flatMap(([id, scenario]) => {
    const was = then.get(id);
    return was ? scenarioChanges(was, scenario, after.gate) : [];
  });
  const of = (kind: ChangeKind): Change[] => changes.filter((change) => change.kind === kind);
  return {
    red: of('red'),
    green: of('green'),
    changed: of('changed'),
    seen: of('seen'),
    added: [...now.values()].filter(({ id }) => !then.has(id)).map(single),
    gone: [...then.values()].filter(({ id }) => !now.has(id)).map(single),
    clauses: clauseChanges(before, after),
    circumstances: circumstances(before, after),
    verdicts: [before.verdict, after.verdict],
  };
};

/** `2 turned red, 1 turned green, …`; always these words in this order. */
export const differenceLine = ({ red, green, added, gone, changed, seen, verdicts }: Difference): string => {
  const counts = (
    [
      [red, 'turned red'],
      [green, 'turned green'],
      [added, 'new'],
      [gone, 'gone'],
      [changed, 'changed otherwise'],
      [seen, 'seen otherwise'],
    ] as const
  ).map(([list, word]) => `${String(list.length)} ${word}`);
  const [before, after] = verdicts;
  return `ingestspec: ${counts.join(', ')} — was ${before}, is ${after}`;
};
