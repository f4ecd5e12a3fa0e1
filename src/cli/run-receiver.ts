/** What the commands of our receiving entities of both interfaces have in common. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { suggestion, UsageError } from '../config/index.ts';
import { receivingEntity } from '../peer/receiving-entity/receiving-entity.ts';
import type { ReceivingEntityOptions, ReceivingTls } from '../peer/receiving-entity/receiving-entity.ts';
import { receiverQuirks } from '../scenario/ingest/receiver-quirks.ts';
import type { ReceiverQuirk } from '../scenario/ingest/receiver-quirks.ts';
import type { Args } from './command.ts';
import { untilInterrupted } from './io.ts';
import type { Io } from './io.ts';
import { authorityOf, cannotListen, listenAddress, userinfoOf } from './listen-address.ts';
import { ingestOwnerOf } from './peer-owner.ts';

const isQuirk = (id: string): id is ReceiverQuirk => Object.hasOwn(receiverQuirks, id);

const quirksOf = (args: Args): ReceiverQuirk[] =>
  args.list('quirk').map((id) => {
    if (isQuirk(id)) return id;
    throw new UsageError(
      `unknown quirk “${id}” of a receiving entity: ${suggestion(id, Object.keys(receiverQuirks), 'see ingestspec list quirks')}`,
    );
  });

const pointsOf = (args: Args): 'any' | readonly string[] => {
  const points = args.list('point');
  const wrong = points.find((point) => !/^\/[^\s?#]+$/.test(point));
  if (wrong !== undefined) {
    throw new UsageError(
      `--point ${wrong} is no path of a publishing point: write it such as /live/ch1.isml`,
    );
  }
  return points.length === 0 ? 'any' : points;
};

const readPem = async (flag: string, file: string, { cwd }: Io): Promise<string> => {
  try {
    return await readFile(path.resolve(cwd, file), 'utf8');
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    throw new UsageError(`--${flag} ${file} cannot be read (${code ?? 'unknown'}): give a file in PEM`);
  }
};

const tlsOf = async (args: Args, io: Io): Promise<ReceivingTls | undefined> => {
  const [cert, key] = [args.text('tls-cert'), args.text('tls-key')];
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw new UsageError('--tls-key needs the certificate too: give --tls-cert FILE');
  if (key === undefined) throw new UsageError('--tls-cert needs its private key too: give --tls-key FILE');
  return { cert: await readPem('tls-cert', cert, io), key: await readPem('tls-key', key, io) };
};

/** What one kind of receiving entity has of its own. */
export interface ReceiverKind {
  /** What of the options is not the same for all kinds. */
  readonly settings: Pick<ReceivingEntityOptions, 'validate' | 'keep' | 'stores' | 'directory'>;
  /** The publishing point that is named where the user set up none. */
  readonly usualPoint: string;
  /** What it says once it listens: the URLs of the publishing point, the one over TLS where it has one. */
  readonly greeting: (urls: readonly string[], isAnyPoint: boolean) => readonly string[];
}

/** Runs a receiving entity until it is interrupted, or serves one scenario of a source; the exit code. */
export const runReceiver = async (
  args: Args,
  io: Io,
  kindOf: () => ReceiverKind | Promise<ReceiverKind>,
): Promise<number> => {
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
  const kind = await kindOf();
  const say = (line: string): void => {
    io.stdout.write(`${line}\n`);
  };
  let entity;
  try {
    entity = await receivingEntity({
      ...address,
      ...(tls === undefined ? {} : { tls }),
      ...kind.settings,
      quirks,
      owner,
      accounts: {},
      points,
      log: say,
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  const { host, port, securePort } = entity;
  const point = points === 'any' ? kind.usualPoint : (points[0] ?? kind.usualPoint);
  const urlOf = (scheme: string, of: number): string =>
    `${scheme}://${userinfoOf(owner)}@${authorityOf({ host, port: of })}${point}`;
  const urls = [urlOf('http', port), ...(securePort === undefined ? [] : [urlOf('https', securePort)])];
  for (const line of kind.greeting(urls, points === 'any')) say(line);
  await untilInterrupted(io);
  await entity.close();
  return 0;
};
