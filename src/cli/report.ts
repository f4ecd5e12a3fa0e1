/** `report`: what is made of runs that are over. The word after it says what. */
import { suggestion, UsageError } from '../config/index.ts';
import type { Args, Command, Flag } from './command.ts';
import { reportDiff } from './report-diff.ts';
import { reportMerge } from './report-merge.ts';

/** Each is a command of its own, with its own options; its positionals are those after the word. */
const actions: Readonly<Record<string, Command>> = {
  diff: reportDiff,
  merge: reportMerge,
};

const words = Object.keys(actions);

/** The options of all, each with the words that it goes with. */
const flagsOfAll = (): Record<string, Flag> => {
  const flags: Record<string, Flag> = {};
  for (const [word, { flags: own }] of Object.entries(actions)) {
    for (const [name, flag] of Object.entries(own)) {
      const before = flags[name];
      const describe = `${word}: ${flag.describe}`;
      flags[name] = { ...flag, describe: before ? `${before.describe}; ${describe}` : describe };
    }
  }
  return flags;
};

const isGiven = (args: Args, name: string): boolean => args.has(name) || args.list(name).length > 0;

/** @throws UsageError where the word is unknown, or what stands after it does not go with it */
const chosen = (args: Args, flags: Readonly<Record<string, Flag>>): Command => {
  const [word = '', ...places] = args.positionals;
  const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
  if (action === undefined) {
    throw new UsageError(
      `there is no report “${word}”: ${suggestion(word, words, 'see ingestspec report --help')}`,
    );
  }
  const stray = Object.keys(flags).find((name) => !Object.hasOwn(action.flags, name) && isGiven(args, name));
  if (stray !== undefined)
    throw new UsageError(
      `--${stray} does not go with report ${word}: leave it out, or see ingestspec report --help`,
    );
  const { names, least, most } = action.positionals;
  if (places.length < least || places.length > most)
    throw new UsageError(
      `report ${word} takes ${names.join(' ')}, and not ${String(places.length)} of them; see ingestspec report --help`,
    );
  return action;
};

const flags = flagsOfAll();

export const report: Command = {
  flags,
  positionals: { names: [words.join('|'), '<run-dir>…'], least: 1, most: 1001 },
  examples: Object.values(actions).flatMap(({ examples }) => examples),
  run: async (args, io) => {
    const action = chosen(args, flags);
    return action.run({ ...args, positionals: args.positionals.slice(1) }, io);
  },
};
