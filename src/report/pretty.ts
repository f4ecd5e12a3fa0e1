/** What a person reads: a line a scenario, then what is wrong, then one line that sums up. */
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { because } from './describe.ts';
import { findings } from './findings.ts';
import { markAndWord, paintFor, type Paint } from './marks.ts';
import { defaultGate, scenarioPoint, type Gate, type Point } from './point.ts';
import { progressOn } from './progress.ts';
import type { Out, ReporterFactory } from './reporter.ts';
import { summaryLine } from './summary.ts';
import { counted, line } from './text.ts';

type Started = Extract<RunEvent, { event: 'run-started' }>;

/** Why a scenario was not judged, or why its deviation is an expected one. */
const whyOf = (point: Point): string =>
  point.standing === 'expected' ? because(point) : (point.scenario.reason ?? '');

const scenarioLine = (scenario: ScenarioResult, gate: Gate, out: Out, paint: Paint): string => {
  const point = scenarioPoint(scenario, gate);
  const kind = point.standing === 'expected' ? 'expected' : scenario.verdict;
  const why = whyOf(point);
  const told = why === '' ? '' : paint('gray', `  ${line(why, 120)}`);
  return `${markAndWord(kind, out, paint)} ${line(scenario.id, 200)}${told}\n`;
};

const heading = ({ tool, target, profile, seed, shard, scenarios }: Started): string => {
  const parts = [
    `${tool.name} ${tool.version}`,
    [target.kind, target.url ?? target.command].filter(Boolean).join(' '),
    `profile ${profile}`,
    `seed ${String(seed)}`,
    ...(shard === undefined ? [] : [`shard ${String(shard.index)}/${String(shard.total)}`]),
    counted(scenarios.length, 'scenario'),
  ];
  return `${line(parts.join(' · '), 300)}\n\n`;
};

const verdictStyle = {
  conformant: 'green',
  'conformant-with-warnings': 'yellow',
  'non-conformant': 'red',
  'not-judged': 'magenta',
} as const;

const ending = (report: RunReport, planned: number, paint: Paint): string => {
  const done = report.scenarios.length;
  const bailedOut = report.exitCode === 2 || report.exitCode === 3;
  const short =
    report.partial && !bailedOut
      ? `interrupted: ${String(done)} of ${String(Math.max(planned, done))} scenarios were run\n`
      : done === 0
        ? report.shard === undefined
          ? 'no scenario was run\n'
          : 'this shard is empty: 0 scenarios, and nothing is wrong with that\n'
        : '';
  return `${short}${paint(['bold', verdictStyle[report.verdict]], summaryLine(report))}\n`;
};

export const pretty: ReporterFactory = (out) => {
  const paint = paintFor(out);
  const progress = progressOn(out);
  let gate = defaultGate;
  let planned = 0;
  return (event) => {
    switch (event.event) {
      case 'run-started':
        gate = event.gate;
        planned = event.scenarios.length;
        progress.plan(planned);
        return progress.print(heading(event));
      case 'scenario-started':
        return progress.begin(event.id);
      case 'scenario-finished':
        progress.finish(event.result.id);
        return progress.print(scenarioLine(event.result, gate, out, paint));
      case 'bail-out':
        return progress.print(`${markAndWord('error', out, paint)} ${line(event.message, 500)}\n`);
      case 'run-finished':
        progress.stop();
        return out.write(`${findings(event.report, out)}\n${ending(event.report, planned, paint)}`);
    }
  };
};
