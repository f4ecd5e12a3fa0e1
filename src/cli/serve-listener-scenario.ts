/** Our part of a scenario for listeners, for a player that somebody starts by hand. */
import { serveListeners } from '../peer/listening-script.ts';
import type { ScriptedStream } from '../peer/listening-script.ts';
import type { ListenerScenario } from '../scenario/scenario.ts';
import type { Io } from './io.ts';
import { authorityOf, cannotListen } from './listen-address.ts';
import { handTiming, toldTrace } from './serving.ts';
import type { Serving } from './serving.ts';

const mount = '/live.mp3';
/** Payload kept of each direction of a connection, in bytes. */
const keep = 64 * 1024;

/** @throws UsageError where the address cannot be listened on */
export const serveListenerScenario = async (
  scenario: ListenerScenario,
  { id, address, owner }: Serving,
  io: Io,
): Promise<number> => {
  const { recorder, say, begin, conclude } = toldTrace(id, scenario, owner, keep, io);
  let script: ScriptedStream;
  try {
    script = await serveListeners({
      play: scenario.play,
      until: scenario.until,
      ...address,
      stage: { recorder, timing: handTiming(), signal: io.signal, mount, owner, accounts: {} },
      begun: (origin) => {
        begin({ origin, mount });
      },
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  say(`${id}: ${scenario.title}`);
  say(`Start the player now, with http://${authorityOf(script)}${mount}`);
  await script.done;
  await script.close();
  if (io.signal.aborted) say('Interrupted: what was seen so far is judged.');
  return conclude();
};
