// What the benches of servers share: processes and their CPU time, nginx, turns, rows of the table.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The build that is measured. */
export const dist = path.resolve(process.env.INGESTSPEC_DIST ?? path.join(here, '../dist'));

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

export const row = (name, figure, promise, holds, note = '') =>
  console.log(
    `${name.padEnd(52)} ${figure.padStart(12)}   promised ${promise.padEnd(10)} ${holds ? '    ' : 'over'} ${note}`,
  );

const ticks = 100;
/** CPU seconds of a process, all its threads: user and system time of proc(5). */
export const cpuOf = (pid) => {
  const fields = fs
    .readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
};

const freePort = async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** A server of ours or of Node: a script that tells its port, and answers `tell`. */
export const startNode = async (script, ...args) => {
  const child = fork(script, args);
  const [{ port, header }] = await once(child, 'message');
  const ask = async () => {
    child.send('tell');
    return (await once(child, 'message'))[0];
  };
  return { port, header, pid: child.pid, ask, clear: () => {}, close: () => child.kill() };
};

const reachable = async (port) => {
  for (let left = 100; left > 0; left -= 1) {
    const socket = net.connect({ port, host: '127.0.0.1' });
    const won = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(
        () => false,
        () => false,
      ),
    ]).catch(() => false);
    socket.destroy();
    if (won) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
};

/** nginx as a store, with all that it keeps below a folder of its own in the one that is given; `undefined` without nginx. */
export const startNginx = async (within = os.tmpdir()) => {
  const folder = fs.mkdtempSync(path.join(within, 'ingestspec-nginx-'));
  const port = await freePort();
  const text = fs
    .readFileSync(path.join(here, 'ingest/nginx.conf'), 'utf8')
    .replaceAll('@DIR@', folder)
    .replaceAll('@PORT@', port);
  fs.writeFileSync(path.join(folder, 'nginx.conf'), text);
  fs.mkdirSync(path.join(folder, 'stored'));
  const child = spawn('nginx', ['-c', path.join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  const failed = await Promise.race([
    once(child, 'error').then(() => true),
    reachable(port).then((won) => !won),
  ]);
  if (failed) {
    child.kill();
    fs.rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  const [worker] = fs
    .readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'latin1')
    .trim()
    .split(' ');
  const clear = () => fs.rmSync(path.join(folder, 'stored'), { recursive: true, force: true });
  const close = () => {
    child.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    child.kill();
  };
  return { port, pid: Number(worker), clear, close };
};

let runs = 0;
/** Has the sender do a task, and adds the CPU seconds that it cost the receiver. */
export const load = async (sender, receiver, task, options) => {
  runs += 1;
  const before = cpuOf(receiver.pid);
  sender.send({ task, run: runs, port: receiver.port, ...options });
  const [done] = await once(sender, 'message');
  const cpu = cpuOf(receiver.pid) - before;
  receiver.clear();
  const wrong = done.statuses?.find((status) => status < 200 || status > 299);
  if (wrong !== undefined) throw new Error(`no figure: a receiver answered ${wrong}`);
  return { ...done, cpu };
};

/** Takes the sides in turns; one round that does not count goes before. */
export const inTurns = async (rounds, sender, sides, task, options, figure) => {
  const turns = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, receiver] of Object.entries(sides)) {
      const value = figure(await load(sender, receiver, task, options));
      if (round > 0) turns[name].push(value);
    }
  }
  return turns;
};

/** The ratio of each round. */
export const ratios = (turns, one, other) => turns[one].map((value, round) => value / turns[other][round]);
