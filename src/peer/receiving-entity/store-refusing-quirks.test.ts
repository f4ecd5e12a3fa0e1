import { expect, test } from 'vitest';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import type { ReceivingEntity } from './receiving-entity.ts';
import { ask, folder, put, startStore } from './store.test-setup.ts';
import { connect, headOf, owner, point } from './visitor.test-setup.ts';

type Play = (entity: ReceivingEntity) => Promise<readonly number[]>;

const at = (name: string): string => `${folder}/${name}`;

/** Uploads an object to a target as it is spelt, and reads another path. */
const outside =
  (target: string, reads = target): Play =>
  async (entity) => {
    const source = await connect(entity);
    source.write(`${headOf(target, ['Content-Length: 1'], owner, 'PUT')}x`);
    const { status } = await source.answer();
    return [status, (await ask(entity, 'GET', reads)).status];
  };

const typed =
  (name: string, type: string): Play =>
  async (entity) => [(await put(entity, name, 'x', type)).status];

const withFields =
  (headers: Record<string, string>): Play =>
  async (entity) => [(await ask(entity, 'PUT', at('1.cmfv'), { body: 'x', headers })).status];

const inFolders: Play = async (entity) => [
  (await put(entity, '1.cmfv', 'x')).status,
  (await ask(entity, 'PUT', `${point}/1.cmfv`, { body: 'x' })).status,
];

const absent: Play = async (entity) => [(await ask(entity, 'DELETE', at('none.cmfv'))).status];

const deletesAsNobody: Play = async (entity) => {
  await put(entity, '1.cmfv', 'x');
  return [(await ask(entity, 'DELETE', at('1.cmfv'), { as: 'nobody' })).status];
};

/** An upload whose head asks for what no server can know; its answer. */
const asking =
  (target: string, method: string): Play =>
  async (entity) => {
    const source = await connect(entity);
    source.write(`${headOf(target, ['Content-Length: 1'], owner, method)}x`);
    return [(await source.answer()).status];
  };

const twice = `${point}/%252e%252e/out/1.cmfv`;

const table: readonly (readonly [ReceiverQuirk, Play, readonly number[], readonly number[]])[] = [
  ['decodes-twice', outside(twice, '/live/out/1.cmfv'), [201, 404], [201, 200]],
  [
    'escapes-the-publishing-point',
    outside(`${point}/../out/1.cmfv`, '/live/out/1.cmfv'),
    [403, 404],
    [201, 200],
  ],
  ['takes-any-path', outside('/out/1.cmfv'), [403, 404], [201, 200]],
  ['creates-publishing-points', outside('/out/1.cmfv'), [403, 404], [201, 200]],
  ['answers-404-outside', outside(`${point}/../1.cmfv`), [403, 404], [404, 404]],
  ['answers-400-to-unknown-points', outside(`${point}/../1.cmfv`), [403, 404], [400, 404]],
  ['answers-500-to-unknown-points', outside('/out/1.cmfv'), [403, 404], [500, 404]],
  ['refuses-relative-paths', outside(at('1.cmfv')), [201, 200], [403, 404]],
  ['needs-folders', inFolders, [201, 201], [409, 201]],
  ['answers-500-to-absent-delete', absent, [404], [500]],
  ['deletes-without-credentials', deletesAsNobody, [403], [200]],
  ['answers-500-to-wrong-types', typed('1.cmfv', 'text/plain'), [415], [500]],
  ['refuses-keys', typed('1.key', 'application/octet-stream'), [201], [415]],
  ['refuses-keys', typed('1.ts', 'video/mp2t'), [201], [415]],
  ['refuses-manifests', typed('1.mpd', 'application/dash+xml'), [201], [415]],
  ['insists-on-content-type', withFields({}), [201], [415]],
  ['answers-500-to-malformed-heads', asking(at('1%4'), 'PUT'), [400], [500]],
  ['answers-500-to-malformed-heads', asking(at('1.cmfv'), 'BREW'), [405], [500]],
  ['answers-500-to-malformed-heads', asking(at('1.cmfv'), 'PUT'), [201], [201]],
  ['ignores-unknown-coding', withFields({ 'content-encoding': 'br' }), [415], [201]],
];

test.for(table)('%s', async ([quirk, play, rightly, wrongly]) => {
  expect(await play(await startStore())).toEqual(rightly);
  expect(await play(await startStore([quirk]))).toEqual(wrongly);
});
