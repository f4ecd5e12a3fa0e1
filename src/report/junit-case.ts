/** What JUnit is told: suites of cases, one case a point, with names that are unique in their class. */
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import { baselineComplaints, shortfall, type Complaint } from './complaint.ts';
import { because, facts, roleOf, sentenceOf, traceFile } from './describe.ts';
import { pointsOf, type Point } from './point.ts';
import { clip, line, visibleLines } from './text.ts';

export interface JunitCase {
  readonly name: string;
  readonly classname: string;
  readonly milliseconds: number;
  readonly outcome: 'passed' | 'skipped' | 'failed';
  /** The type of the failure: `must`, `should`, `inconclusive`, `error` or `stale-baseline`. */
  readonly kind: string;
  readonly message: string;
  /** The text of a failure. */
  readonly body: string;
  /** What goes to `system-out`. */
  readonly output: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export interface JunitOptions {
  /** The folder of the traces as the reader of the report will find it; without it, none are attached. */
  readonly traces?: string;
}

const outcomes = { met: 'passed', aside: 'skipped', expected: 'skipped', red: 'failed' } as const;

const kindOf = ({ verdict }: Point): string =>
  verdict === 'fail' ? 'must' : verdict === 'warn' ? 'should' : verdict;

/** Longer values are cut: consumers choke on text nodes of megabytes. */
const mostOfAFact = 16_384;
const mostLines = 200;

/** All that is known of a point, in lines. */
export const bodyOf = (point: Point): string => {
  const { check, scenario, verdict } = point;
  const told = facts(point).flatMap(({ label, lines }) =>
    lines
      .slice(0, mostLines)
      .flatMap((each) => visibleLines(clip(each, mostOfAFact)))
      .map((each, index) => `  ${(index === 0 ? label : '').padEnd(10)}${each}`),
  );
  const heading = [scenario.id, check?.id, check?.level, verdict, roleOf(scenario)]
    .filter(Boolean)
    .join('  ');
  return [line(heading, 500), `  ${line(sentenceOf(point), 1000)}`, ...told].join('\n');
};

/** Why a point stands as it does, in one line. */
export const messageOf = (point: Point): string => {
  const why = because(point);
  if (point.standing === 'expected') return line(`expected deviation: ${why}`, 300);
  return line(point.check && point.standing === 'red' ? `${point.check.clause}: ${why}` : why, 300);
};

/** GitLab and Azure pick up the file that is named so, if its path is free of brackets and bars. */
const attachment = ({ scenario }: Point, { traces }: JunitOptions): string[] => {
  const file = traceFile(scenario);
  if (traces === undefined || file === undefined) return [];
  return [
    `[[ATTACHMENT|${line(
      file.replace(/^trace/, () => traces),
      1000,
    ).replace(/[[\]|]/g, '_')}]]`,
  ];
};

const lastOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

const classOf = ({ id, suite, role }: ScenarioResult): string =>
  line([...(id.includes('/') ? id.split('/').slice(0, -1) : suite.split('/')), role].join('.'), 300);

const caseOf = (point: Point, milliseconds: number, options: JunitOptions): JunitCase => {
  const body = bodyOf(point);
  return {
    name: line([lastOf(point.scenario.id), point.check?.id].filter(Boolean).join(' '), 300),
    classname: classOf(point.scenario),
    milliseconds,
    outcome: outcomes[point.standing],
    kind: kindOf(point),
    message: messageOf(point),
    body,
    output: [...(point.verdict === 'pass' ? [] : [body]), ...attachment(point, options)].join('\n'),
  };
};

/** Three years: beyond that, numbers would be written with an exponent. */
const mostTime = 1e11;

/** Checks are not timed one by one: each gets its share of the scenario, so that the sums are right. */
const shares = (duration: number, count: number): number[] => {
  const whole = Number.isFinite(duration) ? Math.min(Math.max(0, Math.round(duration)), mostTime) : 0;
  const share = Math.floor(whole / count);
  return Array.from({ length: count }, (_, index) => share + (index < whole % count ? 1 : 0));
};

const casesOf = (scenario: ScenarioResult, report: RunReport, options: JunitOptions): JunitCase[] => {
  const points = pointsOf(scenario, report.gate);
  const times = shares(scenario.durationMs, points.length);
  return points.map((point, index) => caseOf(point, times[index] ?? 0, options));
};

const complaintCase = ({ name, kind, message }: Complaint): JunitCase => ({
  name: line(name, 300),
  classname: 'ingestspec.run',
  milliseconds: 0,
  outcome: 'failed',
  kind,
  message: line(message, 300),
  body: line(message, mostOfAFact),
  output: '',
});

/**
 * GitLab drops the second of two cases with one name in one class, whatever suites they are in, so a repeated one is
 * numbered. What is `taken` grows.
 */
const distinct = (cases: readonly JunitCase[], taken: Set<string>): JunitCase[] =>
  cases.map((each) => {
    let name = each.name;
    for (let turn = 2; taken.has(`${each.classname} ${name}`); turn++)
      name = `${each.name} (${String(turn)})`;
    taken.add(`${each.classname} ${name}`);
    return { ...each, name };
  });

const runSuite = (report: RunReport, bailOut: string | undefined, taken: Set<string>): JunitSuite => {
  const short = shortfall(report, bailOut);
  const complaints = [...(short ? [short] : []), ...baselineComplaints(report)];
  return { name: 'run', cases: distinct(complaints.map(complaintCase), taken) };
};

/** One suite for each suite and role of the run, in order of appearance, and one for the run itself where it has flaws. */
export const junitSuites = (
  report: RunReport,
  bailOut: string | undefined,
  options: JunitOptions,
): JunitSuite[] => {
  const taken = new Set<string>();
  const groups = new Map<string, ScenarioResult[]>();
  for (const scenario of report.scenarios) {
    const name = line(`${scenario.suite} (${scenario.role})`, 300);
    const group = groups.get(name);
    if (group) group.push(scenario);
    else groups.set(name, [scenario]);
  }
  const suites = [...groups].map(([name, scenarios]) => ({
    name,
    cases: distinct(
      scenarios.flatMap((scenario) => casesOf(scenario, report, options)),
      taken,
    ),
  }));
  return [...suites, runSuite(report, bailOut, taken)].filter(({ cases }) => cases.length > 0);
};
