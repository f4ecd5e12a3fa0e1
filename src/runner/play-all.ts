/** The scenarios of a run, side by side where the target lets them. */
import { isIngest, isServerScenario } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { observe } from '../trace/observe.ts';
import type { ScenarioResult } from '../verdict/result.ts';
import { inParallel } from './parallel.ts';
import { calm } from './load.ts';
import { finishOne, isUnjudged, playAndTell } from './play-one.ts';
import type { Told } from './play-one.ts';
import { vacancy } from './probe.ts';
import type { Run, RunOptions } from './run-options.ts';
import { runScenario } from './run-scenario.ts';
import { timingOf } from './timing.ts';

const waitForVacancy = async (run: Run): Promise<void> => {
  const { target, options } = run;
  if (
    target.kind !== 'server' ||
    target.features['anyMount'] === true ||
    target.features['listeners'] !== true
  )
    return;
  const until = performance.now() + timingOf(options.timeoutScale, 1).deadline('close');
  for (;;) {
    const events = await runScenario('vacancy', vacancy, {
      target,
      mount: target.mount,
      timing: timingOf(options.timeoutScale, options.delayScale),
      signal: run.signal,
      keepBytes: 0,
      redact: true,
    });
    const response = observe(events).connections[0]?.exchanges[0]?.response;
    if (response?.head.status !== 200 || performance.now() > until || run.signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** A server that is restarted is lost to whoever else is at it: such scenarios come last, one by one. */
const partedByRestart = (
  run: Run,
  scenarios: RunOptions['scenarios'],
): { together: RunOptions['scenarios']; apart: RunOptions['scenarios'] } => {
  const restarts = ([, scenario]: readonly [string, Scenario]): boolean =>
    run.target.kind === 'server' &&
    isServerScenario(scenario) &&
    scenario.send.some((step) => step.do === 'restart');
  return {
    together: scenarios.filter((pair) => !restarts(pair)),
    apart: scenarios.filter(restarts),
  };
};

/**
 * Whether a scenario is played again alone: where it could not be judged for our own lateness. The faster the time of
 * our own peers runs, the sooner a host that is held up makes them late: where it was, they get another chance, in
 * slower time.
 */
const deservesCalm = ({ target, options }: Run, { result, late }: Told): boolean =>
  isUnjudged(result) ||
  (late &&
    target.kind === 'reference' &&
    options.delayScale < 1 &&
    !['pass', 'skip'].includes(result.verdict));

const inCalm = (run: Run): Run =>
  run.target.kind === 'reference' && run.options.delayScale < 1
    ? { ...run, options: { ...run.options, delayScale: Math.min(1, calm * run.options.delayScale) } }
    : run;

/** Our own peers in slower time leave a machine most of its time; anybody else is played alone. */
const calmJobs = ({ target }: Run): number => (target.kind === 'reference' ? 4 : 1);

export const playAll = async (run: Run, scenarios: RunOptions['scenarios']): Promise<ScenarioResult[]> => {
  const exclusive = run.target.kind === 'server' && run.target.features['anyMount'] !== true;
  const { together, apart } = partedByRestart(run, scenarios);
  const again: { pair: readonly [string, Scenario]; index: number }[] = [];
  const playInTurn = async (pair: readonly [string, Scenario], index: number) => {
    if (exclusive && !isIngest(pair[0])) await waitForVacancy(run);
    const told = await playAndTell(run, pair, index);
    if (told === undefined) return undefined;
    if (!deservesCalm(run, told)) return finishOne(run, told.result);
    again.push({ pair, index });
    return undefined;
  };
  const results = [
    ...(await inParallel(together, exclusive ? 1 : run.options.jobs, playInTurn)),
    ...(await inParallel(apart, 1, (pair, index) => playInTurn(pair, together.length + index))),
  ];
  const alone = await inParallel(again, calmJobs(run), async ({ pair, index }) => {
    const told = await playAndTell(inCalm(run), pair, scenarios.length + index);
    return told === undefined ? undefined : finishOne(run, told.result);
  });
  return [...results, ...alone].filter((result) => result !== undefined);
};
