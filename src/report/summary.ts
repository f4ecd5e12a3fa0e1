/** The last line of a run, stable enough to be searched for. */
import { verdicts, type RunReport } from '../verdict/result.ts';

/** `ingestspec: non-conformant — 41 scenarios: 30 pass, 2 fail, …, 0 error`; always these words in this order. */
export const summaryLine = (report: RunReport): string => {
  const counts = verdicts.map((verdict) => `${String(report.summary[verdict])} ${verdict}`).join(', ');
  return `ingestspec: ${report.verdict} — ${String(report.scenarios.length)} scenarios: ${counts}`;
};
