/** TAP 14 with a subtest for each scenario, and a flat TAP 13 with a point for each check. */
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { baselineComplaints, shortfall } from './complaint.ts';
import { because, reasonCode, sentenceOf, traceFile } from './describe.ts';
import { defaultGate, pointsOf, scenarioPoint, type Gate, type Point } from './point.ts';
import type { ReporterFactory } from './reporter.ts';
import type { Diagnostics, TapPoint } from './tap-line.ts';
import { indented, tapBailOut, tapComment, tapPlan, tapPoint, tapSubtest } from './tap-line.ts';

/** Gives out the numbers of the points at the top level. */
type Next = () => number;

/** A point without a description, which depends on where it is printed. */
const tapPointOf = (point: Point, description: string, diagnostics: Diagnostics): TapPoint => {
  const told = { description, diagnostics };
  switch (point.standing) {
    case 'met':
      return { ok: true, ...told };
    case 'red':
      return { ok: false, ...told };
    case 'aside':
      return { ok: true, ...told, directive: { word: 'SKIP', reason: because(point) } };
    case 'expected':
      return { ok: false, ...told, directive: { word: 'TODO', reason: because(point) } };
  }
};

/** A met demand needs no words; everything else is told. */
const diagnosticsOf = (point: Point): Diagnostics => {
  const { check, scenario, verdict } = point;
  if (verdict === 'pass') return {};
  const evidence = check?.evidence.map(
    ({ event, offset }) => `event ${String(event)}` + (offset === undefined ? '' : ` byte ${String(offset)}`),
  );
  return {
    clause: check?.clause,
    level: check?.level,
    verdict,
    reason: reasonCode(point),
    expected: check?.expected,
    actual: check?.actual,
    baseline: check?.baseline,
    erratum: check?.erratum,
    evidence,
    repro: scenario.repro,
  };
};

const named = (point: Point): string => `${point.check?.id ?? '(scenario)'} ${sentenceOf(point)}`;

const nested = (scenario: ScenarioResult, gate: Gate, next: Next): string[] => {
  const points = pointsOf(scenario, gate).filter((point) => point.check);
  const whole = scenarioPoint(scenario, gate);
  const subtest = [
    tapPlan(points.length),
    ...points.flatMap((point, index) =>
      tapPoint(index + 1, tapPointOf(point, named(point), diagnosticsOf(point))),
    ),
  ];
  const diagnostics = {
    verdict: scenario.verdict,
    reason: reasonCode(whole),
    duration_ms: Math.max(0, Math.round(scenario.durationMs)) || 0,
    trace: scenario.verdict === 'pass' ? undefined : traceFile(scenario),
    conversation: scenario.verdict === 'pass' ? undefined : scenario.conversation,
    repro: scenario.verdict === 'pass' ? undefined : scenario.repro,
  };
  return [
    ...(points.length > 0 ? [tapSubtest(scenario.id), ...indented(subtest)] : []),
    ...tapPoint(next(), tapPointOf(whole, scenario.id, diagnostics)),
  ];
};

const flat = (scenario: ScenarioResult, gate: Gate, next: Next): string[] =>
  pointsOf(scenario, gate).flatMap((point) =>
    tapPoint(next(), tapPointOf(point, `${scenario.id} ${named(point)}`, diagnosticsOf(point))),
  );

/** A scenario that is only in the final report, as of merged runs, is printed with it. */
const unseen = (report: RunReport, seen: ReadonlySet<string>): readonly ScenarioResult[] =>
  report.scenarios.filter((scenario) => !seen.has(scenario.id));

const tapReporter =
  (version: 13 | 14, linesOf: typeof nested): ReporterFactory =>
  (out) => {
    const seen = new Set<string>();
    let gate = defaultGate;
    let count = 0;
    let begun = false;
    let bailed = false;

    const print = (lines: readonly string[]): void => {
      if (bailed) return;
      if (!begun) out.write(`TAP version ${String(version)}\n`);
      begun = true;
      out.write(lines.map((each) => `${each}\n`).join(''));
    };
    const add = (scenario: ScenarioResult): void => {
      seen.add(scenario.id);
      print(linesOf(scenario, gate, () => ++count));
    };
    const bailOut = (reason: string): void => {
      print([tapBailOut(reason)]);
      bailed = true;
    };
    const finish = (report: RunReport): void => {
      gate = report.gate;
      unseen(report, seen).forEach(add);
      for (const { name, kind, message } of baselineComplaints(report)) {
        print(tapPoint(++count, { ok: false, description: name, diagnostics: { reason: kind, message } }));
      }
      const short = shortfall(report, undefined);
      if (short) bailOut(short.message);
      print([tapPlan(count)]);
    };

    return (event: RunEvent) => {
      switch (event.event) {
        case 'run-started':
          gate = event.gate;
          return print([
            tapComment(
              `run by ${event.tool.name} ${event.tool.version}, profile ${event.profile}, seed ${String(event.seed)}`,
            ),
          ]);
        case 'scenario-started':
          return;
        case 'scenario-finished':
          return add(event.result);
        case 'bail-out':
          return bailOut(event.message);
        case 'run-finished':
          return finish(event.report);
      }
    };
  };

export const tap = tapReporter(14, nested);
export const tapFlat = tapReporter(13, flat);
