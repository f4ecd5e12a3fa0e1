/** The tester tested: each scenario must pass its conforming twin, and say of its mutant exactly what is broken. */
import { setMaxListeners } from 'node:events';
import type { Mutant } from '../scenario/mutant.ts';
import { loadXmlParser } from '../media/xml-parser.ts';
import { isIngest } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { judge } from '../verdict/judge.ts';
import type { ScenarioResult } from '../verdict/result.ts';
import { calm, wasLate } from './load.ts';
import { referenceMount } from './naming.ts';
import { inParallel } from './parallel.ts';
import { isUnjudged } from './play-one.ts';
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

/** How often a scenario is played, where this host was too late for what is to be seen. */
const triesAtMost = 3;

type Triple = readonly [id: string, scenario: Scenario, mutant: Mutant];

/** Plays a scenario, and again in slower time where the outcome is not what it should be and we were late. */
const play = async (
  [id, scenario]: readonly [string, Scenario],
  mutant: Mutant | undefined,
  asItShould: (result: ScenarioResult) => boolean,
  signal: AbortSignal,
): Promise<ScenarioResult> => {
  for (let tried = 1; ; tried += 1) {
    const events = await runScenario(id, scenario, {
      target: { kind: 'reference' },
      mount: referenceMount(id),
      timing: timingOf(
        mutant === undefined ? 1 : deadlineScale,
        referenceDelayScale * (tried === 1 ? 1 : calm),
      ),
      signal,
      keepBytes,
      redact: true,
      ...(mutant === undefined ? {} : { mutant }),
    });
    const result = judge(id, scenario, events, { profile: 'corrected', subject: '' });
    const mayBeOtherwise = wasLate(events) || isUnjudged(result);
    if (asItShould(result) || !mayBeOtherwise || tried === triesAtMost || signal.aborted) return result;
  }
};

const passes = ({ verdict }: ScenarioResult): boolean => verdict === 'pass';

/** Clauses that a mutant breaks and that were found met, and those that were found broken and it does not break. */
const astray = (mutated: ScenarioResult, mutant: Mutant): { missed: string[]; unexpected: string[] } => {
  const broken = brokenIn(mutated);
  const breaks = new Set<string>(mutant.breaks);
  return {
    missed: [...breaks].filter((clause) => !broken.has(clause)),
    unexpected: [...broken].filter((clause) => !breaks.has(clause)),
  };
};

const isExact =
  (mutant: Mutant): ((mutated: ScenarioResult) => boolean) =>
  (mutated) => {
    const { missed, unexpected } = astray(mutated, mutant);
    return mutant.breaks.length > 0 && missed.length === 0 && unexpected.length === 0;
  };

const compare = (
  id: string,
  twin: ScenarioResult,
  mutated: ScenarioResult,
  mutant: Mutant,
): SelfTestResult => {
  const twinPasses = passes(twin);
  const caught = twinPasses && isExact(mutant)(mutated);
  return { id, twin, mutated, mutant, twinPasses, ...astray(mutated, mutant), caught };
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
    const known = twins.get(id) ?? play([id, scenario], undefined, passes, signal);
    twins.set(id, known);
    return known;
  };
  return inParallel(triples, jobs, async ([id, scenario, mutant]) => {
    const twin = await twinOf(id, scenario);
    const mutated = await play([id, scenario], mutant, isExact(mutant), signal);
    const result = compare(id, twin, mutated, mutant);
    tell(result);
    return result;
  });
};
