/** From the reports of the shards of a run to the report that the run would have had in one piece. */
import { baselineIssues } from '../verdict/baseline.ts';
import type { BaselineEntry } from '../verdict/baseline.ts';
import type { BaselineIssue, RunReport, ScenarioResult, Shard, Target } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { gateExit, reportOf } from '../verdict/summarise.ts';

/** A shard as its directory tells of it. */
export interface ShardRun {
  /** How its directory is called in messages. */
  readonly where: string;
  readonly report: RunReport & { readonly shard: Shard };
  /** Ids of the scenarios that it was to run, in their order. */
  readonly planned: readonly string[];
  /** Why it ended before anything was judged. */
  readonly bailOut?: string;
}

export interface MergedRun {
  readonly report: RunReport;
  readonly planned: readonly string[];
  readonly bailOut?: string;
}

const listed = (words: readonly (string | number)[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${String(words.at(-1))}`;

/** `shard 3 of 4 is`, `shards 3 and 4 of 4 are`. */
const shardsAre = (indexes: readonly number[], total: number): string =>
  indexes.length === 1
    ? `shard ${listed(indexes)} of ${String(total)} is`
    : `shards ${listed(indexes)} of ${String(total)} are`;

const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(host);

/** An address without the port, where it is this machine's own: each shard may have started its server on any port. */
const addressOf = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { protocol, host, hostname, pathname } = new URL(url);
  return `${protocol}//${isLoopback(hostname) ? hostname : host}${pathname}`;
};

const targetWords = ({ kind, url, command }: Target): string =>
  [kind, url === undefined ? undefined : addressOf(url), command].filter(Boolean).join(' ');

/** What all shards must have in common. */
const common: Readonly<Record<string, (report: ShardRun['report']) => string>> = {
  tool: ({ tool }) => `${tool.name} ${tool.version}`,
  'number of shards': ({ shard }) => String(shard.total),
  target: ({ target }) => targetWords(target),
  profile: ({ profile }) => profile,
  gate: ({ gate: { strict, allowInconclusive } }) =>
    [strict ? 'strict' : 'not strict', allowInconclusive ? 'inconclusive allowed' : 'not inconclusive'].join(
      ', ',
    ),
  'number of selected scenarios': ({ shard }) => String(shard.selected),
};

const disagreement = ([first, ...others]: readonly ShardRun[]): string | undefined => {
  if (first === undefined) return undefined;
  for (const [what, of] of Object.entries(common)) {
    const other = others.find(({ report }) => of(report) !== of(first.report));
    if (other !== undefined)
      return `${first.where} and ${other.where} are not of one run: the ${what} is “${of(first.report)}” in the one, and “${of(other.report)}” in the other`;
  }
  return undefined;
};

/** What two shards found the target to offer must not contradict each other; an empty one has found nothing. */
const contradiction = (runs: readonly ShardRun[]): string | undefined => {
  const known = new Map<string, { readonly value: unknown; readonly where: string }>();
  for (const { where, report } of runs) {
    for (const [name, value] of Object.entries(report.target.features)) {
      const before = known.get(name);
      if (before !== undefined && before.value !== value)
        return `${before.where} and ${where} are not of one target: the feature ${name} is ${String(before.value)} in the one, and ${String(value)} in the other; declare it with --feature ${name}=…`;
      known.set(name, before ?? { value, where });
    }
  }
  return undefined;
};

const twice = (runs: readonly ShardRun[]): string | undefined => {
  const shards = new Map<number, string>();
  const scenarios = new Map<string, string>();
  for (const { where, report, planned } of runs) {
    const { index, total } = report.shard;
    const same = shards.get(index);
    if (same !== undefined)
      return `shard ${String(index)} of ${String(total)} is there twice, as ${same} and as ${where}: give each once`;
    shards.set(index, where);
    for (const id of planned) {
      const other = scenarios.get(id);
      if (other !== undefined)
        return `${other} and ${where} are not of one run: the scenario ${id} is in both`;
      scenarios.set(id, where);
    }
  }
  return undefined;
};

/** The shards that are not there. */
export const missingShards = (runs: readonly ShardRun[]): number[] => {
  const there = new Set(runs.map(({ report }) => report.shard.index));
  const total = runs[0]?.report.shard.total ?? 0;
  return Array.from({ length: total }, (_, position) => position + 1).filter((index) => !there.has(index));
};

/** `shard 3 of 4 is missing`; `undefined` where all are there. */
export const missingWords = (runs: readonly ShardRun[]): string | undefined => {
  const missing = missingShards(runs);
  return missing.length === 0 ? undefined : `${shardsAre(missing, runs[0]?.report.shard.total ?? 0)} missing`;
};

/** Why the shards are not those of one run, as one line; `undefined` where they are, be it without some. */
export const mismatch = (runs: readonly ShardRun[]): string | undefined =>
  disagreement(runs) ?? twice(runs) ?? contradiction(runs);

/** What was dealt out one by one, put together again in its order. */
const interleaved = (runs: readonly ShardRun[]): string[] => {
  const most = Math.max(0, ...runs.map(({ planned }) => planned.length));
  return Array.from({ length: most }, (_, position) => position).flatMap((position) =>
    runs.flatMap(({ planned }) => planned.slice(position, position + 1)),
  );
};

const inOrder = (runs: readonly ShardRun[], registry: readonly string[]): string[] => {
  const places = new Map(registry.map((id, place) => [id, place]));
  const placeOf = (id: string): number => places.get(id) ?? registry.length;
  return interleaved(runs).sort((a, b) => placeOf(a) - placeOf(b));
};

/** Where the shards ran on different machines, each value that there was. */
const environmentOf = (runs: readonly ShardRun[]): RunReport['environment'] => {
  const values = new Map<string, Set<string>>();
  for (const { report } of runs)
    for (const [name, value] of Object.entries(report.environment))
      values.set(name, (values.get(name) ?? new Set()).add(value));
  return Object.fromEntries([...values].map(([name, all]) => [name, [...all].join(', ')]));
};

const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** From the earliest beginning, for as long as all of them took together. */
const timesOf = (runs: readonly ShardRun[]): Pick<RunReport, 'started' | 'finished'> => {
  const began = runs.map(({ report }) => Date.parse(report.started)).filter((at) => !Number.isNaN(at));
  const durations = runs.map(({ report }) => Date.parse(report.finished) - Date.parse(report.started));
  const sum = durations.reduce((all, one) => all + (one > 0 ? one : 0), 0);
  const first = began.length === 0 ? 0 : began.reduce((a, b) => Math.min(a, b));
  return {
    started: new Date(first).toISOString(),
    finished: new Date(Math.min(first + sum, latest)).toISOString(),
  };
};

const targetOf = (runs: readonly ShardRun[]): Target => {
  // What a target was found to be stands in the report of a shard that asked it something.
  const asked = runs.filter(({ planned }) => planned.length > 0);
  const [{ report }] = [...asked, ...runs] as [ShardRun];
  const features = runs.flatMap((run) => Object.entries(run.report.target.features));
  return { ...report.target, features: Object.fromEntries(features) };
};

const sameEntry = (a: BaselineEntry, b: BaselineEntry): boolean =>
  a.where === b.where && a.reason === b.reason;

/** What is wrong with the baseline: what the shards could tell by themselves, and what only all of them can. */
const issuesOf = (
  runs: readonly ShardRun[],
  scenarios: readonly ScenarioResult[],
  whole: boolean,
): BaselineIssue[] => {
  const said = runs.flatMap(({ report }) => report.baselineIssues);
  const own = said.filter(
    (issue, index) =>
      said.findIndex(({ where, message }) => where === issue.where && message === issue.message) === index,
  );
  const left = runs.flatMap(({ report }) => report.shard.baseline?.entries ?? []);
  const entries = left.filter((entry, index) => left.findIndex((other) => sameEntry(other, entry)) === index);
  const everything = runs.every(({ report }) => report.shard.baseline?.everything ?? true);
  const further = whole ? baselineIssues(scenarios, entries, new Set(), everything) : [];
  return [...own, ...further].sort((a, b) => a.where.localeCompare(b.where, 'en', { numeric: true }));
};

const interrupted = [130, 143];
const unreached = [2, 3];

/** An interruption and a target that was not there go before the gate; and what is not whole has not passed it. */
const exitOf = (runs: readonly ShardRun[], gated: number, partial: boolean): number => {
  const codes = runs.map(({ report }) => report.exitCode);
  const ended = [interrupted, unreached].flatMap((kind) => codes.filter((code) => kind.includes(code)));
  return ended[0] ?? (partial && (gated === 0 || gated === 5) ? 1 : gated);
};

const bailOutOf = (runs: readonly ShardRun[]): { bailOut?: string } => {
  const said = runs.flatMap(({ bailOut, report }) =>
    bailOut === undefined ? [] : [{ bailOut, index: report.shard.index }],
  );
  const [first] = said;
  if (first === undefined) return {};
  if (said.length === runs.length && said.every(({ bailOut }) => bailOut === first.bailOut))
    return { bailOut: first.bailOut };
  return { bailOut: said.map(({ bailOut, index }) => `shard ${String(index)}: ${bailOut}`).join('; ') };
};

/**
 * Merges shards that belong together.
 *
 * @param registry ids of all scenarios, in the order of one run
 */
export const mergedRun = (shards: readonly ShardRun[], registry: readonly string[]): MergedRun => {
  const runs = [...shards].sort((a, b) => a.report.shard.index - b.report.shard.index);
  const planned = inOrder(runs, registry);
  const results = new Map(
    runs.flatMap(({ report }) => report.scenarios.map((result) => [result.id, result])),
  );
  const scenarios = planned.flatMap((id) => results.get(id) ?? []);
  const [{ report }] = runs as [ShardRun];
  const { tool, profile, seed, gate, shard } = report;
  const partial =
    missingShards(runs).length > 0 ||
    runs.some((run) => run.report.partial) ||
    scenarios.length < shard.selected;
  const issues = issuesOf(runs, scenarios, !partial);
  return {
    report: reportOf({
      tool,
      target: targetOf(runs),
      profile,
      ...timesOf(runs),
      partial,
      seed,
      environment: environmentOf(runs),
      gate,
      scenarios,
      baselineIssues: issues,
      exitCode: exitOf(runs, gateExit(scenarios, issues, gate), partial),
    }),
    planned,
    ...bailOutOf(runs),
  };
};

/** What the merged run would have told, had it been one. */
export const mergedEvents = function* ({ report, planned, bailOut }: MergedRun): Generator<RunEvent> {
  const { tool, target, profile, started, seed, environment, gate } = report;
  yield {
    event: 'run-started',
    version: 1,
    tool,
    target,
    profile,
    started,
    seed,
    environment,
    gate,
    scenarios: planned,
  };
  for (const result of report.scenarios) {
    yield { event: 'scenario-started', id: result.id, title: result.title };
    yield { event: 'scenario-finished', result };
  }
  if (bailOut !== undefined) yield { event: 'bail-out', message: bailOut };
  yield { event: 'run-finished', report };
};
