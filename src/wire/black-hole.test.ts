import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { blackHole, isBlackHole } from './black-hole.ts';
import type { HoleAttempt } from './black-hole.ts';

/** A port that is free on an address of its own. */
const freePort = (host: string): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, host, () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** What is told of attempts, and a way to wait for it. */
const told = () => {
  const seen: HoleAttempt[] = [];
  let look = (): void => undefined;
  return {
    seen,
    attempt: (one: HoleAttempt) => {
      seen.push(one);
      look();
    },
    until: (such: () => boolean) =>
      new Promise<void>((resolve) => {
        look = () => {
          if (such()) resolve();
        };
        look();
      }),
  };
};

const onLinux = process.platform === 'linux';

test.runIf(onLinux)(
  'an attempt gets no answer, is told, and gets through once the hole is gone',
  async () => {
    const host = '127.91.17.3';
    const port = await freePort(host);
    const attempts = told();
    const hole = await blackHole({ host, port, attempt: attempts.attempt });
    if (!isBlackHole(hole)) throw new Error(hole.unavailable);
    expect(attempts.seen).toEqual([]);

    const impatient = net.connect({ host, port });
    impatient.on('error', () => undefined);
    let connected = false;
    impatient.on('connect', () => (connected = true));
    await attempts.until(() => attempts.seen.length === 1);
    const [first] = attempts.seen;
    expect(first).toMatchObject({ state: 'begins', to: `${host}:${String(port)}` });
    impatient.destroy();
    await attempts.until(() => attempts.seen.length === 2);
    expect(attempts.seen[1]).toMatchObject({ state: 'ends', from: first?.from, to: first?.to });
    expect(connected).toBe(false);

    const patient = net.connect({ host, port });
    patient.on('error', () => undefined);
    onTestFinished(() => void patient.destroy());
    await attempts.until(() => attempts.seen.length === 3);
    expect(attempts.seen[2]?.from).not.toBe(first?.from);
    await hole.close();
    expect(attempts.seen.map(({ state }) => state)).toEqual(['begins', 'ends', 'begins', 'ends']);

    const server = net.createServer();
    await new Promise<void>((resolve) => {
      server.listen({ host, port }, resolve);
    });
    onTestFinished(() => void server.close());
    // The kernel sends the SYN again.
    await new Promise((resolve) => server.once('connection', resolve));
  },
);

test.runIf(onLinux)('a port in use is none for a black hole', async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.91.17.4', resolve);
  });
  onTestFinished(() => void server.close());
  const { port } = server.address() as net.AddressInfo;
  expect(await blackHole({ host: '127.91.17.4', port })).toEqual({
    unavailable: `127.91.17.4:${String(port)} cannot be listened on: EADDRINUSE`,
  });
});

test.runIf(onLinux)('somebody who connects while it is made is not let in', async () => {
  const host = '127.91.17.9';
  const port = await freePort(host);
  const open = new Set<net.Socket>();
  let over = false;
  const knock = (): void => {
    if (over) return;
    const socket = net.connect({ host, port });
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      setImmediate(knock);
    });
  };
  onTestFinished(() => {
    over = true;
    for (const socket of open) socket.destroy();
  });
  for (let count = 0; count < 4; count += 1) knock();
  const hole = await blackHole({ host, port });
  if (isBlackHole(hole)) {
    expect([...open].filter((socket) => !socket.connecting && !socket.destroyed)).toEqual([]);
    await hole.close();
  } else {
    // Whoever knocks without a pause may be in front each time; then it is said that there is none.
    expect(hole.unavailable).toBe('others connect to it while it is made');
  }
});
