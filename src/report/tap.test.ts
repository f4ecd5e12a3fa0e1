import { Parser, type FinalResults, type Result } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { reporters } from './index.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

interface Read {
  readonly results: FinalResults;
  readonly points: readonly Result[];
  readonly children: readonly FinalResults[];
}

/** What a strict parser makes of a stream; anything that is not TAP is an error to it. */
const read = (text: string): Read => {
  const points: Result[] = [];
  const children: FinalResults[] = [];
  let results: FinalResults | undefined;
  const parser = new Parser({ strict: true }, (final) => (results = final));
  parser.on('assert', (point: Result) => points.push(point));
  parser.on('child', (child: Parser) => child.on('complete', (final: FinalResults) => children.push(final)));
  parser.end(text);
  if (!results) throw new Error('the stream did not end');
  return { results, points, children };
};

const eventsOf = (changed: Partial<RunReport>): RunEvent[] => {
  const report = { ...sampleReport, ...changed };
  return [
    ...sampleEvents.slice(0, 1).map((event) => ({ ...event, gate: report.gate })),
    ...report.scenarios.map((result): RunEvent => ({ event: 'scenario-finished', result })),
    { event: 'run-finished', report },
  ];
};

const { summary, scenarios, baselineIssues } = sampleReport;

describe.each(['tap', 'tap-flat'] as const)('%s', (name) => {
  test('begins with its version and ends with its plan', async () => {
    const lines = (await replay(reporters[name], sampleEvents)).trimEnd().split('\n');
    expect(lines[0]).toBe(name === 'tap' ? 'TAP version 14' : 'TAP version 13');
    const { results } = read(lines.join('\n'));
    expect(lines.at(-1)).toBe(`1..${String(results.count)}`);
    expect(results.plan).toMatchObject({ start: 1, end: results.count });
  });

  test('fails as the run does, with nothing that is not TAP', async () => {
    const { results } = read(await replay(reporters[name], sampleEvents));
    expect(results.ok).toBe(false);
    expect(results.failures.filter((failure) => 'tapError' in failure && failure.tapError)).toEqual([]);
  });

  test('a run without a deviation is ok', async () => {
    const fine = scenarios.filter(({ verdict }) => ['pass', 'warn', 'info', 'skip'].includes(verdict));
    const text = await replay(reporters[name], eventsOf({ scenarios: fine, baselineIssues: [] }));
    expect(read(text).results).toMatchObject({ ok: true, fail: 0, skip: 1 });
  });

  test('a run with nothing but expected deviations is ok', async () => {
    const expected = scenarios.filter(({ checks }) => checks.some(({ baseline }) => baseline));
    const text = await replay(reporters[name], eventsOf({ scenarios: expected, baselineIssues: [] }));
    expect(read(text).results).toMatchObject({ ok: true, fail: 1, todo: 1 });
    expect(text).toContain('# TODO answers 403 until release 2.5');
  });

  test('a fault of the harness is never an expected deviation', async () => {
    const [scenario] = scenarios as [ScenarioResult];
    const checks = scenario.checks.map((check) => ({
      ...check,
      verdict: 'error' as const,
      baseline: 'known',
    }));
    const faulty: ScenarioResult = { ...scenario, verdict: 'error', checks };
    const text = await replay(reporters[name], eventsOf({ scenarios: [faulty], baselineIssues: [] }));
    expect(read(text).results).toMatchObject({ ok: false, todo: 0 });
  });

  test('each stale or unmatched entry of the baseline is a failing point', async () => {
    const fine = scenarios.slice(0, 1);
    const { results, points } = read(await replay(reporters[name], eventsOf({ scenarios: fine })));
    expect(results.ok).toBe(false);
    expect(points.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([
      'baseline baseline.yaml:7',
      'baseline baseline.yaml:12',
    ]);
  });

  test('a target that cannot be reached stops the stream', async () => {
    const text = await replay(reporters[name], [
      ...sampleEvents.slice(0, 1),
      { event: 'bail-out', message: 'connect ECONNREFUSED 127.0.0.1:8000' },
      { event: 'run-finished', report: { ...sampleReport, scenarios: [], partial: true } },
    ]);
    expect(text.trimEnd().split('\n').at(-1)).toBe('Bail out! connect ECONNREFUSED 127.0.0.1:8000');
    expect(read(text).results).toMatchObject({ ok: false, bailout: 'connect ECONNREFUSED 127.0.0.1:8000' });
  });

  test.for<[string, Partial<RunReport>]>([
    ['a run that was cut', { scenarios: scenarios.slice(0, 1), partial: true, baselineIssues: [] }],
    ['a run without a scenario', { scenarios: [], baselineIssues: [] }],
  ])('%s is never taken for a whole one', async ([, changed]) => {
    const { results } = read(await replay(reporters[name], eventsOf(changed)));
    expect(results.ok).toBe(false);
    expect(results.bailout).toMatch(/^ ?(?:the run was cut after 1 scenario|no scenario was run)$/);
  });

  test('a run whose report never came is cut', async () => {
    const { results } = read(await replay(reporters[name], sampleEvents.slice(0, 3)));
    expect(results.bailout).toContain('the run was cut after 1 scenario');
  });

  test('merged runs, of which only the report is told, are whole', async () => {
    const alone = read(await replay(reporters[name], sampleEvents.slice(-1)));
    const streamed = read(await replay(reporters[name], sampleEvents));
    expect(alone.results.count).toBe(streamed.results.count);
    expect(alone.results.fail).toBe(streamed.results.fail);
  });
});

describe('tap', () => {
  test.for<[string, RunReport['gate'], number, number]>([
    [
      'by default',
      { strict: false, allowInconclusive: false },
      summary.fail + summary.inconclusive + summary.error,
      summary.skip,
    ],
    [
      'strictly',
      { strict: true, allowInconclusive: false },
      summary.fail + summary.inconclusive + summary.error + summary.warn,
      summary.skip,
    ],
    [
      'with inconclusive scenarios allowed',
      { strict: false, allowInconclusive: true },
      summary.fail + summary.error,
      summary.skip + summary.inconclusive,
    ],
  ])('has a point a scenario, counted %s as in run.json', async ([, gate, red, aside]) => {
    const { results, children } = read(await replay(reporters.tap, eventsOf({ gate })));
    expect(results.count).toBe(scenarios.length + baselineIssues.length);
    expect(results.fail).toBe(red + baselineIssues.length);
    expect(results.skip).toBe(aside);
    expect(results.todo).toBe(1);
    expect(children.map(({ count }) => count)).toEqual(
      scenarios.map(({ checks }) => checks.length).filter((count) => count > 0),
    );
  });

  test('names each subtest before its points', async () => {
    const text = await replay(reporters.tap, sampleEvents);
    expect(text).toContain(
      '# Subtest: icecast/auth/put-with-credentials\n    1..2\n    ok 1 - ICE-COM-01 A source client delivers',
    );
  });

  test('tells clause, level, verdict, both sides and the way to run it again', async () => {
    const { points } = read(await replay(reporters['tap-flat'], sampleEvents));
    expect(points[2]?.diag).toMatchObject({
      clause: 'ICE-AUTH-02',
      level: 'must',
      verdict: 'fail',
      expected: 'status 401',
      actual: 'status 200',
      repro: expect.stringContaining('http://127.0.0.1:8000/live-2.mp3') as string,
    });
    expect(points.map(({ diag }) => (diag as { reason?: string } | null)?.reason)).toContain(
      'inconclusive/host-overloaded',
    );
  });
});

describe('tap-flat', () => {
  test('has a point a check, one for a scenario without checks, and one for each complaint', async () => {
    const { results } = read(await replay(reporters['tap-flat'], sampleEvents));
    const points = scenarios.map(({ checks }) => Math.max(1, checks.length));
    expect(results.count).toBe(points.reduce((sum, count) => sum + count) + baselineIssues.length);
  });

  test('a scenario that is red for a reason of its own has a point of its own', async () => {
    const [fine] = scenarios;
    const broken: ScenarioResult = {
      ...(fine as ScenarioResult),
      verdict: 'error',
      reason: 'the listener died',
    };
    const { points } = read(
      await replay(reporters['tap-flat'], eventsOf({ scenarios: [broken], baselineIssues: [] })),
    );
    expect(points.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(points[2]?.diag).toMatchObject({ verdict: 'error', reason: 'the listener died' });
  });
});
