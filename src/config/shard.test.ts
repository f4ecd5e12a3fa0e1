import { expect, test } from 'vitest';
import { shardChoice, shardIn } from './shard.ts';
import { resolveOptions } from './options.ts';

test.for([
  ['1/1', { index: 1, total: 1 }],
  ['2/4', { index: 2, total: 4 }],
  ['1000/1000', { index: 1000, total: 1000 }],
  ['auto', { index: 'auto' }],
  ['auto/4', { index: 'auto', total: 4 }],
] as const)('%s is a shard', ([text, choice]) => {
  expect(shardChoice(text, '--shard')).toEqual(choice);
});

test.for([
  '',
  '0/4',
  '5/4',
  '1/0',
  '1/1001',
  'auto/0',
  'auto/1001',
  '2',
  '2/',
  '/4',
  '-1/4',
  '1.5/4',
  '1/4/2',
  'AUTO',
  '9999999999/99999999999',
])('“%s” is none', (text) => {
  expect(() => shardChoice(text, '--shard')).toThrow(
    `--shard is “${text}”: give K/N with 1 ≤ K ≤ N ≤ 1000, such as 2/4, or auto, or auto/N`,
  );
});

test.for<[text: string, env: Record<string, string>, shard: string]>([
  ['3/4', { CI_NODE_INDEX: 'nonsense' }, '3/4'],
  ['auto', { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '4' }, '1/4'],
  ['auto', { CI_NODE_TOTAL: '1' }, '1/1'],
  ['auto/4', { JOB_COMPLETION_INDEX: '2' }, '3/4'],
  ['auto/4', { JOB_COMPLETION_INDEX: '0', CI_NODE_INDEX: '' }, '1/4'],
  ['auto', { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '4', JOB_COMPLETION_INDEX: '1' }, '2/4'],
  ['auto', { CIRCLE_NODE_INDEX: '3', CIRCLE_NODE_TOTAL: '4' }, '4/4'],
  ['auto', { BUILDKITE_PARALLEL_JOB: '0', BUILDKITE_PARALLEL_JOB_COUNT: '2' }, '1/2'],
  ['auto', { INGESTSPEC_SHARD_INDEX: '2', INGESTSPEC_SHARD_TOTAL: '2' }, '2/2'],
  ['auto/2', { INGESTSPEC_SHARD_INDEX: '2', INGESTSPEC_SHARD_TOTAL: '2' }, '2/2'],
  [
    'auto',
    { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3', INGESTSPEC_SHARD_INDEX: '2', INGESTSPEC_SHARD_TOTAL: '3' },
    '2/3',
  ],
])('%s with %j is %s', ([text, env, shard]) => {
  const { index, total } = shardIn(shardChoice(text, '--shard'), env);
  expect(`${String(index)}/${String(total)}`).toBe(shard);
});

test.for<[text: string, env: Record<string, string>, says: string]>([
  ['auto', {}, 'the shard is to be read from the environment, and none of INGESTSPEC_SHARD_INDEX, '],
  ['auto', { JOB_COMPLETION_INDEX: '2' }, 'JOB_COMPLETION_INDEX does not say how many shards there are'],
  ['auto/4', { JOB_COMPLETION_INDEX: '4' }, 'JOB_COMPLETION_INDEX: shard 5 of 4 cannot be'],
  [
    'auto/4',
    { JOB_COMPLETION_INDEX: '-1' },
    'JOB_COMPLETION_INDEX is “-1”: it must be a whole number of at least 0',
  ],
  [
    'auto',
    { CI_NODE_INDEX: '0', CI_NODE_TOTAL: '4' },
    'CI_NODE_INDEX is “0”: it must be a whole number of at least 1',
  ],
  [
    'auto',
    { CI_NODE_INDEX: '5', CI_NODE_TOTAL: '4' },
    'CI_NODE_INDEX and CI_NODE_TOTAL: shard 5 of 4 cannot be',
  ],
  [
    'auto',
    { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '1001' },
    'CI_NODE_INDEX and CI_NODE_TOTAL: shard 1 of 1001 cannot be',
  ],
  ['auto', { CI_NODE_INDEX: '2' }, 'CI_NODE_INDEX is set, and CI_NODE_TOTAL is not'],
  ['auto', { CI_NODE_TOTAL: '4' }, 'CI_NODE_TOTAL is set, and CI_NODE_INDEX is not'],
  [
    'auto/4',
    { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' },
    'there are to be 4 shards, and CI_NODE_INDEX and CI_NODE_TOTAL say 3',
  ],
  [
    'auto/4',
    { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '4', JOB_COMPLETION_INDEX: '2' },
    'CI_NODE_INDEX and CI_NODE_TOTAL say shard 2/4, and JOB_COMPLETION_INDEX say 3/4: give K/N, or unset one of them',
  ],
])('%s with %j cannot be: %s', ([text, env, says]) => {
  expect(() => shardIn(shardChoice(text, '--shard'), env)).toThrow(says);
});

test('a flag goes before our own variables, those before the config file, and nothing is no shard', () => {
  const env = { INGESTSPEC_SHARD_INDEX: '2', INGESTSPEC_SHARD_TOTAL: '4' };
  const file = { shard: shardChoice('3/4', 'shard') };
  expect(resolveOptions({ shard: shardChoice('1/4', '--shard') }, env, file).shard).toEqual({
    index: 1,
    total: 4,
  });
  expect(resolveOptions({}, env, file).shard).toEqual({ index: 2, total: 4 });
  expect(resolveOptions({}, {}, file).shard).toEqual({ index: 3, total: 4 });
  expect(resolveOptions({}, { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '4' }).shard).toBeUndefined();
});
