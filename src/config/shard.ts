/** Which part of a run is this one's: `2/4`, or what the CI system says of itself. */
import type { Environment } from './environment.ts';
import type { ShardChoice } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** A shard, counted from 1. */
export interface ShardNumber {
  readonly index: number;
  readonly total: number;
}

export const mostShards = 1000;

const range = `1 ≤ K ≤ N ≤ ${String(mostShards)}`;

const wrong = (text: string, name: string): UsageError =>
  new UsageError(`${name} is “${text}”: give K/N with ${range}, such as 2/4, or auto, or auto/N`);

/** @param name how the user said it: `--shard`, `shard` */
export const shardChoice = (text: string, name: string): ShardChoice => {
  const [, word = '', of] = /^(auto|\d{1,9})(?:\/(\d{1,9}))?$/.exec(text.trim()) ?? [];
  const total = of === undefined ? undefined : Number(of);
  if (total !== undefined && (total < 1 || total > mostShards)) throw wrong(text, name);
  if (word === 'auto') return { index: 'auto', ...(total === undefined ? {} : { total }) };
  const index = Number(word);
  if (word === '' || total === undefined || index < 1 || index > total) throw wrong(text, name);
  return { index, total };
};

/** Where a CI system says which of its parallel jobs this is, and how many they are. */
interface Source {
  readonly index: string;
  readonly total?: string;
  /** The number of its first job. */
  readonly from: 0 | 1;
}

export const shardSources: readonly Source[] = [
  { index: 'INGESTSPEC_SHARD_INDEX', total: 'INGESTSPEC_SHARD_TOTAL', from: 1 },
  { index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', from: 1 },
  { index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', from: 0 },
  { index: 'BUILDKITE_PARALLEL_JOB', total: 'BUILDKITE_PARALLEL_JOB_COUNT', from: 0 },
  { index: 'JOB_COMPLETION_INDEX', from: 0 },
];

/** A number of the environment; a variable that is empty says nothing. */
const numberOf = (env: Environment, name: string | undefined, least: number): number | undefined => {
  const text = name === undefined ? '' : (env[name] ?? '').trim();
  if (name === undefined || text === '') return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value) || value < least)
    throw new UsageError(`${name} is “${text}”: it must be a whole number of at least ${String(least)}`);
  return value;
};

interface Said extends ShardNumber {
  /** The variables, for messages. */
  readonly by: string;
}

/** What one source says; `undefined` where it says nothing. */
const saidBy = (env: Environment, source: Source, otherwise: number | undefined): Said | undefined => {
  const counted = numberOf(env, source.index, source.from);
  const all = numberOf(env, source.total, 1);
  if (counted === undefined) {
    // GitLab sets the total alone, to 1, in a job that is not parallel.
    if (all === 1) return { index: 1, total: 1, by: source.total ?? '' };
    if (all === undefined) return undefined;
    throw new UsageError(`${source.total ?? ''} is set, and ${source.index} is not: set both, or give K/N`);
  }
  // A total that belongs to the index is not taken from anywhere else.
  const total = all ?? (source.total === undefined ? otherwise : undefined);
  if (total === undefined) {
    throw new UsageError(
      source.total === undefined
        ? `${source.index} does not say how many shards there are: write auto/N, such as auto/4`
        : `${source.index} is set, and ${source.total} is not: set both, or give K/N`,
    );
  }
  const index = counted - source.from + 1;
  const by = [source.index, ...(all === undefined ? [] : [source.total])].join(' and ');
  if (index > total || total > mostShards)
    throw new UsageError(
      `${by}: shard ${String(index)} of ${String(total)} cannot be, as ${range} (${source.index} counts from ${String(source.from)})`,
    );
  return { index, total, by };
};

/** How many shards any source says that there are, for one that does not. */
const totalIn = (env: Environment): number | undefined =>
  shardSources.map(({ total }) => numberOf(env, total, 1)).find((total) => total !== undefined);

const shown = ({ index, total }: ShardNumber): string => `${String(index)}/${String(total)}`;

/**
 * The shard that is chosen.
 *
 * @throws UsageError where it is left to the environment, and that does not say, or says two things
 */
export const shardIn = (choice: ShardChoice, env: Environment): ShardNumber => {
  const { index, total } = choice;
  if (index !== 'auto') return { index, total };
  const said = shardSources
    .map((source) => saidBy(env, source, total ?? totalIn(env)))
    .filter((one) => one !== undefined);
  const [first, ...others] = said;
  if (first === undefined) {
    const names = shardSources.map((source) => source.index).join(', ');
    throw new UsageError(
      `the shard is to be read from the environment, and none of ${names} is set: give K/N`,
    );
  }
  const other = others.find((one) => shown(one) !== shown(first));
  if (other !== undefined)
    throw new UsageError(
      `${first.by} say shard ${shown(first)}, and ${other.by} say ${shown(other)}: give K/N, or unset one of them`,
    );
  if (total !== undefined && first.total !== total)
    throw new UsageError(
      `there are to be ${String(total)} shards, and ${first.by} say ${String(first.total)}: write auto, or give K/N`,
    );
  return { index: first.index, total: first.total };
};
