/** From the options of `validate` to how tracks are judged. */
import { suggestion } from '../config/nearest.ts';
import { UsageError } from '../config/usage-error.ts';
import { ruleIds } from '../rules/facts/index.ts';
import type { Settings } from '../rules/settings.ts';
import type { Profile } from '../spec/clause.ts';
import type { Args } from './command.ts';

/** Which tracks belong together, by their names as they stand on the command line. */
export interface Together {
  readonly switchingSets: readonly (readonly string[])[];
  readonly alignedSets: readonly (readonly string[])[];
  readonly presentation: boolean;
  readonly redundant?: { readonly a: string; readonly b: string };
}

/** Ids and families of rules. */
const names = (): readonly string[] => [
  ...new Set([...ruleIds, ...ruleIds.map((id) => id.replace(/-\d+$/, ''))]),
];

/** Ids and families of rules as they are spelled, whatever their case on the command line. */
const ruleNames = (flag: string, asked: readonly string[]): readonly string[] =>
  asked
    .flatMap((value) => value.split(','))
    .map((word) => {
      const known = names();
      const name = known.find((one) => one.toLowerCase() === word.trim().toLowerCase());
      if (name !== undefined) return name;
      throw new UsageError(
        `--${flag} names “${word}”, which is no rule: ${suggestion(word, known, 'see ingestspec list rules')}`,
      );
    });

/** How deep access units are read. */
const deepOf = (value: string | undefined): Settings['deep'] =>
  value === 'first-sample' || value === 'every' ? value : 'off';

/** The settings of the engine that the options ask for. The literal profile is what strict severities are. */
export const settingsOf = (args: Args, profile: Profile): Settings => ({
  strict: args.has('strict') || profile === 'literal',
  head: args.has('head'),
  deep: deepOf(args.text('deep')),
  session: args.has('session'),
  only: ruleNames('rule', args.list('rule')),
  skip: ruleNames('skip-rule', args.list('skip-rule')),
});

const members = (flag: string, value: string): readonly string[] => {
  const list = value.split(',').filter((name) => name !== '');
  if (list.length >= 2) return list;
  throw new UsageError(`--${flag} ${value} names one: give at least two, as in --${flag} a.cmfv,b.cmfv`);
};

/** The two sources of `--redundant A B`: the second of them stands among the words that are no option. */
const redundantOf = (args: Args): Together['redundant'] => {
  const given = args.list('redundant').flatMap((value) => value.split(',').filter((name) => name !== ''));
  const [a, b, ...more] = given.length === 1 ? [...given, ...args.positionals] : given;
  if (a === undefined) return undefined;
  if (b !== undefined && more.length === 0) return { a, b };
  throw new UsageError('--redundant takes two files or directories, as in --redundant a,b');
};

/** What the options say about how tracks belong together. */
export const togetherOf = (args: Args): Together => {
  const redundant = redundantOf(args);
  return {
    switchingSets: args.list('switching-set').map((value) => members('switching-set', value)),
    alignedSets: args.list('aligned-set').map((value) => members('aligned-set', value)),
    presentation: args.has('presentation'),
    ...(redundant === undefined ? {} : { redundant }),
  };
};

/** Every name in it, for those who must read them all. */
export const namesIn = ({ switchingSets, alignedSets, redundant }: Together): readonly string[] => [
  ...switchingSets.flat(),
  ...alignedSets.flat(),
  ...(redundant === undefined ? [] : [redundant.a, redundant.b]),
];
