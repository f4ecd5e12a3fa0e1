/** `test`: runs scenarios against a server, a command, or our own peers. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { scenarios } from '../../suites/index.ts';
import { checkNames, expandedPattern, findConfig, resolveOptions } from '../config/index.ts';
import type { Options, Settings } from '../config/index.ts';
import { line } from '../report/text.ts';
import { roles } from '../scenario/scenario.ts';
import { partOf, select } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import type { RunOptions } from '../runner/run.ts';
import { referenceDelayScale } from '../runner/self-test.ts';
import type { RunReport } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { catalogue } from './catalogue.ts';
import type { Args, Command } from './command.ts';
import { differences } from './differences.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { claimOutput } from './output-directory.ts';
import { choicesOf, openReporters } from './reporting.ts';
import { runTarget } from './target.ts';
import { checkForServer, settingsOfFlags, testFlags } from './test-flags.ts';
import { checkOneProtocol, checkSurroundings, tellWhatNeedsNames } from './test-surroundings.ts';
import { tool } from './tool.ts';

/** Payload bytes that a trace keeps, in each direction of a connection. */
const keepBytes = 64 * 1024;

const unreachable = 3;
const nothingSelected = 5;

const whatIsTested = { reference: 'our own peers', server: 'a server', client: 'a client' } as const;

/** Our own peers mostly wait; a server is not to be pressed; a command under test wants a processor. */
const jobsFor: Record<Options['target']['kind'], number> = {
  reference: 8 * availableParallelism(),
  server: 4,
  client: 2 * availableParallelism(),
};

const baselineOfFlag = async (args: Args, io: Io): Promise<Settings['baseline']> => {
  const file = args.text('baseline');
  if (file === undefined) return undefined;
  const { loadBaseline } = await import('../config/baseline-file.ts');
  return loadBaseline(path.resolve(io.cwd, file), file, catalogue);
};

const configOf = async (args: Args, io: Io): Promise<Settings> => {
  const found = findConfig(args.text('config'), io.cwd);
  if (found === undefined) return {};
  const { loadConfig } = await import('../config/config-file.ts');
  return loadConfig(found.file, found.shown, catalogue);
};

const optionsOf = async (args: Args, io: Io): Promise<Options> => {
  const flags = settingsOfFlags(args, await baselineOfFlag(args, io));
  checkNames(flags, catalogue, () => '');
  const options = resolveOptions(flags, io.env, await configOf(args, io));
  if (options.target.kind !== 'server') checkForServer(args, options.target.kind);
  return options;
};

const rolesOf = { reference: roles, server: ['server'], client: ['client'] } as const;

const selected = (options: Options): RunOptions['scenarios'] =>
  select(scenarios, {
    suites: options.suites,
    only: options.only.map((pattern) => expandedPattern(pattern, catalogue)),
    skip: options.skip.map((pattern) => expandedPattern(pattern, catalogue)),
    clauses: options.clauses,
    ...(options.level === undefined ? {} : { level: options.level }),
    profile: options.profile,
    roles: options.role === undefined ? rolesOf[options.target.kind] : [options.role],
  });

const isWhole = ({ only, skip, clauses, level }: Options): boolean =>
  only.length === 0 && skip.length === 0 && clauses.length === 0 && level === undefined;

/** The part of the selection that is run; the baseline's entries about no scenario by name go with it to the others. */
const shardOf = (options: Options, chosen: RunOptions['scenarios']): Partial<RunOptions> => {
  if (options.shard === undefined) return {};
  const { index, total } = options.shard;
  const entries = options.baseline.filter(({ scenario }) => scenario === undefined);
  return {
    scenarios: partOf(chosen, index, total),
    selected: chosen,
    shard: {
      index,
      total,
      selected: chosen.length,
      ...(entries.length === 0 ? {} : { baseline: { everything: isWhole(options), entries } }),
    },
  };
};

/** An empty shard is none of the faults that a run of nothing would be. */
const tellEmpty = ({ shard, scenarios: own }: RunOptions, io: Io): void => {
  if (shard === undefined || own.length > 0) return;
  const { index, total, selected: all } = shard;
  note(
    io,
    `shard ${String(index)} of ${String(total)} has 0 scenarios, as only ${String(all)} ${all === 1 ? 'is' : 'are'} selected: nothing is run`,
  );
};

