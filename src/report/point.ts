/** A point: one thing that a report counts. A check, or a scenario that has something to say of its own. */
import type { CheckResult, RunReport, ScenarioResult, Verdict } from '../verdict/result.ts';

export type Gate = RunReport['gate'];

/**
 * How a verdict stands before the gate of the run: `red` closes it; `expected` would, but the baseline knows of
 * it; `aside` was not judged, and need not be; everything else is `met`.
 */
export type Standing = 'met' | 'red' | 'expected' | 'aside';

export interface Point {
  readonly scenario: ScenarioResult;
  /** Absent where the scenario itself is the point. */
  readonly check?: CheckResult;
  readonly verdict: Verdict;
  readonly standing: Standing;
}

export const defaultGate: Gate = { strict: false, allowInconclusive: false };

const standingOf = (verdict: Verdict, gate: Gate): Standing => {
  switch (verdict) {
    case 'pass':
    case 'info':
      return 'met';
    case 'warn':
      return gate.strict ? 'red' : 'met';
    case 'inconclusive':
      return gate.allowInconclusive ? 'aside' : 'red';
    case 'skip':
      return 'aside';
    case 'fail':
    case 'error':
      return 'red';
  }
};

/** Whether the baseline knows of a deviation. It never excuses a fault of the harness. */
export const isExpected = (check: CheckResult): boolean =>
  check.baseline !== undefined && ['fail', 'warn', 'inconclusive'].includes(check.verdict);

const checkStanding = (check: CheckResult, gate: Gate): Standing =>
  isExpected(check) ? 'expected' : standingOf(check.verdict, gate);

/** How a whole scenario stands: as the worst of its checks, or as its own verdict where none explains it. */
export const scenarioStanding = (scenario: ScenarioResult, gate: Gate): Standing => {
  if (scenario.checks.some((check) => checkStanding(check, gate) === 'red')) return 'red';
  const own = standingOf(scenario.verdict, gate);
  const excused = scenario.checks.some((check) => isExpected(check) && check.verdict === scenario.verdict);
  return own === 'red' && excused ? 'expected' : own;
};

/** A scenario is a point of its own where it has no checks, or where it is red and none of its checks is. */
const speaksForItself = (scenario: ScenarioResult, gate: Gate): boolean =>
  scenario.checks.length === 0 ||
  (scenarioStanding(scenario, gate) === 'red' &&
    scenario.checks.every((check) => checkStanding(check, gate) !== 'red'));

export const scenarioPoint = (scenario: ScenarioResult, gate: Gate): Point => ({
  scenario,
  verdict: scenario.verdict,
  standing: scenarioStanding(scenario, gate),
});

const checkPoint = (scenario: ScenarioResult, check: CheckResult, gate: Gate): Point => ({
  scenario,
  check,
  verdict: check.verdict,
  standing: checkStanding(check, gate),
});

/** The points of a scenario: one a check, and one for itself where the checks do not tell all. */
export const pointsOf = (scenario: ScenarioResult, gate: Gate): Point[] => [
  ...scenario.checks.map((check) => checkPoint(scenario, check, gate)),
  ...(speaksForItself(scenario, gate) ? [scenarioPoint(scenario, gate)] : []),
];
