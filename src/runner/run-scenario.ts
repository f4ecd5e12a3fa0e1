/** Plays one scenario against a target and gives its trace. Nothing here judges. */
import { perform } from '../peer/perform.ts';
import { serveScript } from '../peer/script.ts';
import type { Account, Stage, Timing } from '../peer/stage.ts';
import type { Mutant } from '../scenario/mutant.ts';
import { isServerScenario, isSourceScenario } from '../scenario/scenario.ts';
import type { ClientScenario, Scenario, ServerScenario } from '../scenario/scenario.ts';
import { delays } from '../scenario/timing.ts';
import type { Parameters, TraceEvent } from '../trace/event.ts';
import { applicability } from '../verdict/applicability.ts';
import { recorder } from '../wire/recorder.ts';
import type { Recorder } from '../wire/recorder.ts';
import { runCommand } from './command.ts';
import { watchLoad } from './load.ts';
import { referenceFeatures, referenceOwner, runReferenceClient, startReferenceServer } from './reference.ts';
import type { ClientTarget, RunTarget, ServerTarget } from './target.ts';

export interface ScenarioOptions {
  readonly target: RunTarget;
  /** The mount point of this scenario. */
  readonly mount: string;
  readonly timing: Timing;
  readonly signal: AbortSignal;
  readonly keepBytes: number;
  readonly redact: boolean;
  /** Deviations of our own peers, where they are the target. */
  readonly mutant?: Mutant;
  /** Told each event as it is recorded. */
  readonly sink?: (event: TraceEvent) => void;
}

const secretsOf = (target: RunTarget, owner: Account): string[] => {
  const accounts = target.kind === 'server' ? [target.admin, ...Object.values(target.accounts)] : [];
  return [owner, ...accounts].flatMap((account) =>
    account && account.password !== '' ? [account.password] : [],
  );
};

export const originOf = (target: { host: string; port: number; tls?: unknown }): string => {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  return `${target.tls === undefined ? 'http' : 'https'}://${host}:${String(target.port)}`;
};

const ownerOf = (scenario: Scenario, target: RunTarget): Account => {
  const owner = target.kind === 'reference' ? referenceOwner : target.owner;
  if (isServerScenario(scenario)) return owner;
  return { ...owner, ...scenario.credentials };
};

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);

interface Scene {
  readonly id: string;
  readonly recorder: Recorder;
  readonly stage: Stage;
  readonly options: ScenarioOptions;
  begin(origin: string, features: Parameters['features']): void;
}

const playServer = async (scenario: ServerScenario, scene: Scene, target: ServerTarget): Promise<void> => {
  scene.begin(originOf(target), target.features);
  if (applicability(scenario, target.features) !== 'applies') return;
  await perform(scenario.send, target, {
    ...scene.stage,
    ...(target.admin ? { admin: target.admin } : {}),
    accounts: target.accounts,
  });
};

const playReferenceServer = async (scenario: ServerScenario, scene: Scene): Promise<void> => {
  const { mutant, timing } = scene.options;
  const quirks = mutant?.peer === 'icecast-server' ? mutant.quirks : [];
  const { target, close } = await startReferenceServer(quirks, timing);
  try {
    await playServer(scenario, scene, target);
  } finally {
    await close();
  }
};

const playClient = async (
  scenario: ClientScenario,
  scene: Scene,
  target: ClientTarget | { kind: 'reference' },
): Promise<void> => {
  const features = target.kind === 'reference' ? referenceFeatures : target.features;
  const personality = scenario.personality ?? 'strict';
  if (applicability(scenario, features) !== 'applies') {
    scene.begin('', features);
    return;
  }
  const { mutant, timing, signal } = scene.options;
  const script = await serveScript({
    serve: scenario.serve,
    until: scenario.until,
    personality,
    stage: scene.stage,
    begun: (origin) => {
      scene.begin(origin, features);
    },
  });
  const gone = new AbortController();
  const stop = new AbortController();
  void script.stopRequested.then(() => {
    stop.abort();
  });
  const client =
    target.kind === 'client'
      ? runCommand({
          target,
          host: script.host,
          port: script.port,
          owner: scene.stage.owner,
          mount: scene.stage.mount,
          scenario: scene.id,
          recorder: scene.recorder,
          stop: stop.signal,
          gone: gone.signal,
        })
      : runReferenceClient({
          host: script.host,
          port: script.port,
          mount: scene.stage.mount,
          owner: scene.stage.owner,
          quirks: mutant?.peer === 'source-client' ? mutant.quirks : [],
          timing,
          signal: AbortSignal.any([signal, gone.signal]),
          stop: stop.signal,
        });
  try {
    const ended = client.then(() => {
      script.commandEnded();
    });
    await script.done;
    gone.abort();
    await ended;
  } finally {
    gone.abort();
    await script.close();
  }
};

/**
 * Plays a scenario.
 *
 * @returns the whole trace; its `finish` event says whether the scenario was played to its end
 */
export const runScenario = async (
  id: string,
  scenario: Scenario,
  options: ScenarioOptions,
): Promise<TraceEvent[]> => {
  const { target, timing, signal, mount } = options;
  const events: TraceEvent[] = [];
  const owner = ownerOf(scenario, target);
  const record = recorder({
    sink: (event) => {
      events.push(event);
      options.sink?.(event);
    },
    keep: options.keepBytes,
    redact: options.redact,
    secrets: secretsOf(target, owner),
    credentials: owner,
  });
  const stage: Stage = { recorder: record, timing, signal, mount, owner, accounts: {} };
  const begin = (origin: string, features: Parameters['features']): void => {
    record.record({
      event: 'begin',
      version: 1,
      scenario: id,
      started: new Date().toISOString(),
      parameters: {
        role: isServerScenario(scenario) ? 'server' : 'client',
        origin,
        mount,
        user: owner.user,
        passwordLength: new TextEncoder().encode(owner.password).length,
        features,
        ...(timing.delay('second') === delays.second
          ? {}
          : { delayScale: timing.delay('second') / delays.second }),
        ...(isServerScenario(scenario) || isSourceScenario(scenario)
          ? {}
          : { personality: scenario.personality ?? 'strict' }),
      },
    });
  };
  const scene: Scene = { id, recorder: record, stage, options, begin };
  const load = watchLoad();
  let error: string | undefined;
  try {
    if (!isServerScenario(scenario)) {
      if (target.kind === 'server') throw new Error(`${id} tests a client, and the target is a server`);
      if (isSourceScenario(scenario)) throw new Error(`${id} is not played yet`);
      await playClient(scenario, scene, target);
    } else if (target.kind === 'reference') await playReferenceServer(scenario, scene);
    else if (target.kind === 'server') await playServer(scenario, scene, target);
    else throw new Error(`${id} tests a server, and the target is a client`);
  } catch (thrown) {
    error = messageOf(thrown);
  }
  record.record({ event: 'load', ...load.stop() });
  const outcome = error !== undefined ? 'error' : signal.aborted ? 'interrupted' : 'complete';
  record.record({ event: 'finish', outcome, ...(error === undefined ? {} : { error }) });
  return events;
};