const runOptions = (
  options: Options,
  target: RunOptions['target'],
  chosen: RunOptions['scenarios'],
  output: string,
): RunOptions => ({
  scenarios: chosen,
  known: new Set(catalogue.scenarios),
  everything: isWhole(options),
  target,
  profile: options.profile,
  gate: { strict: options.strict, allowInconclusive: options.allowInconclusive },
  baseline: options.baseline,
  seed: options.seed,
  jobs: options.jobs ?? jobsFor[options.target.kind],
  timeoutScale: options.timeoutScale,
  delayScale: options.target.kind === 'reference' ? referenceDelayScale : 1,
  keepBytes,
  redact: options.redact,
  ...(options.setup === undefined ? {} : { setup: options.setup }),
  ...(options.dnsPort === undefined ? {} : { nameserverPort: options.dnsPort }),
  output,
  traces: options.trace,
  tool: tool(),
  ...shardOf(options, chosen),
});

interface Repetition {
  readonly first: RunReport;
  readonly todo: RunOptions;
  readonly times: number;
  readonly directory: string;
}

/** Runs again, and says each time where it comes to other verdicts; the report is that of the first run. */
const repeat = async ({ first, todo, times, directory }: Repetition, io: Io): Promise<number> => {
  let code = first.exitCode;
  for (let time = 2; time <= times && !io.signal.aborted && code !== unreachable; time += 1) {
    const report = await run(
      { ...todo, output: path.join(directory, `repeat-${String(time)}`) },
      () => undefined,
      io.signal,
    );
    if (io.signal.aborted) break;
    const found = differences(first.scenarios, report.scenarios);
    note(
      io,
      `run ${String(time)} of ${String(times)}: ${found.length === 0 ? 'the same verdicts' : 'other verdicts than the first'}`,
    );
    for (const difference of found) io.stderr.write(`  ${difference}\n`);
    code = code === 0 ? report.exitCode || (found.length > 0 ? 1 : 0) : code;
  }
  return code;
};

export const test: Command = {
  flags: testFlags,
  positionals: { names: ['[url]'], least: 0, most: 1 },
  takesRest: true,
  examples: [
    ['ingestspec test', 'every suite, both directions, against our own peers'],
    [
      'ingestspec test --shard 2/4 --output s2',
      'a quarter of it; ingestspec report merge makes one run of all four',
    ],
    ['ingestspec test http://source:hackme@127.0.0.1:8000/live.mp3 --suite icecast', 'a server'],
    ['ingestspec test http://ingest:secret@127.0.0.1:8080/live.isml --suite cmaf', 'a receiving entity'],
    [
      "ingestspec test --suite icecast -- ffmpeg -re -i t.mp3 -c copy -f mp3 'icecast://{user}:{password}@{host}:{port}{path}'",
      'a client',
    ],
    ["ingestspec test --suite icy2 --role listener -- mpv --no-video '{url}'", 'a player'],
    [
      "sudo ingestspec test --suite cmaf --setup namespaces -- ffmpeg -re -i av.mp4 -c copy -map 0:v -f mp4 -movflags +cmaf -method POST '{url}'",
      'an ingest source, in networks of its own where a scenario is about names or addresses',
    ],
  ],
  run: async (args, io) => {
    const options = await optionsOf(args, io);
    const choices = choicesOf(options.reporters);
    const chosen = selected(options);
    if (chosen.length === 0) {
      note(
        io,
        `nothing is selected: no scenario for ${whatIsTested[options.target.kind]} is left by --suite, --role, --only, --skip, --clause and --level; see ingestspec list scenarios`,
      );
      return nothingSelected;
    }
    const target = runTarget(options.target, io.cwd);
    checkOneProtocol(options, chosen);
    await checkSurroundings(options);
    const directory = path.resolve(io.cwd, options.output);
    const clear = claimOutput(directory, path.relative(io.cwd, directory) || directory);
    const todo = runOptions(options, target, chosen, directory);
    tellWhatNeedsNames(options, todo.scenarios, io);
    tellEmpty(todo, io);
    const reporting = openReporters(choices, io);
    clear();
    try {
      const tell = (event: RunEvent): void => {
        reporting.tell(event);
        if (event.event === 'bail-out') note(io, line(event.message.split('\n')[0] ?? '', 500));
      };
      const first = await run(todo, tell, io.signal);
      return await repeat({ first, todo, times: options.repeat, directory }, io);
    } finally {
      await reporting.end();
    }
  },
};
