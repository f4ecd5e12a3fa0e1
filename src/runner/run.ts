/** A run: the scenarios of a plan, side by side, told as events. */
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import type { Profile } from '../spec/index.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';
import { replayScript } from '../trace/replay-script.ts';
import { applicability } from '../verdict/applicability.ts';
import { baselineIssues, withBaseline } from '../verdict/baseline.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import { judge } from '../verdict/judge.ts';
import { needsScript, scriptName } from '../verdict/repro.ts';
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { reportOf } from '../verdict/summarise.ts';
import { environmentOf } from './environment.ts';
import { inParallel } from './parallel.ts';
import { featuresSeen, obstacle, probe, vacancy } from './probe.ts';
import { runFiles } from './run-files.ts';
import type { RunFiles } from './run-files.ts';
import { originOf, runScenario } from './run-scenario.ts';
import { shuffled } from './plan.ts';
import { describeTarget, numbered, subjectOf } from './naming.ts';
import { readied } from './ready.ts';
import type { BailOut } from './ready.ts';
import type { RunTarget, ServerTarget } from './target.ts';
import { timingOf } from './timing.ts';

export interface RunOptions {
  /** What will run, in this order. */
  readonly scenarios: readonly (readonly [id: string, scenario: Scenario])[];
  /** Ids of all scenarios that exist, for the baseline. */
  readonly known: ReadonlySet<string>;
  /** Nothing that suits the target was left out: then a baseline entry that matches nothing is a mistake. */
  readonly everything: boolean;
  readonly target: RunTarget;
  readonly profile: Profile;
  readonly gate: RunReport['gate'];
  readonly baseline: readonly BaselineEntry[];
  readonly seed: number;
  /** How many scenarios run at once. */
  readonly jobs: number;
  /** Multiplies every deadline. */
  readonly timeoutScale: number;
  /** Multiplies every delay of ours; 1 except against our own peers. */
  readonly delayScale: number;
  /** Payload bytes kept in the trace, in each direction of a connection. */
  readonly keepBytes: number;
  readonly redact: boolean;
  /** Directory for `trace/<scenario>.ndjson`, `events.ndjson`, `run.json`, `repro/`; none where nothing is to be written. */
  readonly output?: string;
  /** Which traces stay on disk after the run. */
  readonly traces: 'on' | 'failures' | 'off';
  readonly tool: RunReport['tool'];
}

interface Run {
  readonly options: RunOptions;
  readonly target: RunTarget;
  readonly files: RunFiles;
  readonly tell: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  /** Part of each mount point, so that two runs never meet. */
  readonly token: string;
}

const mountFor = (run: Run, index: number): string => {
  const { target } = run;
  if (target.kind === 'reference') return numbered('/live.mp3', run.token, index);
  if (target.kind === 'client') return target.mount;
  return target.features['anyMount'] === true ? numbered(target.mount, run.token, index) : target.mount;
};

const directoryOf = ({ output }: RunOptions): { directory?: string } =>
  output === undefined ? {} : { directory: path.relative(process.cwd(), output) };

/** Plays a scenario, with its trace in the files of the run. */
const traced = async (
  run: Run,
  [id, scenario]: readonly [string, Scenario],
  target: RunTarget,
  mount: string,
): Promise<TraceEvent[]> => {
  const { options, files, signal } = run;
  const file = files.trace(id);
  const events = await runScenario(id, scenario, {
    target,
    mount,
    timing: timingOf(options.timeoutScale, options.delayScale),
    signal,
    keepBytes: options.keepBytes,
    redact: options.redact,
    sink: (event) => {
      file.write(event);
    },
  });
  file.close();
  return events;
};

