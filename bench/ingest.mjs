// What our receiving entity costs with all default rules on, beside a bare node:http sink and nginx DAV: the same bytes in
// the same run, taken in turns, by the CPU time of the receiving process. It tells, and never fails; where a promise is
// broken it says "over". node bench/ingest.mjs [rounds] [seconds]; it reads dist/, or the build that INGESTSPEC_DIST names.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuOf, dist, inTurns, load, median, ratios, row, startNginx, startNode } from './processes.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const part = (name) => path.join(here, 'ingest', name);
const startSide = (side) => startNode(part('receiver.mjs'), side, dist);

const mebibytesOf = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;

const ratio = (turns, other) => median(ratios(turns, 'ours', other));

const throughput = async (rounds, sender, sides, header) => {
  for (const [chunk, megabytes, least] of [
    [16 * 1024, 1200, 0.8],
    [2 * 1024, 600, 1.3],
  ]) {
    const options = { connections: 8, chunk, megabytes, header };
    const turns = await inTurns(
      rounds,
      sender,
      sides,
      'flood',
      options,
      ({ bytes, cpu }) => bytes / 1e6 / cpu,
    );
    const speeds = Object.entries(turns).map(([name, values]) => `${name} ${median(values).toFixed(0)}`);
    const beside = ratio(turns, 'node');
    const name = `8 connections, chunks of ${chunk / 1024} KiB: MB a CPU second`;
    row(name, `${beside.toFixed(2)} ×`, `${least} × node`, beside >= least, `MB: ${speeds.join(', ')}`);
    if (turns.nginx === undefined) continue;
    const store = ratio(turns, 'nginx');
    row('  beside nginx DAV', `${store.toFixed(2)} ×`, 'more', store > 1);
  }
};

const requests = async (rounds, sender, { ours, node }, header) => {
  const options = { connections: 8, requests: 48_000, header };
  const wall = await inTurns(rounds, sender, { ours, node }, 'objects', options, (run) => ({
    wall: run.requests / run.seconds,
    cpu: run.requests / run.cpu,
  }));
  const each = (name, unit) => wall[name].map((run) => run[unit]);
  for (const [unit, label] of [
    ['wall', '4 KB objects on kept connections: requests a second'],
    ['cpu', '  requests a CPU second'],
  ]) {
    const turns = { ours: each('ours', unit), node: each('node', unit) };
    const beside = ratio(turns, 'node');
    const speeds = `${median(turns.ours).toFixed(0)} : ${median(turns.node).toFixed(0)}`;
    row(label, `${beside.toFixed(2)} ×`, '1 × node', beside >= 1, speeds);
  }
};

const live = async (sender, seconds) => {
  const ours = await startSide('ours');
  const memory = [];
  const cpu = cpuOf(ours.pid);
  const started = performance.now();
  const looking = setInterval(() => memory.push(mebibytesOf(ours.pid)), 1000);
  const { behind, open } = await load(sender, ours, 'live', { streams: 200, seconds, header: ours.header });
  clearInterval(looking);
  const cores = (cpuOf(ours.pid) - cpu) / ((performance.now() - started) / 1000);
  const { errors, received } = await ours.ask();
  ours.close();
  const name = `200 streams of 5 Mbit/s for ${seconds} s: furthest behind`;
  const note = `${open} streams, ${received} fragments${errors.length > 0 ? `, ${errors.join('; ')}` : ''}`;
  row(name, `${behind.toFixed(2)} s`, '< 1 s', behind < 1 && open === 200, note);
  row('  cores', cores.toFixed(2), '< 0.5', cores < 0.5);
  row('  peak memory', `${Math.max(...memory).toFixed(0)} MiB`, '< 300 MiB', Math.max(...memory) < 300);
  const settled = memory.slice(Math.min(20, Math.floor(memory.length / 3)));
  const half = Math.floor(settled.length / 2);
  const growth = median(settled.slice(half)) / median(settled.slice(0, half));
  row('  growth after the first 20 s', `${((growth - 1) * 100).toFixed(1)} %`, '< 5 %', growth < 1.05);
};

/** Servers of their own for some rows: what one did before would tell on its compiled code. */
const withServers = async (sender, withStore, measure) => {
  const ours = await startSide('ours');
  const node = await startSide('node');
  const nginx = withStore ? await startNginx() : undefined;
  if (withStore && nginx === undefined)
    console.log('no nginx here: apt-get install nginx libnginx-mod-http-dav-ext');
  const sides = { ours, node, ...(nginx === undefined ? {} : { nginx }) };
  try {
    await measure(sides, ours.header);
    const { errors } = await ours.ask();
    if (errors.length > 0) console.log(`the validator found: ${errors.join('; ')}`);
  } finally {
    for (const side of Object.values(sides)) side.close();
  }
};

/** Prints the table. Without nginx its rows are left out. */
export const ingest = async (rounds = 5, seconds = 60) => {
  const sender = fork(part('sender.mjs'));
  try {
    await withServers(sender, true, (sides, header) => throughput(rounds, sender, sides, header));
    await withServers(sender, false, (sides, header) => requests(2 * rounds + 1, sender, sides, header));
    await live(sender, seconds);
  } finally {
    sender.kill();
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ingest(Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 60));
}
