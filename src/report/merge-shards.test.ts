import { describe, expect, test } from 'vitest';
import { partOf } from '../runner/plan.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import type { RunReport } from '../verdict/result.ts';
import { reportOf } from '../verdict/summarise.ts';
import { reporterNames, reporters } from './index.ts';
import { mergedEvents, mergedRun, mismatch, missingShards, missingWords } from './merge-shards.ts';
import type { ShardRun } from './merge-shards.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

const ids = sampleReport.scenarios.map(({ id }) => id);

/** The sample as a shard would have left it; the first took all the time. */
const shardOf = (index: number, total: number, changed: Partial<RunReport> = {}): ShardRun => {
  const planned = partOf(ids, index, total);
  const report = reportOf({
    ...sampleReport,
    scenarios: sampleReport.scenarios.filter(({ id }) => planned.includes(id)),
    baselineIssues: index === 1 ? sampleReport.baselineIssues : [],
    ...(index === 1 ? {} : { finished: sampleReport.started }),
    exitCode: 1,
    ...changed,
  });
  const shard = { index, total, selected: ids.length };
  return { where: `s${String(index)}`, report: { ...report, shard: changed.shard ?? shard }, planned };
};
const shards = (total: number): ShardRun[] =>
  Array.from({ length: total }, (_, index) => shardOf(index + 1, total));

