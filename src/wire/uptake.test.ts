import { once } from 'node:events';
import { existsSync } from 'node:fs';
import net from 'node:net';
import { expect, test } from 'vitest';
import { watchUptake } from './uptake.ts';
import type { Uptake } from './uptake.ts';

interface Pair {
  readonly near: net.Socket;
  readonly far: net.Socket;
  readonly ends: { readonly local: string; readonly remote: string };
  close(): void;
}

const connected = async (): Promise<Pair> => {
  const server = net.createServer({ pauseOnConnect: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve));
  const near = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  await once(near, 'connect');
  const far = await accepted;
  const at = (address?: string, port?: number) => `${String(address)}:${String(port)}`;
  return {
    near,
    far,
    ends: { local: at(near.localAddress, near.localPort), remote: at(near.remoteAddress, near.remotePort) },
    close: () => {
      near.destroy();
      far.destroy();
      server.close();
    },
  };
};

const whenTold = (pair: Pair, written: number, such: (uptake: Uptake) => boolean): Promise<Uptake> =>
  new Promise((resolve) => {
    const end = watchUptake(
      pair.ends,
      () => written,
      (uptake) => {
        if (!such(uptake)) return;
        end();
        resolve(uptake);
      },
    );
  });

const onLinux = test.skipIf(!existsSync('/proc/net/tcp'));

onLinux('what waits to be read has not been read', async () => {
  const pair = await connected();
  pair.near.write(Buffer.alloc(30_000));
  let looks = 0;
  const uptake = await whenTold(pair, 30_000, () => (looks += 1) === 4);
  expect(uptake).toEqual({ bytes: 0, exact: true });
  pair.close();
});

onLinux('what has been read is told, once it is sure', async () => {
  const pair = await connected();
  pair.near.write(Buffer.alloc(30_000));
  pair.far.resume();
  expect(await whenTold(pair, 30_000, ({ bytes }) => bytes > 0)).toEqual({ bytes: 30_000, exact: true });
  pair.close();
});

onLinux('of several connections each has its own count', async () => {
  const pairs = await Promise.all([connected(), connected(), connected()]);
  const counts = await Promise.all(
    pairs.map((pair, index) => {
      const bytes = 1000 * (index + 1);
      pair.near.write(Buffer.alloc(bytes));
      pair.far.resume();
      return whenTold(pair, bytes, (uptake) => uptake.bytes > 0);
    }),
  );
  expect(counts.map(({ bytes }) => bytes)).toEqual([1000, 2000, 3000]);
  for (const pair of pairs) pair.close();
});
