/** Known deviations of a target: what is expected to fail, why, and what must be seen for it to be that. */
import type { BaselineIssue, CheckResult, ScenarioResult, Verdict } from './result.ts';

export interface BaselineEntry {
  /** The scenario, the clause, or both. */
  readonly scenario?: string;
  readonly clause?: string;
  /** The verdict that is expected of the check. */
  readonly verdict: Verdict;
  /** In the document's words, why this is a deviation; or what the target does instead. */
  readonly reason: string;
  /** Text that must stand in what was seen, so that another failure is not taken for the known one. */
  readonly seen?: string;
  /** `file:line`, for messages. */
  readonly where: string;
}

const isExpectable = (verdict: Verdict): boolean => verdict !== 'pass' && verdict !== 'skip';

const isAbout = (entry: BaselineEntry, scenario: ScenarioResult, check: CheckResult): boolean =>
  (entry.scenario === undefined || entry.scenario === scenario.id) &&
  (entry.clause === undefined || entry.clause === check.clause);

const holds = (entry: BaselineEntry, check: CheckResult): boolean =>
  entry.verdict === check.verdict && (entry.seen === undefined || (check.actual ?? '').includes(entry.seen));

/** Marks each check that an entry expects. */
export const withBaseline = (
  scenarios: readonly ScenarioResult[],
  entries: readonly BaselineEntry[],
): ScenarioResult[] =>
  scenarios.map((scenario) => ({
    ...scenario,
    checks: scenario.checks.map((check) => {
      if (!isExpectable(check.verdict)) return check;
      const entry = entries.find((one) => isAbout(one, scenario, check) && holds(one, check));
      return entry ? { ...check, baseline: entry.reason } : check;
    }),
  }));

const name = (entry: BaselineEntry): string => [entry.scenario, entry.clause].filter(Boolean).join(' ');

const issueOf = (
  entry: BaselineEntry,
  scenarios: readonly ScenarioResult[],
  known: ReadonlySet<string>,
): BaselineIssue | undefined => {
  const about = scenarios.flatMap((scenario) =>
    scenario.checks.filter((check) => isAbout(entry, scenario, check)).map((check) => ({ scenario, check })),
  );
  if (about.some(({ check }) => holds(entry, check))) return undefined;
  if (about.length > 0) {
    const seen = about.map(
      ({ check }) => `${check.verdict}${check.actual === undefined ? '' : `: ${check.actual}`}`,
    );
    return {
      kind: 'stale',
      where: entry.where,
      message: `${name(entry)} is expected to be ${entry.verdict}${
        entry.seen === undefined ? '' : ` with “${entry.seen}”`
      }, and is ${[...new Set(seen)].join('; ')}: remove or change the entry`,
    };
  }
  // An entry about a scenario that exists and was not selected says nothing about this run.
  if (
    entry.scenario !== undefined &&
    known.has(entry.scenario) &&
    !scenarios.some((one) => one.id === entry.scenario)
  ) {
    return undefined;
  }
  return {
    kind: 'unmatched',
    where: entry.where,
    message: `${name(entry)} matches no check of this run: mend or remove the entry`,
  };
};

/**
 * What is wrong with the baseline itself.
 *
 * @param known ids of all scenarios that exist, selected or not
 */
export const baselineIssues = (
  scenarios: readonly ScenarioResult[],
  entries: readonly BaselineEntry[],
  known: ReadonlySet<string>,
  selectedAll: boolean,
): BaselineIssue[] =>
  entries
    .map((entry) => issueOf(entry, scenarios, known))
    .filter((issue) => issue !== undefined)
    .filter((issue) => selectedAll || issue.kind === 'stale');
