/** What the tests of the receiving entity share: how it is started, and a source that writes what it is given. */
import net from 'node:net';
import { afterEach } from 'vitest';
import { basicToken } from '../../http/basic.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import { receivingEntity } from './receiving-entity.ts';
import type { ReceivingEntity, ReceivingEntityOptions } from './receiving-entity.ts';

export const owner = { user: 'ingest', password: 'secret' };
export const other = { user: 'other', password: 'secret-too', mount: '/other' };
export const point = '/live/ch1.isml';
export const videoPath = `${point}/Streams(video.cmfv)`;

export const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export const start = async (
  quirks: ReceiverQuirk[] = [],
  options: Partial<ReceivingEntityOptions> = {},
): Promise<ReceivingEntity> => {
  const entity = await receivingEntity({
    quirks,
    owner,
    accounts: { other },
    points: [point, '/other'],
    validate: true,
    keep: true,
    ...options,
  });
  opened.push(entity);
  return entity;
};

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A connection of a source: what it sends is written out, what comes is read as answers with Content-Length. */
export const connect = async ({ host, port }: { host: string; port: number }) => {
  const socket = net.connect({ host, port, allowHalfOpen: true });
  opened.push({ close: () => socket.destroy() });
  let came = Buffer.alloc(0);
  let over = false;
  let reset = false;
  let look = (): void => {};
  socket.on('data', (bytes: Buffer) => {
    came = Buffer.concat([came, bytes]);
    look();
  });
  const end = (): void => {
    over = true;
    look();
  };
  socket.on('end', end);
  socket.on('close', end);
  socket.on('error', () => {
    reset = true;
    end();
  });
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
    socket.once('close', () => resolve());
  });

  const taken = (): Answer | undefined => {
    const at = came.indexOf('\r\n\r\n');
    if (at < 0) return undefined;
    const head = came.subarray(0, at).toString('latin1');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (came.length < at + 4 + length) return undefined;
    const body = came.subarray(at + 4, at + 4 + length).toString('latin1');
    came = came.subarray(at + 4 + length);
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body };
  };
  return {
    socket,
    write: (bytes: string | Uint8Array) => {
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    },
    /** The next answer; status 0 where the connection ended without one. */
    answer: () =>
      new Promise<Answer>((resolve) => {
        look = () => {
          const one = taken();
          if (one !== undefined) resolve(one);
          else if (over) resolve({ status: 0, head: '', body: '' });
        };
        look();
      }),
    ended: () =>
      new Promise<boolean>((resolve) => {
        look = () => {
          if (over) resolve(reset);
        };
        look();
      }),
  };
};

export const headOf = (path: string, fields: readonly string[] = [], user = owner, method = 'POST'): string =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: x',
    ...(user.user === '' ? [] : [`Authorization: Basic ${basicToken(user.user, user.password)}`]),
    ...fields,
    '\r\n',
  ].join('\r\n');

export const chunked = ['Transfer-Encoding: chunked'];
export const nobody = { user: '', password: '' };

export const chunk = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
export const lastChunk = '0\r\n\r\n';

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** One request with a length on a connection of its own. */
export const post = async (
  entity: { host: string; port: number },
  path: string,
  body: Uint8Array = new Uint8Array(0),
  {
    fields = [],
    as = owner,
    method = 'POST',
  }: { fields?: string[]; as?: typeof owner; method?: string } = {},
): Promise<Answer> => {
  const source = await connect(entity);
  source.write(headOf(path, [`Content-Length: ${String(body.length)}`, ...fields], as, method));
  source.write(body);
  const answer = await source.answer();
  source.socket.destroy();
  return answer;
};

export const video = sourceTrack('video');
export const audio = sourceTrack('audio');
export const fragment = (number: number, track = video): Uint8Array => fragmentOf(track, number);

export const withTrackId = (bytes: Uint8Array, id: number): Uint8Array => {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('tfhd'); at >= 0; at = copy.indexOf('tfhd', at + 4))
    copy.writeUInt32BE(id, at + 8);
  return copy;
};
