// What the project promises of speed and size, measured: whole processes, medians of several runs, ratios against a
// named peer in the same run. `npm run bench [-- NAME…]`; it tells, and never judges by a clock in a test.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ingest } from './ingest.mjs';
import { store } from './store.mjs';
import { validator } from './validator.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const cli = path.join(root, 'dist/src/main.js');
const peak = path.join(root, 'bench/peak.mjs');

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs a program to its end: wall seconds, peak MiB where it is Node, and what it printed. */
const measure = (argv, { withPeak = false } = {}) =>
  new Promise((resolve) => {
    const started = performance.now();
    const [command, ...args] = withPeak
      ? [process.execPath, '--import', peak, ...argv]
      : [process.execPath, ...argv];
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      env: { ...process.env, INGESTSPEC_PEAK_FD: '3', NO_COLOR: '1' },
    });
    let printed = '';
    let megabytes = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
    child.stdio[3].setEncoding('utf8').on('data', (text) => (megabytes += text));
    child.on('close', (code) => {
      resolve({ seconds: (performance.now() - started) / 1000, megabytes: Number(megabytes), printed, code });
    });
  });

const times = async (count, argv, options) => {
  const runs = [];
  for (let index = 0; index < count; index += 1) runs.push(await measure(argv, options));
  return runs;
};

const row = (name, figure, promise, note = '') =>
  console.log(`${name.padEnd(44)} ${figure.padStart(12)}   promised ${promise.padEnd(10)} ${note}`);

const suite = async () => {
  for (const [name, seconds, megabytes] of [
    ['icecast', 5, 200],
    ['cmaf', 20, 300],
  ]) {
    const argv = [cli, 'test', '--suite', name, '--output', 'reports/bench'];
    const runs = await times(5, argv, { withPeak: true });
    const last = runs[0].printed.trim().split('\n').at(-1);
    const figure = `${median(runs.map((run) => run.seconds)).toFixed(2)} s`;
    row(`${name} suite, our own peers, both sides`, figure, `${seconds} s`, last);
    const peak = median(runs.map((run) => run.megabytes)).toFixed(0);
    row('  peak memory', `${peak} MiB`, `${megabytes} MiB`);
  }
};

const selfTest = async () => {
  const runs = await times(3, [cli, 'self-test'], { withPeak: true });
  const last = runs[0].printed.trim().split('\n').at(-1);
  row('self-test', `${median(runs.map((run) => run.seconds)).toFixed(2)} s`, '60 s', last);
  row('  peak memory', `${median(runs.map((run) => run.megabytes)).toFixed(0)} MiB`, '200 MiB');
};

const help = async () => {
  const ratios = [];
  for (let index = 0; index < 15; index += 1) {
    const floor = await measure(['-e', '0']);
    const ours = await measure([cli, '--help']);
    ratios.push(ours.seconds / floor.seconds);
  }
  row('ingestspec --help, in units of node -e 0', `${median(ratios).toFixed(2)} ×`, '2.5 ×');
};

const icecast = async () => {
  const config = 'fixtures/targets/icecast-2.4.4.yaml';
  const runs = await times(3, [cli, 'test', '--config', config, '--output', 'reports/bench-icecast'], {
    withPeak: true,
  });
  const last = runs[0].printed.trim().split('\n').at(-1);
  row('icecast suite, Icecast 2.4.4', `${median(runs.map((run) => run.seconds)).toFixed(2)} s`, '30 s', last);
  row('  peak memory', `${median(runs.map((run) => run.megabytes)).toFixed(0)} MiB`, '200 MiB');
};

const wire = async () => {
  const { printed } = await measure([path.join(root, 'bench/wire.mjs')]);
  console.log(printed.trimEnd());
};

const benches = { help, suite, 'self-test': selfTest, icecast, wire, validator, ingest, store };
const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
