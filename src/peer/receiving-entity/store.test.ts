import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ReceivingEntity } from './receiving-entity.ts';
import { ask, directory, filler, folder, get, put, startStore } from './store.test-setup.ts';
import {
  chunk,
  chunked,
  connect,
  headOf,
  lastChunk,
  nobody,
  other,
  owner,
  point,
} from './visitor.test-setup.ts';

const text = async (entity: ReceivingEntity, name: string): Promise<string> =>
  String((await get(entity, name)).body);

/** The same holds of objects in memory and on disk. */
const both = test.for([
  ['in memory', () => ({})],
  ['on disk', () => ({ directory: directory() })],
] as const);

both('%s: an object is created, overwritten, read and deleted', async ([, options]) => {
  const entity = await startStore([], options());
  expect((await put(entity, '1.cmfv', 'first, and longer')).status).toBe(201);
  expect((await put(entity, '1.cmfv', 'second', 'video/mp4;x=Y')).status).toBe(200);
  const { status, headers, body } = await get(entity, '1.cmfv');
  expect([status, String(body), headers['content-type'], headers['content-length']]).toEqual([
    200,
    'second',
    'video/mp4;x=Y',
    '6',
  ]);
  const head = await ask(entity, 'HEAD', `${folder}/1.cmfv`);
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, '6']);
  const posted = await ask(entity, 'POST', `${folder}/1.cmfv`, { body: 'third' });
  expect([posted.status, await text(entity, '1.cmfv')]).toEqual([200, 'third']);
  expect(entity.objects().map(({ path: at, size }) => [at, size])).toEqual([[`${folder}/1.cmfv`, 5]]);
  expect(String(Buffer.from(entity.objects()[0]?.bytes ?? []))).toBe('third');
  expect((await ask(entity, 'DELETE', `${folder}/1.cmfv`)).status).toBe(200);
  expect((await get(entity, '1.cmfv')).status).toBe(404);
  expect((await ask(entity, 'DELETE', `${folder}/1.cmfv`)).status).toBe(404);
});

both('%s: large objects and empty ones come back byte for byte', async ([, options]) => {
  const entity = await startStore([], options());
  const large = filler(3_000_000);
  for (const [name, bytes] of [
    ['large.cmfv', large],
    ['small.cmfv', filler(5, 2)],
    ['empty.cmfv', filler(0)],
  ] as const) {
    expect((await put(entity, name, bytes)).status).toBe(201);
    const { body, headers } = await get(entity, name);
    expect(Buffer.compare(body, bytes)).toBe(0);
    expect(headers['content-length']).toBe(String(bytes.length));
  }
  const range = await get(entity, 'large.cmfv', { range: 'bytes=1000000-1000009' });
  expect([range.status, range.headers['content-range']]).toEqual([206, 'bytes 1000000-1000009/3000000']);
  expect(Buffer.compare(range.body, large.subarray(1_000_000, 1_000_010))).toBe(0);
});

both('%s: a folder goes with its last object, and the root stays', async ([, options]) => {
  const entity = await startStore([], options());
  for (const name of ['a/1.cmfv', 'a/b/2.cmfv', 'a/b/3.cmfv']) await put(entity, name, name);
  const inFolder = async (name: string): Promise<string | number> => {
    const { status, body } = await get(entity, name);
    return status === 200 ? String(body) : status;
  };
  expect(await inFolder('a/')).toBe('1.cmfv\nb/\n');
  await ask(entity, 'DELETE', `${folder}/a/b/2.cmfv`);
  expect(await inFolder('a/b/')).toBe('3.cmfv\n');
  await ask(entity, 'DELETE', `${folder}/a/b/3.cmfv`);
  expect(await inFolder('a/b/')).toBe(404);
  expect(await inFolder('a/')).toBe('1.cmfv\n');
  await ask(entity, 'DELETE', `${folder}/a/1.cmfv`);
  expect(await inFolder('')).toBe(404);
  expect((await ask(entity, 'GET', `${point}/`)).status).toBe(200);
  expect((await put(entity, 'a/b/2.cmfv', 'again')).status).toBe(201);
});

both('%s: an upload that breaks off leaves what was there', async ([, options]) => {
  const entity = await startStore([], options());
  await put(entity, 'old.cmfv', 'old');
  for (const name of ['old.cmfv', 'new.cmfv']) {
    for (const field of ['Content-Length: 10', chunked[0] ?? '']) {
      const source = await connect(entity);
      source.write(headOf(`${folder}/${name}`, [field], owner, 'PUT'));
      source.write(field.startsWith('C') ? 'half' : chunk(Buffer.from('half')));
      source.socket.end();
      expect((await source.answer()).status).toBe(400);
    }
  }
  expect(await text(entity, 'old.cmfv')).toBe('old');
  expect((await get(entity, 'new.cmfv')).status).toBe(404);
  expect(entity.objects()).toHaveLength(1);
});

