/** From a scenario and its trace to a verdict. Pure: a saved trace is judged exactly as a live one. */
import { clause as clauseOf, errata, levelOf } from '../spec/index.ts';
import type { ClauseId, Erratum, Level, Profile } from '../spec/index.ts';
import type { Check, Outcome } from '../scenario/check.ts';
import { unclear } from '../scenario/combine.ts';
import { roleOf } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { describe } from '../trace/describe.ts';
import { observe } from '../trace/observe.ts';
import type { Observations } from '../trace/observations.ts';
import { applicability } from './applicability.ts';
import type { CheckResult, ScenarioResult, Verdict } from './result.ts';
import { reproOf } from './repro.ts';
import type { ReproContext } from './repro.ts';

/** From the verdict that decides a scenario alone to the one that only counts when there is no other. */
const gravest: readonly Verdict[] = ['error', 'fail', 'inconclusive', 'warn', 'info', 'pass', 'skip'];

const worst = (verdicts: readonly Verdict[]): Verdict =>
  gravest.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive';

const verdictOfLevel: Record<Level, Verdict> = { must: 'fail', should: 'warn', may: 'info' };
const weight: Record<Level, number> = { must: 2, should: 1, may: 0 };

const lower = (level: Level, cap: Level | undefined): Level =>
  cap !== undefined && weight[cap] < weight[level] ? cap : level;

const capOf = (id: string | undefined, seen: Observations, profile: Profile): Level | undefined => {
  const known: Readonly<Record<string, Erratum>> = errata;
  const erratum = id === undefined ? undefined : known[id];
  const ofClients = seen.parameters.role === 'client' ? erratum?.clientCaps : undefined;
  return (ofClients ?? erratum?.caps)?.[profile];
};

/** What a check answers; a check that throws is a fault of ours and never the target's. */
const outcomeOf = (check: Check, seen: Observations): Outcome | { outcome: 'threw'; error: string } => {
  try {
    return check(seen);
  } catch (thrown) {
    return {
      outcome: 'threw',
      error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    };
  }
};

/**
 * A wait that ran out while this process itself was late for a good part of it says nothing about the target.
 * The same share holds for every deadline, so that a longer one tolerates more.
 */
const hostWasOverloaded = (seen: Observations): boolean =>
  seen.deadlines.some((deadline) => (seen.load?.maxDelay ?? 0) > deadline.milliseconds / 2);

const resultOf = (
  id: ClauseId,
  ordinal: number,
  check: Check,
  seen: Observations,
  profile: Profile,
): CheckResult => {
  const clause = clauseOf(id);
  const said = outcomeOf(check, seen);
  const outcome =
    said.outcome === 'broken' && hostWasOverloaded(seen)
      ? unclear(
          'host-overloaded',
          `this host was busy for ${String(seen.load?.maxDelay ?? 0)} ms; ${said.actual}`,
        )
      : said;
  const level = levelOf(clause, profile);
  const common = {
    clause: id,
    id: ordinal === 0 ? id : `${id}#${String(ordinal + 1)}`,
    level,
    message: clause.says,
    evidence: 'evidence' in outcome && outcome.evidence ? outcome.evidence : [],
  };
  switch (outcome.outcome) {
    case 'met':
      return {
        ...common,
        verdict: 'pass',
        ...(outcome.actual === undefined ? {} : { actual: outcome.actual }),
      };
    case 'noted':
      return { ...common, verdict: 'info', actual: outcome.actual };
    case 'skipped':
      return { ...common, verdict: 'skip', actual: outcome.why };
    case 'unclear':
      return { ...common, verdict: 'inconclusive', reason: outcome.reason, actual: outcome.why };
    case 'threw':
      return { ...common, verdict: 'error', actual: outcome.error };
    case 'broken': {
      const effective = lower(lower(level, capOf(outcome.erratum, seen, profile)), outcome.atMost);
      return {
        ...common,
        level: effective,
        verdict: verdictOfLevel[effective],
        expected: outcome.expected,
        actual: outcome.actual,
        ...(outcome.erratum === undefined ? {} : { erratum: outcome.erratum }),
      };
    }
  }
};

const checksOf = (scenario: Scenario): [ClauseId, readonly Check[]][] =>
  Object.entries(scenario.expect).map(([id, checks]) => [
    id as ClauseId,
    typeof checks === 'function' ? [checks] : checks,
  ]);

/** Every clause gets the same outcome: the scenario does not apply, or could not be played. */
const uniformly = (
  scenario: Scenario,
  outcome: Outcome,
  seen: Observations,
  profile: Profile,
): CheckResult[] =>
  checksOf(scenario).flatMap(([id, checks]) =>
    checks.map((_, ordinal) => resultOf(id, ordinal, () => outcome, seen, profile)),
  );

const judgeChecks = (scenario: Scenario, seen: Observations, profile: Profile): CheckResult[] => {
  const applies = applicability(scenario, seen.parameters.features);
  if (applies !== 'applies') return uniformly(scenario, applies, seen, profile);
  const { exit } = seen.command ?? {};
  if (exit?.code === 127 && !exit.asked) {
    const why = 'the command says that it does not support this (exit code 127)';
    return uniformly(scenario, { outcome: 'skipped', why }, seen, profile);
  }
  if (seen.finish === undefined || seen.finish.outcome === 'interrupted') {
    return uniformly(scenario, unclear('not-triggered', 'the run was interrupted'), seen, profile);
  }
  return checksOf(scenario).flatMap(([id, checks]) =>
    checks.map((check, ordinal) => resultOf(id, ordinal, check, seen, profile)),
  );
};

export interface JudgeContext extends ReproContext {
  readonly profile: Profile;
}

/**
 * Judges one scenario by its trace.
 *
 * @param id the id of the scenario, `suite/group/situation`
 * @param events the whole trace of the scenario, in order
 */
export const judge = (
  id: string,
  scenario: Scenario,
  events: readonly TraceEvent[],
  context: JudgeContext,
): ScenarioResult => {
  const seen = observe(events);
  const checks = judgeChecks(scenario, seen, context.profile);
  const harnessError = seen.finish?.outcome === 'error' ? (seen.finish.error ?? 'unknown') : undefined;
  const verdict = harnessError === undefined ? worst(checks.map((check) => check.verdict)) : 'error';
  const decisive = checks.find((check) => check.verdict === verdict);
  const reason =
    harnessError ??
    (verdict === 'inconclusive' ? decisive?.reason : undefined) ??
    skipReason(verdict, decisive);
  return {
    id,
    suite: id.split('/')[0] ?? id,
    role: roleOf(scenario),
    title: scenario.title,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    durationMs: Math.round(seen.until),
    checks,
    repro: reproOf(id, scenario, seen, context),
    conversation: describe(seen),
  };
};

const skipReason = (verdict: Verdict, decisive: CheckResult | undefined): string | undefined =>
  verdict === 'skip' ? decisive?.actual : undefined;
