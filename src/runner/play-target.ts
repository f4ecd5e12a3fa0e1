/** What is done to a target: a first look, and then the scenarios. */
import { isIcy2, isIngest, isPublication, isSourceScenario } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';
import { applicability } from '../verdict/applicability.ts';
import type { Features } from '../verdict/applicability.ts';
import type { ScenarioResult } from '../verdict/result.ts';
import { numbered } from './naming.ts';
import { shuffled } from './plan.ts';
import { playAll } from './play-all.ts';
import { finishOne, playOne, suiteOf, traced, withOwnTracks } from './play-one.ts';
import { featuresSeen, obstacle, probe } from './probe.ts';
import { ingestProbe, receiverFeaturesSeen, sourceFeaturesSeen } from './probe-ingest.ts';
import { publisherFeaturesSeen, storeFeaturesSeen, storeProbe } from './probe-store.ts';
import type { BailOut } from './ready.ts';
import type { Run } from './run-options.ts';
import type { RunTarget, ServerTarget } from './target.ts';

/** Whoever runs the suite about ICY-META 2 against a target says that it speaks it, unless he says otherwise. */
const claimed = ({ options }: Run): Features =>
  (options.selected ?? options.scenarios).some(([id]) => isIcy2(id)) ? { icy2: true } : {};

const lookAt = async (run: Run, target: ServerTarget): Promise<ServerTarget | BailOut> => {
  const unknown = { ...target, features: {} };
  const [firstId = ''] = run.options.scenarios[0] ?? [];
  const stores = isPublication(firstId);
  const ingest = isIngest(firstId);
  const events = stores
    ? await traced(
        run,
        [`${suiteOf(firstId)}/probe`, storeProbe],
        withOwnTracks(unknown, run, 'probe'),
        target.mount,
      )
    : ingest
      ? await traced(run, ['cmaf/probe', ingestProbe], unknown, target.mount)
      : await traced(run, ['probe', probe], unknown, numbered(target.mount, run.token, 0));
  const message = obstacle(events);
  if (message !== undefined) return { message, exitCode: 3 };
  const declaredByAccounts = {
    ...(target.admin ? { admin: true } : {}),
    ...(target.accounts['open'] ? { openMount: true } : {}),
    ...(target.accounts['colon'] ? { colonAccount: true } : {}),
    ...(target.accounts['utf8'] ? { utf8Account: true } : {}),
  };
  const shown = (stores ? storeFeaturesSeen : ingest ? receiverFeaturesSeen : featuresSeen)(events);
  const features: Features = { ...shown, ...declaredByAccounts, ...claimed(run), ...target.features };
  if (!stores) return { ...target, features };
  return { ...target, features, ingest: { ...target.ingest, flat: features['makesFolders'] === false } };
};

/** Whether the port is closed at first, so that a client may rightly never connect. */
const beginsClosed = (scenario: Scenario): boolean =>
  'serve' in scenario && scenario.serve[0]?.closedFor !== undefined;

/** Whether nothing is done to an ingest source, so that it shows what it sends. */
const leavesInPeace = (scenario: Scenario): boolean =>
  isSourceScenario(scenario) && scenario.receive.length === 0 && scenario.reception === undefined;

const featuresOf = (id: string, events: readonly TraceEvent[]): Features => {
  if (isPublication(id)) return publisherFeaturesSeen(events);
  return isIngest(id) ? sourceFeaturesSeen(events) : {};
};

/** The first scenario that applies goes alone: a command that never connects is not started a hundred times. */
const firstOfClient = async (
  run: Run,
  first: readonly [string, Scenario],
): Promise<{ readonly result: ScenarioResult; readonly features: Features } | BailOut | undefined> => {
  if (run.signal.aborted) return undefined;
  run.tell({ event: 'scenario-started', id: first[0], title: first[1].title });
  const { events, result } = await playOne(run, first, 0);
  if (run.signal.aborted) return undefined;
  const seen = observe(events);
  const exit = seen.command?.exit;
  if (exit?.error !== undefined)
    return { message: `the command cannot be started: ${exit.error}`, exitCode: 2 };
  if (seen.connections.length > 0 || result.verdict === 'skip' || result.verdict === 'error')
    return { result: finishOne(run, result), features: featuresOf(first[0], events) };
  const said = seen.command?.stderr.trim().split('\n').at(-1) ?? '';
  const how =
    exit === undefined || exit.asked
      ? 'was still running'
      : `ended with ${exit.code === null ? (exit.signal ?? 'a signal') : `exit code ${String(exit.code)}`}`;
  return {
    message: `the command never connected; it ${how}${said === '' ? '' : ` and said: ${said.slice(0, 300)}`}`,
    exitCode: 3,
  };
};

export const playTarget = async (
  run: Run,
): Promise<{ results: ScenarioResult[]; target: RunTarget } | BailOut> => {
  const order = shuffled(run.options.scenarios, run.options.seed);
  if (order.length === 0) return { results: [], target: run.target };
  if (run.target.kind === 'server') {
    const target = await lookAt(run, run.target);
    if ('exitCode' in target) return target;
    return { results: await playAll({ ...run, target }, order), target };
  }
  if (run.target.kind === 'reference') return { results: await playAll(run, order), target: run.target };
  const features = { ...claimed(run), ...run.target.features };
  // A shard learns what the command does from the scenario that the whole run would, be it another shard's or not.
  const candidates = shuffled(run.options.selected ?? run.options.scenarios, run.options.seed);
  const applicable = candidates.filter(
    ([, scenario]) => applicability(scenario, features) === 'applies' && !beginsClosed(scenario),
  );
  const first = applicable.find(([, scenario]) => leavesInPeace(scenario)) ?? applicable[0];
  const others = order.filter(([id]) => id !== first?.[0]);
  if (first === undefined) return { results: await playAll(run, others), target: run.target };
  const ours = others.length < order.length;
  const opener = ours ? run : { ...run, tell: () => undefined };
  const opening = await firstOfClient({ ...opener, target: { ...run.target, features } }, first);
  if (!ours) run.files.dropTrace(first[0]);
  if (opening === undefined) return { results: [], target: run.target };
  if ('exitCode' in opening) return opening;
  const target = { ...run.target, features: { ...opening.features, ...features } };
  const results = await playAll({ ...run, target }, others);
  return { results: ours ? [opening.result, ...results] : results, target };
};
