/** A run: the scenarios of a plan, side by side, told as events. */
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { loadXmlParser } from '../media/xml-parser.ts';
import { isIngest } from '../scenario/scenario.ts';
import { baselineIssues } from '../verdict/baseline.ts';
import type { RunReport } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { reportOf } from '../verdict/summarise.ts';
import { environmentOf } from './environment.ts';
import { describeTarget, subjectOf } from './naming.ts';
import { playTarget } from './play-target.ts';
import { readied } from './ready.ts';
import { runFiles } from './run-files.ts';
import type { RunOptions } from './run-options.ts';
import { sessionsIn } from './sessions.ts';

export type { RunOptions } from './run-options.ts';

/** 130 for SIGINT and 143 for SIGTERM, which is what the signal was aborted with. */
const interruptedExit = (signal: AbortSignal): number => (signal.reason === 'SIGTERM' ? 143 : 130);

const isEmptyShard = ({ shard, scenarios }: RunOptions): boolean =>
  shard !== undefined && scenarios.length === 0;

/** What of the baseline this run can be held against: in a shard, only what names its scenario. */
const decidable = ({ shard, baseline }: RunOptions): RunOptions['baseline'] =>
  shard === undefined ? baseline : baseline.filter(({ scenario }) => scenario !== undefined);

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
  // Timed text is read when it is judged.
  if (options.scenarios.some(([id]) => isIngest(id))) await loadXmlParser();
  const started = new Date().toISOString();
  const tellAll = (event: RunEvent): void => {
    files.event(event);
    tell(event);
  };
  const environment = environmentOf();
  // A shard of nothing has nothing to ask of a target.
  const ready =
    options.scenarios.length === 0
      ? { target: options.target, stop: () => Promise.resolve() }
      : await readied(options.target);
  const target = 'exitCode' in ready ? options.target : ready.target;
  const { tool, profile, seed, gate } = options;
  const shard = options.shard === undefined ? {} : { shard: options.shard };
  const sessions = sessionsIn(options.output, subjectOf(describeTarget(target)));
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
    ...shard,
    scenarios: options.scenarios.map(([id]) => id),
  });
  let outcome: Awaited<ReturnType<typeof playTarget>>;
  try {
    const token = randomBytes(3).toString('hex');
    outcome =
      'exitCode' in ready
        ? ready
        : await playTarget({ options, target, files, sessions, tell: tellAll, signal, token });
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
    ...shard,
    scenarios,
    baselineIssues:
      signal.aborted || bailOut
        ? []
        : baselineIssues(scenarios, decidable(options), options.known, options.everything),
    ...(signal.aborted
      ? { exitCode: interruptedExit(signal) }
      : bailOut
        ? { exitCode: bailOut.exitCode }
        : isEmptyShard(options)
          ? { exitCode: 0 }
          : {}),
  });
  files.report(report);
  sessions.save();
  tellAll({ event: 'run-finished', report });
  files.close();
  return report;
};
