/** Plays one scenario against a target and gives its trace. Nothing here judges. */
import type { Account, Stage } from '../peer/stage.ts';
import {
  isIngest,
  isListenerScenario,
  isServerScenario,
  isSourceScenario,
  roleOf,
} from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { delays } from '../scenario/timing.ts';
import type { TraceEvent } from '../trace/event.ts';
import { recorder } from '../wire/recorder.ts';
import { watchLoad } from './load.ts';
import { playClient } from './play-client.ts';
import { playListener } from './play-listener.ts';
import { playReferenceServer, playServer } from './play-server.ts';
import { playSource } from './play-source.ts';
import { ingestOwner, referenceOwner } from './reference.ts';
import type { Scene, ScenarioOptions } from './scene.ts';
import type { RunTarget } from './target.ts';

export type { ScenarioOptions } from './scene.ts';

/** Media are judged by their bytes: payload kept of each direction of a connection, in bytes. */
export const mediaKept = 16 * 1024 * 1024;

const secretsOf = (target: RunTarget, owner: Account): string[] => {
  const accounts = target.kind === 'server' ? [target.admin, ...Object.values(target.accounts)] : [];
  return [owner, ...accounts].flatMap((account) =>
    account && account.password !== '' ? [account.password] : [],
  );
};

const ownerOf = (id: string, scenario: Scenario, target: RunTarget): Account => {
  const own = isIngest(id) ? ingestOwner : referenceOwner;
  const owner = target.kind === 'reference' ? own : target.owner;
  return 'credentials' in scenario ? { ...owner, ...scenario.credentials } : owner;
};

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);

const play = async (scenario: Scenario, scene: Scene): Promise<void> => {
  const { target } = scene.options;
  if (isServerScenario(scenario)) {
    if (target.kind === 'reference') await playReferenceServer(scenario, scene);
    else if (target.kind === 'server') await playServer(scenario, scene, target);
    else throw new Error(`${scene.id} tests a server, and the target is a client`);
    return;
  }
  if (target.kind === 'server') throw new Error(`${scene.id} tests a client, and the target is a server`);
  if (isSourceScenario(scenario)) await playSource(scenario, scene, target);
  else if (isListenerScenario(scenario)) await playListener(scenario, scene, target);
  else await playClient(scenario, scene, target);
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
  const owner = ownerOf(id, scenario, target);
  const record = recorder({
    sink: (event) => {
      events.push(event);
      options.sink?.(event);
    },
    keep: isIngest(id) ? Math.max(options.keepBytes, mediaKept) : options.keepBytes,
    redact: options.redact,
    secrets: secretsOf(target, owner),
    credentials: owner,
  });
  const stage: Stage = { recorder: record, timing, signal, mount, owner, accounts: {} };
  const delayScale = timing.delay('second') / delays.second;
  const begin: Scene['begin'] = (origin, features, further = {}) => {
    record.record({
      event: 'begin',
      version: 1,
      scenario: id,
      started: new Date().toISOString(),
      parameters: {
        role: roleOf(scenario),
        origin,
        mount,
        user: owner.user,
        passwordLength: new TextEncoder().encode(owner.password).length,
        features,
        ...(delayScale === 1 ? {} : { delayScale }),
        ...('serve' in scenario ? { personality: scenario.personality ?? 'strict' } : {}),
        ...further,
      },
    });
  };
  const load = watchLoad();
  let error: string | undefined;
  try {
    await play(scenario, { id, recorder: record, stage, options, begin });
  } catch (thrown) {
    error = messageOf(thrown);
  }
  record.record({ event: 'load', ...load.stop() });
  const outcome = error !== undefined ? 'error' : signal.aborted ? 'interrupted' : 'complete';
  record.record({ event: 'finish', outcome, ...(error === undefined ? {} : { error }) });
  return events;
};
