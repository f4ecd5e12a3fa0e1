/** The report of a run that was cut: what its events tell, and no more. */
import type { RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { reportOf } from '../verdict/summarise.ts';
import type { Out, Reporter, ReporterFactory } from './reporter.ts';

type Started = Extract<RunEvent, { event: 'run-started' }>;

/** A cut run never says that a target conforms: at best it says that a clause was broken. */
export const cutReport = (
  facts: Started,
  scenarios: readonly ScenarioResult[],
  bailedOut: boolean,
): RunReport => {
  const report = reportOf({
    ...facts,
    finished: facts.started,
    partial: true,
    scenarios,
    baselineIssues: [],
    exitCode: bailedOut ? 3 : 4,
  });
  return report.verdict === 'non-conformant' ? report : { ...report, verdict: 'not-judged' };
};

/** Lets a reporter that waits for `run-finished` report a run that never came to it. */
export const finishing =
  (factory: ReporterFactory): ReporterFactory =>
  (out: Out): Reporter => {
    const reporter = factory(out);
    const scenarios: ScenarioResult[] = [];
    let started: Started | undefined;
    let bailedOut = false;
    let finished = false;
    const tell = (event: RunEvent): void | Promise<void> => {
      if (event.event === 'run-started') started = event;
      if (event.event === 'scenario-finished') scenarios.push(event.result);
      if (event.event === 'bail-out') bailedOut = true;
      if (event.event === 'run-finished') finished = true;
      return reporter(event);
    };
    const end = (): void | Promise<void> =>
      finished || !started
        ? undefined
        : tell({ event: 'run-finished', report: cutReport(started, scenarios, bailedOut) });
    return Object.assign(tell, { end });
  };
