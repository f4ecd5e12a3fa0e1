import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import type { ReceivingEntity } from './receiving-entity.ts';
import { ask, filler, folder, get, put, startStore } from './store.test-setup.ts';
import { chunk, chunked, connect, headOf, lastChunk, nobody, owner, point } from './visitor.test-setup.ts';

type Seen = number | string | boolean | undefined;
type Play = (entity: ReceivingEntity) => Promise<readonly Seen[]>;

const at = (name: string): string => `${folder}/${name}`;
const remove = async (entity: ReceivingEntity, name: string): Promise<number> =>
  (await ask(entity, 'DELETE', at(name))).status;
const text = async (entity: ReceivingEntity, name: string): Promise<string | number> => {
  const { status, body } = await get(entity, name);
  return status === 200 ? String(body) : status;
};

/** Uploads texts to one path, one after the other, and reads it. */
const uploads =
  (name: string, ...bodies: readonly (readonly ['PUT' | 'POST', string, string?])[]): Play =>
  async (entity) => {
    const statuses: number[] = [];
    for (const [method, body, type = 'video/mp4'] of bodies) {
      const headers = { 'content-type': type };
      statuses.push((await ask(entity, method, at(name), { body, headers })).status);
    }
    const { body, headers } = await get(entity, name);
    return [...statuses, String(body), String(headers['content-type'])];
  };

const mp4 = 'video/mp4';

const removing: Play = async (entity) => {
  for (const name of ['a/1.cmfv', 'a/2.cmfv', 'b/1.cmfv']) await put(entity, name, name);
  const first = [await remove(entity, 'a/1.cmfv'), await text(entity, 'a/1.cmfv')];
  const second = [await text(entity, 'a/2.cmfv'), await remove(entity, 'b/1.cmfv')];
  return [...first, ...second, await text(entity, 'b/')];
};

const emptied: Play = async (entity) => {
  await put(entity, '1.cmfv', 'x');
  const status = await remove(entity, '1.cmfv');
  const { status: root } = await ask(entity, 'GET', `${point}/`);
  return [status, root, (await put(entity, '1.cmfv', 'x')).status];
};

const broken: Play = async (entity) => {
  const source = await connect(entity);
  source.write(headOf(at('1.cmfv'), ['Content-Length: 10'], owner, 'PUT'));
  source.write('half');
  source.socket.end();
  await source.answer();
  return [await text(entity, '1.cmfv')];
};

const growing: Play = async (entity) => {
  const source = await connect(entity);
  source.write(headOf(at('1.cmfv'), [...chunked, 'Expect: 100-continue'], owner, 'PUT'));
  const interim = source.answer();
  source.write(chunk(Buffer.from('abc')));
  await Promise.race([interim, put(entity, '2.cmfv', 'another')]);
  const reader = await connect(entity);
  reader.write(headOf(at('1.cmfv'), [], nobody, 'GET'));
  const { status } = await reader.answer();
  source.write(lastChunk);
  return [status];
};

const expecting: Play = async (entity) => {
  const source = await connect(entity);
  source.write(headOf(at('1.cmfv'), ['Content-Length: 1', 'Expect: 100-continue'], owner, 'PUT'));
  await put(entity, '2.cmfv', 'another');
  source.write('x');
  return [(await source.answer()).status];
};

const sideBySide: Play = async (entity) => {
  const sources = [await connect(entity), await connect(entity)] as const;
  for (const [index, source] of sources.entries()) {
    source.write(headOf(at(`${String(index)}.cmfv`), chunked, owner, 'PUT'));
    await put(entity, 'between.cmfv', 'x');
  }
  for (const [index, source] of sources.entries()) {
    source.write(chunk(Buffer.from(String(index).repeat(4))));
    await put(entity, 'between.cmfv', 'x');
  }
  for (const source of sources) {
    source.write(lastChunk);
    await source.answer();
  }
  return [await text(entity, '0.cmfv'), await text(entity, '1.cmfv')];
};

/** Whether a reader who has begun gets the older object or the newer one to the end. */
const inTheMiddle: Play = async (entity) => {
  const [older, newer] = ['a', 'b'].map((letter) => letter.repeat(200_000)) as [string, string];
  await put(entity, '1.cmfv', older);
  const reader = await connect(entity);
  reader.write(headOf(at('1.cmfv'), [], nobody, 'GET'));
  const answer = reader.answer();
  await put(entity, '2.cmfv', 'so that the reader was heard');
  await put(entity, '1.cmfv', newer);
  const { body } = await answer;
  return [body === older];
};

