import { expect, test } from 'vitest';
import { seenEnough } from '../../scenario/behaviour.ts';
import { after, answer, atHeader, atRequest, backAgain, inside } from '../../scenario/ingest/act.ts';
import type { Act, Deed, IngestUntil } from '../../scenario/ingest/act.ts';
import type { TraceEvent } from '../../trace/event.ts';
import {
  chunked,
  connect,
  empty,
  fragment,
  headerOf,
  lastChunk,
  play,
  post,
  posted,
  short,
} from './play.test-setup.ts';

const never: IngestUntil = { fragments: 1_000, orQuietFor: 'indefinite' };
const video = '/point/Streams(video.cmfv)';
const audio = '/point/Streams(audio.cmfa)';

const faults = (events: readonly TraceEvent[]): string[] =>
  events.flatMap((event) => (event.event === 'fault' ? [event.fault] : []));

test('a conforming source is taken: a probe, a header, fragments, all on one connection', async () => {
  const { script, steps } = await play([], { fragments: 2, orQuietFor: 'indefinite' });
  const source = connect(script);
  source.socket.write(post('/point', empty));
  await source.heard('HTTP/1.1 200 OK');
  source.socket.write(post(video, chunked));
  source.chunk(headerOf());
  source.chunk(fragment(0));
  source.socket.write(lastChunk);
  await source.heard('HTTP/1.1 200 OK', 2);
  source.socket.write(short(video, fragment(1)));
  await source.heard('HTTP/1.1 200 OK', 3);
  await script.done;
  expect(steps()).toEqual([seenEnough]);
});

test('credentials are demanded with 403 and a reason, asked for with 401, or not looked at', async () => {
  const demanding = await play([], never);
  const stranger = connect(demanding.script);
  stranger.socket.write(posted(video, empty));
  expect(await stranger.heard('needed.')).toMatch(
    /^HTTP\/1\.1 403 Forbidden\r\n.*Credentials are needed\.\n$/s,
  );
  const wrong = connect(demanding.script);
  wrong.socket.write(posted(video, 'Authorization: Basic eDp5', chunked));
  wrong.chunk(headerOf());
  expect(await wrong.heard('wrong.')).toContain('Connection: close');
  expect(await wrong.how).toBe('fin');

  const challenging = await play([], never, { reception: { credentials: 'challenged' } });
  const shy = connect(challenging.script);
  shy.socket.write(posted(video, empty));
  expect(await shy.heard('\r\n\r\n')).toMatch(/^HTTP\/1\.1 401 .*\r\nWWW-Authenticate: Basic realm=/s);
  shy.socket.write(post(video, empty));
  await shy.heard('HTTP/1.1 200');

  const open = await play([], never, { reception: { credentials: 'ignored' } });
  const anybody = connect(open.script);
  anybody.socket.write(posted(video, empty));
  await anybody.heard('HTTP/1.1 200');
});

test('100 Continue is sent to whoever is let in, and to nobody else', async () => {
  const { script } = await play([], never);
  const source = connect(script);
  source.socket.write(post(video, 'Content-Length: 4', 'Expect: 100-continue'));
  await source.heard('HTTP/1.1 100 Continue\r\n\r\n');
  const stranger = connect(script);
  stranger.socket.write(posted(video, 'Content-Length: 4', 'Expect: 100-continue'));
  expect(await stranger.ended).toMatch(/^HTTP\/1\.1 403/);
});

test('a fragment without a header is answered 412, until the header has come', async () => {
  const { script } = await play([], never);
  const source = connect(script);
  source.socket.write(post(video, chunked));
  source.chunk(fragment(3));
  expect(await source.ended).toMatch(/^HTTP\/1\.1 412 Precondition Failed\r\n/);
  const again = connect(script);
  again.socket.write(short(video, headerOf()));
  await again.heard('HTTP/1.1 200');
  again.socket.write(short(video, fragment(3)));
  await again.heard('HTTP/1.1 200', 2);
});

