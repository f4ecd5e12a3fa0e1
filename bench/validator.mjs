// What `ingestspec validate` costs beside the least that parsing can cost, beside mp4box.js and beside ffprobe: whole
// processes, taken in turns in the same run, by their CPU time, because other work on the machine moves a clock more.
// Where a promise is broken it says "over"; it tells, and never fails.
// node bench/validator.mjs [repetitions]; it reads dist/, or the build that INGESTSPEC_DIST names. The inputs, half a
// gigabyte, are made once, in INGESTSPEC_BENCH_DIR or else where the system keeps temporary files.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const cli = path.resolve(process.env.INGESTSPEC_DIST ?? path.join(root, 'dist'), 'src/main.js');
const peak = path.join(root, 'bench/peak.mjs');
const media = path.join(root, 'bench/media');
const inputs = path.resolve(process.env.INGESTSPEC_BENCH_DIR ?? path.join(os.tmpdir(), 'ingestspec-bench'));
const boxes = path.join(inputs, 'a2h_many.cmfa');
const halfOfBoxes = path.join(inputs, 'a2h_half.cmfa');
const bytes = path.join(inputs, 'v10m_chunk.cmfv');
const tenthOf = (file) => path.join(inputs, 'small', path.basename(file));
const segments = path.join(inputs, 'small/segments');

const validate = (input, ...flags) => [process.execPath, cli, 'validate', input, ...flags];
const floor = (input) => [process.execPath, path.join(media, 'floor.mjs'), input];
const mp4box = (input) => [process.execPath, path.join(media, 'mp4box-parse.mjs'), input];
const packets = ['-v', 'error', '-count_packets', '-show_entries', 'stream=nb_read_packets'];
const ffprobe = (input) => ['ffprobe', ...packets, input];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs a program to its end: wall seconds, exit code, and what came on stdout, stderr and descriptor 3. */
const run = ([command, ...args], env = {}) =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', ...env },
    });
    const texts = ['', '', '', ''];
    for (const index of [1, 2, 3]) {
      child.stdio[index].setEncoding('utf8').on('data', (text) => (texts[index] += text));
    }
    child.on('error', (error) => (texts[2] += error.message));
    child.on('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ seconds, code, stdout: texts[1], stderr: texts[2], third: texts[3] });
    });
  });

/**
 * A validator may find faults (exit 1) and have run all the same. Anything else, or a run that printed nothing, is no
 * measurement: a command that was refused would be the fastest of all.
 */
const demand = (argv, { code, stdout }, complaint) => {
  if ((code === 0 || code === 1) && stdout.trim() !== '') return;
  const name = argv.map((word) => path.basename(word)).join(' ');
  throw new Error(`no figure: '${name}' ended with ${code}. ${complaint.trim().split('\n')[0]}`);
};

/**
 * CPU seconds of a whole process, user and system together. The shell's own `time` has them from the kernel to the
 * millisecond for any program; /usr/bin/time may be absent, and knows hundredths only.
 */
const cpu = async (argv) => {
  const timed = await run(['bash', '-c', 'TIMEFORMAT="%3U %3S"; time "$@" 2>&3 3>&-', 'bash', ...argv]);
  demand(argv, timed, timed.third);
  const [user, system] = timed.stderr.trim().split(' ').map(Number);
  return user + system;
};

const peakMebibytes = async (argv) => {
  const [command, ...args] = argv;
  const watched = await run([command, '--import', peak, ...args], { INGESTSPEC_PEAK_FD: '3' });
  demand(argv, watched, watched.stderr);
  return Number(watched.third);
};

/** Takes the named commands in turns, and gives for each name the CPU seconds of every round. */
const inTurns = async (rounds, commands) => {
  const seconds = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, argv] of Object.entries(commands)) seconds[name].push(await cpu(argv));
  }
  return seconds;
};

/** The median, over the rounds, of what `figure` makes of the seconds of one round. */
const perRound = (seconds, figure) =>
  median(
    Object.values(seconds)[0].map((_, round) =>
      figure(Object.fromEntries(Object.entries(seconds).map(([name, all]) => [name, all[round]]))),
    ),
  );

const row = (name, figure, unit, limit, note = '') => {
  const promise = limit === undefined ? '' : `promised ${limit.text.padEnd(12)}`;
  const verdict = limit === undefined || limit.kept(figure) ? '' : 'over  ';
  console.log(
    `${name.padEnd(44)} ${`${figure.toFixed(2)} ${unit}`.padStart(12)}   ${promise} ${verdict}${note}`,
  );
};
const atMost = (most, unit) => ({ text: `≤ ${most} ${unit}`, kept: (figure) => figure <= most });
const atLeast = (least, unit) => ({ text: `≥ ${least} ${unit}`, kept: (figure) => figure >= least });
const above = (bound, unit) => ({ text: `> ${bound} ${unit}`, kept: (figure) => figure > bound });
const below = (bound, unit) => ({ text: `< ${bound} ${unit}`, kept: (figure) => figure < bound });

