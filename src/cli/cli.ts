/** The command line: from its words to an exit code. */
import { setMaxListeners } from 'node:events';
import { commands, isCommand } from './commands.ts';
import type { CommandName } from './commands.ts';
import type { Io } from './io.ts';
import { asksForHelp, parse } from './parse.ts';

export type { Io } from './io.ts';

const exit = { usage: 2, harness: 4 } as const;

/** The help of all, which is printed so often that it must load nothing. */
const help = (): string => {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return [
    'Tests servers and clients of live-media ingest for conformance to the protocols they claim.',
    '',
    'usage: ingestspec <command> [options]',
    '',
    ...lines,
    '',
    '  ingestspec <command> --help   the options of a command',
    '  ingestspec --version          the version',
    '',
    'Exit codes: 0 gate passed · 1 gate failed · 2 usage or configuration · 3 target unreachable or never connected',
    '4 harness error · 5 nothing selected · 130, 143 interrupted, partial report written',
    '',
  ].join('\n');
};

const interruptedBy = (signal: AbortSignal): number => (signal.reason === 'SIGTERM' ? 143 : 130);

const runCommand = async (name: CommandName, words: readonly string[], io: Io): Promise<number> => {
  const entry = commands[name];
  const command = await entry.load();
  if (asksForHelp(words)) {
    const { commandHelp } = await import('./help.ts');
    io.stdout.write(commandHelp(entry, command));
    return 0;
  }
  const code = await command.run(await parse(words, name, command), io);
  return io.signal.aborted && command.endsOnSignal === undefined ? interruptedBy(io.signal) : code;
};

const unknownCommand = async (name: string, io: Io): Promise<number> => {
  const { suggestion } = await import('../config/nearest.ts');
  const what = name.startsWith('-') ? 'option' : 'command';
  const names = what === 'option' ? ['--help', '--version'] : Object.keys(commands);
  io.stderr.write(
    `ingestspec: unknown ${what} “${name}”: ${suggestion(name, names, 'see ingestspec --help')}\n`,
  );
  return exit.usage;
};

const complain = async (thrown: unknown, io: Io): Promise<number> => {
  const { UsageError } = await import('../config/usage-error.ts');
  if (thrown instanceof UsageError) {
    io.stderr.write(`ingestspec: ${thrown.message}\n`);
    return exit.usage;
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const [line = ''] = error.message.split('\n');
  io.stderr.write(`ingestspec: a fault of ingestspec itself: ${line} (INGESTSPEC_DEBUG=1 shows where)\n`);
  if ((io.env['INGESTSPEC_DEBUG'] ?? '') !== '') io.stderr.write(`${error.stack ?? error.message}\n`);
  return exit.harness;
};

/**
 * Runs a command line.
 *
 * @param argv the words after the name of the program
 * @returns the exit code of the process
 */
export const cli = async (argv: readonly string[], io: Io): Promise<number> => {
  // Every wait of a run listens to it.
  setMaxListeners(0, io.signal);
  try {
    const [first, ...words] = argv;
    const [asked] = words;
    if (first === undefined) {
      io.stderr.write(help());
      return exit.usage;
    }
    if (first === 'help' && asked !== undefined && isCommand(asked))
      return await runCommand(asked, ['--help'], io);
    if (['--help', '-h', 'help'].includes(first)) {
      io.stdout.write(help());
      return 0;
    }
    if (['--version', '-V'].includes(first)) {
      const { tool } = await import('./tool.ts');
      io.stdout.write(`${tool().version}\n`);
      return 0;
    }
    return isCommand(first) ? await runCommand(first, words, io) : await unknownCommand(first, io);
  } catch (thrown) {
    return complain(thrown, io);
  }
};
