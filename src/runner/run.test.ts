import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scenarios } from '../../suites/index.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { judge } from '../verdict/judge.ts';
import type { RunReport } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import { freePort } from './start-server.ts';
import { run } from './run.ts';
import type { RunOptions } from './run.ts';
import { traceName } from './run-files.ts';
import type { ClientTarget, ServerTarget } from './target.ts';

let output = '';
beforeEach(() => {
  output = mkdtempSync(path.join(tmpdir(), 'ingestspec-test-'));
});
afterEach(() => {
  rmSync(output, { recursive: true, force: true });
});

const all = Object.entries<Scenario>(scenarios);
const optionsOf = (changes: Partial<RunOptions> = {}): RunOptions => ({
  scenarios: all.slice(0, 6),
  known: new Set(all.map(([id]) => id)),
  everything: false,
  target: { kind: 'reference' },
  profile: 'corrected',
  gate: { strict: false, allowInconclusive: false },
  baseline: [],
  seed: 0,
  jobs: 8,
  timeoutScale: 1,
  delayScale: 0.02,
  keepBytes: 1024 * 1024,
  redact: true,
  output,
  traces: 'on',
  tool: { name: 'ingestspec', version: 'test' },
  ...changes,
});

const never = new AbortController().signal;
const linesOf = (file: string): string[] => readFileSync(path.join(output, file), 'utf8').trim().split('\n');
const traceOf = (id: string): TraceEvent[] =>
  linesOf(traceName(id)).map((line) => JSON.parse(line) as TraceEvent);

/** Every scenario of every suite is played. */
const whole = { timeout: 180_000 };

test(
  'the files of a run alone give the same verdicts again, and no secret of ours is in any',
  whole,
  async () => {
    const report = await run(optionsOf({ scenarios: all }), () => undefined, never);
    const byId = new Map(all);
    for (const result of report.scenarios) {
      const scenario = byId.get(result.id);
      expect(scenario).toBeDefined();
      if (scenario)
        expect(judge(result.id, scenario, traceOf(result.id), { profile: 'corrected', subject: '' })).toEqual(
          result,
        );
    }
    expect(JSON.parse(readFileSync(path.join(output, 'run.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(report)),
    );
    const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /json$/.test(name),
    );
    expect(files.length).toBeGreaterThan(100);
    const telling = files.filter((name) =>
      /hackme|c291cmNlOmhhY2ttZQ|a:b:c|pässwörd/.test(readFileSync(path.join(output, name), 'utf8')),
    );
    expect(telling).toEqual([]);
  },
);

test('what is told is what is written, in order', async () => {
  const told: RunEvent[] = [];
  await run(optionsOf(), (event) => told.push(event), never);
  expect(linesOf('events.ndjson').map((line) => JSON.parse(line) as RunEvent)).toEqual(
    JSON.parse(JSON.stringify(told)),
  );
  expect(told[0]?.event).toBe('run-started');
  expect(told.at(-1)?.event).toBe('run-finished');
});

test('an interrupted run reports what it had, and says that it is partial', async () => {
  const interrupt = new AbortController();
  const report = await run(
    optionsOf({ scenarios: all, jobs: 1 }),
    (event) => {
      if (event.event === 'scenario-finished') interrupt.abort('SIGTERM');
    },
    interrupt.signal,
  );
  expect(report).toMatchObject({ partial: true, verdict: 'not-judged', exitCode: 143 });
  expect(report.scenarios.length).toBeGreaterThan(0);
  expect(report.scenarios.length).toBeLessThan(all.length);
});

test('nothing selected is exit code 5', async () => {
  expect((await run(optionsOf({ scenarios: [] }), () => undefined, never)).exitCode).toBe(5);
});

const serverAt = (port: number): ServerTarget => ({
  kind: 'server',
  host: '127.0.0.1',
  port,
  mount: '/live.mp3',
  owner: { user: 'source', password: 'hackme' },
  accounts: {},
  features: {},
});

const bailedOut = async (changes: Partial<RunOptions>): Promise<{ report: RunReport; message: string }> => {
  let message = '';
  const report = await run(
    optionsOf(changes),
    (event) => {
      if (event.event === 'bail-out') ({ message } = event);
    },
    never,
  );
  return { report, message };
};

test('a server that refuses connections is exit code 3, in one line', async () => {
  const { report, message } = await bailedOut({ target: serverAt(await freePort()) });
  expect(report.exitCode).toBe(3);
  expect(message).toMatch(/cannot be reached \(ECONNREFUSED\)/);
  expect(message).not.toContain('\n');
});

const clientOf = (...argv: string[]): ClientTarget => ({
  kind: 'client',
  argv,
  owner: { user: 'source', password: 'hackme' },
  features: { setsCredentials: true, stopsOnSignal: true },
  stopSignal: 'SIGINT',
  scheme: 'http',
  mount: '/live.mp3',
  files: {},
  before: [],
});

const clientScenarios = all.filter(([, scenario]) => 'serve' in scenario).slice(0, 2);

test('a command that does not exist is exit code 2', async () => {
  const { report, message } = await bailedOut({
    scenarios: clientScenarios,
    target: clientOf('no-such-command-anywhere'),
  });
  expect(report.exitCode).toBe(2);
  expect(message).toMatch(/no such command/);
});

test('a command that exits at once is exit code 3, with what it said', async () => {
  const target = clientOf(process.execPath, '-e', 'console.error("I give up"); process.exit(7)');
  const { report, message } = await bailedOut({ scenarios: clientScenarios, target });
  expect(report.exitCode).toBe(3);
  expect(message).toMatch(/never connected.*exit code 7.*I give up/);
});

test('a command that never connects is exit code 3, and does not outlive the run', async () => {
  const target = clientOf(process.execPath, '-e', 'console.error(process.pid); setInterval(() => {}, 1000)');
  const { report, message } = await bailedOut({ scenarios: clientScenarios, target, timeoutScale: 0.02 });
  expect(report.exitCode).toBe(3);
  const pid = Number(/said: (\d+)/.exec(message)?.[1]);
  expect(pid).toBeGreaterThan(0);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
