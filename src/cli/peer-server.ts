/** Our Icecast server on its own, or the part of it that a scenario plays to a client. */
import { suggestion, UsageError } from '../config/index.ts';
import { icecastServer } from '../peer/icecast-server/icecast-server.ts';
import type { Personality } from '../scenario/behaviour.ts';
import { serverQuirks } from '../scenario/server-quirks.ts';
import type { ServerQuirk } from '../scenario/server-quirks.ts';
import type { Args } from './command.ts';
import { untilInterrupted } from './io.ts';
import type { Io } from './io.ts';
import { authorityOf, cannotListen, listenAddress, userinfoOf } from './listen-address.ts';
import { sourceOwnerOf } from './peer-owner.ts';

const isQuirk = (id: string): id is ServerQuirk => Object.hasOwn(serverQuirks, id);

const quirksOf = (args: Args): ServerQuirk[] =>
  args.list('quirk').map((id) => {
    if (isQuirk(id)) return id;
    throw new UsageError(
      `unknown quirk “${id}” of icecast-server: ${suggestion(id, Object.keys(serverQuirks), 'see ingestspec list quirks')}`,
    );
  });

export const peerServer = async (args: Args, io: Io): Promise<number> => {
  const address = listenAddress(args.text('listen') ?? '127.0.0.1:8000');
  const owner = sourceOwnerOf(args, io);
  const scenario = args.text('serve');
  if (scenario !== undefined) {
    const { serveScenario } = await import('./serve-scenario.ts');
    return serveScenario({ id: scenario, address, owner }, args, io);
  }
  const admin = {
    user: 'admin',
    password: args.text('admin-password') ?? io.env['INGESTSPEC_ADMIN_PASSWORD'] ?? 'hackme',
  };
  const say = (line: string): void => {
    io.stdout.write(`${line}\n`);
  };
  let server;
  try {
    server = await icecastServer({
      ...address,
      personality: (args.text('personality') as Personality | undefined) ?? 'strict',
      quirks: quirksOf(args),
      owner,
      admin,
      accounts: {},
      log: say,
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  const authority = authorityOf(server);
  say(`sources    http://${userinfoOf(owner)}@${authority}/live.mp3 (or any other mount point)`);
  say(`listeners  http://${authority}/live.mp3`);
  say(`statistics http://${authority}/status-json.xsl, http://${userinfoOf(admin)}@${authority}/admin/stats`);
  say(`pages      http://${authority}/status.xsl, http://${authority}/7.html`);
  say('Ctrl-C ends it.');
  await untilInterrupted(io);
  await server.close();
  return 0;
};
