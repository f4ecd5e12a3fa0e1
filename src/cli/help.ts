/** The help of one command. */
import type { Entry } from './commands.ts';
import type { Command, Flag } from './command.ts';
import { table } from './table.ts';

const flagWords = (name: string, { value }: Flag): string =>
  `  --${name}${value === undefined ? '' : ` ${value}`}`;

/** A line of an example, and under it what it does: the lines are too long to stand side by side. */
const exampleLines = ([line, says]: readonly [string, string]): string => `  ${line}\n      ${says}\n`;

export const commandHelp = (
  { usage, summary }: Pick<Entry, 'usage' | 'summary'>,
  { flags, examples }: Command,
): string => {
  const rows = Object.entries<Flag>(flags).map(([name, flag]) => [flagWords(name, flag), flag.describe]);
  return [
    `usage: ingestspec ${usage}${rows.length === 0 ? '' : ' [options]'}\n\n`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.\n\n`,
    table([...rows, ['  --help', 'show this help']]),
    ...(examples.length === 0 ? [] : ['\n', ...examples.map(exampleLines)]),
  ].join('');
};
