/** A receiving entity that is killed in mid-stream and started again: nothing is lost, and nothing comes twice. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scenarios } from '../../suites/index.ts';
import { concat } from '../media/bytes.ts';
import { ingestObjects } from '../media/ingest/ingest-reader.ts';
import type { IngestObject } from '../media/ingest/ingest-object.ts';
import { sourceTrack } from '../media/tracks/presentation.ts';
import { judgeTrack } from '../rules/judge.ts';
import { runScenario } from '../runner/run-scenario.ts';
import { referenceDelayScale } from '../runner/self-test.ts';
import { timingOf } from '../runner/timing.ts';
import { sentTracks } from '../scenario/ingest/sent-tracks.ts';
import { observe } from '../trace/observe.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'ingestspec-killed-'));
const program = path.join(dir, 'program.mjs');
const children: ChildProcess[] = [];

beforeAll(async () => {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'killed-receiver.test-setup.ts'),
    platform: 'node',
    logLevel: 'silent',
  });
  await bundle.write({ file: program, format: 'esm', codeSplitting: false });
}, 60_000);
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

/** Starts it; `said` resolves with the match once its output has what is waited for. */
const started = (...words: string[]) => {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  let out = '';
  let check = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    check();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      check = () => {
        const found = pattern.exec(out);
        if (found) resolve(found);
      };
      check();
      void ended.then(() => {
        reject(new Error(`it ended without saying ${String(pattern)}: ${out}`));
      });
    });
  return { child, said, ended };
};

interface Piece {
  readonly object: IngestObject;
  readonly bytes: Uint8Array;
}

const piecesOf = (file: string): Piece[] => {
  const bytes = new Uint8Array(readFileSync(file));
  return ingestObjects(bytes).map((object) => ({
    object,
    bytes: bytes.subarray(object.offset, object.offset + object.length),
  }));
};

const timeOf = ({ object }: Piece): bigint => object.fragment?.baseMediaDecodeTime ?? -1n;

/** The times of fragments that do not begin where the one before ends. */
const gapsIn = (fragments: readonly { readonly time: bigint; readonly duration: bigint }[]): bigint[] =>
  fragments.flatMap(({ time }, index) => {
    const before = fragments[index - 1];
    return before === undefined || before.time + before.duration === time ? [] : [time];
  });

test('our ingest source goes on at the one that is started again', { timeout: 60_000 }, async () => {
  const files = ['first', 'second'].map((name) => path.join(dir, name));
  const [first, second] = files.map((file) => started('receiver', file));
  if (first === undefined || second === undefined) throw new Error('both were started');
  // The second is there already, so that no more than a moment passes while nobody listens.
  await Promise.all([first.said(/ready/), second.said(/ready/)]);
  first.child.stdin.write('0\n');
  const [, port = ''] = await first.said(/port (\d+)/);
  const source = started('source', `http://127.0.0.1:${port}/live.isml`, '0.5');
  await first.said(/fragment 14\n/);
  first.child.kill('SIGKILL');
  expect(await first.ended).toBe(null);
  second.child.stdin.write(`${port}\n`);
  await second.said(/fragment 14\n/);
  source.child.kill('SIGINT');
  expect(await source.ended).toBe(0);
  await second.said(/fragment \d+\n/);
  second.child.kill('SIGKILL');
  await second.ended;

  const [before = [], after = []] = files.map(piecesOf);
  const [header] = before;
  expect(after[0]?.object).toMatchObject({ kind: 'header', digest: header?.object.digest });
  const fragments = new Map<bigint, Piece>();
  for (const piece of [...before, ...after]) {
    if (piece.object.kind !== 'fragment' || !piece.object.complete) continue;
    const known = fragments.get(timeOf(piece));
    // What was sent again is the same as it was.
    if (known !== undefined) expect(piece.object.digest).toBe(known.object.digest);
    else fragments.set(timeOf(piece), piece);
  }
  const joined = [...fragments.values()];
  expect(
    gapsIn(joined.map((piece) => ({ time: timeOf(piece), duration: piece.object.fragment?.duration ?? 0n }))),
  ).toEqual([]);
  const bytes = concat(...[header, ...joined].map((piece) => piece?.bytes ?? new Uint8Array()));
  const report = judgeTrack({ name: 'joined', objects: [{ name: 'joined', bytes, complete: true }] });
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(report.findings.filter(({ rule }) => rule.startsWith('CMAF-TRK'))).toEqual([]);
});

test('the trace of a run shows it', async () => {
  const id = 'cmaf/client/fault/restarted-receiver';
  const events = await runScenario(id, scenarios[id], {
    target: { kind: 'reference' },
    mount: '/live.isml',
    timing: timingOf(1, referenceDelayScale),
    signal: new AbortController().signal,
    keepBytes: 0,
    redact: true,
  });
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'step', step: 'is killed, and starts again' }),
  );
  const [track] = sentTracks(observe(events));
  const whole = (track?.fragments ?? []).filter(({ object }) => object.complete);
  const byTime = new Map(
    whole.map(({ fragment: { baseMediaDecodeTime = -1n, duration }, object }) => [
      baseMediaDecodeTime,
      { time: baseMediaDecodeTime, duration, digest: object.digest },
    ]),
  );
  expect(track?.headers).toHaveLength(2);
  expect(new Set(track?.headers.map(({ object }) => object.digest)).size).toBe(1);
  expect(byTime.size).toBeGreaterThan(4);
  expect(gapsIn([...byTime.values()].sort((one, other) => Number(one.time - other.time)))).toEqual([]);
  expect(track?.timescale).toBe(sourceTrack('video').timescale);
});
