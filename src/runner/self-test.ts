/** The tester tested: each scenario must pass its conforming twin, and say of its mutant exactly what is broken. */
import { setMaxListeners } from 'node:events';
import type { Mutant } from '../scenario/mutant.ts';
import { loadXmlParser } from '../media/xml-parser.ts';
import { isIngest } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { judge } from '../verdict/judge.ts';
import type { ScenarioResult } from '../verdict/result.ts';
import { inParallel } from './parallel.ts';
import { runScenario } from './run-scenario.ts';
import { timingOf } from './timing.ts';

export interface SelfTestResult {
  readonly id: string;
  readonly twin: ScenarioResult;
  readonly mutated: ScenarioResult;
  readonly mutant: Mutant;
  /** The twin passes. */
  readonly twinPasses: boolean;
  /** Clauses that the table says are broken, and were found met. */
  readonly missed: readonly string[];
  /** Clauses that were found broken, and that the table does not name. */
  readonly unexpected: readonly string[];
  /** The twin passes, and the mutant breaks what the table says and nothing else. */
  readonly caught: boolean;
}

/** A mutant may keep us waiting for a deadline; the twin never does. */
const deadlineScale = 0.3;
export const referenceDelayScale = 0.05;
const keepBytes = 1024 * 1024;

/** Clauses of which some check found fault. A check that could not judge has caught nothing, and accuses nobody. */
const brokenIn = (result: ScenarioResult): Set<string> =>
  new Set(
    result.checks
      .filter((check) => ['fail', 'warn', 'info', 'error'].includes(check.verdict))
      .map((check) => check.clause),
  );

/** How often a scenario is played again where this host was too busy for a verdict. */
const triesAtMost = 3;

const isOverloaded = (result: ScenarioResult): boolean =>
  result.checks.some((check) => check.reason === 'host-overloaded');

type Triple = readonly [id: string, scenario: Scenario, mutant: Mutant];

const runOnce = (
  id: string,
  scenario: Scenario,
  mutant: Mutant | undefined,
  signal: AbortSignal,
): Promise<ScenarioResult> => {
  const again = (tried: number): Promise<ScenarioResult> =>
    playOnce(id, scenario, mutant, signal).then((result) =>
      isOverloaded(result) && tried < triesAtMost && !signal.aborted ? again(tried + 1) : result,
    );
  return again(1);
};

const playOnce = async (
  id: string,
  scenario: Scenario,
  mutant: Mutant | undefined,
  signal: AbortSignal,
): Promise<ScenarioResult> => {
  const events = await runScenario(id, scenario, {
    target: { kind: 'reference' },
    mount: isIngest(id) ? '/live.isml' : '/live.mp3',
    timing: timingOf(mutant === undefined ? 1 : deadlineScale, referenceDelayScale),
    signal,
    keepBytes,
    redact: true,
    ...(mutant === undefined ? {} : { mutant }),
  });
  return judge(id, scenario, events, { profile: 'corrected', subject: '' });
};

const compare = (
  id: string,
  twin: ScenarioResult,
  mutated: ScenarioResult,
  mutant: Mutant,
): SelfTestResult => {
  const broken = brokenIn(mutated);
  const breaks = new Set<string>(mutant.breaks);
  const missed = [...breaks].filter((clause) => !broken.has(clause));
  const unexpected = [...broken].filter((clause) => !breaks.has(clause));
  const twinPasses = twin.verdict === 'pass';
  const caught = twinPasses && breaks.size > 0 && missed.length === 0 && unexpected.length === 0;
  return { id, twin, mutated, mutant, twinPasses, missed, unexpected, caught };
};

/**
 * Runs every scenario against its twin and each of its mutants, side by side; the twin once for all of them.
 *
 * @param triples a scenario stands there once for each of its mutants
 * @param tell is given each result as it comes
 */
export const selfTest = async (
  triples: readonly Triple[],
  jobs: number,
  signal: AbortSignal,
  tell: (result: SelfTestResult) => void = () => undefined,
): Promise<SelfTestResult[]> => {
  setMaxListeners(0, signal);
  if (triples.some(([id]) => isIngest(id))) await loadXmlParser();
  const twins = new Map<string, Promise<ScenarioResult>>();
  const twinOf = (id: string, scenario: Scenario): Promise<ScenarioResult> => {
    const known = twins.get(id) ?? runOnce(id, scenario, undefined, signal);
    twins.set(id, known);
    return known;
  };
  return inParallel(triples, jobs, async ([id, scenario, mutant]) => {
    const twin = await twinOf(id, scenario);
    const result = compare(id, twin, await runOnce(id, scenario, mutant, signal), mutant);
    tell(result);
    return result;
  });
};
