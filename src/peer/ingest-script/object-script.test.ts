import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { seenEnough } from '../../scenario/behaviour.ts';
import { answer, atRequest, backAgain, onObject } from '../../scenario/ingest/act.ts';
import type { Act, Deed, IngestUntil } from '../../scenario/ingest/act.ts';
import type { IngestScriptOptions } from './ingest-script.ts';
import {
  asked,
  chunked,
  connect,
  fragment,
  headerOf,
  lastChunk,
  play,
  post,
  posted,
} from './play.test-setup.ts';
import type { Client, Played } from './play.test-setup.ts';

const never: IngestUntil = { objects: 1_000, orQuietFor: 'indefinite' };
const mpd = '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>';
const segment = (number: number, track = 'v'): string => `/point/e/${track}-${String(number)}.cmfv`;

const store = (
  receive: readonly Act[] = [],
  until: IngestUntil = never,
  more: Partial<IngestScriptOptions> = {},
): Promise<Played> => play(receive, until, { stores: true, ...more });

/** Uploads media objects one after the other; resolves with the status of each. */
const put = async (
  source: Client,
  paths: readonly string[],
  body: Uint8Array = fragment(0),
): Promise<string[]> => {
  const statuses: string[] = [];
  for (const path of paths) {
    source.socket.write(asked('PUT', path, body));
    statuses.push(await nextStatus(source));
  }
  return statuses;
};

const answered = new WeakMap<Client, number>();
/** The status of the next answer on a connection. */
const nextStatus = async (source: Client): Promise<string> => {
  const number = (answered.get(source) ?? 0) + 1;
  answered.set(source, number);
  const heard = await source.heard('HTTP/1.1 ', number);
  return heard.split('HTTP/1.1 ')[number]?.slice(0, 3) ?? '';
};
const ask = (source: Client, ...request: Parameters<typeof asked>): Promise<string> => {
  source.socket.write(asked(...request));
  return nextStatus(source);
};

test('objects are created, overwritten, read and removed', async () => {
  const { script } = await store();
  const source = connect(script);
  expect(await ask(source, 'PUT', '/point/live.mpd', mpd, 'Content-Type: application/dash+xml')).toBe('201');
  expect(await ask(source, 'POST', '/point/live.mpd?x=1', `${mpd}\n`)).toBe('200');
  expect(await ask(source, 'GET', '/point/live.mpd')).toBe('200');
  expect(await ask(source, 'HEAD', '/point/live.mpd')).toBe('200');
  expect(await ask(source, 'DELETE', '/point/live.mpd')).toBe('200');
  expect(await ask(source, 'DELETE', '/point/live.mpd')).toBe('404');
  expect(await ask(source, 'GET', '/point/live.mpd')).toBe('404');
  expect(await ask(source, 'OPTIONS', '/point/live.mpd')).toBe('204');
  expect(await ask(source, 'PATCH', '/point/live.mpd')).toBe('405');
  const text = await source.heard('HTTP/1.1 405');
  const [, , , read, looked] = text.split('HTTP/1.1 ');
  expect(read?.endsWith(`\r\n\r\n${mpd}\n`)).toBe(true);
  expect(looked).toMatch(new RegExp(`Content-Length: ${String(mpd.length + 1)}\r\n\r\n$`));
});

test('objects are read as they were sent, whoever reads them', async () => {
  const { script } = await store();
  const source = connect(script);
  const body = gzipSync(mpd);
  await ask(
    source,
    'PUT',
    '/point/a.mpd',
    body,
    'Content-Encoding: gzip',
    'Content-Type: application/dash+xml',
  );
  const reader = connect(script);
  reader.socket.end('GET /point/a.mpd HTTP/1.1\r\nHost: x\r\n\r\n');
  const text = await reader.ended;
  expect(text).toContain('Content-Encoding: gzip\r\n');
  expect(text).toContain('Content-Type: application/dash+xml\r\n');
  expect(text.endsWith(`\r\n\r\n${body.toString('latin1')}`)).toBe(true);
});