test('segments with names of their own are of the track of their directory', async () => {
  const { script } = await play([], { fragments: 2, orQuietFor: 'indefinite' });
  const source = connect(script);
  source.socket.write(short('/point/video/init.cmfv', headerOf()));
  await source.heard('HTTP/1.1 200');
  for (const number of [1, 2]) {
    source.socket.write(short(`/point/video/${String(number)}.m4s`, fragment(number)));
    await source.heard('HTTP/1.1 200', number + 1);
  }
  await script.done;
});

test('acts at the request meet it before its body, as often as they say', async () => {
  const acts: Act[] = [{ when: atRequest, deed: answer(503), times: 2 }];
  const { script, steps } = await play(acts, { requests: 1, orQuietFor: 'indefinite' });
  for (const _ of [1, 2]) {
    const source = connect(script);
    source.socket.write(posted('/point', chunked));
    expect(await source.ended).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
  }
  const source = connect(script);
  source.socket.write(post('/point', empty));
  await source.heard('HTTP/1.1 200');
  await script.done;
  expect(steps()).toEqual(['answers 503', 'answers 503', seenEnough]);
});

test('an act is about the first track, and the others go on', async () => {
  const { script, steps } = await play([{ when: after(2), deed: { do: 'reset' } }], never);
  const first = connect(script);
  const other = connect(script);
  first.socket.write(post(video, chunked));
  first.chunk(headerOf());
  first.chunk(fragment(0));
  first.socket.write(lastChunk);
  await first.heard('HTTP/1.1 200');
  for (const number of [0, 1, 2]) {
    other.socket.write(short(audio, headerOf('audio'), fragment(number, 'audio')));
    await other.heard('HTTP/1.1 200', number + 1);
  }
  expect(steps()).toEqual([]);
  first.socket.write(short(video, fragment(1)));
  expect(await first.how).toBe('ECONNRESET');
  other.socket.write(short(audio, fragment(3, 'audio')));
  await other.heard('HTTP/1.1 200', 4);
  expect(steps()).toEqual(['resets the connection']);
});

test('an act of each track meets each of them', async () => {
  const { script, steps } = await play(
    [{ when: atRequest, deed: answer(403, [], false), of: 'every-track' }],
    never,
  );
  const source = connect(script);
  for (const path of [video, audio, video, audio]) source.socket.write(post(path, empty));
  const heard = await source.heard('HTTP/1.1', 4);
  expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(
    ['403', '403', '200', '200'].map((code) => `HTTP/1.1 ${code}`),
  );
  expect(steps()).toHaveLength(2);
});

test('tracks that share a path are told apart by their headers', async () => {
  const { script } = await play([{ when: after(2), deed: { do: 'close' } }], never);
  const one = connect(script);
  const other = connect(script);
  one.socket.write(post('/point', chunked));
  one.chunk(headerOf());
  one.chunk(fragment(0));
  one.socket.write(lastChunk);
  await one.heard('200 OK');
  other.socket.write(short('/point', headerOf('audio'), fragment(0, 'audio'), fragment(1, 'audio')));
  await other.heard('200 OK');
  one.socket.write(post('/point', chunked));
  one.chunk(fragment(1));
  expect(await one.how).toBe('fin');
});

test('a fragment is cut short once its moof has come', async () => {
  const { script, events } = await play([{ when: inside(2), deed: { do: 'reset' } }], never);
  const source = connect(script);
  source.socket.write(post(video, chunked));
  source.chunk(headerOf());
  source.chunk(fragment(0));
  source.chunk(fragment(1).subarray(0, fragment(1).length - 10));
  expect(await source.how).toBe('ECONNRESET');
  expect(faults(events)).toEqual(['reset']);
});

test('the end of a request that brought a fragment is an occasion', async () => {
  const acts: Act[] = [{ when: { at: 'end' }, deed: answer(500) }];
  const { script, steps } = await play(acts, never);
  const source = connect(script);
  source.socket.write(short(video, headerOf()));
  await source.heard('HTTP/1.1 200');
  source.socket.write(short(video, fragment(0), fragment(1)));
  await source.heard('HTTP/1.1 500 Internal Server Error');
  expect(steps()).toEqual(['answers 500']);
});

