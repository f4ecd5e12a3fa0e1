/** The part of the pretty report that tells what was found: worst first, one block a broken check. */
import type { RunReport } from '../verdict/result.ts';
import { because, facts, roleOf, sentenceOf } from './describe.ts';
import { mark, paintFor, type Kind, type Paint } from './marks.ts';
import { pointsOf, type Point } from './point.ts';
import type { Out } from './reporter.ts';
import { clip, counted, line } from './text.ts';

/** A block is read at a glance, or not at all. */
const mostLines = 12;

/** Points that say the same of the same clause; they are told once. */
export type Alike = readonly [first: Point, ...others: Point[]];

const key = ({ check, verdict, scenario }: Point): string =>
  JSON.stringify(
    check
      ? [check.clause, verdict, check.expected, check.actual, check.reason, scenario.role]
      : [scenario.id],
  );

export const groupAlike = (points: readonly Point[]): Alike[] => {
  const groups = new Map<string, [Point, ...Point[]]>();
  for (const point of points) {
    const group = groups.get(key(point));
    if (group) group.push(point);
    else groups.set(key(point), [point]);
  }
  return [...groups.values()];
};

/** The line that runs it again is there to be copied, so it is whole. */
const longest = (label: string): number => (label === 'again' ? 4096 : 240);

const labelled = (label: string, lines: readonly string[]): string[] =>
  lines.map((each, index) => `    ${(index === 0 ? label : '').padEnd(10)}${line(each, longest(label))}`);

const alsoIn = (others: readonly Point[]): string[] => {
  const ids = others.map(({ scenario }) => scenario.id);
  const rest = ids.length > 3 ? ` and ${String(ids.length - 3)} more` : '';
  return ids.length === 0 ? [] : labelled('also in', [ids.slice(0, 3).join(', ') + rest]);
};

const block = ([point, ...others]: Alike, paint: Paint): string[] => {
  const { check, scenario, verdict } = point;
  const header = [clip(scenario.id, 200).padEnd(48), check?.id, check?.level, roleOf(scenario)].filter(
    Boolean,
  );
  const known = facts(point);
  const short = known.filter(({ label }) => label !== 'trace' && label !== 'again');
  const before = [
    `${mark(verdict, paint)} ${paint('bold', line(header.join('  '), 400))}`,
    `  ${line(sentenceOf(point), 300)}`,
    ...short.flatMap(({ label, lines }) => labelled(label, lines)),
  ];
  const after = [
    ...known.filter(({ label }) => label === 'again').flatMap(({ label, lines }) => labelled(label, lines)),
    ...alsoIn(others),
  ];
  const room = Math.max(1, mostLines - before.length - after.length);
  const trace = known.find(({ label }) => label === 'trace')?.lines ?? [];
  const shown = trace.length <= room ? trace : trace.slice(0, room - 1);
  const more = trace.length > room ? [`… ${counted(trace.length - shown.length, 'more line')}`] : [];
  return [...before, ...labelled('trace', [...shown, ...more]), ...after];
};

const short = (kind: Kind, point: Point, paint: Paint): string => {
  const { check, scenario } = point;
  const said = kind === 'info' ? (check?.actual ?? because(point)) : because(point);
  const who = line([scenario.id, check?.id, check?.level].filter(Boolean).join('  '), 400);
  return `${mark(kind, paint)} ${who}  ${paint('gray', line(said, 240))}`;
};

const section = (title: string, blocks: readonly (readonly string[])[], paint: Paint): string =>
  blocks.length === 0
    ? ''
    : `\n${paint('bold', title)}\n\n${blocks.map((lines) => `${lines.join('\n')}\n`).join('\n')}`;

const listing = (title: string, lines: readonly string[], paint: Paint): string =>
  lines.length === 0 ? '' : section(title, [lines], paint);

/** Everything that deserves a word, from harness errors down to what the text leaves open. */
export const findings = (report: RunReport, out: Out): string => {
  const paint = paintFor(out);
  const points = report.scenarios.flatMap((scenario) => pointsOf(scenario, report.gate));
  const unexpected = points.filter(({ standing }) => standing !== 'expected');
  const of = (kind: Kind): Point[] => unexpected.filter(({ verdict }) => verdict === kind);
  const blocks = (kind: Kind): string[][] => groupAlike(of(kind)).map((alike) => block(alike, paint));
  const lines = (kind: Kind, from: readonly Point[]): string[] =>
    from.map((point) => short(kind, point, paint));
  const issues = report.baselineIssues.map(
    ({ kind, where, message }) =>
      `${mark('fail', paint)} ${line(where, 200)}  ${kind}  ${line(message, 240)}`,
  );
  const expected = points.filter(({ standing }) => standing === 'expected');
  return [
    section('Harness errors', blocks('error'), paint),
    section('Failures', blocks('fail'), paint),
    section('Inconclusive', blocks('inconclusive'), paint),
    section(
      report.gate.strict ? 'Warnings, which a strict run does not let pass' : 'Warnings',
      blocks('warn'),
      paint,
    ),
    listing('Seen, and left open by the text', lines('info', of('info')), paint),
    listing('Expected deviations (baseline)', lines('expected', expected), paint),
    listing('Baseline entries to correct', issues, paint),
  ].join('');
};
