/** Markdown for the summary of a CI job or a comment: the verdict, counts, and what was found, worst first. */
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import { verdicts } from '../verdict/result.ts';
import { count } from '../verdict/summarise.ts';
import { baselineComplaints, shortfall } from './complaint.ts';
import { because, facts, roleOf, sentenceOf } from './describe.ts';
import { groupAlike, type Alike } from './findings.ts';
import { page, type Section } from './markdown-page.ts';
import { block, cell, code, prose } from './markdown-text.ts';
import { pointsOf, type Point } from './point.ts';
import type { ReporterFactory } from './reporter.ts';
import { summaryLine } from './summary.ts';
import { counted } from './text.ts';

/** More rows than a person reads. */
const mostRows = 50;

const rowOf = (name: string, scenarios: readonly ScenarioResult[]): string => {
  const counts = count(scenarios.map(({ verdict }) => verdict));
  return `| ${[name, ...verdicts.map((verdict) => String(counts[verdict]))].join(' | ')} |`;
};

/** A row for each suite and role, and one for all of them. */
const tableOf = ({ scenarios }: RunReport): string => {
  const groups = new Map<string, [ScenarioResult, ...ScenarioResult[]]>();
  for (const scenario of scenarios) {
    const key = JSON.stringify([scenario.suite, scenario.role]);
    const group = groups.get(key);
    if (group) group.push(scenario);
    else groups.set(key, [scenario]);
  }
  const rows = [...groups.values()].map((group) =>
    rowOf(`${cell(group[0].suite, 100)} ${cell(roleOf(group[0]), 100)}`, group),
  );
  const hidden = rows.length - mostRows;
  return [
    `| suite | ${verdicts.join(' | ')} |`,
    `| :--- |${' ---: |'.repeat(verdicts.length)}`,
    ...rows.slice(0, mostRows),
    rowOf(hidden > 0 ? `all, with ${String(hidden)} more suites` : 'all', scenarios),
  ].join('\n');
};

const circumstances = ({ tool, target, profile, seed, gate }: RunReport): string =>
  [
    prose(`${tool.name} ${tool.version}`, 100),
    [prose(target.kind, 100), ...[target.url ?? target.command ?? []].flat().map((at) => code(at, 300))].join(
      ' ',
    ),
    `profile ${prose(profile, 100)}`,
    `seed ${String(seed)}`,
    ...(gate.strict ? ['strict'] : []),
    ...(gate.allowInconclusive ? ['what is inconclusive is let pass'] : []),
  ].join(' · ');

const headOf = (report: RunReport): string =>
  [
    `## ingestspec: ${prose(report.verdict, 100)}`,
    prose(summaryLine(report), 300),
    circumstances(report),
    `${tableOf(report)}\n`,
  ].join('\n\n');

/** Labels of a block; the conversation is left to reports that have room for it. */
const told = new Set(['expected', 'actual', 'reason', 'baseline', 'erratum', 'evidence']);

const alsoIn = (others: readonly Point[]): string[] => {
  const ids = others.slice(0, 3).map(({ scenario }) => code(scenario.id, 200));
  const rest = others.length > 3 ? ` and ${String(others.length - 3)} more` : '';
  return ids.length === 0 ? [] : [`- also in ${ids.join(', ')}${rest}`];
};

const valueOf = (label: string, text: string): string =>
  label === 'evidence' ? prose(text, 300) : code(text, 500);

const described = ([point, ...others]: Alike): string => {
  const { check, scenario } = point;
  const about = [
    ...(check ? [code(check.id, 200), prose(check.level, 100)] : []),
    prose(roleOf(scenario), 100),
    code(scenario.id, 200),
  ];
  const known = facts(point);
  const lines = known
    .filter(({ label }) => told.has(label))
    .map(({ label, lines: [text = ''] }) => `- ${label}: ${valueOf(label, text)}`);
  const again = known.filter(({ label }) => label === 'again').map(({ lines: [text = ''] }) => text);
  return [
    `#### ${about.join(' · ')}`,
    prose(sentenceOf(point), 500),
    ...[[...lines, ...alsoIn(others)].join('\n')].filter(Boolean),
    ...again.map((text) => block(text, 4096)),
  ].join('\n\n');
};

const short = (point: Point): string => {
  const { check, scenario } = point;
  const said = point.verdict === 'info' ? (check?.actual ?? because(point)) : because(point);
  const about = [
    code(scenario.id, 200),
    ...(check ? [code(check.id, 200), prose(check.level, 100)] : []),
  ].join(' ');
  return said === '' ? `- ${about}` : `- ${about}: ${prose(said, 500)}`;
};

const sectionsOf = (report: RunReport, bailOut: string | undefined): Section[] => {
  const points = report.scenarios.flatMap((scenario) => pointsOf(scenario, report.gate));
  const of = (verdict: Point['verdict']): Point[] =>
    points.filter((point) => point.verdict === verdict && point.standing !== 'expected');
  const open = (verdict: Point['verdict'], title: string, noun: string): Section => ({
    title,
    noun,
    kind: 'open',
    items: groupAlike(of(verdict)).map(described),
  });
  const folded = (title: string, noun: string, from: readonly Point[]): Section => ({
    title,
    noun,
    kind: 'folded',
    items: from.map(short),
  });
  const flaw = shortfall(report, bailOut);
  const complaints = [...(flaw ? [flaw] : []), ...baselineComplaints(report)];
  return [
    {
      title: 'The run itself',
      noun: 'complaint',
      kind: 'list',
      items: complaints.map(({ name, message }) => `- ${prose(name, 200)}: ${prose(message, 500)}`),
    },
    open('error', 'Harness errors', 'harness error'),
    open('fail', 'Failures', 'failure'),
    open(
      'warn',
      report.gate.strict ? 'Warnings, which a strict run does not let pass' : 'Warnings',
      'warning',
    ),
    folded('Inconclusive', 'inconclusive check', of('inconclusive')),
    folded('Seen, and left open by the text', 'remark', of('info')),
    folded(
      'Expected deviations, by the baseline',
      'expected deviation',
      points.filter(({ standing }) => standing === 'expected'),
    ),
    folded('Skipped', 'skipped scenario', of('skip')),
  ];
};

/** The whole page of a run. */
const markdownPage = (report: RunReport, bailOut: string | undefined): string =>
  page(
    headOf(report),
    sectionsOf(report, bailOut),
    `The report of the run has all of its ${counted(report.scenarios.length, 'scenario')}.`,
  );

export const markdown: ReporterFactory = (out) => {
  let bailOut: string | undefined;
  return (event) => {
    if (event.event === 'bail-out') bailOut = event.message;
    if (event.event === 'run-finished') out.write(markdownPage(event.report, bailOut));
  };
};