test('an answer may come late', async () => {
  const acts: Act[] = [
    { when: { at: 'end' }, deed: { do: 'answer', status: 202, closes: false, after: 'pause' } },
  ];
  const { script } = await play(acts, never);
  const source = connect(script);
  source.socket.write(short(video, headerOf(), fragment(0)));
  await source.heard('HTTP/1.1 202 Accepted');
  source.socket.write(short(video, fragment(1)));
  expect(await source.heard('HTTP/1.1', 2)).toMatch(/202 Accepted.*200 OK/s);
});

test('an answer in mid-body is given at once, and the connection kept where it says so', async () => {
  const acts: Act[] = [{ when: atHeader, deed: answer(400, [], false) }];
  const { script } = await play(acts, never);
  const source = connect(script);
  source.socket.write(post(video, chunked));
  source.chunk(headerOf());
  await source.heard('HTTP/1.1 400');
  source.chunk(fragment(0));
  source.socket.write(lastChunk);
  source.socket.write(short(video, headerOf(), fragment(0)));
  expect(await source.heard('HTTP/1.1', 2)).toMatch(/HTTP\/1\.1 400 .*HTTP\/1\.1 200 /s);
});

test('a redirect leads to the same track elsewhere, and to another authority that listens', async () => {
  const redirect: Deed = answer(307, [['Location', '{other-origin}/moved{path}']]);
  const { script } = await play([{ when: atRequest, deed: redirect }], {
    fragments: 1,
    orQuietFor: 'indefinite',
  });
  const source = connect(script);
  source.socket.write(post(video, chunked));
  expect(await source.ended).toContain(`Location: ${script.otherOrigin}/moved${video}\r\n`);
  const { hostname, port } = new URL(script.otherOrigin);
  const there = connect({ host: hostname, port: Number(port) });
  there.socket.write(posted(`/moved${video}`, chunked));
  there.chunk(headerOf());
  there.chunk(fragment(0));
  await script.done;
});

test('whoever is stalled is read no more, and answered once we go on', async () => {
  const acts: Act[] = [{ when: atHeader, deed: { do: 'stall', resumeAfter: 'pause' } }];
  const { script, events, until } = await play(acts, never);
  const source = connect(script);
  source.socket.write(short(video, headerOf()));
  await until(() => faults(events).includes('stall'));
  await source.heard('HTTP/1.1 200');
});

test('silence reads on and never answers; a source that has left is noticed', async () => {
  const { script, events } = await play([{ when: atRequest, deed: { do: 'silence' } }], never);
  const source = connect(script);
  source.socket.write(short(video, headerOf()));
  source.socket.write(short(video, fragment(0)));
  source.socket.end();
  expect(await source.ended).toBe('');
  expect(faults(events)).toEqual(['silence']);
  script.commandEnded();
  await script.done;
});

test('who stalls a source for good ends with it', async () => {
  const { script, events, until } = await play([{ when: atHeader, deed: { do: 'stall' } }], never);
  const source = connect(script);
  source.socket.write(post(video, chunked));
  source.chunk(headerOf());
  await until(() => faults(events).includes('stall'));
  source.socket.destroy();
  script.commandEnded('first');
  await script.done;
});

test('slow reading takes a share of the rate of the media', async () => {
  const { script, events, until } = await play([{ when: after(1), deed: { do: 'slow', rate: 0.5 } }], never);
  const source = connect(script);
  source.socket.write(short(video, headerOf(), fragment(0)));
  await until(() => faults(events).includes('slow'));
  source.socket.write(short(video, fragment(1)));
  await source.heard('HTTP/1.1 200', 2);
});

test.each<[string, string, Deed]>([
  ['an outage', '200', { do: 'outage', for: 'indefinite' }],
  ['a restart', '412', { do: 'restart', after: 'indefinite' }],
])('%s resets everybody, refuses new ones for a while, and then answers %s', async (_, status, deed) => {
  const { script, events, steps, until } = await play([{ when: after(1), deed }], never);
  const idle = connect(script);
  const source = connect(script);
  await until((seen) => seen.filter((event) => event.event === 'open').length === 2);
  source.socket.write(post(video, chunked));
  source.chunk(headerOf());
  source.chunk(fragment(0));
  expect(await Promise.all([idle.how, source.how])).toEqual(['ECONNRESET', 'ECONNRESET']);
  expect(faults(events)).toEqual(['reset', 'reset']);
  const early = connect(script);
  expect(await early.how).toBe('ECONNREFUSED');
  await until(() => steps().includes(backAgain));
  const late = connect(script);
  late.socket.write(short(video, fragment(1)));
  await late.heard(`HTTP/1.1 ${status}`);
});