both('%s: a reader in the middle goes on with the older object', async ([, options]) => {
  const entity = await startStore([], options());
  const [older, newer] = [filler(12_000_000), filler(12_000_000, 2)];
  await put(entity, '1.cmfv', older);
  const reader = await connect(entity);
  reader.socket.pause();
  reader.write(headOf(`${folder}/1.cmfv`, [], nobody, 'GET'));
  await put(entity, 'other.cmfv', 'so that the reader was heard');
  expect((await put(entity, '1.cmfv', newer)).status).toBe(200);
  let size = 0;
  let same = true;
  let at = -1;
  reader.socket.on('data', (bytes: Buffer) => {
    if (at < 0) {
      at = 0;
      bytes = bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
    }
    same &&= Buffer.compare(bytes, older.subarray(size, size + bytes.length)) === 0;
    size += bytes.length;
    if (size === older.length) reader.socket.end();
  });
  reader.socket.resume();
  await reader.ended();
  expect([size, same]).toEqual([older.length, true]);
  expect(Buffer.compare((await get(entity, '1.cmfv')).body, newer)).toBe(0);
});

both('%s: an object is read while it grows, and cut off where its upload is', async ([, options]) => {
  const entity = await startStore([], options());
  for (const complete of [true, false]) {
    const source = await connect(entity);
    const where = `${folder}/${String(complete)}.cmfv`;
    source.write(headOf(where, [...chunked, 'Expect: 100-continue'], owner, 'PUT'));
    expect((await source.answer()).status).toBe(100);
    const reader = await connect(entity);
    reader.write(headOf(where, [], nobody, 'GET'));
    let came = '';
    let hear = (): void => {};
    reader.socket.on('data', (bytes: Buffer) => {
      came += bytes.toString('latin1');
      hear();
    });
    const heard = (what: string): Promise<void> =>
      new Promise((resolve) => {
        hear = () => {
          if (came.includes(what)) resolve();
        };
        hear();
      });
    await heard('\r\n\r\n');
    expect(came).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Transfer-Encoding: chunked\r\n/);
    source.write(chunk(Buffer.from('first')));
    await heard('5\r\nfirst\r\n');
    source.write(chunk(Buffer.from('second')));
    await heard('6\r\nsecond\r\n');
    if (complete) source.write(lastChunk);
    else source.socket.resetAndDestroy();
    if (complete) {
      await heard('0\r\n\r\n');
      expect((await source.answer()).status).toBe(201);
      expect(await text(entity, 'true.cmfv')).toBe('firstsecond');
    } else {
      await reader.ended();
      expect(came.endsWith('6\r\nsecond\r\n')).toBe(true);
      expect((await ask(entity, 'GET', where)).status).toBe(404);
    }
  }
});

both(
  '%s: gzip is decoded for whoever does not take it, and refused where it is none',
  async ([, options]) => {
    const entity = await startStore([], options());
    const zipped = gzipSync('a manifest');
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/dash+xml' };
    const at = `${folder}/m.mpd`;
    expect((await ask(entity, 'PUT', at, { body: zipped, headers })).status).toBe(201);
    const plain = await get(entity, 'm.mpd');
    expect([String(plain.body), plain.headers['content-encoding']]).toEqual(['a manifest', undefined]);
    const coded = await get(entity, 'm.mpd', { 'accept-encoding': 'gzip' });
    expect([Buffer.compare(coded.body, zipped), coded.headers['content-encoding']]).toEqual([0, 'gzip']);
    expect((await ask(entity, 'PUT', at, { body: 'no gzip', headers })).status).toBe(400);
    expect((await ask(entity, 'PUT', at, { body: zipped.subarray(0, -9), headers })).status).toBe(400);
    expect(await text(entity, 'm.mpd')).toBe('a manifest');
  },
);

both('%s: what is stored is there after a restart', async ([, options]) => {
  const entity = await startStore([], options());
  await put(entity, '1.cmfv', 'kept');
  await entity.restart();
  expect(await text(entity, '1.cmfv')).toBe('kept');
});

both('%s: no more is kept than there is room for', async ([, options]) => {
  const entity = await startStore([], { keepBytes: 10_000, ...options() });
  expect((await put(entity, '1.cmfv', filler(4000))).status).toBe(201);
  expect((await put(entity, '2.cmfv', filler(20_000))).status).toBe(507);
  const source = await connect(entity);
  source.write(headOf(`${folder}/3.cmfv`, chunked, owner, 'PUT'));
  for (let left = 4; left > 0; left -= 1) source.write(chunk(filler(4000)));
  const { status } = await source.answer();
  expect((await get(entity, '3.cmfv')).status).toBe(status === 507 ? 404 : 200);
  expect((await put(entity, '1.cmfv', filler(3000))).status).toBe(200);
});

