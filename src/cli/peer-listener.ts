/** Our listener on its own. */
import { parseServerUrl, suggestion, UsageError } from '../config/index.ts';
import { keepListening } from '../peer/listener/listening.ts';
import { timingOf } from '../runner/timing.ts';
import { listenerQuirks } from '../scenario/icy2/listener-quirks.ts';
import type { ListenerQuirk } from '../scenario/icy2/listener-quirks.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';

const isQuirk = (id: string): id is ListenerQuirk => Object.hasOwn(listenerQuirks, id);

const quirksOf = (args: Args): ListenerQuirk[] =>
  args.list('quirk').map((id) => {
    if (isQuirk(id)) return id;
    throw new UsageError(
      `unknown quirk “${id}” of listener: ${suggestion(id, Object.keys(listenerQuirks), 'see ingestspec list quirks')}`,
    );
  });

export const peerListener = async (args: Args, io: Io): Promise<number> => {
  const { host, port, secure, mount = '/live.mp3', user } = parseServerUrl(args.positionals[1] ?? '');
  if (user !== undefined)
    throw new UsageError('a listener presents no credentials: leave them out of the address');
  const say = (line: string): void => {
    io.stdout.write(`${line}\n`);
  };
  const timing = timingOf(1, 1);
  const heard = await keepListening({
    host,
    port,
    mount,
    ...(secure ? { tls: {} } : {}),
    signal: io.signal,
    connectTimeoutMs: timing.deadline('connect'),
    tell: say,
    quirks: quirksOf(args),
    timing,
    // Whoever started it can start it again.
    returns: 0,
  });
  const breaks = heard.breaks === 0 ? '' : `, broken ${String(heard.breaks)} times`;
  say(`heard ${String(heard.bytes)} bytes, ${String(heard.frames)} frames${breaks}`);
  return heard.status !== undefined && heard.status < 300 ? 0 : 1;
};
