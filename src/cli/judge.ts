/** `judge`: the traces of an earlier run, judged again. */
import path from 'node:path';
import { checkNames, reporterChoice } from '../config/index.ts';
import { loadXmlParser } from '../media/xml-parser.ts';
import { runFiles } from '../runner/run-files.ts';
import { isIngest } from '../scenario/scenario.ts';
import { profiles } from '../spec/index.ts';
import type { Profile } from '../spec/index.ts';
import { baselineIssues, withBaseline } from '../verdict/baseline.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import type { ScenarioResult } from '../verdict/result.ts';
import { gateExit, reportOf } from '../verdict/summarise.ts';
import { catalogue } from './catalogue.ts';
import type { Args, Command } from './command.ts';
import { differences } from './differences.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { eventsOf, joined, judgeAgain, marksOf, scenarioOf } from './judge-again.ts';
import { claimApart } from './output-directory.ts';
import { choicesOf, openReporters } from './reporting.ts';
import { readSaved } from './saved-run.ts';
import type { SavedRun } from './saved-run.ts';
import { tool } from './tool.ts';

const baselineOf = async (args: Args, io: Io): Promise<readonly BaselineEntry[] | undefined> => {
  const file = args.text('baseline');
  if (file === undefined) return undefined;
  const { loadBaseline } = await import('../config/baseline-file.ts');
  return loadBaseline(path.resolve(io.cwd, file), file, catalogue);
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
    // Timed text is read when it is judged.
    if (run.scenarios.some(({ id }) => isIngest(id))) await loadXmlParser();
    const output = args.text('output');
    const directory = output === undefined ? undefined : path.resolve(io.cwd, output);
    const clear = claimApart(output, args.positionals, 'judged', io.cwd);
    const reporting = openReporters(choices, io);
    clear();
    const files = runFiles(directory);
    tellWhatIsMissing(run, io);
    const judged = run.scenarios.map((saved) => judgeAgain(saved, circumstances, profile, files, io));
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
    for (const event of eventsOf(report)) {
      reporting.tell(event);
      files.event(event);
    }
    files.report(report);
    files.close();
    await reporting.end();
    return report.exitCode;
  },
};
