/** From the words of a command line to what they say; yargs reads them, we say what is wrong with them. */
import type { Argv, Options } from 'yargs';
import { suggestion } from '../config/nearest.ts';
import { UsageError } from '../config/usage-error.ts';
import type { Args, Command, Flag } from './command.ts';

const optionOf = (flag: Flag): Options => ({
  type: flag.kind === 'switch' ? 'boolean' : 'string',
  ...(flag.kind === 'list' ? { array: true } : {}),
  ...(flag.kind === 'switch' ? {} : { requiresArg: true }),
});

/** Words are what they are: no numbers made of them, no keys with dots, no list that goes on by itself. */
const plainReading = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
} as const;

const parserOf = async (name: string, { flags }: Command): Promise<Argv> => {
  const { default: yargs } = await import('yargs');
  return yargs([])
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .parserConfiguration(plainReading)
    .options(Object.fromEntries(Object.entries(flags).map(([key, flag]) => [key, optionOf(flag)])))
    .strictOptions()
    .fail((message, error) => {
      if ((error as Error | undefined)?.name === 'Error') throw error;
      const [, dangling] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
      const plain = message.replaceAll(/\s+/g, ' ').trim();
      const says = dangling === undefined ? plain : `--${dangling} needs a value, as in --${dangling}=VALUE`;
      throw new UsageError(`${says}; see ingestspec ${name} --help`);
    });
};

/** The options that nobody knows, before yargs stumbles over them. */
const checkKnown = (words: readonly string[], name: string, flags: Readonly<Record<string, Flag>>): void => {
  const known = ['help', ...Object.keys(flags)].map((flag) => `--${flag}`);
  for (const word of words) {
    const [, option] = /^(-{1,2}[^-=\s][^=]*)/.exec(word) ?? [];
    if (option === undefined || option === '-h' || known.includes(option)) continue;
    throw new UsageError(
      `unknown option ${option}: ${suggestion(option, known, `see ingestspec ${name} --help`)}`,
    );
  }
};

const last = (value: unknown): string | undefined => {
  const one: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof one === 'string' ? one : undefined;
};

const checkValues = (
  values: Readonly<Record<string, unknown>>,
  flags: Readonly<Record<string, Flag>>,
): void => {
  for (const [key, flag] of Object.entries(flags)) {
    if (flag.kind === 'switch') continue;
    for (const value of ([] as unknown[]).concat(values[key] ?? [])) {
      if (value === '' && flag.mayBeEmpty === undefined)
        throw new UsageError(`--${key} is empty: give a value or leave it out`);
      if (flag.choices !== undefined && !flag.choices.includes(String(value))) {
        throw new UsageError(`--${key} is “${String(value)}”: use ${flag.choices.join(', ')}`);
      }
    }
  }
};

const checkPositionals = (found: readonly string[], name: string, { positionals }: Command): void => {
  const { names, least, most } = positionals;
  if (found.length < least)
    throw new UsageError(`${name} needs ${names.join(' ')}; see ingestspec ${name} --help`);
  const [unexpected] = found.slice(most);
  if (unexpected !== undefined)
    throw new UsageError(
      `“${unexpected}” is one too many: ${name} takes ${names.join(' ') || 'nothing but options'}; see ingestspec ${name} --help`,
    );
};

/** What the words say. Where none of them is an option there is nothing to read, and yargs is not loaded for it. */
const read = async (
  words: readonly string[],
  name: string,
  command: Command,
): Promise<Readonly<Record<string, unknown>>> => {
  if (!words.some((word) => word.startsWith('-') && word !== '-')) return { _: words };
  const parser = await parserOf(name, command);
  return parser.parseAsync([...words]);
};

/** An option that may stand alone gets the value that it has then. */
const withBareValues = (words: readonly string[], flags: Readonly<Record<string, Flag>>): readonly string[] =>
  words.map((word) => {
    const bare = word.startsWith('--') ? flags[word.slice(2)]?.bare : undefined;
    return bare === undefined ? word : `${word}=${bare}`;
  });

/** Whether the words ask for help rather than for anything to be done. */
export const asksForHelp = (words: readonly string[]): boolean => {
  const dashes = words.indexOf('--');
  const ours = dashes === -1 ? words : words.slice(0, dashes);
  return ours.includes('--help') || ours.includes('-h');
};

/**
 * Reads the words after the name of the command.
 *
 * @throws UsageError with one line that says what to do
 */
export const parse = async (words: readonly string[], name: string, command: Command): Promise<Args> => {
  const dashes = words.indexOf('--');
  const ours = withBareValues(dashes === -1 ? words : words.slice(0, dashes), command.flags);
  const rest = dashes === -1 ? undefined : words.slice(dashes + 1);
  checkKnown(ours, name, command.flags);
  if (rest !== undefined && command.takesRest === undefined) {
    throw new UsageError(`${name} takes no command after --; see ingestspec ${name} --help`);
  }
  const values = await read(ours, name, command);
  checkValues(values, command.flags);
  const positionals = (values['_'] as readonly unknown[]).map(String);
  checkPositionals(positionals, name, command);
  return {
    positionals,
    ...(rest === undefined ? {} : { rest }),
    has: (key) => values[key] === true,
    text: (key) => last(values[key]),
    list: (key) => ([] as unknown[]).concat(values[key] ?? []).map(String),
  };
};
