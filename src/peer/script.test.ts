import net from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { portClosed, portOpen, redirect, refuse, seenEnough, sessionAgain } from '../scenario/behaviour.ts';
import type { Behaviour, Until } from '../scenario/behaviour.ts';
import { accepting } from '../scenario/personality.ts';
import { deadlines, delays } from '../scenario/timing.ts';
import type { TraceEvent } from '../trace/event.ts';
import { makeCertificates } from '../wire/certificates.ts';
import type { Certificates } from '../wire/certificates.ts';
import { recorder } from '../wire/recorder.ts';
import { AddressUnavailable, serveScript } from './script.ts';
import type { ScriptOptions, ScriptedServer } from './script.ts';
import type { Timing } from './stage.ts';

let made: Certificates;
beforeAll(async () => {
  made = await makeCertificates();
});

const quick: Timing = {
  deadline: (name) => deadlines[name] * 0.1,
  delay: (name) => delays[name] * 0.02,
};

interface Played {
  readonly script: ScriptedServer;
  readonly events: TraceEvent[];
}

const play = async (
  serve: readonly Behaviour[],
  until: Until,
  more: Partial<ScriptOptions> = {},
): Promise<Played> => {
  const events: TraceEvent[] = [];
  const owner = { user: 'source', password: 'hackme' };
  const script = await serveScript({
    serve,
    until,
    personality: 'strict',
    stage: {
      recorder: recorder({
        sink: (event) => events.push(event),
        keep: 1024,
        secrets: [],
        credentials: owner,
      }),
      timing: quick,
      signal: new AbortController().signal,
      mount: '/live.mp3',
      owner,
      accounts: {},
    },
    ...more,
  });
  onTestFinished(() => script.close());
  return { script, events };
};

interface Client {
  readonly socket: net.Socket;
  /** Resolves with all that was received, once it has this. */
  heard(text: string): Promise<string>;
  readonly ended: Promise<string>;
}

const connect = ({ host, port }: { host: string; port: number }): Client => {
  const socket = net.connect({ host, port });
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  let received = '';
  const heard = (text: string) =>
    new Promise<string>((resolve) => {
      const look = () => {
        if (received.includes(text)) resolve(received);
      };
      socket.on('data', look);
      look();
    });
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => {
      resolve(received);
    });
  });
  socket.on('data', (bytes: Buffer) => {
    received += bytes.toString('latin1');
  });
  return { socket, heard, ended };
};

const basic = 'Authorization: Basic c291cmNlOmhhY2ttZQ==';
const put = (...fields: string[]): string =>
  ['PUT /live.mp3 HTTP/1.1', 'Host: x', ...fields, '', ''].join('\r\n');
const accepted = put(basic, 'Expect: 100-continue');

const soon: Until = { bodyBytes: 4, orQuietFor: 'indefinite' };
const stepsIn = (events: readonly TraceEvent[]): string[] =>
  events.flatMap((event) => (event.event === 'step' ? [event.step] : []));

test('a source is accepted: 100, and 200 when it ends', async () => {
  const { script, events } = await play([accepting()], { stopAfter: 4 });
  const client = connect(script);
  client.socket.write(accepted);
  expect(await client.heard('\r\n\r\n')).toMatch(/^HTTP\/1\.1 100 Continue\r\nDate: .* GMT\r\nServer: /);
  client.socket.end('data');
  await client.heard('HTTP/1.1 200 OK');
  await script.done;
  expect(stepsIn(events)).toEqual(['100 at once, 200 at the end', seenEnough]);
});

test('an accepted source needs its credentials, and a challenge uses up no behaviour', async () => {
  const { script, events } = await play([accepting(), refuse(403)], soon);
  for (const wrong of [put(), put('Authorization: Basic c291cmNlOndyb25n'), put('Authorization: Bearer x')]) {
    const stranger = connect(script);
    stranger.socket.write(wrong);
    expect(await stranger.ended).toMatch(/^HTTP\/1\.1 401 .*\r\nWWW-Authenticate: Basic realm=/s);
  }
  const owner = connect(script);
  owner.socket.write(accepted);
  await owner.heard('100 Continue');
  expect(stepsIn(events)).toEqual(['100 at once, 200 at the end']);
});