test('uploads bound memory however small their slices are, and give the room back', async () => {
  const entity = await startStore([], { keepBytes: 20_000 });
  for (let round = 0; round < 5; round += 1) {
    const source = await connect(entity);
    source.write(headOf(`${folder}/${String(round)}.cmfv`, chunked, owner, 'PUT'));
    for (let left = 500; left > 0; left -= 1) source.write(chunk(filler(1)));
    source.write(lastChunk);
    expect((await source.answer()).status).toBe(201);
    expect((await ask(entity, 'DELETE', `${folder}/${String(round)}.cmfv`)).status).toBe(200);
    source.socket.destroy();
  }
  const many = await connect(entity);
  const answers: number[] = [];
  for (let index = 0; index < 50; index += 1) {
    many.write(headOf(`${folder}/${String(index)}.cmfv`, ['Content-Length: 0'], owner, 'PUT'));
    answers.push((await many.answer()).status);
  }
  expect(answers[0]).toBe(201);
  expect(answers.at(-1)).toBe(507);
});

test('an object without a media type is served without one', async () => {
  const entity = await startStore();
  expect((await ask(entity, 'PUT', `${folder}/1.cmfv`, { body: 'x' })).status).toBe(201);
  expect((await get(entity, '1.cmfv')).headers['content-type']).toBeUndefined();
});

test('who may upload may delete, and everybody may read', async () => {
  const entity = await startStore();
  await put(entity, '1.cmfv', 'x');
  for (const method of ['PUT', 'POST', 'DELETE'] as const) {
    for (const as of ['nobody', other, { ...owner, password: 'wrong' }] as const) {
      expect((await ask(entity, method, `${folder}/1.cmfv`, { as })).status).toBe(403);
    }
  }
  expect(await text(entity, '1.cmfv')).toBe('x');
  const { headers } = await ask(entity, 'OPTIONS', `${folder}/1.cmfv`);
  expect(headers['allow']).toBe('POST, PUT, DELETE, GET, HEAD, OPTIONS');
});

test('conditions and ranges', async () => {
  const entity = await startStore();
  await put(entity, '1.cmfv', '0123456789');
  const { headers } = await get(entity, '1.cmfv');
  const etag = String(headers['etag']);
  const status = async (more: Record<string, string>): Promise<number> =>
    (await get(entity, '1.cmfv', more)).status;
  expect(await status({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
  expect(await status({ 'if-none-match': '"other"' })).toBe(200);
  expect(await status({ 'if-modified-since': String(headers['last-modified']) })).toBe(304);
  expect(await status({ 'if-modified-since': new Date(0).toUTCString() })).toBe(200);
  const part = async (range: string): Promise<string> => {
    const { status: code, body } = await get(entity, '1.cmfv', { range });
    return `${String(code)} ${String(body)}`;
  };
  expect(await part('bytes=2-4')).toBe('206 234');
  expect(await part('bytes=7-')).toBe('206 789');
  expect(await part('bytes=-2')).toBe('206 89');
  expect(await part('bytes=8-99')).toBe('206 89');
  expect(await part('bytes=1-2,4-5')).toBe('200 0123456789');
  expect(await part('bytes=10-')).toMatch(/^416 /);
  expect(await status({ range: 'bytes=2-4', 'if-range': '"other"' })).toBe(200);
  const upload = async (more: Record<string, string>): Promise<number> =>
    (await ask(entity, 'PUT', `${folder}/1.cmfv`, { body: 'x', headers: more })).status;
  expect(await upload({ 'if-match': '"other"' })).toBe(412);
  expect(await upload({ 'if-none-match': '*' })).toBe(412);
  expect(await upload({ 'if-match': etag })).toBe(200);
});

test('several requests on one connection, sent at once, are answered in their order', async () => {
  const entity = await startStore();
  const source = await connect(entity);
  const at = `${folder}/1.cmfv`;
  const upload = headOf(at, ['Content-Length: 1'], owner, 'PUT');
  const requests = ['OPTIONS', 'DELETE', 'GET'].map((method) => headOf(at, [], owner, method));
  source.write(`${upload}a${upload}b${headOf(at, [], owner, 'GET')}${requests.join('')}`);
  const statuses: number[] = [];
  const bodies: string[] = [];
  for (let left = 6; left > 0; left -= 1) {
    const answer = await source.answer();
    statuses.push(answer.status);
    bodies.push(answer.body);
  }
  expect(statuses).toEqual([201, 200, 200, 204, 200, 404]);
  expect(bodies[2]).toBe('b');
});
