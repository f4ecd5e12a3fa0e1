/** Common Test Report Format (ctrf.io): JSON that dashboards and CI actions read. A test is a scenario. */
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import { baselineComplaints, shortfall, type Complaint } from './complaint.ts';
import { traceFile } from './describe.ts';
import { bodyOf, messageOf } from './junit-case.ts';
import { pointsOf, scenarioPoint, type Gate, type Point } from './point.ts';
import type { ReporterFactory } from './reporter.ts';
import { clip, line, safeJson } from './text.ts';

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

interface CtrfTest {
  readonly name: string;
  readonly status: Status;
  /** Milliseconds, whole. */
  readonly duration: number;
  /** From the outermost to the one that the test stands in. */
  readonly suite: readonly string[];
  readonly message?: string;
  readonly trace?: string;
  readonly rawStatus: string;
  readonly tags?: readonly string[];
  readonly type: 'conformance';
  readonly extra?: object;
}

/** Longer ones are cut: the report and the trace of the run have them whole. */
const mostOfATrace = 65_536;

const whole = (value: number): number =>
  Number.isFinite(value) ? Math.min(Math.max(0, Math.round(value)), Number.MAX_SAFE_INTEGER) : 0;

const filled = (text: string, instead: string): string => (text === '' ? instead : text);

const isGraver = (point: Point): boolean => point.standing === 'red' && point.verdict !== 'inconclusive';

/** What closes the gate has failed, except for what could not be judged: the format has a word of its own for it. */
const statusOf = (scenario: ScenarioResult, points: readonly Point[], gate: Gate): Status => {
  if (points.some(isGraver)) return 'failed';
  if (points.some(({ standing }) => standing === 'red')) return 'other';
  if (scenarioPoint(scenario, gate).standing === 'expected') return 'skipped';
  if (scenario.verdict === 'inconclusive') return 'other';
  return scenario.verdict === 'skip' ? 'skipped' : 'passed';
};

/** Why a test is what it is: what closes the gate first, then whatever else is no plain pass. */
const speaking = (points: readonly Point[]): Point[] => {
  const rest = points.filter((point) => point.verdict !== 'pass');
  const red = rest.filter(({ standing }) => standing === 'red');
  const graver = red.filter(isGraver);
  return [...new Set([...graver, ...red, ...rest])];
};

const suiteOf = ({ id, suite, role }: ScenarioResult): string[] => {
  const [, ...folders] = id.split('/').slice(0, -1);
  return [`${suite} (${role})`, ...folders].map((part) => line(part, 200));
};

const testOf = (scenario: ScenarioResult, gate: Gate): CtrfTest => {
  const points = pointsOf(scenario, gate);
  const told = speaking(points);
  const [first] = told;
  const clauses = [...new Set(scenario.checks.map(({ clause }) => line(clause, 200)))];
  const trace = traceFile(scenario);
  return {
    name: filled(line(scenario.id, 300), '(unnamed)'),
    status: statusOf(scenario, points, gate),
    duration: whole(scenario.durationMs),
    suite: suiteOf(scenario),
    ...(first ? { message: messageOf(first), trace: clip(told.map(bodyOf).join('\n\n'), mostOfATrace) } : {}),
    rawStatus: scenario.verdict,
    ...(clauses.length === 0 ? {} : { tags: clauses }),
    type: 'conformance',
    extra: {
      verdict: scenario.verdict,
      role: scenario.role,
      title: line(scenario.title, 500),
      clauses: scenario.checks.map(({ clause, id, level, verdict }) => ({
        clause: line(clause, 200),
        check: line(id, 200),
        level,
        verdict,
      })),
      again: line(scenario.repro, 4096),
      ...(trace === undefined ? {} : { trace: line(trace, 500) }),
    },
  };
};

const complaintTest = ({ name, kind, message }: Complaint): CtrfTest => ({
  name: filled(line(name, 300), '(unnamed)'),
  status: 'failed',
  duration: 0,
  suite: ['run'],
  message: line(message, 1000),
  rawStatus: kind,
  type: 'conformance',
});

const testsOf = (report: RunReport, bailOut: string | undefined): CtrfTest[] => {
  const short = shortfall(report, bailOut);
  return [
    ...report.scenarios.map((scenario) => testOf(scenario, report.gate)),
    ...[...(short ? [short] : []), ...baselineComplaints(report)].map(complaintTest),
  ];
};

const countsOf = (tests: readonly CtrfTest[]): Readonly<Record<Status, number>> => {
  const counts = { passed: 0, failed: 0, skipped: 0, pending: 0, other: 0 };
  for (const { status } of tests) counts[status] += 1;
  return counts;
};

const lines = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [line(name, 200), line(String(value), 500)]),
  );

const documentOf = (report: RunReport, bailOut: string | undefined): object => {
  const tests = testsOf(report, bailOut);
  const start = whole(Date.parse(report.started));
  const stop = Math.max(start, whole(Date.parse(report.finished)));
  const { tool, target, profile, seed, gate, environment } = report;
  return {
    reportFormat: 'CTRF',
    specVersion: '1.0.0',
    generatedBy: line(`${tool.name} ${tool.version}`, 200),
    results: {
      tool: { name: filled(line(tool.name, 200), '(unnamed)'), version: line(tool.version, 200) },
      summary: {
        tests: tests.length,
        ...countsOf(tests),
        suites: new Set(tests.map(({ suite }) => JSON.stringify(suite))).size,
        start,
        stop,
        duration: stop - start,
        extra: { verdict: report.verdict, exitCode: report.exitCode, partial: report.partial },
      },
      tests,
      environment: {
        extra: {
          target: line([target.kind, target.url ?? target.command].filter(Boolean).join(' '), 500),
          profile,
          seed,
          gate,
          features: lines(target.features),
          environment: lines(environment),
        },
      },
    },
  };
};

export const ctrf: ReporterFactory = (out) => {
  let bailOut: string | undefined;
  return (event) => {
    if (event.event === 'bail-out') bailOut = event.message;
    if (event.event === 'run-finished') out.write(`${safeJson(documentOf(event.report, bailOut), 2)}\n`);
  };
};