test('whoever writes is asked for credentials, and refused objects are not stored', async () => {
  const { script } = await store([], never, { reception: { credentials: 'challenged' } });
  for (const method of ['PUT', 'DELETE']) {
    const stranger = connect(script);
    stranger.socket.write(`${method} /point/a.key HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx`);
    expect(await stranger.ended).toMatch(/^HTTP\/1\.1 401 .*WWW-Authenticate: Basic/s);
  }
  const source = connect(script);
  source.socket.write(posted('/point/a.key', 'Content-Length: 1', 'Expect: 100-continue'));
  expect(await nextStatus(source)).toBe('401');
  const owner = connect(script);
  owner.socket.write(post('/point/a.key', 'Content-Length: 1', 'Expect: 100-continue'));
  expect(await nextStatus(owner)).toBe('100');
  owner.socket.write('x');
  expect(await nextStatus(owner)).toBe('201');
});

test('what is cut off is not stored', async () => {
  const { script, until } = await store();
  const source = connect(script);
  source.socket.end(asked('PUT', '/point/a.mpd', mpd).subarray(0, -5));
  await until((events) => events.some(({ event }) => event === 'end'));
  const reader = connect(script);
  expect(await ask(reader, 'GET', '/point/a.mpd')).toBe('404');
});

test('media of the first rendition are counted, and the source has been seen enough', async () => {
  const { script, steps } = await store([], { objects: 2, orQuietFor: 'indefinite' });
  const source = connect(script);
  await ask(source, 'PUT', '/point/e/init-v.mp4', headerOf());
  await ask(source, 'PUT', '/point/e/v.mp4', headerOf());
  await ask(source, 'PUT', '/point/e/live.mpd', mpd);
  await put(source, [segment(1), segment(1, 'a'), segment(2, 'a'), segment(3, 'a')]);
  expect(steps()).toEqual([]);
  await put(source, [segment(2)]);
  await script.done;
  expect(steps()).toEqual([seenEnough]);
});

test('a probe of the publishing point is no object', async () => {
  const { script } = await store([{ when: onObject('any', 1), deed: answer(503, [], false) }]);
  const source = connect(script);
  for (const path of ['/point', '/point/']) expect(await ask(source, 'PUT', path)).toBe('200');
  expect(await ask(source, 'GET', '/point/')).toBe('404');
  expect(await put(source, [segment(1)])).toEqual(['503']);
});

test('an act meets the head, the inside or the end of an object', async () => {
  const acts: Act[] = [
    { when: onObject('media', 2, 'head'), deed: answer(503, [], false) },
    { when: onObject('manifest', 1), deed: answer(400, [], false) },
    { when: onObject('media', 1, 'inside'), deed: { do: 'reset' } },
  ];
  const { script, steps } = await store(acts);
  const source = connect(script);
  expect(await put(source, [segment(1), segment(2), segment(2)])).toEqual(['201', '503', '201']);
  expect(await ask(source, 'PUT', '/point/e/list.txt', '#EXTM3U\n#EXT-X-VERSION:7\n')).toBe('400');
  source.socket.write(post(segment(3), chunked));
  source.chunk(fragment(3).subarray(0, 100));
  expect(await source.how).toBe('ECONNRESET');
  expect(steps()).toEqual(['answers 503', 'answers 400', 'resets the connection']);
  const reader = connect(script);
  expect(await ask(reader, 'GET', segment(2))).toBe('200');
  expect(await ask(reader, 'GET', '/point/e/list.txt')).toBe('404');
});

test('one object fails again and again, others are taken, and it heals', async () => {
  const acts: Act[] = [
    { when: onObject('media', 2), deed: answer(503, [], false), times: 'always', sticks: true, heals: 2 },
  ];
  const { script, steps } = await store(acts, { objects: 3, orQuietFor: 'indefinite' });
  const source = connect(script);
  const sent = [1, 2, 2, 3, 2, 4].map((number) => segment(number));
  expect(await put(source, sent)).toEqual(['201', '503', '503', '201', '503', '201']);
  expect(await put(source, [segment(2)])).toEqual(['201']);
  await script.done;
  expect(steps()).toEqual([...Array<string>(3).fill('answers 503'), seenEnough]);
});