const playOne = async (
  run: Run,
  pair: readonly [string, Scenario],
  index: number,
): Promise<{ events: TraceEvent[]; result: ScenarioResult }> => {
  const events = await traced(run, pair, run.target, mountFor(run, index));
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

/** Plays a scenario, tells that it begins, and keeps the script that says it again where it went wrong. */
const playAndTell = async (
  run: Run,
  pair: readonly [string, Scenario],
  index: number,
): Promise<ScenarioResult | undefined> => {
  const [id, scenario] = pair;
  if (run.signal.aborted) return undefined;
  run.tell({ event: 'scenario-started', id, title: scenario.title });
  const { events, result } = await playOne(run, pair, index);
  if (run.signal.aborted && result.verdict !== 'pass') return undefined;
  if (isRed(result)) keepScript(run, id, scenario, events);
  return result;
};

const isUnjudged = (result: ScenarioResult | undefined): boolean =>
  result?.checks.some((check) => check.reason === 'host-overloaded') ?? false;

const finishOne = (run: Run, result: ScenarioResult): ScenarioResult => {
  const [judged = result] = withBaseline([result], run.options.baseline);
  const drop = run.options.traces === 'off' || (run.options.traces === 'failures' && !isRed(judged));
  if (drop) run.files.dropTrace(result.id);
  run.tell({ event: 'scenario-finished', result: judged });
  return judged;
};

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

const playAll = async (run: Run, scenarios: RunOptions['scenarios']): Promise<ScenarioResult[]> => {
  const exclusive = run.target.kind === 'server' && run.target.features['anyMount'] !== true;
  const again: { pair: readonly [string, Scenario]; index: number }[] = [];
  const results = await inParallel(scenarios, exclusive ? 1 : run.options.jobs, async (pair, index) => {
    if (exclusive) await waitForVacancy(run);
    const result = await playAndTell(run, pair, index);
    if (result === undefined) return undefined;
    if (!isUnjudged(result)) return finishOne(run, result);
    again.push({ pair, index });
    return undefined;
  });
  const alone: ScenarioResult[] = [];
  for (const { pair, index } of again) {
    const result = await playAndTell(run, pair, scenarios.length + index);
    if (result !== undefined) alone.push(finishOne(run, result));
  }
  return [...results.filter((result) => result !== undefined), ...alone];
};

const lookAt = async (run: Run, target: ServerTarget): Promise<ServerTarget | BailOut> => {
  const unknown = { ...target, features: {} };
  const events = await traced(run, ['probe', probe], unknown, numbered(target.mount, run.token, 0));
  const message = obstacle(events);
  if (message !== undefined) return { message, exitCode: 3 };
  const declaredByAccounts = {
    ...(target.admin ? { admin: true } : {}),
    ...(target.accounts['open'] ? { openMount: true } : {}),
    ...(target.accounts['colon'] ? { colonAccount: true } : {}),
    ...(target.accounts['utf8'] ? { utf8Account: true } : {}),
  };
  return { ...target, features: { ...featuresSeen(events), ...declaredByAccounts, ...target.features } };
};

/** Whether the port is closed at first, so that a client may rightly never connect. */
const beginsClosed = (scenario: Scenario): boolean =>
  'serve' in scenario && scenario.serve[0]?.closedFor !== undefined;

/** The first scenario that applies goes alone: a command that never connects is not started a hundred times. */
const firstOfClient = async (
  run: Run,
  first: readonly [string, Scenario],
): Promise<ScenarioResult | BailOut | undefined> => {
  if (run.signal.aborted) return undefined;
  run.tell({ event: 'scenario-started', id: first[0], title: first[1].title });
  const { events, result } = await playOne(run, first, 0);
  if (run.signal.aborted) return undefined;
  const seen = observe(events);
  const exit = seen.command?.exit;
  if (exit?.error !== undefined)
    return { message: `the command cannot be started: ${exit.error}`, exitCode: 2 };
  if (seen.connections.length > 0 || result.verdict === 'skip' || result.verdict === 'error')
    return finishOne(run, result);
  const said = seen.command?.stderr.trim().split('\n').at(-1) ?? '';
  const how =
    exit === undefined || exit.asked
      ? 'was still running'
      : `ended with ${exit.code === null ? (exit.signal ?? 'a signal') : `exit code ${String(exit.code)}`}`;
  return {
    message: `the command never connected; it ${how}${said === '' ? '' : ` and said: ${said.slice(0, 300)}`}`,
    exitCode: 3,
  };
};

const playTarget = async (run: Run): Promise<{ results: ScenarioResult[]; target: RunTarget } | BailOut> => {
  const order = shuffled(run.options.scenarios, run.options.seed);
  if (order.length === 0) return { results: [], target: run.target };
  if (run.target.kind === 'server') {
    const target = await lookAt(run, run.target);
    if ('exitCode' in target) return target;
    return { results: await playAll({ ...run, target }, order), target };
  }
  if (run.target.kind === 'reference') return { results: await playAll(run, order), target: run.target };
  const features = run.target.features;
  const first = order.find(
    ([, scenario]) => applicability(scenario, features) === 'applies' && !beginsClosed(scenario),
  );
  const others = order.filter((pair) => pair !== first);
  if (first === undefined) return { results: await playAll(run, others), target: run.target };
  const opening = await firstOfClient(run, first);
  if (opening === undefined) return { results: [], target: run.target };
  if ('exitCode' in opening) return opening;
  return { results: [opening, ...(await playAll(run, others))], target: run.target };
};

/** 130 for SIGINT and 143 for SIGTERM, which is what the signal was aborted with. */
const interruptedExit = (signal: AbortSignal): number => (signal.reason === 'SIGTERM' ? 143 : 130);

/**
 * Runs and judges.
 *
 * @param tell is given every run event, in order; reporters and `events.ndjson` live on them
 * @param signal ends the run early: the report is then partial
 * @returns the report; its `exitCode` is 3 where the target could not be reached at all
 * @throws what the file system says where the output directory cannot be written
 */
export const run = async (
  options: RunOptions,
  tell: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<RunReport> => {
  const files = runFiles(options.output);
  // Every wait of every scenario listens for the interruption.
  setMaxListeners(0, signal);
  const started = new Date().toISOString();
  const tellAll = (event: RunEvent): void => {
    files.event(event);
    tell(event);
  };
  const environment = environmentOf();
  const ready = await readied(options.target);
  const target = 'exitCode' in ready ? options.target : ready.target;
  const { tool, profile, seed, gate } = options;
  tellAll({
    event: 'run-started',
    version: 1,
    tool,
    target: describeTarget(target),
    profile,
    started,
    seed,
    environment,
    gate,
    scenarios: options.scenarios.map(([id]) => id),
  });
  let outcome: Awaited<ReturnType<typeof playTarget>>;
  try {
    const token = randomBytes(3).toString('hex');
    outcome =
      'exitCode' in ready
        ? ready
        : await playTarget({ options, target, files, tell: tellAll, signal, token });
  } finally {
    if ('stop' in ready) await ready.stop();
  }
  const bailOut = 'exitCode' in outcome ? outcome : undefined;
  if (bailOut) tellAll({ event: 'bail-out', message: bailOut.message });
  const played = 'exitCode' in outcome ? { results: [], target } : outcome;
  const position = new Map(options.scenarios.map(([id], index) => [id, index]));
  const scenarios = [...played.results].sort((a, b) => (position.get(a.id) ?? 0) - (position.get(b.id) ?? 0));
  const report = reportOf({
    tool,
    target: describeTarget(played.target),
    profile,
    started,
    finished: new Date().toISOString(),
    partial: signal.aborted || scenarios.length < options.scenarios.length,
    seed,
    environment,
    gate,
    scenarios,
    baselineIssues:
      signal.aborted || bailOut
        ? []
        : baselineIssues(scenarios, options.baseline, options.known, options.everything),
    ...(signal.aborted
      ? { exitCode: interruptedExit(signal) }
      : bailOut
        ? { exitCode: bailOut.exitCode }
        : {}),
  });
  files.report(report);
  tellAll({ event: 'run-finished', report });
  files.close();
  return report;
};
