// What an upload costs our store, beside node:http that writes the same files and nginx DAV: the same objects in the same
// run, taken in turns, by the CPU time of the storing process, all its threads. What was uploaded is read back and compared
// before a figure is given. Files lie in memory (tmpfs) where there is such a place, so that the disk has no say.
// node bench/store.mjs [rounds]; INGESTSPEC_DIST names another build, INGESTSPEC_BENCH_DIR another place for the files.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dist, load, median, ratios, row, startNginx, startNode } from './processes.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const part = (name) => path.join(here, 'store', name);
const place = process.env.INGESTSPEC_BENCH_DIR ?? (fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir());

const sizes = [
  { label: '4 KB objects: requests a CPU second', size: 4000, names: 64, requests: 16_000 },
  { label: '640 KB objects: MB a CPU second', size: 640_000, names: 16, requests: 1600 },
];

const startSide = async (side) => {
  const directory = fs.mkdtempSync(path.join(place, 'ingestspec-store-'));
  const { close, ...rest } = await startNode(part('receiver.mjs'), side, dist, directory);
  return {
    ...rest,
    close: () => {
      close();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
};

const startSides = async () => {
  const nginx = await startNginx(place);
  if (nginx === undefined) console.log('no nginx here: apt-get install nginx');
  return {
    ours: await startSide('ours'),
    node: await startSide('streamed'),
    'at-once': await startSide('at-once'),
    memory: await startSide('memory'),
    // What it has stays, as with the others: objects are written over.
    ...(nginx === undefined ? {} : { nginx: { ...nginx, clear: () => {} } }),
  };
};

/** Whether each side has what was uploaded last. */
const compare = async (sender, sides, runs, options) => {
  for (const [name, { port }] of Object.entries(sides)) {
    sender.send({ task: 'look', port, of: runs[name], ...options });
    const [{ wrong }] = await once(sender, 'message');
    if (wrong.length > 0) throw new Error(`no figure: ${name} has not what was uploaded: ${wrong[0]}`);
  }
};

const spread = (values) =>
  `${median(values).toFixed(2)} × (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

const measure = async (rounds, sender, sides, { label, size, names, requests }) => {
  const options = { connections: 8, size, names, requests };
  const turns = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  const lastRuns = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const done = await load(sender, side, 'upload', options);
      lastRuns[name] = done.run;
      const amount = size > 100_000 ? (done.requests * size) / 1e6 : done.requests;
      // The first round warms up, and makes the files that later ones write over.
      if (round > 0) turns[name].push(amount / done.cpu);
    }
  }
  await compare(sender, sides, lastRuns, options);
  const figure = (name) => median(turns[name]).toFixed(0);
  const node = ratios(turns, 'ours', 'node');
  const note = `${figure('ours')} : ${figure('node')}, ${spread(node)}`;
  row(label, `${median(node).toFixed(2)} ×`, '1 × node', median(node) >= 1, note);
  for (const [name, beside] of [
    ['at-once', '  beside node:http that writes at once'],
    ['nginx', '  beside nginx DAV'],
  ]) {
    if (turns[name] === undefined) continue;
    const values = ratios(turns, 'ours', name);
    row(
      beside,
      `${median(values).toFixed(2)} ×`,
      '—',
      true,
      `${figure('ours')} : ${figure(name)}, ${spread(values)}`,
    );
  }
  row('  ours in memory', figure('memory'), '—', true, `${spread(ratios(turns, 'memory', 'ours'))} of files`);
};

/** Prints the table. Without nginx its rows are left out. */
export const store = async (rounds = 7) => {
  const sender = fork(part('sender.mjs'));
  try {
    // Stores of their own for each size: what one did before would tell on its compiled code.
    for (const each of sizes) {
      const sides = await startSides();
      try {
        await measure(rounds, sender, sides, each);
      } finally {
        for (const side of Object.values(sides)) side.close();
      }
    }
  } finally {
    sender.kill();
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await store(Number(process.argv[2] ?? 7));