test('a request of any kind is an occasion, and a removal is one', async () => {
  const acts: Act[] = [
    { when: atRequest, deed: answer(500, [], false), times: 2 },
    { when: { at: 'removal' }, deed: answer(403, [], false) },
    { when: { at: 'removal' }, deed: { do: 'answer', status: 202, closes: false, after: 'pause' } },
  ];
  const { script } = await store(acts);
  const source = connect(script);
  expect(await put(source, [segment(1)])).toEqual(['500']);
  expect(await ask(source, 'DELETE', segment(1))).toBe('500');
  expect(await put(source, [segment(1)])).toEqual(['201']);
  expect(await ask(source, 'DELETE', segment(1))).toBe('403');
  expect(await ask(source, 'GET', segment(1))).toBe('200');
  expect(await ask(source, 'DELETE', segment(1))).toBe('202');
  expect(await ask(source, 'GET', segment(1))).toBe('404');
});

test('an answer may come late, and what it takes is stored then', async () => {
  const acts: Act[] = [
    { when: onObject('any', 1), deed: { do: 'answer', status: 200, closes: false, after: 'pause' } },
    { when: onObject('any', 1, 'head'), deed: answer(201, [], false) },
    { when: onObject('any', 1), deed: { do: 'answer', status: 503, closes: false, after: 'pause' } },
  ];
  const { script } = await store(acts);
  const source = connect(script);
  expect(await put(source, [segment(1), segment(2), segment(3)])).toEqual(['200', '201', '503']);
  for (const number of [1, 2]) expect(await ask(source, 'GET', segment(number))).toBe('200');
  expect(await ask(source, 'GET', segment(3))).toBe('404');
});

test.each<[string, Deed]>([
  ['an outage', { do: 'outage', for: 'pause' }],
  ['a restart', { do: 'restart', after: 'pause' }],
])('%s takes no object away', async (_, deed) => {
  const { script, steps, until } = await store([{ when: onObject('media', 2), deed }]);
  const source = connect(script);
  await put(source, [segment(1)]);
  source.socket.write(asked('PUT', segment(2), fragment(0)));
  expect(await source.how).toBe('ECONNRESET');
  await until(() => steps().includes(backAgain));
  const again = connect(script);
  expect(await ask(again, 'GET', segment(1))).toBe('200');
  expect(await ask(again, 'GET', segment(2))).toBe('404');
  expect(await put(again, [segment(2)])).toEqual(['201']);
});

test('who is stalled, not answered or read slowly', async () => {
  const acts: Act[] = [
    { when: onObject('media', 1, 'inside'), deed: { do: 'stall', resumeAfter: 'pause' } },
    { when: onObject('media', 1), deed: { do: 'slow', rate: 0.5 } },
    { when: onObject('media', 1), deed: { do: 'silence' } },
  ];
  const { script, steps, until } = await store(acts);
  const source = connect(script);
  expect(await put(source, [segment(1), segment(2)])).toEqual(['201', '201']);
  source.socket.write(asked('PUT', segment(3), fragment(0)));
  await until(() => steps().length === 3);
  source.socket.end();
  expect((await source.ended).split('HTTP/1.1 ')).toHaveLength(3);
});

test('a redirect leads to the same object elsewhere, and a folder to the same folder', async () => {
  const redirect = answer(307, [['Location', '{origin}/moved{path}']], false);
  const { script } = await store([{ when: atRequest, deed: redirect }], {
    objects: 2,
    orQuietFor: 'indefinite',
  });
  const source = connect(script);
  expect(await put(source, [segment(1), `/moved${segment(1)}`])).toEqual(['307', '201']);
  expect(await ask(source, 'GET', segment(1))).toBe('200');
  expect(await put(source, [`/moved${segment(2)}`])).toEqual(['201']);
  await script.done;
});