test.runIf(process.platform === 'linux')('a black hole answers no SYN, and attempts are told', async () => {
  const acts: Act[] = [{ when: after(1), deed: { do: 'black-hole', for: 'indefinite' } }];
  const { script, events, steps, until } = await play(acts, never);
  const source = connect(script);
  source.socket.write(short(video, headerOf(), fragment(0)));
  expect(await source.how).toBe('ECONNRESET');
  const lost = connect(script);
  const attempts = (): string[] =>
    events.flatMap((event) => (event.event === 'attempt' ? [event.state] : []));
  await until(() => attempts().length === 1);
  lost.socket.destroy();
  await until(() => attempts().length === 2);
  expect(attempts()).toEqual(['begins', 'ends']);
  await until(() => steps().includes(backAgain));
  const back = connect(script);
  back.socket.write(short(video, fragment(1)));
  await back.heard('HTTP/1.1 200');
});

test('a source is killed when the script says so, and the second is waited for', async () => {
  const { script, steps } = await play([{ when: after(1), deed: { do: 'kill-source' } }], {
    fragments: 1,
    orQuietFor: 'indefinite',
  });
  const first = connect(script);
  first.socket.write(post(video, chunked));
  first.chunk(headerOf());
  first.chunk(fragment(0));
  await script.killRequested;
  first.socket.destroy();
  const second = connect(script);
  second.socket.write(short(video, headerOf(), fragment(1)));
  await script.done;
  expect(steps()).toEqual(['kills the source', seenEnough]);
});

test('a source is asked to end, and waited for', async () => {
  const { script, steps } = await play([], { stopAfter: 2 });
  const source = connect(script);
  source.socket.write(post(video, chunked));
  source.chunk(headerOf());
  source.chunk(fragment(0));
  source.chunk(fragment(1));
  await script.stopRequested;
  source.socket.end(lastChunk);
  expect(await source.ended).toMatch(/^HTTP\/1\.1 200/);
  await script.done;
  expect(steps()).toEqual([seenEnough]);
});

test('a source that never ends when asked meets a deadline', async () => {
  const { script, events } = await play([], { stopAfter: 1 });
  const source = connect(script);
  source.socket.write(post(video, chunked));
  source.chunk(headerOf());
  source.chunk(fragment(0));
  await script.done;
  expect(events.flatMap((event) => (event.event === 'deadline' ? [event.name] : []))).toEqual(['close']);
});

test('a window is watched, and silence is enough', async () => {
  const watched = await play([], { window: 'pause' });
  connect(watched.script).socket.write(post(video, empty));
  await watched.script.done;
  const silent = await play([], { requests: 5, orQuietFor: 'silence' });
  connect(silent.script).socket.write(post(video, empty));
  await silent.script.done;
  expect([watched.steps(), silent.steps()]).toEqual([[seenEnough], [seenEnough]]);
});

test('an act that is always played is no obstacle to have seen enough', async () => {
  const { script, steps } = await play([{ when: atRequest, deed: answer(403), times: 'always' }], {
    requests: 2,
    orQuietFor: 'indefinite',
  });
  for (const _ of [1, 2, 3]) {
    const source = connect(script);
    source.socket.write(post(video, empty));
    await source.heard('HTTP/1.1 403');
  }
  await script.done;
  expect(steps()).toEqual(['answers 403', 'answers 403', 'answers 403', seenEnough]);
});

test('what is no HTTP, and what brings nothing, is answered', async () => {
  const { script } = await play([], never);
  const noise = connect(script);
  noise.socket.write('\x16\x03\x01nonsense\r\n\r\n');
  expect(await noise.ended).toMatch(/^HTTP\/1\.1 400/);
  const reader = connect(script);
  reader.socket.write('GET /point HTTP/1.1\r\nHost: x\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await reader.heard('HTTP/1.1', 2)).toMatch(/^HTTP\/1\.1 405 .*\nAllow: .*HTTP\/1\.1 204 /s);
});
