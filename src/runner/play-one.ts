/** One scenario of a run: played, judged, told, and its files kept or dropped. */
import path from 'node:path';
import { isPublication, isSourceScenario } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';
import { replayScript } from '../trace/replay-script.ts';
import { withBaseline } from '../verdict/baseline.ts';
import { judge } from '../verdict/judge.ts';
import { needsScript, scriptName } from '../verdict/repro.ts';
import type { ScenarioResult } from '../verdict/result.ts';
import { wasLate } from './load.ts';
import { describeTarget, numbered, originOf, referenceMount, subjectOf } from './naming.ts';
import type { Run, RunOptions } from './run-options.ts';
import { runScenario } from './run-scenario.ts';
import type { RunTarget } from './target.ts';
import { timingOf } from './timing.ts';

const mountFor = (run: Run, id: string, index: number): string => {
  const { target } = run;
  if (target.kind === 'reference') return numbered(referenceMount(id), run.token, index);
  // A store has a folder in the publishing point for each scenario.
  if (target.kind === 'client' || isPublication(id)) return target.mount;
  return target.features['anyMount'] === true ? numbered(target.mount, run.token, index) : target.mount;
};

export const suiteOf = (id: string): string => id.split('/')[0] ?? '';

const directoryOf = ({ output }: RunOptions): { directory?: string } =>
  output === undefined ? {} : { directory: path.relative(process.cwd(), output) };

/** Plays a scenario, with its trace in the files of the run. */
export const traced = async (
  run: Run,
  [id, scenario]: readonly [string, Scenario],
  target: RunTarget,
  mount: string,
): Promise<TraceEvent[]> => {
  const { options, files, signal } = run;
  const file = files.trace(id);
  const remembers = isSourceScenario(scenario) && scenario.instances === 'again';
  const earlier = remembers ? run.sessions.earlier(suiteOf(id)) : undefined;
  const events = await runScenario(id, scenario, {
    target,
    mount,
    timing: timingOf(options.timeoutScale, options.delayScale),
    signal,
    keepBytes: options.keepBytes,
    redact: options.redact,
    ...(options.setup === undefined ? {} : { setup: options.setup }),
    ...(options.nameserverPort === undefined ? {} : { nameserverPort: options.nameserverPort }),
    ...(earlier === undefined ? {} : { earlier }),
    sink: (event) => {
      file.write(event);
    },
  });
  file.close();
  if (remembers && target.kind === 'client') run.sessions.add(suiteOf(id), events);
  return events;
};

/** Tracks of a scenario have names that no other scenario uses on the same publishing point. */
export const withOwnTracks = (target: RunTarget, { token }: Run, index: number | string): RunTarget =>
  target.kind === 'server'
    ? { ...target, ingest: { ...target.ingest, trackSuffix: `-${token}-${String(index)}` } }
    : target;

export const playOne = async (
  run: Run,
  pair: readonly [string, Scenario],
  index: number,
): Promise<{ events: TraceEvent[]; result: ScenarioResult }> => {
  const events = await traced(
    run,
    pair,
    withOwnTracks(run.target, run, index),
    mountFor(run, pair[0], index),
  );
  const context = {
    profile: run.options.profile,
    subject: subjectOf(describeTarget(run.target)),
    ...directoryOf(run.options),
  };
  return { events, result: judge(...pair, events, context) };
};

const keepScript = (run: Run, id: string, scenario: Scenario, events: readonly TraceEvent[]): void => {
  if (run.target.kind !== 'server') return;
  if (!needsScript(scenario, observe(events))) return;
  run.files.script(scriptName(id), replayScript(events, id, originOf(run.target), run.target.owner.user));
};

const isRed = (result: ScenarioResult): boolean => !['pass', 'info', 'skip'].includes(result.verdict);

export interface Told {
  readonly result: ScenarioResult;
  /** Whether this process was late enough to hold our own peers up. */
  readonly late: boolean;
}

/** Plays a scenario, tells that it begins, and keeps the script that says it again where it went wrong. */
export const playAndTell = async (
  run: Run,
  pair: readonly [string, Scenario],
  index: number,
): Promise<Told | undefined> => {
  const [id, scenario] = pair;
  if (run.signal.aborted) return undefined;
  run.tell({ event: 'scenario-started', id, title: scenario.title });
  const { events, result } = await playOne(run, pair, index);
  if (run.signal.aborted && result.verdict !== 'pass') return undefined;
  if (isRed(result)) keepScript(run, id, scenario, events);
  return { result, late: wasLate(events) };
};

export const isUnjudged = (result: ScenarioResult | undefined): boolean =>
  result?.checks.some((check) => check.reason === 'host-overloaded') ?? false;

export const finishOne = (run: Run, result: ScenarioResult): ScenarioResult => {
  const [judged = result] = withBaseline([result], run.options.baseline);
  const drop = run.options.traces === 'off' || (run.options.traces === 'failures' && !isRed(judged));
  if (drop) run.files.dropTrace(result.id);
  run.tell({ event: 'scenario-finished', result: judged });
  return judged;
};
