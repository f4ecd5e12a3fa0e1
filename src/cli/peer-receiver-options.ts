/** Options that our receiving entities of both interfaces have in common. */
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { suggestion, UsageError } from '../config/index.ts';
import type { ReceivingTls } from '../peer/receiving-entity/receiving-entity.ts';
import { receiverQuirks } from '../scenario/ingest/receiver-quirks.ts';
import type { ReceiverQuirk } from '../scenario/ingest/receiver-quirks.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';

const isQuirk = (id: string): id is ReceiverQuirk => Object.hasOwn(receiverQuirks, id);

export const quirksOf = (args: Args): ReceiverQuirk[] =>
  args.list('quirk').map((id) => {
    if (isQuirk(id)) return id;
    throw new UsageError(
      `unknown quirk “${id}” of a receiving entity: ${suggestion(id, Object.keys(receiverQuirks), 'see ingestspec list quirks')}`,
    );
  });

export const pointsOf = (args: Args): 'any' | readonly string[] => {
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

export const tlsOf = async (args: Args, io: Io): Promise<ReceivingTls | undefined> => {
  const [cert, key] = [args.text('tls-cert'), args.text('tls-key')];
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw new UsageError('--tls-key needs the certificate too: give --tls-cert FILE');
  if (key === undefined) throw new UsageError('--tls-cert needs its private key too: give --tls-key FILE');
  return { cert: await readPem('tls-cert', cert, io), key: await readPem('tls-key', key, io) };
};

export const untilInterrupted = async ({ signal }: Io): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};
