/** `report merge`: the shards of a run, made into the run that they are parts of. */
import { copyFileSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkNames, reasonOf, reporterChoice, UsageError } from '../config/index.ts';
import { mergedEvents, mergedRun, mismatch, missingWords } from '../report/merge-shards.ts';
import type { MergedRun, ShardRun } from '../report/merge-shards.ts';
import { line } from '../report/text.ts';
import { runFiles, traceName } from '../runner/run-files.ts';
import { scriptName } from '../verdict/repro.ts';
import { catalogue } from './catalogue.ts';
import type { Command } from './command.ts';
import { note } from './io.ts';
import { claimApart } from './output-directory.ts';
import { choicesOf, openReporters } from './reporting.ts';
import { readShard } from './shard-directory.ts';

interface Source extends ShardRun {
  readonly directory: string;
}

/** Whether a directory holds a file of that name: a plain one, and not a way out of the directory. */
const holds = (directory: string, name: string): boolean => {
  try {
    const file = realpathSync(path.join(directory, name));
    return file.startsWith(`${realpathSync(directory)}${path.sep}`) && statSync(file).isFile();
  } catch {
    return false;
  }
};

/** Copies what the report refers to. */
const copyFiles = (source: Source, output: string): void => {
  const names = source.report.scenarios.flatMap(({ id }) => [traceName(id), scriptName(id)]);
  for (const name of names.filter((one) => holds(source.directory, one))) {
    const target = path.join(output, name);
    try {
      mkdirSync(path.dirname(target), { recursive: true });
      copyFileSync(path.join(source.directory, name), target);
    } catch (thrown) {
      throw new UsageError(
        `${path.join(source.where, name)} cannot be copied to the output directory: ${reasonOf(thrown)}`,
      );
    }
  }
};

/** Scripts that run a scenario again are where they will lie, or where they lie now, as seen from here. */
const withScriptsAt = (source: Source, output: string | undefined, cwd: string): Source => {
  const folder = path.relative(cwd, output ?? source.directory) || '.';
  const scenarios = source.report.scenarios.map((result) => {
    const script = scriptName(result.id);
    const isOurs = result.repro.startsWith('node ') && result.repro.endsWith(`/${script}`);
    return isOurs && holds(source.directory, script)
      ? { ...result, repro: `node ${folder}/${script}` }
      : result;
  });
  return { ...source, report: { ...source.report, scenarios } };
};

/** @throws UsageError where something is wrong with what is to be merged */
const merged = (sources: readonly Source[], allowMissing: boolean): { run: MergedRun; gap?: string } => {
  const wrong = mismatch(sources);
  if (wrong !== undefined) throw new UsageError(line(wrong, 500));
  const gap = missingWords(sources);
  if (gap !== undefined && !allowMissing)
    throw new UsageError(`${gap}: give every directory, or merge what is there with --allow-missing`);
  return { run: mergedRun(sources, catalogue.scenarios), ...(gap === undefined ? {} : { gap }) };
};

export const reportMerge: Command = {
  flags: {
    output: { kind: 'text', value: 'DIR', describe: 'write the merged run, as test does' },
    'allow-missing': {
      kind: 'switch',
      describe: 'merge the shards that are there; the run is then partial, and passes no gate',
    },
    reporter: {
      kind: 'list',
      value: 'NAME[:PATH]',
      describe: 'a report, on standard output or into a file; may be given again',
    },
  },
  positionals: { names: ['<run-dir>…'], least: 1, most: 1000 },
  examples: [
    ['ingestspec report merge s1 s2 s3 s4 --output all --reporter junit:junit.xml', 'four shards as one run'],
  ],
  run: async (args, io) => {
    const choices = choicesOf(args.list('reporter').map(reporterChoice));
    checkNames({ reporters: choices }, catalogue, () => '');
    const places = args.positionals.map((shown) => ({ shown, directory: path.resolve(io.cwd, shown) }));
    const read = places.map(({ shown, directory }) => ({ ...readShard(directory, shown), directory }));
    const output = args.text('output');
    const directory = output === undefined ? undefined : path.resolve(io.cwd, output);
    const sources = read.map((source) => withScriptsAt(source, directory, io.cwd));
    const { run, gap } = merged(sources, args.has('allow-missing'));
    const clear = claimApart(output, args.positionals, 'merged', io.cwd);
    const reporting = openReporters(choices, io);
    clear();
    if (gap !== undefined) note(io, `${gap}: the merged run is partial`);
    const files = runFiles(directory);
    if (directory !== undefined) for (const source of sources) copyFiles(source, directory);
    for (const event of mergedEvents(run)) {
      reporting.tell(event);
      files.event(event);
    }
    files.report(run.report);
    files.close();
    await reporting.end();
    return run.report.exitCode;
  },
};