test('the probes of libshout are answered politely, and use up no behaviour', async () => {
  const { script, events } = await play([accepting()], soon);
  const client = connect(script);
  client.socket.write('OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await client.heard('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 .*\r\nAllow: .*PUT/s);
  client.socket.write('GET /admin/!POKE HTTP/1.1\r\nHost: x\r\n\r\n');
  await client.heard('HTTP/1.1 400');
  client.socket.write('SOURCE /live.mp3 HTTP/1.0\r\nContent-Length: 0\r\n\r\n');
  expect(await client.ended).toMatch(/HTTP\/1\.1 401 .*WWW-Authenticate: Basic .*Allow: .*PUT/s);
  expect(stepsIn(events)).toEqual([]);
});

test('refusals are read although the body is in flight', async () => {
  const { script } = await play([refuse(403)], { requests: 1, orQuietFor: 'refusal' });
  const client = connect(script);
  client.socket.write(put(basic));
  client.socket.end(Buffer.alloc(512 * 1024));
  expect(await client.ended).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
});

test('redirects lead to our own authority, or to another one that listens', async () => {
  const home = await play([redirect(307, '{origin}')], soon);
  const away = await play(
    [redirect(308, '{other-origin}'), accepting('strict', { credentials: 'ignored' })],
    soon,
  );
  const asked = async ({ script }: Played) => {
    const client = connect(script);
    client.socket.write(accepted);
    return client.ended;
  };
  expect(await asked(home)).toContain(`\r\nLocation: ${home.script.origin}/moved/live.mp3\r\n`);
  expect(await asked(away)).toContain(`\r\nLocation: ${away.script.otherOrigin}/moved/live.mp3\r\n`);
  const other = new URL(away.script.otherOrigin);
  const client = connect({ host: other.hostname, port: Number(other.port) });
  client.socket.write(put('Expect: 100-continue'));
  await client.heard('100 Continue');
});

test('faults happen after so many bytes, and are recorded', async () => {
  const { script, events } = await play(
    [
      accepting('strict', { then: { reset: 4 } }),
      accepting('strict', { then: { close: 4 } }),
      accepting('strict', { then: { stopReading: 4, resumeAfter: 'pause' } }),
    ],
    { bodyBytes: 100_000, orQuietFor: 'indefinite' },
  );
  for (const how of ['reset', 'close']) {
    const client = connect(script);
    client.socket.write(`${accepted}data`);
    await client.ended;
    expect(events.at(-1), how).toBeDefined();
  }
  const last = connect(script);
  last.socket.write(`${accepted}data`);
  await last.heard('100 Continue');
  last.socket.write(Buffer.alloc(100_000));
  await script.done;
  expect(events.flatMap((event) => (event.event === 'fault' ? [event.fault] : []))).toEqual([
    'reset',
    'close',
    'stall',
  ]);
  expect(events).toContainEqual(expect.objectContaining({ event: 'end', conn: 0, by: 'us', how: 'rst' }));
  expect(events).toContainEqual(expect.objectContaining({ event: 'end', conn: 1, by: 'us', how: 'fin' }));
});

test('the personality words the answers', async () => {
  const { script } = await play([accepting('ice24')], soon, { personality: 'ice24' });
  const client = connect(script);
  client.socket.write(accepted);
  const text = await client.heard('HTTP/1.0 200 OK');
  expect(text).toMatch(
    /^HTTP\/1\.1 100 Continue\r\n.*Server: Icecast 2\.4\.4\r\nContent-Length: 0\r\n\r\nHTTP\/1\.0 200/s,
  );
});

test('a port is closed for a while, and the same is opened', async () => {
  const { script, events } = await play([accepting('strict', { closedFor: 'outage' })], soon);
  expect(await connect(script).ended).toBe('');
  const opened = (): boolean => stepsIn(events).includes(portOpen);
  while (!opened()) await new Promise((resolve) => setImmediate(resolve));
  const client = connect(script);
  client.socket.write(`${accepted}data`);
  await script.done;
  expect(stepsIn(events).slice(0, 2)).toEqual([portClosed, portOpen]);
});

