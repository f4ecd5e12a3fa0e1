import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { CheckResult, RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { reporters } from './index.ts';
import { page, replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

const write = (changed: Partial<RunReport>): Promise<string> =>
  replay(reporters.pretty, [
    { event: 'run-finished', report: { ...sampleReport, baselineIssues: [], ...changed } },
  ]);

const scenarioWith = (check: Partial<CheckResult>, changed: Partial<ScenarioResult> = {}): ScenarioResult => {
  const [scenario] = sampleReport.scenarios as [ScenarioResult];
  const [first] = scenario.checks as readonly [CheckResult];
  return { ...scenario, verdict: 'fail', checks: [{ ...first, verdict: 'fail', ...check }], ...changed };
};

/** The block of the one failure that was written. */
const blockOf = (text: string): string[] =>
  text.split('\nFailures\n\n')[1]?.split('\n\n')[0]?.trimEnd().split('\n') ?? [];

describe('a failure', () => {
  test('prints so', async () => {
    const text = await write({ scenarios: sampleReport.scenarios.slice(1, 3) });
    expect(blockOf(text).join('\n')).toBe(`\
✗ icecast/auth/put-without-credentials              ICE-AUTH-02  must  server
  The server answers 401 to a request without credentials for a mount point that demands them.
    expected  status 401
    actual    status 200
    evidence  event 5, byte 0
    trace     conn 0  source  PUT /live-2.mp3 HTTP/1.1 · 65536 bytes · 200 · FIN by us
    again     head -c 65536 /dev/zero | curl -sS -i --path-as-is --max-time 15 -X 'PUT' -H 'Content-Type: audio/mpeg' -H 'Expect: 100-continue' -T - 'http://127.0.0.1:8000/live-2.mp3'
    also in   icecast/auth/put-with-empty-header`);
  });

  test('takes twelve lines and no more, however long the conversation', async () => {
    const conversation = Array.from({ length: 40 }, (_, index) => `conn ${String(index)}  PUT /live.mp3`);
    const everything = scenarioWith(
      { expected: 'a\nb', actual: 'x'.repeat(1 << 20), erratum: 'E-ICE-05', evidence: [{ event: 1 }] },
      { conversation },
    );
    const lines = blockOf(
      await write({ scenarios: [everything, { ...everything, id: 'icecast/auth/other' }] }),
    );
    expect(lines).toHaveLength(12);
    expect(lines.filter((each) => each.length > 400)).toEqual([]);
    expect(lines.at(-3)).toBe(`${' '.repeat(14)}… 37 more lines`);
  });

  test('is told once for all scenarios where it is the same, and apart where it is not', async () => {
    const alike = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
      scenarioWith({ actual: 'same' }, { id: `x/${id}` }),
    );
    const other = scenarioWith({ actual: 'other' }, { id: 'x/g' });
    const text = await write({ scenarios: [...alike, other] });
    expect(text.match(/^✗/gm)).toHaveLength(2);
    expect(text).toContain('also in   x/b, x/c, x/d and 2 more');
  });

  test.for<[string, 'server' | 'client', string]>([
    ['icecast', 'client', 'source client'],
    ['icy2', 'server', 'server'],
    ['cmaf', 'client', 'ingest source'],
    ['hls', 'server', 'receiving entity'],
    ['toString', 'client', 'client'],
  ])('of %s names the %s as the document does', async ([suite, role, word]) => {
    const text = await write({ scenarios: [scenarioWith({}, { suite, role })] });
    expect(blockOf(text)[0]).toMatch(new RegExp(`  must  ${word}$`));
  });

  test('can be run again by a line that is whole', async () => {
    const repro = `curl ${"-H 'X: y' ".repeat(50)}http://127.0.0.1:8000/`;
    expect(await write({ scenarios: [scenarioWith({}, { repro })] })).toContain(`again     ${repro}\n`);
  });

  test('is told even where only the scenario itself is at fault', async () => {
    const text = await write({
      scenarios: [scenarioWith({ verdict: 'pass' }, { verdict: 'error', reason: 'Error: oops' })],
    });
    expect(text).toMatch(
      /Harness errors\n\n⚠ icecast\/auth\/put-with-credentials .*\n.*\n {4}reason {4}Error: oops/,
    );
  });
});

describe('the last line', () => {
  test('is one that can be searched for', async () => {
    const text = await replay(reporters.pretty, sampleEvents);
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'ingestspec: non-conformant — 10 scenarios: 1 pass, 4 fail, 1 warn, 1 info, 1 inconclusive, 1 skip, 1 error',
    );
  });

  test('is there for a run that was cut, and one line before it says so', async () => {
    const text = await replay(reporters.pretty, sampleEvents.slice(0, 5));
    expect(text.trimEnd().split('\n').slice(-2)).toEqual([
      'interrupted: 2 of 10 scenarios were run',
      'ingestspec: non-conformant — 2 scenarios: 1 pass, 1 fail, 0 warn, 0 info, 0 inconclusive, 0 skip, 0 error',
    ]);
  });

  test('is there for a run that judged nothing', async () => {
    const summary = { pass: 0, fail: 0, warn: 0, info: 0, inconclusive: 0, skip: 0, error: 0 };
    const text = await write({ scenarios: [], summary, verdict: 'not-judged' });
    expect(text).toMatch(/no scenario was run\ningestspec: not-judged — 0 scenarios: 0 pass, .*\n$/);
  });
});

describe('a terminal', () => {
  const terminal = { ...page, terminal: true };
  const started: RunEvent = { event: 'scenario-started', id: 'a/b', title: '' };

  test('has a line of progress that is redrawn and in the end gone', async () => {
    const text = await replay(reporters.pretty, sampleEvents, terminal);
    expect(text).toContain('\r\u001b[2K? inconclusive icecast/reconnect/after-reset  host-overloaded\n');
    expect(text).toContain('6/10  icecast/reconnect/after-reset');
    const screen = text.replace(/[^\n]*\r\u001b\[2K/g, '');
    expect(screen).toBe(await replay(reporters.pretty, sampleEvents));
  });

  test('never has that line wrapped', async () => {
    const long: RunEvent = { ...started, id: 'x'.repeat(500) };
    const text = await replay(reporters.pretty, [...sampleEvents.slice(0, 1), long], {
      ...terminal,
      columns: 40,
    });
    expect(text.split('\n').at(2)?.split('\r')[0]).toHaveLength(39);
  });

  test('tells how many scenarios run side by side', async () => {
    const text = await replay(
      reporters.pretty,
      [...sampleEvents.slice(0, 2), started, { ...started, id: 'c/d' }],
      terminal,
    );
    expect(text).toContain('0/10  c/d and 2 more');
  });
});

describe('colour', () => {
  test('is used where it is asked for, whatever the environment says', async () => {
    const text = await replay(reporters.pretty, sampleEvents, { ...page, color: true });
    expect(text).toContain('\u001b[32m✓\u001b[39m icecast/auth/put-with-credentials');
    expect(stripVTControlCharacters(text)).toContain('✓ icecast/auth/put-with-credentials\n');
  });

  test('is not used where it is not, and then words stand for it', async () => {
    const text = await replay(reporters.pretty, sampleEvents);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('✓ pass         icecast/auth/put-with-credentials\n');
    expect(text).toContain(
      '~ expected     icecast/auth/put-with-wrong-password  answers 403 until release 2.5',
    );
  });
});