const zipped = gzipSync('a manifest');
const uploadsGzip: Play = async (entity) => {
  const headers = { 'content-encoding': 'gzip' };
  const { status } = await ask(entity, 'PUT', at('1.cmfv'), { body: zipped, headers });
  return [status, await text(entity, '1.cmfv')];
};

const conditional: Play = async (entity) => {
  await put(entity, '1.cmfv', '0123456789');
  const tag = String((await get(entity, '1.cmfv')).headers['etag']);
  return [(await get(entity, '1.cmfv', { 'if-none-match': tag })).status];
};

const range: Play = async (entity) => {
  await put(entity, '1.cmfv', '0123456789');
  return [
    String((await get(entity, '1.cmfv', { range: 'bytes=2-4' })).body),
    String((await get(entity, '1.cmfv', { range: 'bytes=0-2' })).body),
  ];
};

const headOnly: Play = async (entity) => {
  await put(entity, '1.cmfv', 'x');
  const reader = await connect(entity);
  reader.write(headOf(at('1.cmfv'), ['Connection: close'], nobody, 'HEAD'));
  let came = '';
  reader.socket.on('data', (bytes: Buffer) => (came += bytes.toString('latin1')));
  await reader.ended();
  return [came.split('\r\n\r\n')[1]];
};

const afterOne: Play = async (entity) => {
  const source = await connect(entity);
  const request = `${headOf(at('1.cmfv'), ['Content-Length: 1'], owner, 'PUT')}x`;
  source.write(`${request}${request}`);
  return [(await source.answer()).status, (await source.answer()).status];
};

