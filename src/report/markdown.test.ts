import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckResult, RunReport, ScenarioResult, Verdict } from '../verdict/result.ts';
import { reportOf } from '../verdict/summarise.ts';
import { differenceOf } from './difference.ts';
import { differenceMarkdown } from './difference-markdown.ts';
import { reporters } from './index.ts';
import { page } from './markdown-page.ts';
import { block, cell, code, prose } from './markdown-text.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

/**
 * What is left of a page when its fences and code spans are taken out, as CommonMark finds them: a span begins at a
 * run of backticks and ends at the next run of the same length.
 */
const outsideCode = (text: string): string => {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const each of text.split('\n')) {
    const [ticks] = /^ {0,3}`{3,}/.exec(each) ?? [];
    if (fence !== undefined) {
      if (ticks !== undefined && ticks.length >= fence.length && /^`+ *$/.test(each)) fence = undefined;
    } else if (ticks !== undefined && !each.slice(ticks.length).includes('`')) fence = ticks;
    else lines.push(withoutSpans(each));
  }
  expect(fence).toBeUndefined();
  return lines.join('\n');
};

const withoutSpans = (text: string): string => {
  const [, before = '', ticks = ''] = /^([^`]*)(`+)/.exec(text) ?? [];
  if (ticks === '') return text;
  const rest = text.slice(before.length + ticks.length);
  const end = new RegExp(`(?<!\`)${ticks}(?!\`)`).exec(rest);
  if (!end) return `${before}${ticks}${withoutSpans(rest)}`;
  return `${before}§${withoutSpans(rest.slice(end.index + ticks.length))}`;
};

/** Nothing is left that Markdown, GitHub or GitLab make anything of, but for what the page is built of. */
const expectHarmless = (written: string): void => {
  expect(written).not.toMatch(/[^\P{Cc}\n]|\p{Cs}|[\u2028\u2029\u202e\ufffe\uffff]/u);
  const outside = outsideCode(written)
    .replaceAll(/^(?:<details><summary>[\w, ]+ \(\d+\)<\/summary>|<\/details>)$/gm, '')
    .replaceAll(/^\| :--- \|(?: ---: \|)+$/gm, '')
    .replaceAll(/^#{2,4} /gm, '')
    .replaceAll(/\*\*([\p{L} ,]+:?)\*\*/gu, '$1');
  for (const each of outside.split('\n')) {
    expect(each).toMatch(/^(?:- |\| )?[\p{L}\p{N} .,;:()?'"“”‘’„–—·…/+|§-]*$/u);
    expect(each).not.toMatch(/www\.|:\/\/|\b[0-9a-f]{7,}\b/i);
    if (!each.startsWith('| ')) expect(each).not.toContain('|');
  }
};

const nasty = [
  '`',
  '``',
  '```',
  '~~~',
  '|',
  '\\|',
  '\\',
  '\\`',
  '<script>alert(1)</script>',
  '</details>',
  '<!--',
  '<a href="//x">',
  '&lt;',
  '[x](http://x)',
  '![x](http://x/y.png)',
  '[x]: http://x',
  'http://evil.example',
  'www.evil.example',
  'a@b.example',
  '@everyone',
  '#123',
  'GH-1',
  'user/repo#1',
  '!1',
  '0123456789abcdef0123456789abcdef01234567',
  ':tada:',
  '$x$',
  '**x**',
  '# x',
  '- x',
  '1. x',
  '> x',
  '---',
  '===',
  '/close',
  '| --- |',
  '\n',
  '\r\n\r\n',
  '\u2028',
  '\u001b[31m',
  '\0',
  '\ud800',
  '\u202e',
  ' ',
  'word',
  'Grüße',
];

const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...nasty) }, fc.string()), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** A run in which whatever may be foreign is one text. */
const runSaying = (said: string, verdict: Verdict, gate: RunReport['gate'], baseline: boolean): RunReport => {
  const check = {
    clause: said,
    id: said,
    level: said,
    verdict,
    message: said,
    expected: said,
    actual: said,
    reason: said,
    erratum: said,
    evidence: [{ event: 1, offset: 2 }],
    ...(baseline ? { baseline: said } : {}),
  } as unknown as CheckResult;
  const scenario = {
    id: said,
    suite: said,
    role: said,
    title: said,
    verdict,
    reason: said,
    durationMs: 1,
    checks: [check],
    repro: said,
    conversation: [said],
  } as unknown as ScenarioResult;
  return {
    ...reportOf({
      ...sampleReport,
      tool: { name: said, version: said },
      target: { kind: 'server', url: said, features: {} },
      gate,
      scenarios: [scenario, { ...scenario, id: `${said}2`, checks: [] }],
      baselineIssues: [{ kind: 'stale', where: said, message: said }],
    }),
    profile: said as RunReport['profile'],
  };
};

const run = fc.tuple(
  text,
  fc.constantFrom<Verdict>('pass', 'fail', 'warn', 'info', 'inconclusive', 'skip', 'error'),
  fc.record({ strict: fc.boolean(), allowInconclusive: fc.boolean() }),
  fc.boolean(),
);

const write = (report: RunReport): Promise<string> =>
  replay(reporters.markdown, [
    { event: 'bail-out', message: report.tool.name },
    { event: 'run-finished', report },
  ]);

describe('no byte of a target is markup', () => {
  test('in a summary', () =>
    fc.assert(
      fc.asyncProperty(run, async (parts) => {
        expectHarmless(await write(runSaying(...parts)));
      }),
      { numRuns: 300 },
    ));

  test('in a difference', () => {
    fc.assert(
      fc.property(run, run, (before, after) => {
        expectHarmless(differenceMarkdown(differenceOf(runSaying(...before), runSaying(...after))));
        const other = [after[0], before[1], before[2], before[3]] as const;
        const same = runSaying(...other).scenarios.map((scenario) => ({ ...scenario, id: 'a' }));
        const [then] = runSaying(...before).scenarios.map((scenario) => ({ ...scenario, id: 'a' }));
        expectHarmless(
          differenceMarkdown(
            differenceOf(
              { ...sampleReport, scenarios: then ? [then] : [] },
              { ...sampleReport, scenarios: same.slice(0, 1) },
            ),
          ),
        );
      }),
    );
  });

  test('and a table has its columns', () =>
    fc.assert(
      fc.asyncProperty(run, async (parts) => {
        const [head = ''] = (await write(runSaying(...parts))).split('\n### ');
        const rows = head.split('\n').filter((each) => each.startsWith('| '));
        expect(rows).toHaveLength(4);
        // A bar ends a cell wherever it stands.
        for (const row of rows) expect(row.split('|')).toHaveLength(10);
      }),
    ));
});

test('the sample shows nothing but its own markup', async () => {
  expectHarmless(await replay(reporters.markdown, sampleEvents));
});

test('text is text where that is safe, and code where it is not', () => {
  expect(prose('The server answers 401, at once.', 100)).toBe('The server answers 401, at once.');
  expect(prose('see @someone', 100)).toBe('`see @someone`');
  expect(prose('see http://x', 100)).toBe('`see http://x`');
  expect(prose('so :tada: it is', 100)).toBe('`so :tada: it is`');
  expect(prose('1. a list', 100)).toBe('`1. a list`');
  expect(code('a `b`` c', 100)).toBe('```a `b`` c```');
  expect(code('`', 100)).toBe('`` ` ``');
  expect(code('', 100)).toBe('(empty)');
  expect(code('a\nb', 100)).toBe('`a\\nb`');
  expect(cell('a|b', 100)).toBe('`a\\x7cb`');
  expect(block('echo ```', 100)).toBe('````sh\necho ```\n````');
});

const failing = (count: number, actual: string): RunReport => {
  const [, broken] = sampleReport.scenarios as [ScenarioResult, ScenarioResult];
  const scenarios = Array.from({ length: count }, (_, index): ScenarioResult => {
    const [check] = broken.checks as [CheckResult];
    return {
      ...broken,
      id: `icecast/many/${String(index)}`,
      checks: [{ ...check, actual: `${String(index)} ${actual}` }],
    };
  });
  return reportOf({ ...sampleReport, scenarios, baselineIssues: [] });
};

test('a run of very many failures stays below 1 MiB, and says how many are left out', async () => {
  const written = await write(failing(5000, '📻'.repeat(500)));
  const size = Buffer.byteLength(written);
  expect(size).toBeGreaterThan(800_000);
  expect(size).toBeLessThan(1 << 20);
  const shown = written.split('\n').filter((each) => each.startsWith('#### ')).length;
  expect(written).toContain(
    `**Left out, as the page would be too long:** ${String(5000 - shown)} failures. The report of the run has all of its 5000 scenarios.`,
  );
  expectHarmless(written);
});

test('alike failures are one, and very many suites are few rows', async () => {
  const report = failing(200, 'x');
  const [check] = report.scenarios[0]?.checks ?? [];
  const scenarios = report.scenarios.map((scenario, index) => ({
    ...scenario,
    suite: `suite${String(index)}`,
    checks: check ? [check] : [],
  }));
  const written = await write({ ...report, scenarios });
  expect(written.split('\n').filter((each) => each.startsWith('#### '))).toHaveLength(1);
  expect(written).toContain(' and 196 more\n');
  expect(written).toContain('| all, with 150 more suites |');
});

test('a page closes what it folds, however little fits', () => {
  const items = Array.from({ length: 50 }, (_, index) => `- item ${String(index)}`);
  for (let most = 1000; most < 2000; most += 7) {
    const written = page(
      '## head\n',
      [{ title: 'Folded', noun: 'thing', kind: 'folded', items }],
      'See.',
      most,
    );
    expect(Buffer.byteLength(written)).toBeLessThanOrEqual(most);
    expect(written.split('<details>').length).toBe(written.split('</details>').length);
    const shown = written.split('- item').length - 1;
    expect(written.includes(`${String(50 - shown)} thing`)).toBe(shown < 50);
  }
});

test('a strict run says that warnings do not pass, and a run that was cut says so', async () => {
  const strict = { ...sampleReport, gate: { strict: true, allowInconclusive: false } };
  expect(await write(strict)).toContain('### Warnings, which a strict run does not let pass\n');
  expect(await replay(reporters.markdown, sampleEvents.slice(0, 5))).toContain(
    '- the run is complete: the run was cut after 2 scenarios\n',
  );
});

test('each verdict of the sample is on the page', () => {
  const sample = readFileSync(new URL('../../reports/sample/summary.md', import.meta.url), 'utf8');
  for (const { id } of sampleReport.scenarios.slice(1)) expect(sample).toContain(`\`${id}\``);
});
