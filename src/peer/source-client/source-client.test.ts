import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { samples } from '../../media/samples.ts';
import { sniff } from '../../media/sniff.ts';
import { readFrames } from '../../media/read-frames.ts';
import type { SampleName } from '../../media/samples.ts';
import { redirect, refuse } from '../../scenario/behaviour.ts';
import type { Behaviour, Until } from '../../scenario/behaviour.ts';
import { accepting } from '../../scenario/personality.ts';
import { deadlines, delays } from '../../scenario/timing.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { observe } from '../../trace/observe.ts';
import type { Exchange } from '../../trace/observations.ts';
import { makeCertificates } from '../../wire/certificates.ts';
import type { Certificates } from '../../wire/certificates.ts';
import { recorder } from '../../wire/recorder.ts';
import { serveScript } from '../script.ts';
import type { ScriptOptions } from '../script.ts';
import type { Timing } from '../stage.ts';
import { followed } from './redirect.ts';
import { sourceClient } from './source-client.ts';
import type { SourceClientOptions } from './source-client.ts';

let made: Certificates;
beforeAll(async () => {
  made = await makeCertificates();
});

const quick: Timing = {
  deadline: (name) => deadlines[name],
  delay: (name) => delays[name] * 0.02,
};

const owner = { user: 'source', password: 'hackme' };

interface Run {
  readonly code: number;
  readonly exchanges: readonly Exchange[];
}

/** Plays the client against a script; it is killed when the script has seen enough. */
const run = async (
  serve: readonly Behaviour[],
  until: Until,
  client: Partial<SourceClientOptions> = {},
  server: Partial<ScriptOptions> = {},
): Promise<Run> => {
  const events: TraceEvent[] = [];
  const script = await serveScript({
    serve,
    until,
    personality: 'strict',
    stage: {
      recorder: recorder({ sink: (event) => events.push(event), keep: 1e6, secrets: [], credentials: owner }),
      timing: quick,
      signal: new AbortController().signal,
      mount: '/live.mp3',
      owner,
      accounts: {},
    },
    ...server,
  });
  onTestFinished(() => script.close());
  const stop = new AbortController();
  const kill = new AbortController();
  void script.stopRequested.then(() => {
    stop.abort();
  });
  const ended = sourceClient({
    host: script.host,
    port: script.port,
    mount: '/live.mp3',
    ...owner,
    quirks: [],
    timing: quick,
    signal: kill.signal,
    stop: stop.signal,
    ...client,
  });
  void ended.then(() => {
    script.commandEnded();
  });
  await script.done;
  kill.abort();
  const code = await ended;
  return { code, exchanges: observe(events).connections.flatMap((connection) => connection.exchanges) };
};

const body = (bytes: number): Until => ({ bodyBytes: bytes, orQuietFor: 'indefinite' });
const bodies = ({ exchanges }: Run): number[] => exchanges.map(({ request }) => request.body.length);

test.for(Object.keys(samples) as SampleName[])('it streams whole frames of %s', async (sample) => {
  const { exchanges } = await run([accepting()], body(24 * 1024), { sample });
  const kept = exchanges[0]?.request.body.kept ?? new Uint8Array(0);
  expect(sniff(kept)).toBe(sample);
  expect(readFrames(sample, kept).breaks).toEqual([]);
  expect(exchanges[0]?.request.body.framing).toEqual({ by: 'chunks' });
});

test('asked to end, it sends the last chunk and hears the final response', async () => {
  const ended = await run([accepting()], { stopAfter: 1024 });
  expect(ended.code).toBe(0);
  expect(ended.exchanges[0]?.request.body.complete).toBe(true);
  expect(ended.exchanges[0]?.response?.head.status).toBe(200);
});

test('it waits for a late 100, and goes on without one in the end', async () => {
  const late = await run([accepting('strict', { interim: { after: 'shortContinue' } })], body(1024));
  const [exchange] = late.exchanges;
  expect(exchange?.request.body.arrivals[0]?.place.event).toBeGreaterThan(
    exchange?.interims[0]?.place.event ?? Infinity,
  );
  const never = await run([accepting('strict', { interim: 'never' })], body(1024));
  expect(bodies(never)[0]).toBeGreaterThan(0);
});

