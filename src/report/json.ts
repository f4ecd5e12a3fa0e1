/** `run.json`: the report of the run, for machines. */
import type { ReporterFactory } from './reporter.ts';
import { safeJson } from './text.ts';

export const json: ReporterFactory = (out) => (event) => {
  if (event.event === 'run-finished') out.write(`${safeJson(event.report, 2)}\n`);
};
