/** Our listener on its own. */
import { parseServerUrl, UsageError } from '../config/index.ts';
import { listener } from '../peer/listener.ts';
import { timingOf } from '../runner/timing.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';

export const peerListener = async (args: Args, io: Io): Promise<number> => {
  const { host, port, secure, mount = '/live.mp3', user } = parseServerUrl(args.positionals[1] ?? '');
  if (user !== undefined)
    throw new UsageError('a listener presents no credentials: leave them out of the address');
  const say = (line: string): void => {
    io.stdout.write(`${line}\n`);
  };
  const heard = await listener({
    host,
    port,
    mount,
    ...(secure ? { tls: {} } : {}),
    signal: io.signal,
    connectTimeoutMs: timingOf(1, 1).deadline('connect'),
    tell: say,
  });
  const breaks = heard.breaks === 0 ? '' : `, broken ${String(heard.breaks)} times`;
  say(`heard ${String(heard.bytes)} bytes, ${String(heard.frames)} frames${breaks}`);
  return heard.status !== undefined && heard.status < 300 ? 0 : 1;
};
