/** The directory of a shard. It may come from anywhere, so nothing in it is believed before it is checked. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { reasonOf, UsageError } from '../config/index.ts';
import type { ShardRun } from '../report/merge-shards.ts';
import { line } from '../report/text.ts';
import { cutReport } from '../report/unfinished.ts';
import type { RunReport } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { runSchema } from '../verdict/schema/index.ts';
import { readEvents, readReport } from './saved-run.ts';

const conforms = (() => {
  let compiled: ((value: unknown) => boolean) | undefined;
  return (value: unknown): boolean => {
    if (compiled === undefined) {
      const ajv = new Ajv2020({ strict: true });
      formats.default(ajv);
      compiled = ajv.compile(runSchema);
    }
    return compiled(value);
  };
})();

/** Ids become the names of files. */
const longestId = 200;
const isId = (id: unknown): id is string =>
  typeof id === 'string' && id.length <= longestId && /^[\w.+~-]+(\/[\w.+~-]+)*$/.test(id);

type Told<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;

const told = <Name extends RunEvent['event']>(events: readonly RunEvent[], name: Name): Told<Name>[] =>
  events.filter((event): event is Told<Name> => event.event === name);

/** The report of a run that was killed, by its events; whatever is wrong with them shows when it is checked. */
const reportByEvents = (events: readonly RunEvent[]): unknown => {
  const [started] = told(events, 'run-started');
  if (started === undefined) return undefined;
  try {
    // A scenario that was run again has the verdict that it had last.
    const last = new Map(told(events, 'scenario-finished').map(({ result }) => [result.id, result]));
    return cutReport(started, [...last.values()], told(events, 'bail-out').length > 0);
  } catch {
    return undefined;
  }
};

const isDirectory = (place: string, shown: string): boolean => {
  try {
    return statSync(place).isDirectory();
  } catch (thrown) {
    throw new UsageError(`${shown} cannot be read: ${reasonOf(thrown)}`);
  }
};

const hasShard = (report: RunReport): report is ShardRun['report'] => report.shard !== undefined;

/**
 * @param shown how the directory is called in messages
 * @throws UsageError where it is not that of a shard, or is broken
 */
export const readShard = (place: string, shown: string): ShardRun => {
  const holds = isDirectory(place, shown);
  const events = holds ? readEvents(place, shown) : [];
  const whole = holds ? readReport(place, shown) : undefined;
  if (whole === undefined && events.length === 0)
    throw new UsageError(
      `${shown} holds no run: give the --output directory of a shard, in which run.json and events.ndjson lie`,
    );
  const report = (whole ?? reportByEvents(events)) as RunReport;
  const planned: unknown[] = told(events, 'run-started').flatMap(({ scenarios }) => scenarios ?? []);
  if (!conforms(report) || !planned.every(isId) || !report.scenarios.every(({ id }) => isId(id)))
    throw new UsageError(
      `${path.join(shown, whole === undefined ? 'events.ndjson' : 'run.json')} is not as a run leaves it: run this shard again`,
    );
  if (!hasShard(report))
    throw new UsageError(
      `${shown} is no shard but a run of its own: give the directories of ingestspec test --shard K/N`,
    );
  const { index, total } = report.shard;
  if (index > total)
    throw new UsageError(`${shown} says that it is shard ${String(index)} of ${String(total)}: run it again`);
  const [bailOut] = told(events, 'bail-out').map(({ message }) => message as unknown);
  const ids = report.scenarios.map(({ id }) => id);
  return {
    where: shown,
    report,
    planned: [...new Set([...planned, ...ids])],
    ...(typeof bailOut === 'string' ? { bailOut: line(bailOut, 500) } : {}),
  };
};
