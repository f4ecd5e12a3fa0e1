import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ask, directory, folder, put, startStore } from './store.test-setup.ts';
import { connect, headOf, owner, point } from './visitor.test-setup.ts';

test.for([
  ['a sibling of the publishing point', '/live/else/1.cmfv', 403],
  ['another place', '/elsewhere/1.cmfv', 403],
  ['no folder', '/1.cmfv', 403],
  ['above the publishing point', '/live/1.cmfv', 403],
  ['dot segments', `${point}/../else/1.cmfv`, 403],
  ['encoded dot segments', `${point}/%2e%2e/else/1.cmfv`, 403],
  ['an encoded slash', `${point}/..%2felse/1.cmfv`, 403],
  ['empty segments in front of dots', `${point}/a//../../../else/1.cmfv`, 403],
  ['an absolute form', `http://elsewhere.example/else/1.cmfv`, 403],
  ['an empty first segment', `//elsewhere/1.cmfv`, 403],
  ['twice encoded dots', `${folder}/%252e%252e/%252e%252e/1.cmfv`, 201],
  ['dots that stay within', `${folder}/a/../1.cmfv`, 201],
  ['a publishing point that is not set up', `${point}-not-set-up/1.cmfv`, 403],
  ['the folder itself', `${folder}/`, 403],
  ['an empty segment', `${folder}//1.cmfv`, 201],
  ['control characters', `${folder}/%00.cmfv`, 400],
] as const)('a path with %s', async ([, target, status]) => {
  const at = directory();
  for (const entity of [await startStore(), await startStore([], { directory: at })]) {
    const source = await connect(entity);
    source.write(headOf(target, ['Content-Length: 1'], owner, 'PUT'));
    source.write('x');
    expect((await source.answer()).status).toBe(status);
    const outside = entity.objects().filter((each) => !each.path.startsWith(`${point}/`));
    expect(outside).toEqual([]);
  }
});

test.for([
  ['as it is', '/other/1.cmfv'],
  ['with an empty segment in front', '//other/1.cmfv'],
] as const)('the point of another account %s is not for this one', async ([, target]) => {
  const entity = await startStore();
  const source = await connect(entity);
  source.write(headOf(target, ['Content-Length: 1'], owner, 'PUT'));
  source.write('x');
  expect((await source.answer()).status).toBe(403);
  expect(entity.objects()).toEqual([]);
});

test.for([
  ['1.cmfv', 'video/mp4', 201],
  ['1.cmfv', 'VIDEO/MP4; codecs=avc1', 201],
  ['1.cmfv', 'application/octet-stream', 201],
  ['1.cmfv', 'text/plain', 415],
  ['1.m4s', 'video/mp4', 201],
  ['1.mpd', 'application/x-mpegURL', 201],
  ['1.mpd', 'video/mp4', 415],
  ['1.exe', 'application/x-msdownload', 201],
  ['1', 'text/plain', 201],
] as const)('%s as %s: %i', async ([name, type, status]) => {
  expect((await put(await startStore(), name, 'x', type)).status).toBe(status);
});

test('on disk: files are whole, a new store finds them, and names cannot lead elsewhere', async () => {
  const at = directory();
  writeFileSync(path.join(at, 'found.m3u8'), '#EXTM3U\n');
  const entity = await startStore([], { directory: path.join(at, 'store') });
  await put(entity, 'a/1.cmfv', 'x');
  expect(String(readFileSync(path.join(at, 'store', folder, 'a/1.cmfv')))).toBe('x');
  expect((await put(entity, 'a', 'a folder is there')).status).toBe(409);
  expect((await put(entity, 'a/1.cmfv/2.cmfv', 'a file is there')).status).toBe(409);
  expect((await put(entity, `${'n'.repeat(300)}.cmfv`, 'too long')).status).toBe(400);
  expect(readdirSync(path.join(at, 'store', '.incoming'))).toEqual([]);
  const next = await startStore([], { directory: at, points: 'any' });
  expect(String((await ask(next, 'GET', '/found.m3u8')).body)).toBe('#EXTM3U\n');
  expect((await ask(next, 'GET', `/store${folder}/a/1.cmfv`)).headers['content-type']).toBe('video/mp4');
  expect((await ask(next, 'PUT', '/.incoming/1', { body: 'x' })).status).toBe(403);
  expect((await ask(next, 'PUT', '/1.cmfv', { body: 'x' })).status).toBe(201);
});