const moofsIn = async (file) => JSON.parse((await run(floor(file))).stdout).moofs;

const seconds = (numbers) => `${median(numbers).toFixed(3)} s`;

/** Small boxes by the hundred thousand: all that a validator does for a moof, and nothing else. */
const manyBoxes = async (rounds) => {
  const turns = await inTurns(rounds, {
    ours: validate(boxes),
    floor: floor(boxes),
    half: validate(halfOfBoxes),
    tenth: validate(tenthOf(boxes)),
    mp4box: mp4box(boxes),
    ffprobe: ffprobe(boxes),
  });
  const { ours, floor: least, mp4box: library, ffprobe: probe } = turns;
  const overFloor = perRound(turns, (round) => round.ours / round.floor);
  row(
    'a2h_many: CPU, in units of the floor',
    overFloor,
    '×',
    atMost(4, '×'),
    `${seconds(ours)} : ${seconds(least)}`,
  );
  const faster = perRound(turns, (round) => round.mp4box / round.ours);
  row('  faster than mp4box.js', faster, '×', atLeast(12, '×'), `${seconds(library)}`);
  const probed = perRound(turns, (round) => round.ffprobe / round.ours);
  row('  faster than ffprobe counting packets', probed, '×', above(1, '×'), `${seconds(probe)}`);

  // The first tenth is left out: it pays for the start of the process and for the compiler.
  const [all, some, few] = await Promise.all([boxes, halfOfBoxes, tenthOf(boxes)].map(moofsIn));
  const each = perRound(turns, (round) => (1e6 * (round.ours - round.tenth)) / (all - few));
  row('  a moof beyond start-up', each, 'µs', atMost(1.2, 'µs'), `${all} moofs`);
  const early = perRound(turns, (round) => (1e6 * (round.half - round.tenth)) / (some - few));
  const late = perRound(turns, (round) => (1e6 * (round.ours - round.half)) / (all - some));
  const slopes = `${late.toFixed(2)} µs : ${early.toFixed(2)} µs`;
  row('  one in the last half, in units of before', late / early, '×', atMost(1.15, '×'), slopes);
};

/** Frames of some 20 KB: what a validator does with bytes that it need not look at, and what it costs to look. */
const manyBytes = async (rounds) => {
  const turns = await inTurns(rounds, {
    ours: validate(bytes),
    floor: floor(bytes),
    deep: validate(bytes, '--deep=first-sample'),
    tenth: validate(tenthOf(bytes)),
  });
  const { ours, floor: least, deep } = turns;
  const overFloor = perRound(turns, (round) => round.ours / round.floor);
  row(
    'v10m_chunk: CPU, in units of the floor',
    overFloor,
    '×',
    atMost(1.8, '×'),
    `${seconds(ours)} : ${seconds(least)}`,
  );
  const deeper = perRound(turns, (round) => round.deep / round.ours);
  row('  --deep=first-sample, in units of none', deeper, '×', atMost(2.5, '×'), `${seconds(deep)}`);
  const [all, few] = await Promise.all([bytes, tenthOf(bytes)].map(moofsIn));
  const each = perRound(turns, (round) => (1e6 * (round.ours - round.tenth)) / (all - few));
  row('  a moof beyond start-up', each, 'µs', undefined, 'of 20 KB, mostly reading the file');
};

const memory = async () => {
  for (const file of [boxes, bytes]) {
    const runs = [];
    for (let index = 0; index < 3; index += 1) runs.push(await peakMebibytes(validate(file)));
    row(`${path.basename(file)}: peak memory`, Math.max(...runs), 'MiB', below(110, 'MiB'));
  }
};

const manyFiles = async (rounds) => {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const result = await run(validate(segments));
    demand(validate(segments), result, result.stderr);
    runs.push(result.seconds);
  }
  row('1,000 segments in one process, wall', median(runs), 's', atMost(2, 's'));
};

/** Prints the table. An input that cannot be made, or a command that is not there, is one line in its place. */
export const validator = async (rounds = 5) => {
  for (const args of [[inputs], [path.join(inputs, 'small'), 'small']]) {
    const made = await run([path.join(media, 'make-inputs.sh'), ...args]);
    if (made.code !== 0)
      return console.log(`no inputs in ${inputs}: ${made.stderr.trim().split('\n').at(-1)}`);
  }
  for (const bench of [manyBoxes, manyBytes, memory, manyFiles]) {
    try {
      await bench(rounds);
    } catch (error) {
      console.log(error.message);
    }
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await validator(Number(process.argv[2] ?? 5));
