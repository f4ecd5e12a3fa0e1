/** Our source client on its own. */
import { parseServerUrl, suggestion, UsageError } from '../config/index.ts';
import type { Icy2 } from '../peer/source-client/icy2-fields.ts';
import { sourceClient } from '../peer/source-client/source-client.ts';
import { timingOf } from '../runner/timing.ts';
import { clientQuirks } from '../scenario/client-quirks.ts';
import type { ClientQuirk } from '../scenario/client-quirks.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { note } from './io.ts';
import { sourceOwnerOf } from './peer-owner.ts';
import { tlsOf } from './peer-source-options.ts';

const isQuirk = (id: string): id is ClientQuirk => Object.hasOwn(clientQuirks, id);

const quirksOf = (args: Args): ClientQuirk[] =>
  args.list('quirk').map((id) => {
    if (isQuirk(id)) return id;
    throw new UsageError(
      `unknown quirk “${id}” of source-client: ${suggestion(id, Object.keys(clientQuirks), 'see ingestspec list quirks')}`,
    );
  });

const icy2Of = (args: Args): Icy2 => (args.text('icy2') as Icy2 | undefined) ?? 'none';

export const peerSourceClient = async (args: Args, io: Io): Promise<number> => {
  const {
    host,
    port,
    secure,
    mount = '/live.mp3',
    user,
    password,
  } = parseServerUrl(args.positionals[1] ?? '');
  const owner = sourceOwnerOf(args, io);
  const tls = tlsOf(args, io, secure);
  const code = await sourceClient({
    host,
    port,
    mount,
    user: args.text('user') ?? user ?? owner.user,
    password: args.text('password') ?? password ?? owner.password,
    quirks: quirksOf(args),
    timing: timingOf(1, 1),
    signal: new AbortController().signal,
    stop: io.signal,
    icy2: icy2Of(args),
    ...(tls === undefined ? {} : { tls }),
    log: (line) => {
      io.stdout.write(`${line}\n`);
    },
  });
  if (code !== 0) note(io, 'the source client gave up');
  return code;
};