test('another authority lets anybody in, unless it is the second of two receiving entities', async () => {
  const one = await store();
  const guest = connect({ host: one.script.host, port: one.script.otherPort });
  guest.socket.write(posted(segment(1), 'Content-Length: 0'));
  expect(await nextStatus(guest)).toBe('201');

  const acts: Act[] = [
    { when: onObject('media', 1), deed: answer(503, [], false) },
    { when: onObject('media', 1), deed: { do: 'outage', for: 'pause' } },
  ];
  const { script, steps } = await store(acts, { objects: 2, orQuietFor: 'indefinite' }, { receivers: 'two' });
  const at = { host: script.host, port: script.otherPort };
  const stranger = connect(at);
  stranger.socket.write(posted(segment(1), 'Content-Length: 0'));
  expect(await nextStatus(stranger)).toBe('403');
  const second = connect(at);
  expect(await put(second, [segment(1), segment(2), segment(3)])).toEqual(['201', '201', '201']);
  expect(steps()).toEqual([]);
  const first = connect(script);
  expect(await put(first, [segment(1)])).toEqual(['503']);
  expect(await ask(first, 'GET', segment(3))).toBe('404');
  first.socket.write(asked('PUT', segment(2), fragment(0)));
  expect(await first.how).toBe('ECONNRESET');
  expect(await put(second, [segment(4)])).toEqual(['201']);
});

test('a source is asked to end after so many media objects, and waited for', async () => {
  const { script, steps } = await store([], { stopAfter: 2 });
  const source = connect(script);
  await put(source, [segment(1), segment(2)]);
  await script.stopRequested;
  expect(await ask(source, 'PUT', '/point/e/live.mpd', mpd)).toBe('201');
  source.socket.end();
  await source.ended;
  await script.done;
  expect(steps()).toEqual([seenEnough]);
});

test('a source that is started once more is counted anew, and asked to end again', async () => {
  const { script, events } = await store([], { stopAfter: 2 }, { instances: 'again' });
  let told = '';
  void script.secondStopRequested.then(() => (told += 'stop'));
  void script.done.then(() => (told += 'done'));
  const source = connect(script);
  await put(source, ['/point/1/v-1.cmfv', '/point/1/v-2.cmfv', '/point/1/v-3.cmfv']);
  await script.stopRequested;
  source.socket.end();
  await source.ended;
  script.commandEnded('first');
  await script.againRequested;
  const second = connect(script);
  await put(second, ['/point/2/v-1.cmfv']);
  expect(told).toBe('');
  await put(second, ['/point/2/v-2.cmfv']);
  await script.secondStopRequested;
  second.socket.end();
  script.commandEnded('second');
  await script.done;
  expect(events.filter(({ event }) => event === 'deadline')).toEqual([]);
});

test('a source that ends by itself is started once more too, and one that never ends is not', async () => {
  const early = await store([], { objects: 5, orQuietFor: 'indefinite' }, { instances: 'again' });
  const source = connect(early.script);
  await put(source, [segment(1)]);
  source.socket.end();
  early.script.commandEnded('first');
  await early.script.againRequested;
  await put(
    connect(early.script),
    [1, 2, 3, 4, 5].map((number) => segment(number, 'w')),
  );
  await early.script.done;
  expect(early.steps()).toEqual([seenEnough]);

  const endless = await store([], { stopAfter: 1 }, { instances: 'again' });
  await put(connect(endless.script), [segment(1)]);
  await endless.script.done;
  expect(endless.steps()).toEqual([]);
});

test('a body in chunks is an object, and hostile ones do no harm', async () => {
  const { script } = await store();
  const source = connect(script);
  source.socket.write(post(segment(1), chunked));
  source.chunk(fragment(0));
  source.socket.write(lastChunk);
  expect(await nextStatus(source)).toBe('201');
  const bomb = gzipSync(Buffer.alloc(1 << 24));
  expect(await ask(source, 'PUT', segment(2), bomb, 'Content-Encoding: gzip')).toBe('201');
  expect(await ask(source, 'PUT', segment(3), 'no gzip at all', 'Content-Encoding: gzip')).toBe('201');
  expect(await ask(source, 'PUT', '/point/../%00/..%2f', 'x')).toBe('201');
});

test('requests that do not wait for each other are answered in their order', async () => {
  const late: Deed = { do: 'answer', status: 202, closes: false, after: 'shortContinue' };
  const { script } = await store([{ when: onObject('media', 1), deed: late }]);
  const source = connect(script);
  for (const path of [segment(1), '/point/live.mpd', segment(2)]) {
    source.socket.write(asked('PUT', path, path.endsWith('.mpd') ? mpd : fragment(0)));
  }
  expect([await nextStatus(source), await nextStatus(source), await nextStatus(source)]).toEqual([
    '202',
    '201',
    '201',
  ]);
});
