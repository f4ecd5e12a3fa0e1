/** `events.ndjson`: every event as it happens, one a line. */
import type { ReporterFactory } from './reporter.ts';
import { safeJson } from './text.ts';

export const ndjson: ReporterFactory = (out) => (event) => {
  out.write(`${safeJson(event)}\n`);
};
