/** From scenario results to the report of a run: clause results, counts, conformity, and the gate. */
import type {
  BaselineIssue,
  CheckResult,
  ClauseResult,
  RunReport,
  RunVerdict,
  ScenarioResult,
  Summary,
  Verdict,
} from './result.ts';

const zero: Summary = { pass: 0, fail: 0, warn: 0, info: 0, inconclusive: 0, skip: 0, error: 0 };

const gravest: readonly Verdict[] = ['error', 'fail', 'inconclusive', 'warn', 'info', 'pass', 'skip'];

export const count = (verdicts: readonly Verdict[]): Summary => {
  const counts: Record<Verdict, number> = { ...zero };
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
};

/** One result a clause, over all scenarios that judged it. */
export const clauseResults = (scenarios: readonly ScenarioResult[]): ClauseResult[] => {
  const byClause = new Map<
    string,
    { level: CheckResult['level']; verdicts: Verdict[]; scenarios: Set<string> }
  >();
  for (const scenario of scenarios) {
    for (const check of scenario.checks) {
      const entry = byClause.get(check.clause) ?? {
        level: check.level,
        verdicts: [],
        scenarios: new Set<string>(),
      };
      entry.verdicts.push(check.verdict);
      entry.scenarios.add(scenario.id);
      byClause.set(check.clause, entry);
    }
  }
  return [...byClause].map(([id, { level, verdicts, scenarios: ids }]) => ({
    id,
    level,
    verdict: gravest.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive',
    scenarios: [...ids],
  }));
};

/** Conformity, which no baseline and no switch changes. */
export const conformity = (summary: Summary): RunVerdict => {
  if (summary.fail > 0) return 'non-conformant';
  if (summary.error > 0 || summary.inconclusive > 0 || summary.pass + summary.warn + summary.info === 0)
    return 'not-judged';
  return summary.warn > 0 ? 'conformant-with-warnings' : 'conformant';
};

const turnsRed = (check: CheckResult, gate: RunReport['gate']): boolean => {
  if (check.baseline !== undefined) return false;
  if (check.verdict === 'fail') return true;
  if (check.verdict === 'inconclusive') return !gate.allowInconclusive;
  return check.verdict === 'warn' && gate.strict;
};

/** The exit code that the verdicts ask for: 4 harness error, 5 nothing selected, 1 gate failed, 0 passed. */
export const gateExit = (
  scenarios: readonly ScenarioResult[],
  issues: readonly BaselineIssue[],
  gate: RunReport['gate'],
): number => {
  if (scenarios.length === 0) return 5;
  if (scenarios.some((scenario) => scenario.verdict === 'error')) return 4;
  const red = scenarios.some((scenario) => scenario.checks.some((check) => turnsRed(check, gate)));
  return red || issues.length > 0 ? 1 : 0;
};

/** All of a report but what follows from the rest. */
export type RunFacts = Omit<RunReport, 'schemaVersion' | 'verdict' | 'summary' | 'clauses' | 'exitCode'> & {
  /** Where the run ended before anything was judged. */
  readonly exitCode?: number;
};

export const reportOf = (facts: RunFacts): RunReport => {
  const summary = count(facts.scenarios.map((scenario) => scenario.verdict));
  const { tool, target, profile, started, finished, partial, seed, environment, gate, scenarios } = facts;
  return {
    schemaVersion: 1,
    tool,
    target,
    profile,
    started,
    finished,
    partial,
    ...(facts.shard === undefined ? {} : { shard: facts.shard }),
    seed,
    environment,
    gate,
    verdict: partial && summary.fail === 0 ? 'not-judged' : conformity(summary),
    summary,
    scenarios,
    clauses: clauseResults(scenarios),
    baselineIssues: facts.baselineIssues,
    exitCode: facts.exitCode ?? gateExit(scenarios, facts.baselineIssues, gate),
  };
};