const table: readonly (readonly [ReceiverQuirk, Play, rightly: readonly Seen[], wrongly: readonly Seen[]])[] =
  [
    [
      'post-appends',
      uploads('1.cmfv', ['PUT', 'a'], ['POST', 'b']),
      [201, 200, 'b', mp4],
      [201, 200, 'ab', mp4],
    ],
    [
      'post-picks-a-name',
      async (entity) => {
        const { status, headers } = await ask(entity, 'POST', at('1.cmfv'), { body: 'x' });
        return [
          status,
          headers['location'] === undefined ? 'here' : 'elsewhere',
          await text(entity, '1.cmfv'),
        ];
      },
      [201, 'here', 'x'],
      [201, 'elsewhere', 404],
    ],
    [
      'refuses-overwriting',
      uploads('1.cmfv', ['PUT', 'a'], ['PUT', 'b']),
      [201, 200, 'b', mp4],
      [201, 409, 'a', mp4],
    ],
    [
      'keeps-the-older',
      uploads('1.cmfv', ['PUT', 'a'], ['PUT', 'b']),
      [201, 200, 'b', mp4],
      [201, 200, 'a', mp4],
    ],
    [
      'keeps-the-longer-tail',
      uploads('1.cmfv', ['PUT', 'abc'], ['PUT', 'x']),
      [201, 200, 'x', mp4],
      [201, 200, 'xbc', mp4],
    ],
    [
      'keeps-the-first-type',
      uploads('1.mp4', ['PUT', 'a'], ['PUT', 'b', 'application/mp4']),
      [201, 200, 'b', 'application/mp4'],
      [201, 200, 'b', mp4],
    ],
    ['tears-readers', inTheMiddle, [true], [false]],
    ['serves-half-uploads', broken, [404], ['half']],
    ['loses-the-last-byte', uploads('1.cmfv', ['PUT', 'abc']), [201, 'abc', mp4], [201, 'ab', mp4]],
    ['mends-line-ends', uploads('1.cmfv', ['PUT', 'a\nb']), [201, 'a\nb', mp4], [201, 'a\r\nb', mp4]],
    [
      'forgets-media-types',
      uploads('1.cmfv', ['PUT', 'a']),
      [201, 'a', mp4],
      [201, 'a', 'application/octet-stream'],
    ],
    ['guesses-media-types', uploads('1.m4v', ['PUT', 'a']), [201, 'a', mp4], [201, 'a', 'video/x-m4v']],
    [
      'ignores-delete',
      removing,
      [200, 404, 'a/2.cmfv', 200, 404],
      [200, 'a/1.cmfv', 'a/2.cmfv', 200, '1.cmfv\n'],
    ],
    [
      'refuses-delete',
      removing,
      [200, 404, 'a/2.cmfv', 200, 404],
      [405, 'a/1.cmfv', 'a/2.cmfv', 405, '1.cmfv\n'],
    ],
    ['answers-204-to-delete', removing, [200, 404, 'a/2.cmfv', 200, 404], [204, 404, 'a/2.cmfv', 204, 404]],
    ['answers-202-to-delete', removing, [200, 404, 'a/2.cmfv', 200, 404], [202, 404, 'a/2.cmfv', 202, 404]],
    ['deletes-the-neighbours', removing, [200, 404, 'a/2.cmfv', 200, 404], [200, 404, 404, 200, 404]],
    ['keeps-empty-folders', removing, [200, 404, 'a/2.cmfv', 200, 404], [200, 404, 'a/2.cmfv', 200, '']],
    ['deletes-the-root', emptied, [200, 200, 201], [200, 404, 404]],
    ['closes-after-each', afterOne, [201, 200], [201, 0]],
    ['holds-growing-objects', growing, [200], [404]],
    ['wrong-ranges', range, ['234', '012'], ['012', '123']],
    ['ignores-conditions', conditional, [304], [200]],
    ['answers-head-with-a-body', headOnly, [''], ['x']],
    [
      'refuses-large-objects',
      async (entity) => [(await put(entity, '1.cmfv', filler(1_100_000))).status],
      [201],
      [413],
    ],
    ['mixes-objects-side-by-side', sideBySide, ['0000', '1111'], ['', '00001111']],
    ['refuses-expect', expecting, [100], [417]],
    ['withholds-100', expecting, [100], [201]],
    ['serves-gzip-without-saying', uploadsGzip, [201, 'a manifest'], [201, String(zipped)]],
    ['stores-gzip-as-it-is', uploadsGzip, [201, 'a manifest'], [201, String(zipped)]],
    ['refuses-gzip', uploadsGzip, [201, 'a manifest'], [415, 404]],
    ['answers-500-to-gzip', uploadsGzip, [201, 'a manifest'], [500, 404]],
    [
      'folds-case',
      async (entity) => {
        await put(entity, 'a.cmfv', 'small');
        await put(entity, 'A.cmfv', 'large');
        return [await text(entity, 'a.cmfv'), await text(entity, 'A.cmfv')];
      },
      ['small', 'large'],
      ['large', 'large'],
    ],
    [
      'accepts-missing-credentials',
      async (entity) => [(await ask(entity, 'PUT', at('1.cmfv'), { body: 'x', as: 'nobody' })).status],
      [403],
      [201],
    ],
    [
      'refuses-post',
      uploads('1.cmfv', ['POST', 'a'], ['PUT', 'b']),
      [201, 200, 'b', mp4],
      [405, 201, 'b', mp4],
    ],
    [
      'refuses-put',
      uploads('1.cmfv', ['PUT', 'b'], ['POST', 'a']),
      [201, 200, 'a', mp4],
      [405, 201, 'a', mp4],
    ],
    [
      'refuses-empty-probe',
      uploads('1.cmfv', ['PUT', '']),
      [201, '', mp4],
      [400, 'there is no such object.\n', 'text/plain; charset=utf-8'],
    ],
    [
      'forgets-points-on-restart',
      async (entity) => {
        await put(entity, '1.cmfv', 'x');
        await entity.restart();
        return [(await put(entity, '1.cmfv', 'x')).status];
      },
      [200],
      [404],
    ],
    [
      'takes-bad-chunk-sizes',
      async (entity) => {
        const source = await connect(entity);
        source.write(`${headOf(at('1.cmfv'), chunked, owner, 'PUT')}1\r\nx\r\nzz\r\n`);
        return [(await source.answer()).status];
      },
      [400],
      [200],
    ],
  ];

test.for(table)('%s', async ([quirk, play, rightly, wrongly]) => {
  expect(await play(await startStore())).toEqual(rightly);
  expect(await play(await startStore([quirk]))).toEqual(wrongly);
});
