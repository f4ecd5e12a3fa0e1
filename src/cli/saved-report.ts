/** The report of an earlier run, for those who need no trace: from its directory, or from `run.json` itself. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readText, reasonOf, UsageError } from '../config/index.ts';
import type { ComparedRun } from '../report/difference.ts';
import { verdicts } from '../verdict/result.ts';
import { reportOf } from '../verdict/summarise.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isTextOrNothing = (value: unknown): boolean => value === undefined || isText(value);

const isVerdict = (value: unknown): boolean => (verdicts as readonly unknown[]).includes(value);

const isCheck = (value: unknown): boolean =>
  isFields(value) &&
  [value['clause'], value['id'], value['level']].every(isText) &&
  isVerdict(value['verdict']) &&
  [value['actual'], value['reason'], value['baseline']].every(isTextOrNothing);

const isScenario = (value: unknown): boolean =>
  isFields(value) &&
  [value['id'], value['suite'], value['role']].every(isText) &&
  isVerdict(value['verdict']) &&
  isTextOrNothing(value['reason']) &&
  Array.isArray(value['checks']) &&
  value['checks'].every(isCheck);

/** Whether a value has all that is compared; what else is in it is nobody's concern here. */
const isReport = (value: unknown): boolean => {
  if (!isFields(value)) return false;
  const { tool, target, gate, scenarios } = value;
  return (
    isFields(tool) &&
    [tool['name'], tool['version'], value['profile'], value['verdict']].every(isText) &&
    isFields(target) &&
    isText(target['kind']) &&
    [target['url'], target['command']].every(isTextOrNothing) &&
    isFields(gate) &&
    [gate['strict'], gate['allowInconclusive'], value['partial']].every(
      (flag) => typeof flag === 'boolean',
    ) &&
    Array.isArray(scenarios) &&
    scenarios.every(isScenario)
  );
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const noReport = (shown: string): UsageError =>
  new UsageError(
    `${shown} is no report that this version can read: give the --output directory of a run, or its run.json`,
  );

const readReportFile = (file: string, shown: string): ComparedRun => {
  const report = parsed(readText('the report', file, shown));
  if (!isFields(report) || report['schemaVersion'] !== 1 || !isReport(report)) throw noReport(shown);
  return report as unknown as ComparedRun;
};

/** A run that was killed has left its events, up to the first that was not written to its end. */
const readEventsFile = (file: string, shown: string): ComparedRun => {
  const events: Fields[] = [];
  for (const text of readText('the events', file, shown).split('\n')) {
    const event = parsed(text);
    if (!isFields(event)) break;
    events.push(event);
  }
  const started = events.find((event) => event['event'] === 'run-started');
  const scenarios = events.flatMap((event) =>
    event['event'] === 'scenario-finished' ? [event['result']] : [],
  );
  const cut = { ...started, scenarios, partial: true, verdict: 'not-judged' };
  if (started === undefined || !isReport(cut)) throw noReport(shown);
  const { verdict } = reportOf({ ...(cut as unknown as Parameters<typeof reportOf>[0]), baselineIssues: [] });
  return { ...(cut as unknown as ComparedRun), verdict };
};

const isDirectory = (place: string, shown: string): boolean => {
  try {
    return statSync(place).isDirectory();
  } catch (thrown) {
    throw new UsageError(`${shown} cannot be read: ${reasonOf(thrown)}`);
  }
};

/**
 * @param shown how it is called in messages
 * @throws UsageError where it is no run
 */
export const readComparedRun = (place: string, shown: string): ComparedRun => {
  if (!isDirectory(place, shown)) return readReportFile(place, shown);
  const found = (['run.json', 'events.ndjson'] as const).find((name) => existsSync(path.join(place, name)));
  if (found === undefined) {
    throw new UsageError(
      `${shown} holds no run: give the --output directory of a run, in which run.json and events.ndjson lie`,
    );
  }
  const read = found === 'run.json' ? readReportFile : readEventsFile;
  return read(path.join(place, found), path.join(shown, found));
};
