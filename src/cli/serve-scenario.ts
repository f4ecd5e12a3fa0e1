/** Our part of a client scenario, for a source client that somebody starts by hand. */
import { serveScript } from '../peer/script.ts';
import type { ScriptedServer } from '../peer/script.ts';
import { runCertificates } from '../runner/certificates.ts';
import type { Personality } from '../scenario/behaviour.ts';
import { isListenerScenario } from '../scenario/scenario.ts';
import type { ClientScenario, Scenario } from '../scenario/scenario.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { authorityOf, cannotListen, userinfoOf } from './listen-address.ts';
import { writePem } from './serve-source-scenario.ts';
import { handTiming, servedScenario, toldTrace } from './serving.ts';
import type { Serving } from './serving.ts';

const mount = '/live.mp3';
/** Payload kept of each direction of a connection, in bytes. */
const keep = 1024 * 1024;

const isClientScenario = (scenario: Scenario): scenario is ClientScenario => 'serve' in scenario;

/** A person ends the client, and starts it again, and is told when. */
const play = async (script: ScriptedServer, say: (line: string) => void, io: Io): Promise<void> => {
  void script.stopRequested.then(() => {
    say('Now end the client as it should be ended (Ctrl-C).');
    // Nobody tells us of its end but its connections.
    void script.quietened().then(() => {
      script.sessionEnded();
    });
  });
  void script.againRequested.then(() => {
    say('Now start it again.');
  });
  await script.done;
  await script.close();
  if (io.signal.aborted) say('Interrupted: what was seen so far is judged.');
};

/** @throws UsageError where there is no such scenario for it, or the address cannot be listened on */
export const serveScenario = async (
  { id, address, owner: given }: Serving,
  args: Args,
  io: Io,
): Promise<number> => {
  const scenario = servedScenario(id, 'icecast-server', args);
  if (isListenerScenario(scenario)) {
    const { serveListenerScenario } = await import('./serve-listener-scenario.ts');
    return serveListenerScenario(scenario, { id, address, owner: given }, io);
  }
  if (!isClientScenario(scenario)) throw new TypeError(`${id} is no scenario for source clients`);
  const owner = { ...given, ...scenario.credentials };
  const personality =
    (args.text('personality') as Personality | undefined) ?? scenario.personality ?? 'strict';
  const { recorder, say, begin, conclude } = toldTrace(id, scenario, owner, keep, io);
  const certificates = scenario.secure === true ? await runCertificates() : undefined;
  let script: ScriptedServer;
  try {
    script = await serveScript({
      serve: scenario.serve,
      until: scenario.until,
      personality,
      ...address,
      ...(scenario.sessions === undefined ? {} : { sessions: scenario.sessions }),
      ...(certificates === undefined ? {} : { tls: certificates.server }),
      stage: { recorder, timing: handTiming(), signal: io.signal, mount, owner, accounts: {} },
      begun: (origin) => {
        begin({ origin, mount, personality });
      },
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  say(`${id}: ${scenario.title}`);
  const forget = certificates === undefined ? undefined : await writePem(certificates, say);
  const scheme = certificates === undefined ? 'http' : 'https';
  say(`Start the client now, with ${scheme}://${userinfoOf(owner)}@${authorityOf(script)}${mount}`);
  try {
    await play(script, say, io);
  } finally {
    await forget?.();
  }
  return conclude();
};