test('the client is asked to end, and waited for', async () => {
  const { script, events } = await play([accepting()], { stopAfter: 4 });
  const client = connect(script);
  client.socket.write(`${accepted}data`);
  await script.stopRequested;
  expect(stepsIn(events)).not.toContain(seenEnough);
  client.socket.end();
  await script.done;
  expect(stepsIn(events)).toContain(seenEnough);
  expect(events).toContainEqual(expect.objectContaining({ event: 'end', by: 'target', how: 'fin' }));
});

test('it is over when the command is gone, when nothing comes, and when a deadline passes', async () => {
  const gone = await play([accepting()], soon);
  gone.script.commandEnded();
  await gone.script.done;

  const mute = await play([accepting()], { bodyBytes: 4, orQuietFor: 'silence' });
  connect(mute.script).socket.write(accepted);
  await mute.script.done;
  expect(stepsIn(mute.events)).toContain(seenEnough);

  const never = await play([accepting()], soon);
  await never.script.done;
  expect(never.events).toContainEqual(expect.objectContaining({ event: 'deadline', name: 'startup' }));
});

describe('two sessions', () => {
  const streams = async (script: ScriptedServer, body: string): Promise<Client> => {
    const client = connect(script);
    client.socket.write(accepted);
    await client.heard('100 Continue');
    client.socket.write(body);
    return client;
  };

  test('the client is asked to end the first, and started again', async () => {
    const { script, events } = await play([accepting()], soon, { sessions: 'two' });
    const first = await streams(script, 'first');
    await script.stopRequested;
    first.socket.end();
    await script.quietened();
    script.sessionEnded();
    await script.againRequested;
    await streams(script, 'second');
    await script.done;
    const welcome = '100 at once, 200 at the end';
    expect(stepsIn(events)).toEqual([welcome, sessionAgain, welcome, seenEnough]);
  });

  test('a client that ends by itself is started again too', async () => {
    const { script } = await play([accepting()], soon, { sessions: 'two' });
    script.sessionEnded();
    await script.againRequested;
    script.commandEnded();
    await script.done;
  });

  test('a client that does not end is not waited for without end', async () => {
    const { script, events } = await play([accepting()], soon, { sessions: 'two' });
    await streams(script, 'first');
    await script.done;
    expect(events).toContainEqual(expect.objectContaining({ event: 'deadline', name: 'close' }));
  });
});

test('a reply that is none of HTTP stands there as it is', async () => {
  const final = { status: 200, line: 'OK2', fields: [['icy-caps', '11']] } as const;
  const { script } = await play(
    [accepting('strict', { final, interim: 'never', finalWhen: 'at-once' })],
    soon,
  );
  const client = connect(script);
  client.socket.write(accepted);
  expect(await client.heard('\r\n\r\n')).toBe('OK2\r\nicy-caps: 11\r\n\r\n');
});

test.for([
  ['no HTTP at all', 'hackme\r\nicy-name: x\r\n\r\n'],
  [
    'bytes of every value',
    Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256)).toString('latin1'),
  ],
  ['a head without an end', `PUT /live.mp3 HTTP/1.1\r\n${'X-Long: y\r\n'.repeat(100_000)}`],
  ['chunks that are none', `${put(basic, 'Transfer-Encoding: chunked')}many\r\n`],
] as const)('%s does not upset it', async ([, text]) => {
  const { script } = await play([accepting()], { bodyBytes: 1_000_000, orQuietFor: 'silence' });
  const client = connect(script);
  client.socket.end(Buffer.from(text, 'latin1'));
  await client.ended;
  script.commandEnded();
  await script.done;
});

test('an address that is taken is told', async () => {
  const { script } = await play([accepting()], soon);
  await expect(play([accepting()], soon, { port: script.port })).rejects.toThrow(AddressUnavailable);
});

test('it speaks TLS', async () => {
  const { script } = await play([accepting()], soon, { tls: made.server });
  expect(script.origin).toBe(`https://127.0.0.1:${String(script.port)}`);
});
