/** Judging again what an earlier run left. */
import { scenarios } from '../../suites/index.ts';
import { suggestion, UsageError } from '../config/index.ts';
import type { RunFiles } from '../runner/run-files.ts';
import { subjectOf } from '../runner/naming.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Profile } from '../spec/index.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import { judge } from '../verdict/judge.ts';
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { catalogue } from './catalogue.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import type { Circumstances, SavedRun, SavedScenario } from './saved-run.ts';

const known: Readonly<Record<string, Scenario | undefined>> = scenarios;

/** @throws UsageError where this version has no such scenario */
export const scenarioOf = (id: string): Scenario => {
  const scenario = known[id];
  if (scenario) return scenario;
  const meant = suggestion(id, catalogue.scenarios, 'judge it with the version that made it');
  throw new UsageError(`the trace is of “${id}”, a scenario that this version does not have: ${meant}`);
};

const withoutShard = ({ shard: _, ...circumstances }: Circumstances): Circumstances => circumstances;

/** Several of them are judged as one run, under the circumstances of the first. */
export const joined = (runs: readonly SavedRun[]): SavedRun => {
  const [first, ...others] = runs;
  if (first === undefined || others.length === 0) return first as SavedRun;
  const all = runs.flatMap((run) => run.scenarios);
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UsageError(`two of them are of ${twice}: judge them one at a time`);
  return {
    circumstances: withoutShard(first.circumstances),
    scenarios: all,
    missing: runs.reduce((sum, run) => sum + run.missing, 0),
    partial: runs.some((run) => run.partial),
  };
};

/** What the run took for expected then is expected now, unless another baseline is given. */
export const marksOf = (saved: readonly SavedScenario[], where: string): BaselineEntry[] =>
  saved.flatMap(({ id, result }) =>
    (result?.checks ?? []).flatMap(({ clause, verdict, actual, baseline }) =>
      baseline === undefined
        ? []
        : [
            {
              scenario: id,
              clause,
              verdict,
              reason: baseline,
              ...(actual === undefined ? {} : { seen: actual }),
              where,
            },
          ],
    ),
  );

/** Judges a scenario by its trace, which is written into the files of the new run. */
export const judgeAgain = (
  saved: SavedScenario,
  { target }: Circumstances,
  profile: Profile,
  files: RunFiles,
  io: Io,
): ScenarioResult => {
  const scenario = scenarioOf(saved.id);
  const trace = saved.trace?.();
  // A trace that was not kept leaves what was said of it then.
  if (trace === undefined) return saved.result as ScenarioResult;
  if (trace.cut !== undefined) note(io, trace.cut);
  const file = files.trace(saved.id);
  trace.events.forEach((event) => {
    file.write(event);
  });
  file.close();
  return judge(saved.id, scenario, trace.events, { profile, subject: subjectOf(target) });
};

/** What a run would have told that came to this report. */
export const eventsOf = function* (report: RunReport): Generator<RunEvent> {
  const { tool: by, target, profile, started, seed, environment, gate, shard } = report;
  const ids = report.scenarios.map(({ id }) => id);
  yield {
    event: 'run-started',
    version: 1,
    tool: by,
    target,
    profile,
    started,
    seed,
    environment,
    gate,
    ...(shard === undefined ? {} : { shard }),
    scenarios: ids,
  };
  for (const result of report.scenarios) {
    yield { event: 'scenario-started', id: result.id, title: result.title };
    yield { event: 'scenario-finished', result };
  }
  yield { event: 'run-finished', report };
};
