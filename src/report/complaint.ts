/** What is wrong with a run beyond its scenarios; each must be seen wherever the run is reported. */
import type { RunReport } from '../verdict/result.ts';
import { counted } from './text.ts';

export interface Complaint {
  readonly name: string;
  readonly kind: 'error' | 'stale-baseline';
  readonly message: string;
}

/** The entries of the baseline that no longer hold, or that match nothing. */
export const baselineComplaints = (report: RunReport): Complaint[] =>
  report.baselineIssues.map((issue) => ({
    name: `baseline ${issue.where}`,
    kind: 'stale-baseline',
    message: `${issue.kind}: ${issue.message}`,
  }));

/** Why a run cannot be taken for a whole one: the target was not there, it was cut, or nothing was selected. */
export const shortfall = (report: RunReport, bailOut: string | undefined): Complaint | undefined => {
  const judged = report.scenarios.length;
  if (bailOut !== undefined) return { name: 'the target is reached', kind: 'error', message: bailOut };
  if (report.partial)
    return {
      name: 'the run is complete',
      kind: 'error',
      message: `the run was cut after ${counted(judged, 'scenario')}`,
    };
  // A shard may have nothing to do.
  if (judged === 0 && report.shard === undefined)
    return { name: 'something is judged', kind: 'error', message: 'no scenario was run' };
  return undefined;
};