test('it goes on after an early final response', async () => {
  const early = await run([accepting('ice24')], body(16 * 1024), {}, { personality: 'ice24' });
  expect(bodies(early)[0]).toBeGreaterThanOrEqual(16 * 1024);
});

test('refused, it sends nothing, and tries again later', async () => {
  const refused = await run([refuse(403), refuse(503), accepting()], body(1024));
  expect(bodies(refused).slice(0, 2)).toEqual([0, 0]);
  expect(bodies(refused)[2]).toBeGreaterThan(0);
});

test('it gives up when its credentials are refused twice', async () => {
  const refused = await run([refuse(401)], { requests: 9, orQuietFor: 'indefinite' });
  expect(refused.code).toBe(1);
  expect(bodies(refused)).toEqual([0, 0]);
});

test('it takes its credentials along to the same authority only', async () => {
  const credentials = ({ exchanges }: Run) => exchanges.map((exchange) => exchange.credentials !== undefined);
  const home = await run([redirect(302, '{origin}'), accepting()], body(1024));
  const away = await run(
    [redirect(302, '{other-origin}'), accepting('strict', { credentials: 'ignored' })],
    body(1024),
  );
  expect(credentials(home)).toEqual([true, true]);
  expect(credentials(away)).toEqual([true, false]);
});

test('it does not follow redirects without end', async () => {
  const lost = await run([redirect(307, '{origin}')], { requests: 99, orQuietFor: 'indefinite' });
  expect(lost.code).toBe(1);
  expect(lost.exchanges).toHaveLength(6);
});

test('it comes again after RST, after FIN, and when nobody was there', async () => {
  const again = await run(
    [
      accepting('strict', { closedFor: 'outage', then: { reset: 1024 } }),
      accepting('strict', { then: { close: 1024 } }),
      accepting(),
    ],
    body(1024),
  );
  expect(again.exchanges).toHaveLength(3);
});

test('it sends further fields, and other values for its own', async () => {
  const { exchanges } = await run([accepting()], body(1), {
    fields: [
      ['ice-name', 'Other'],
      ['Ice-Bitrate', '128'],
    ],
  });
  const text = exchanges[0]?.request.head.text ?? '';
  expect(text.match(/ice-name: .*/gi)).toEqual(['ice-name: Other']);
  expect(text).toContain('Ice-Bitrate: 128\r\n');
});

test('it speaks TLS', async () => {
  const secure = await run([accepting()], body(1024), { tls: { ca: made.ca } }, { tls: made.server });
  expect(bodies(secure)[0]).toBeGreaterThan(0);
});

test('it speaks ICY-META 2 in place of the fields of Icecast, and sends a token over TLS alone', async () => {
  const names = ({ exchanges }: Run) => exchanges[0]?.request.head.fields.map(({ name }) => name) ?? [];
  const plain = names(await run([accepting()], body(1), { icy2: 'full', order: 'reversed' }));
  expect(plain.filter((name) => /^ice-/i.test(name))).toEqual([]);
  expect(plain).not.toContain('icy-auth-token');
  expect(plain.at(-1)).toBe('icy-metadata-version');
  const secure = await run(
    [accepting()],
    body(1),
    { icy2: 'full', tls: { ca: made.ca } },
    { tls: made.server },
  );
  expect(names(secure)).toContain('icy-auth-token');
  expect(secure.exchanges[0]?.token).toMatchObject({ reads: 'right', jwt: { namesMount: true } });
});

test('redirects lead where Location says', () => {
  const from = { host: '127.0.0.1', port: 8000, target: '/live.mp3' };
  expect(followed(from, '/other')).toEqual({ ...from, target: '/other' });
  expect(followed(from, 'http://[::1]:9/x?y')).toEqual({ host: '::1', port: 9, target: '/x?y' });
  expect(followed(from, 'http://example.org')).toEqual({ host: 'example.org', port: 80, target: '/' });
  for (const nowhere of ['', 'http://', 'ftp://example.org/x', 'mailto:x'])
    expect(followed(from, nowhere)).toBeUndefined();
});
