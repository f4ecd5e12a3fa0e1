import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '../../suites/index.ts';
import type { ScenarioId } from '../../suites/index.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';
import { replayScript } from '../trace/replay-script.ts';
import { needsScript, reproOf } from '../verdict/repro.ts';
import { originOf } from './naming.ts';
import { runScenario } from './run-scenario.ts';
import { ingestOwner, referenceOwner, startReferenceReceiver, startReferenceServer } from './reference.ts';
import type { ServerTarget } from './target.ts';
import { timingOf } from './timing.ts';

const timing = timingOf(1, 0.02);
let server: Awaited<ReturnType<typeof startReferenceServer>>;
let dir = '';
beforeEach(async () => {
  server = await startReferenceServer([], timing);
  dir = mkdtempSync(path.join(tmpdir(), 'ingestspec-repro-'));
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

const play = (id: ScenarioId, target: ServerTarget, mount = '/live.mp3'): Promise<TraceEvent[]> =>
  runScenario(id, scenarios[id], {
    target,
    mount,
    timing,
    signal: new AbortController().signal,
    keepBytes: 1024 * 1024,
    redact: true,
  });

test('a script says byte for byte what was said, with the password from outside', async () => {
  const id = 'icecast/lines/bare-lf';
  const events = await play(id, server.target);
  expect(needsScript(scenarios[id], observe(events))).toBe(true);
  const script = replayScript(events, id, originOf(server.target), referenceOwner.user);
  expect(script).not.toContain(referenceOwner.password);
  const file = path.join(dir, 'again.mjs');
  writeFileSync(file, script);
  const env = { ...process.env, INGESTSPEC_PASSWORD: referenceOwner.password };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
  const before = observe(events).connections[0]?.exchanges[0];
  expect(stdout).toContain(String(before?.response?.head.status ?? before?.interims[0]?.head.status));
});

test('curl says what curl can say, and no secret', async () => {
  const id = 'icecast/auth/put-without-credentials';
  const seen = observe(await play(id, server.target));
  const line = reproOf(id, scenarios[id], seen, { subject: 'http://127.0.0.1/live.mp3' });
  expect(line).toMatch(
    /curl .*-X 'PUT' .*-H 'Expect: 100-continue' .*'http:\/\/127\.0\.0\.1:\d+\/live\.mp3'$/,
  );
  const owner = 'icecast/auth/put-with-credentials';
  const withPassword = reproOf(owner, scenarios[owner], observe(await play(owner, server.target)), {
    subject: 'http://127.0.0.1/live.mp3',
  });
  expect(withPassword).toContain(`-u 'source:'"$INGESTSPEC_PASSWORD"`);
});

test('a client is served the same again', () => {
  const id = 'icecast/client/continue/never';
  const line = reproOf(id, scenarios[id], observe([]), { subject: 'ffmpeg {url}' });
  expect(line).toBe(`ingestspec peer icecast-server --serve '${id}'   # then: ffmpeg {url}`);
});

test('an ingest source is served the same again', () => {
  const id = 'cmaf/client/end/clean-end';
  const line = reproOf(id, scenarios[id], observe([]), { subject: 'ffmpeg {url}' });
  expect(line).toBe(`ingestspec peer receiving-entity --serve '${id}'   # then: ffmpeg {url}`);
});

describe('of a receiving entity', () => {
  const mount = '/live.isml';
  const subject = `http://127.0.0.1${mount}`;
  let receiver: Awaited<ReturnType<typeof startReferenceReceiver>>;
  beforeEach(async () => {
    receiver = await startReferenceReceiver([], timing, mount);
  });
  afterEach(() => receiver.close());

  const said = async (id: ScenarioId) => {
    const events = await play(id, receiver.target, mount);
    const seen = observe(events);
    return { events, seen, line: reproOf(id, scenarios[id], seen, { subject, directory: 'reports/latest' }) };
  };

  test('media are said again by a script, byte for byte', async () => {
    const id = 'cmaf/header/missing';
    const { events, seen, line } = await said(id);
    expect(line).toBe(`node reports/latest/repro/${id.replaceAll('/', '.')}.mjs`);
    const file = path.join(dir, 'again.mjs');
    writeFileSync(file, replayScript(events, id, originOf(receiver.target), ingestOwner.user));
    const env = { ...process.env, INGESTSPEC_PASSWORD: ingestOwner.password };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
    const status = seen.connections[0]?.exchanges[0]?.response?.head.status;
    expect(status).toBeGreaterThanOrEqual(400);
    expect(stdout).toContain(`HTTP/1.1 ${String(status)}`);
  });

  test('an empty body is said by curl', async () => {
    const { line } = await said('cmaf/probe/empty-chunked');
    expect(line).toMatch(
      /^curl .*-X 'POST' .*-T - 'http:\/\/127\.0\.0\.1:\d+\/live\.isml[^']*' <\/dev\/null$/,
    );
  });

  test('a request without a body is said without one', async () => {
    const { line } = await said('dash/framing/without-length');
    expect(line).toMatch(/^curl .*-X 'PUT' .*-H 'Expect:' 'http:\/\/127\.0\.0\.1:\d+\/live\.isml\/[^']*'$/);
  });

  test.each(['cmaf/transport/tls-1.2', 'cmaf/restart/same-publishing-point'] as const)(
    'what neither can say is told by its id: %s',
    async (id) => {
      const { seen, line } = await said(id);
      expect(needsScript(scenarios[id], seen)).toBe(false);
      expect(line).toBe(`ingestspec test '${subject}' --only '${id}'`);
    },
  );
});
