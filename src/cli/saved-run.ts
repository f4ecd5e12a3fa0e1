/** An earlier run, from its directory or from a single trace: what was tested, what was said of it, and the traces. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readText, reasonOf, UsageError } from '../config/index.ts';
import { traceName } from '../runner/run-files.ts';
import type { Profile } from '../spec/index.ts';
import type { RunReport, ScenarioResult, Shard, Target } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { readTrace } from './saved-trace.ts';
import type { SavedTrace } from './saved-trace.ts';

/** What is known of a run beyond its scenarios. */
export interface Circumstances {
  readonly target: Target;
  readonly profile: Profile;
  readonly started: string;
  readonly finished: string;
  readonly seed: number;
  readonly environment: RunReport['environment'];
  readonly gate: RunReport['gate'];
  readonly shard?: Shard;
}

/** One scenario of an earlier run: its verdict then, its trace, or both. */
export interface SavedScenario {
  readonly id: string;
  readonly result?: ScenarioResult;
  readonly trace?: () => SavedTrace;
}

export interface SavedRun {
  readonly circumstances: Circumstances;
  readonly scenarios: readonly SavedScenario[];
  /** Scenarios that were planned and never begun. */
  readonly missing: number;
  readonly partial: boolean;
}

type Started = Extract<RunEvent, { event: 'run-started' }>;

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
};

export const readReport = (directory: string, shown: string): RunReport | undefined => {
  const file = path.join(directory, 'run.json');
  if (!existsSync(file)) return undefined;
  const name = path.join(shown, 'run.json');
  const report = parsed(readText('the report', file, name)) as Partial<RunReport> | undefined;
  if (report?.schemaVersion !== 1 || !Array.isArray(report.scenarios) || report.target === undefined) {
    throw new UsageError(
      `${name} is no report that this version can read: remove it, and the run is judged by its events`,
    );
  }
  return report as RunReport;
};

/** The events of a run, up to the first that was not written to its end. */
export const readEvents = (directory: string, shown: string): RunEvent[] => {
  const file = path.join(directory, 'events.ndjson');
  if (!existsSync(file)) return [];
  const events: RunEvent[] = [];
  for (const line of readText('the events', file, path.join(shown, 'events.ndjson')).split('\n')) {
    const event = parsed(line) as RunEvent | undefined;
    if (typeof event?.event !== 'string') break;
    events.push(event);
  }
  return events;
};

const circumstancesOf = (known: RunReport | Started): Circumstances => ({
  target: known.target,
  profile: known.profile,
  started: known.started,
  finished: 'finished' in known ? known.finished : known.started,
  seed: known.seed,
  environment: known.environment,
  gate: known.gate,
  ...(known.shard === undefined ? {} : { shard: known.shard }),
});

const readDirectory = (directory: string, shown: string): SavedRun => {
  const report = readReport(directory, shown);
  const events = readEvents(directory, shown);
  const started = events.find((event) => event.event === 'run-started');
  const known = report ?? started;
  if (known === undefined) {
    throw new UsageError(
      `${shown} holds no run: give the --output directory of a run, in which run.json and events.ndjson lie`,
    );
  }
  const told = events.flatMap((event) => (event.event === 'scenario-finished' ? [event.result] : []));
  const results = new Map([...told, ...(report?.scenarios ?? [])].map((result) => [result.id, result]));
  const planned = started?.scenarios ?? [...results.keys()];
  const scenarios = planned.flatMap((id): SavedScenario[] => {
    const result = results.get(id);
    const file = path.join(directory, traceName(id));
    const trace = existsSync(file) ? { trace: () => readTrace(file, path.join(shown, traceName(id))) } : {};
    return result === undefined && !('trace' in trace)
      ? []
      : [{ id, ...(result ? { result } : {}), ...trace }];
  });
  if (!scenarios.some((scenario) => scenario.trace)) {
    throw new UsageError(`${shown} holds no trace of a scenario: run it again with --trace on`);
  }
  const missing = planned.length - scenarios.length;
  return { circumstances: circumstancesOf(known), scenarios, missing, partial: report?.partial ?? true };
};

/** What a trace says by itself of the run that it is from. */
const circumstancesByTrace = ({ begin, events }: SavedTrace): Circumstances => {
  const { role, origin, mount, features } = begin.parameters;
  const command = events.find((event) => event.event === 'command');
  return {
    target:
      role === 'server'
        ? { kind: 'server', url: `${origin}${mount}`, features }
        : { kind: 'client', command: command ? command.argv.join(' ') : '<your command>', features },
    profile: 'corrected',
    started: begin.started,
    finished: begin.started,
    seed: 0,
    environment: {},
    gate: { strict: false, allowInconclusive: false },
  };
};

/** The run whose folder the trace lies in, where there is one that knows of it. */
const runAround = (file: string, id: string): SavedRun | undefined => {
  const directory = path.dirname(path.dirname(file));
  if (path.basename(path.dirname(file)) !== 'trace') return undefined;
  try {
    const run = readDirectory(directory, directory);
    return run.scenarios.some((scenario) => scenario.id === id) ? run : undefined;
  } catch {
    return undefined;
  }
};

const readSingle = (file: string, shown: string): SavedRun => {
  const trace = readTrace(file, shown);
  const id = trace.begin.scenario;
  const around = runAround(file, id);
  const result = around?.scenarios.find((scenario) => scenario.id === id)?.result;
  return {
    circumstances: around?.circumstances ?? circumstancesByTrace(trace),
    scenarios: [{ id, trace: () => trace, ...(result ? { result } : {}) }],
    missing: 0,
    partial: false,
  };
};

/**
 * @param shown how it is called in messages
 * @throws UsageError where it is neither a run nor a trace
 */
export const readSaved = (place: string, shown: string): SavedRun => {
  try {
    if (!statSync(place).isDirectory()) return readSingle(place, shown);
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    throw new UsageError(`${shown} cannot be read: ${reasonOf(thrown)}`);
  }
  return readDirectory(place, shown);
};