/** The keys of JSON may stand in another order. */
const valueOf = (text: string): unknown =>
  text.startsWith('{')
    ? text
        .trim()
        .split(/\n(?=\{)/)
        .map((part) => JSON.parse(part) as unknown)
    : text;

describe.for([1, 2, 3, 4, 13])('%i shards', (total) => {
  test.for(reporterNames)('say in %s what the whole run says', async (name) => {
    const run = mergedRun(shards(total).reverse(), ids);
    expect(valueOf(await replay(reporters[name], mergedEvents(run)))).toEqual(
      valueOf(await replay(reporters[name], sampleEvents)),
    );
  });

  test('are in order where nobody knows the scenarios any more', () => {
    expect(mergedRun(shards(total), []).planned).toEqual(ids);
  });
});

test('the merged run began with the first, and took as long as all', () => {
  const run = mergedRun(
    [
      shardOf(1, 2, { started: '2026-03-01T10:00:05.000Z', finished: '2026-03-01T10:00:07.000Z' }),
      shardOf(2, 2, { started: '2026-03-01T10:00:00.000Z', finished: '2026-03-01T10:00:03.000Z' }),
    ],
    ids,
  );
  expect(run.report).toMatchObject({
    started: '2026-03-01T10:00:00.000Z',
    finished: '2026-03-01T10:00:05.000Z',
  });
  expect(run.report).not.toHaveProperty('shard');
});

test('machines that differ are all named', () => {
  const other = shardOf(2, 2, { environment: { ...sampleReport.environment, node: 'v22.1.0' } });
  expect(mergedRun([shardOf(1, 2), other], ids).report.environment).toEqual({
    node: 'v20.20.2, v22.1.0',
    platform: 'linux x64',
  });
});

test('what is missing makes the run partial', () => {
  const some = [shardOf(1, 4), shardOf(4, 4)];
  expect(missingShards(some)).toEqual([2, 3]);
  expect(missingWords(some)).toBe('shards 2 and 3 of 4 are missing');
  expect(missingWords([shardOf(1, 2)])).toBe('shard 2 of 2 is missing');
  expect(mergedRun(some, ids).report).toMatchObject({ partial: true });
});

const harmless = (index: number, total: number, changed: Partial<RunReport> = {}): ShardRun => {
  const shard = shardOf(index, total, { baselineIssues: [], exitCode: 0, ...changed });
  const scenarios = shard.report.scenarios.map((one) => ({ ...one, verdict: 'pass' as const, checks: [] }));
  const { shard: number, ...facts } = shard.report;
  return { ...shard, report: { ...reportOf({ ...facts, scenarios }), shard: number } };
};

test('a part of a run never conforms, and never passes', () => {
  expect(mergedRun([harmless(1, 2), harmless(2, 2)], ids).report).toMatchObject({
    verdict: 'conformant',
    partial: false,
    exitCode: 0,
  });
  expect(mergedRun([harmless(1, 2)], ids).report).toMatchObject({
    verdict: 'not-judged',
    partial: true,
    exitCode: 1,
  });
  expect(
    mergedRun([harmless(1, 2), harmless(2, 2, { partial: true, exitCode: 143 })], ids).report,
  ).toMatchObject({
    verdict: 'not-judged',
    exitCode: 143,
  });
});

test('a target that a shard never reached is told of', () => {
  const gone: ShardRun = {
    ...harmless(2, 2, { partial: true, exitCode: 3, scenarios: [] }),
    bailOut: 'connection refused',
  };
  const run = mergedRun([harmless(1, 2), gone], ids);
  expect(run.report).toMatchObject({ verdict: 'not-judged', exitCode: 3 });
  expect([...mergedEvents(run)].at(-2)).toEqual({
    event: 'bail-out',
    message: 'shard 2: connection refused',
  });
  expect(
    mergedRun([gone, { ...gone, report: { ...gone.report, shard: { ...gone.report.shard, index: 1 } } }], ids)
      .bailOut,
  ).toBe('connection refused');
});

describe('an entry of the baseline about a clause wherever it is', () => {
  const withEntry = (entry: BaselineEntry, everything = true): RunReport => {
    const baseline = { entries: [entry], everything };
    const runs = [1, 2, 3].map((index) =>
      shardOf(index, 3, { baselineIssues: [], shard: { index, total: 3, selected: ids.length, baseline } }),
    );
    return mergedRun(runs, ids).report;
  };
  const entry: BaselineEntry = { clause: 'ICE-AUTH-02', verdict: 'fail', reason: 'known', where: 'b.yaml:2' };

  test('holds where it does in any shard', () => {
    expect(withEntry(entry).baselineIssues).toEqual([]);
  });

  test('is stale where it does in none', () => {
    expect(withEntry({ ...entry, verdict: 'warn' }).baselineIssues).toMatchObject([{ kind: 'stale' }]);
  });

  test('matches nothing only where everything was run', () => {
    const strange = { ...entry, clause: 'ICE-REQ-01' };
    expect(withEntry(strange).baselineIssues).toMatchObject([{ kind: 'unmatched' }]);
    expect(withEntry(strange, false).baselineIssues).toEqual([]);
  });
});

describe('what does not belong together', () => {
  const [first, second] = [shardOf(1, 2), shardOf(2, 2)];
  const other = (changed: Partial<RunReport>): ShardRun => shardOf(2, 2, changed);

  test.for<[what: string, shard: ShardRun, says: string]>([
    [
      'another version',
      other({ tool: { name: 'ingestspec', version: '9.9.9' } }),
      'the tool is “ingestspec 0.1.0”',
    ],
    [
      'another target',
      other({ target: { kind: 'reference', features: {} } }),
      'the target is “server http://127.0.0.1/”',
    ],
    [
      'another profile',
      other({ profile: 'literal' }),
      'the profile is “corrected” in the one, and “literal” in the other',
    ],
    [
      'another gate',
      other({ gate: { strict: true, allowInconclusive: false } }),
      'the gate is “not strict, ',
    ],
    [
      'another number of shards',
      shardOf(2, 3),
      'the number of shards is “2” in the one, and “3” in the other',
    ],
    [
      'another selection',
      other({ shard: { index: 2, total: 2, selected: 3 } }),
      'the number of selected scenarios is “10” in the one, and “3” in the other',
    ],
    [
      'the same shard',
      { ...first, where: 'again' },
      'shard 1 of 2 is there twice, as s1 and as again: give each once',
    ],
    [
      'a scenario of the other',
      { ...second, planned: ids },
      `s1 and s2 are not of one run: the scenario ${ids[0] ?? ''} is in both`,
    ],
    [
      'a target that offers something else',
      other({ target: { ...sampleReport.target, features: { statistics: false } } }),
      'the feature statistics is true in the one, and false in the other; declare it with --feature statistics=…',
    ],
  ])('%s is told in one line', ([, shard, says]) => {
    expect(mismatch([first, shard])).toContain(says);
  });

  test('a server of ours may be on another port in each', () => {
    const elsewhere = (url: string): ShardRun => other({ target: { ...sampleReport.target, url } });
    expect(mismatch([first, second])).toBeUndefined();
    expect(mismatch([first, elsewhere('http://127.0.0.1:40123')])).toBeUndefined();
    expect(mismatch([first, elsewhere('http://127.0.0.1:40123/other')])).toContain('the target is');
    expect(mismatch([first, elsewhere('http://example.org:8000')])).toContain('the target is');
  });
});
