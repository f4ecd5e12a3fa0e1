/** Where two judgements of the same scenarios part. */
import type { ScenarioResult } from '../verdict/result.ts';

const ofChecks = (before: ScenarioResult, after: ScenarioResult): string[] => {
  const now = new Map(after.checks.map((check) => [check.id, check]));
  return before.checks.flatMap((check) => {
    const again = now.get(check.id);
    if (again?.verdict === check.verdict) return [];
    const seen = again?.actual === undefined ? '' : ` (${again.actual})`;
    return [`${before.id}  ${check.id}  was ${check.verdict}, is ${again?.verdict ?? 'not judged'}${seen}`];
  });
};

/** One line for each check, or scenario, of which the verdict is another. */
export const differences = (
  before: readonly ScenarioResult[],
  after: readonly ScenarioResult[],
): string[] => {
  const now = new Map(after.map((scenario) => [scenario.id, scenario]));
  const then = new Set(before.map((scenario) => scenario.id));
  const changed = before.flatMap((scenario) => {
    const again = now.get(scenario.id);
    if (again === undefined) return [`${scenario.id}  was ${scenario.verdict}, is not judged`];
    const checks = ofChecks(scenario, again);
    if (checks.length > 0 || again.verdict === scenario.verdict) return checks;
    return [`${scenario.id}  was ${scenario.verdict}, is ${again.verdict}`];
  });
  const added = after.filter((scenario) => !then.has(scenario.id));
  return [...changed, ...added.map((scenario) => `${scenario.id}  was not judged, is ${scenario.verdict}`)];
};
