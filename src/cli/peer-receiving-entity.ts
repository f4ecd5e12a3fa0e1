/** Our receiving entity of interface 1 on its own: `ingestspec peer receiving-entity`. */
import { receivingEntity } from '../peer/receiving-entity/receiving-entity.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { authorityOf, cannotListen, listenAddress, userinfoOf } from './listen-address.ts';
import { ingestOwnerOf } from './peer-owner.ts';
import { pointsOf, quirksOf, tlsOf, untilInterrupted } from './peer-receiver-options.ts';

/** Runs until it is interrupted; exit code 0. */
export const peerReceivingEntity = async (args: Args, io: Io): Promise<number> => {
  const address = listenAddress(args.text('listen') ?? '127.0.0.1:8080');
  const owner = ingestOwnerOf(args, io);
  const scenario = args.text('serve');
  if (scenario !== undefined) {
    const { serveSourceScenario } = await import('./serve-source-scenario.ts');
    return serveSourceScenario({ id: scenario, address, owner }, args, io);
  }
  const points = pointsOf(args);
  const quirks = quirksOf(args);
  const tls = await tlsOf(args, io);
  const say = (line: string): void => {
    io.stdout.write(`${line}\n`);
  };
  let entity;
  try {
    entity = await receivingEntity({
      ...address,
      ...(tls === undefined ? {} : { tls }),
      quirks,
      owner,
      accounts: {},
      points,
      validate: !args.has('no-validate'),
      keep: false,
      log: say,
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  const { host, port, securePort } = entity;
  const point = points === 'any' ? '/live.isml' : (points[0] ?? '/live.isml');
  const others = points === 'any' ? ' (or any other publishing point)' : '';
  const urlOf = (scheme: string, of: number): string =>
    `${scheme}://${userinfoOf(owner)}@${authorityOf({ host, port: of })}${point}`;
  say(`POST URL ${urlOf('http', port)}${others}`);
  if (securePort !== undefined) say(`         ${urlOf('https', securePort)}`);
  say(`tracks   Streams(video.cmfv) and the like are appended to it, or nothing`);
  say('Ctrl-C ends it.');
  await untilInterrupted(io);
  await entity.close();
  return 0;
};
