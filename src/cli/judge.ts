/** `judge`: the traces of an earlier run, judged again. */
import path from 'node:path';
import { scenarios } from '../../suites/index.ts';
import { checkNames, reporterChoice, suggestion, UsageError } from '../config/index.ts';
import { runFiles } from '../runner/run-files.ts';
import type { RunFiles } from '../runner/run-files.ts';
import { subjectOf } from '../runner/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { profiles } from '../spec/index.ts';
import type { Profile } from '../spec/index.ts';
import { baselineIssues, withBaseline } from '../verdict/baseline.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import { judge as judgeTrace } from '../verdict/judge.ts';
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { gateExit, reportOf } from '../verdict/summarise.ts';
import { catalogue } from './catalogue.ts';
import type { Args, Command } from './command.ts';
import { differences } from './differences.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { claimOutput } from './output-directory.ts';
import { choicesOf, openReporters } from './reporting.ts';
import { readSaved } from './saved-run.ts';
import type { Circumstances, SavedRun, SavedScenario } from './saved-run.ts';
import { tool } from './tool.ts';

const known: Readonly<Record<string, Scenario | undefined>> = scenarios;

const scenarioOf = (id: string): Scenario => {
  const scenario = known[id];
  if (scenario) return scenario;
  const meant = suggestion(id, catalogue.scenarios, 'judge it with the version that made it');
  throw new UsageError(`the trace is of “${id}”, a scenario that this version does not have: ${meant}`);
};

/** Several of them are judged as one run, under the circumstances of the first. */
const joined = (runs: readonly SavedRun[]): SavedRun => {
  const [first, ...others] = runs;
  if (first === undefined || others.length === 0) return first as SavedRun;
  const all = runs.flatMap((run) => run.scenarios);
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UsageError(`two of them are of ${twice}: judge them one at a time`);
  return {
    circumstances: first.circumstances,
    scenarios: all,
    missing: runs.reduce((sum, run) => sum + run.missing, 0),
    partial: runs.some((run) => run.partial),
  };
};

/** What the run took for expected then is expected now, unless another baseline is given. */
const marksOf = (saved: readonly SavedScenario[], where: string): BaselineEntry[] =>
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

const baselineOf = async (args: Args, io: Io): Promise<readonly BaselineEntry[] | undefined> => {
  const file = args.text('baseline');
  if (file === undefined) return undefined;
  const { loadBaseline } = await import('../config/baseline-file.ts');
  return loadBaseline(path.resolve(io.cwd, file), file, catalogue);
};

const judgeOne = (
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
  return judgeTrace(saved.id, scenario, trace.events, { profile, subject: subjectOf(target) });
};

const events = function* (report: RunReport): Generator<RunEvent> {
  const { tool: by, target, profile, started, seed, environment, gate } = report;
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
    scenarios: ids,
  };
  for (const result of report.scenarios) {
    yield { event: 'scenario-started', id: result.id, title: result.title };
    yield { event: 'scenario-finished', result };
  }
  yield { event: 'run-finished', report };
};

const tellWhatIsMissing = (run: SavedRun, io: Io): void => {
  if (run.missing > 0) note(io, `the run was cut: ${String(run.missing)} of its scenarios were never begun`);
  const untraced = run.scenarios.filter(({ trace }) => trace === undefined).length;
  if (untraced > 0)
    note(io, `${String(untraced)} scenarios have no trace: their verdicts are those of the run`);
};

const tellDifferences = (run: SavedRun, results: readonly ScenarioResult[], io: Io): void => {
  const then = run.scenarios.flatMap(({ result }) => (result ? [result] : []));
  const ids = new Set(then.map(({ id }) => id));
  const lines = differences(
    then,
    results.filter(({ id }) => ids.has(id)),
  );
  if (lines.length > 0)
    note(
      io,
      `${String(lines.length)} ${lines.length === 1 ? 'verdict differs' : 'verdicts differ'} from those of the run:`,
    );
  for (const line of lines) io.stderr.write(`  ${line}\n`);
};

/** The directory that the run is written to again; it must not be one that is read. */
const claimed = (args: Args, io: Io): { directory?: string; clear: () => void } => {
  const output = args.text('output');
  if (output === undefined) return { clear: () => undefined };
  const directory = path.resolve(io.cwd, output);
  const within = args.positionals.find(
    (place) => !path.relative(directory, path.resolve(io.cwd, place)).startsWith('..'),
  );
  if (within !== undefined)
    throw new UsageError(
      `--output ${output} would write over ${within}, which is to be judged: choose another directory`,
    );
  return { directory, clear: claimOutput(directory, output) };
};

export const judge: Command = {
  flags: {
    profile: {
      kind: 'text',
      choices: profiles,
      value: profiles.join('|'),
      describe: 'how the documents are read; as in the run where nothing is said',
    },
    baseline: {
      kind: 'text',
      value: 'FILE',
      describe: 'the deviations that are known; as in the run where nothing is said',
    },
    strict: { kind: 'switch', describe: 'warnings fail the run' },
    'allow-inconclusive': { kind: 'switch', describe: 'what could not be judged does not fail the run' },
    output: { kind: 'text', value: 'DIR', describe: 'write the run again, as test does' },
    reporter: {
      kind: 'list',
      value: 'NAME[:PATH]',
      describe: 'a report, on standard output or into a file; may be given again',
    },
  },
  positionals: { names: ['<run-dir|trace.ndjson>…'], least: 1, most: 1000 },
  examples: [
    ['ingestspec judge reports/latest', 'the run that was last'],
    ['ingestspec judge reports/latest --profile practical', 'and how it looks under another profile'],
  ],
  run: async (args, io) => {
    const choices = choicesOf(args.list('reporter').map(reporterChoice));
    checkNames({ reporters: choices }, catalogue, () => '');
    const baseline = await baselineOf(args, io);
    const run = joined(args.positionals.map((place) => readSaved(path.resolve(io.cwd, place), place)));
    const { circumstances } = run;
    const profile = (args.text('profile') as Profile | undefined) ?? circumstances.profile;
    const gate = {
      strict: args.has('strict') || circumstances.gate.strict,
      allowInconclusive: args.has('allow-inconclusive') || circumstances.gate.allowInconclusive,
    };
    run.scenarios.forEach(({ id }) => scenarioOf(id));
    const { directory, clear } = claimed(args, io);
    const reporting = openReporters(choices, io);
    clear();
    const files = runFiles(directory);
    tellWhatIsMissing(run, io);
    const judged = run.scenarios.map((saved) => judgeOne(saved, circumstances, profile, files, io));
    const entries = baseline ?? marksOf(run.scenarios, args.positionals[0] ?? '');
    const results = withBaseline(judged, entries);
    tellDifferences(run, results, io);
    const ids = new Set(catalogue.scenarios);
    // Marks that no longer hold are told as differences; only a baseline that is given can be wrong.
    const issues =
      baseline === undefined ? [] : baselineIssues(results, baseline, ids, !run.partial && run.missing === 0);
    const gated = gateExit(results, issues, gate);
    const report = reportOf({
      ...circumstances,
      tool: tool(),
      profile,
      partial: run.partial,
      gate,
      scenarios: results,
      baselineIssues: issues,
      // What was cut has not shown that the gate is passed.
      exitCode: gated === 0 && run.partial ? 1 : gated,
    });
    for (const event of events(report)) {
      reporting.tell(event);
      files.event(event);
    }
    files.report(report);
    files.close();
    await reporting.end();
    return report.exitCode;
  },
};
