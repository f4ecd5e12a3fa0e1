/** Our receiving entity of interface 2, a store of objects, on its own: `ingestspec peer object-store`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf, UsageError } from '../config/index.ts';
import { receivingEntity } from '../peer/receiving-entity/receiving-entity.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { authorityOf, cannotListen, listenAddress, userinfoOf } from './listen-address.ts';
import { ingestOwnerOf } from './peer-owner.ts';
import { pointsOf, quirksOf, tlsOf, untilInterrupted } from './peer-receiver-options.ts';

const directoryOf = async (args: Args, { cwd }: Io): Promise<string | undefined> => {
  const given = args.text('directory');
  if (given === undefined) return undefined;
  const directory = path.resolve(cwd, given);
  try {
    await mkdir(directory, { recursive: true });
  } catch (thrown) {
    throw new UsageError(`--directory ${given} cannot be made: ${reasonOf(thrown)}: name another one`);
  }
  return directory;
};

/** Runs until it is interrupted; exit code 0. */
export const peerObjectStore = async (args: Args, io: Io): Promise<number> => {
  const address = listenAddress(args.text('listen') ?? '127.0.0.1:8080');
  const owner = ingestOwnerOf(args, io);
  const scenario = args.text('serve');
  if (scenario !== undefined) {
    const { serveSourceScenario } = await import('./serve-source-scenario.ts');
    return serveSourceScenario({ id: scenario, address, owner }, args, io);
  }
  const points = pointsOf(args);
  const tls = await tlsOf(args, io);
  const directory = await directoryOf(args, io);
  let entity;
  try {
    entity = await receivingEntity({
      ...address,
      ...(tls === undefined ? {} : { tls }),
      ...(directory === undefined ? {} : { directory }),
      quirks: quirksOf(args),
      owner,
      accounts: {},
      points,
      stores: true,
      validate: false,
      keep: true,
      log: (line) => {
        io.stdout.write(`${line}\n`);
      },
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  const { host, port, securePort } = entity;
  const point = points === 'any' ? '/live' : (points[0] ?? '/live');
  const urlOf = (scheme: string, of: number): string =>
    `${scheme}://${userinfoOf(owner)}@${authorityOf({ host, port: of })}${point}/`;
  io.stdout.write(`stores below ${urlOf('http', port)}\n`);
  if (securePort !== undefined) io.stdout.write(`             ${urlOf('https', securePort)}\n`);
  io.stdout.write('PUT, POST, GET, HEAD and DELETE of any path in it; Ctrl-C ends it.\n');
  await untilInterrupted(io);
  await entity.close();
  return 0;
};
