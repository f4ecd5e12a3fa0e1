import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { foreignBytes } from '../../media/tracks/foreign.ts';
import { emptyMfra, fragmentBytes, headerBytes } from '../../media/tracks/forms.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import type { ReceivingEntity } from './receiving-entity.ts';
import {
  audio,
  chunk,
  chunked,
  connect,
  fragment,
  headOf,
  joined,
  lastChunk,
  nobody,
  other,
  owner,
  point,
  post,
  start,
  video,
  videoPath,
} from './visitor.test-setup.ts';

type Sent = readonly [path: string, body: Uint8Array, options?: Parameters<typeof post>[3]];

/** Sends requests one after the other; the statuses of their answers. */
const sending =
  (...requests: readonly Sent[]) =>
  async (entity: ReceivingEntity): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (const [path, body, options] of requests)
      statuses.push((await post(entity, path, body, options)).status);
    return statuses;
  };

const v = (body: Uint8Array, options?: Sent[2]): Sent => [videoPath, body, options];
const nothing = new Uint8Array(0);
const { header } = video;
const german = headerBytes(video, 'other-language');

/** Two tracks side by side, a piece of each in turn; the statuses of both. */
const sideBySide = async (entity: ReceivingEntity): Promise<readonly number[]> => {
  const sources = [await connect(entity), await connect(entity)] as const;
  const [one, two] = sources;
  one.write(headOf(videoPath, chunked));
  one.write(chunk(header));
  await post(entity, `${point}/nothing`);
  two.write(headOf(`${point}/Streams(audio.cmfa)`, chunked));
  two.write(chunk(audio.header));
  await post(entity, `${point}/nothing`);
  one.write(chunk(fragment(0)));
  two.write(chunk(fragment(0, audio)));
  for (const each of sources) each.write(lastChunk);
  return [(await one.answer()).status, (await two.answer()).status];
};

/** A second source on a path on which another is sending. */
const secondSource = async (entity: ReceivingEntity): Promise<readonly number[]> => {
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  source.write(chunk(header));
  await post(entity, `${point}/nothing`);
  return sending(v(header))(entity);
};

const inOddChunks = async (entity: ReceivingEntity): Promise<readonly number[]> => {
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  const body = joined(header, fragment(0));
  for (let at = 0; at < body.length; at += 100) source.write(chunk(body.subarray(at, at + 100)));
  source.write(lastChunk);
  return [(await source.answer()).status];
};

const afterRestart = async (entity: ReceivingEntity): Promise<readonly number[]> => {
  await post(entity, videoPath, header);
  await entity.restart();
  return sending(v(header))(entity);
};

/** Noise, and whether a source is taken after it. */
const afterNoise = async (entity: ReceivingEntity): Promise<readonly number[]> => {
  const source = await connect(entity);
  source.write('\x16\x03\x01\x02\x00\x01\x00');
  await source.answer();
  return sending(v(nothing))(entity);
};

const chunks = video.chunks(0).length;

/** How many moofs the read-back has of four fragments that were sent, one of them twice. */
const readBack = async (entity: ReceivingEntity): Promise<readonly number[]> => {
  for (const number of [0, 1, 1, 2]) {
    await post(entity, videoPath, joined(header, fragmentBytes(video, number, 'plain')));
  }
  const whole = Buffer.from(entity.tracks()[0]?.joined() ?? nothing).toString('latin1');
  return [whole.split('moof').length - 1];
};

const early = async (entity: ReceivingEntity): Promise<readonly number[]> => {
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  source.write(chunk(header));
  const other = await connect(entity);
  other.write(headOf(videoPath, ['Content-Length: 0'], nobody));
  await other.answer();
  source.socket.end();
  return [(await source.answer()).status];
};

const gzip = { fields: ['Content-Encoding: gzip'] };
const zipped = gzipSync(header);

const table: readonly (readonly [
  ReceiverQuirk,
  (entity: ReceivingEntity) => Promise<readonly number[]>,
  readonly number[],
  readonly number[],
])[] = [
  ['accepts-missing-credentials', sending(v(nothing, { as: nobody })), [403], [200]],
  ['accepts-wrong-password', sending(v(nothing, { as: { ...owner, password: '' } })), [403], [200]],
  ['refuses-right-credentials', sending(v(nothing)), [200], [403]],
  ['ignores-permissions', sending(v(nothing, { as: other })), [403], [200]],
  ['answers-401', sending(v(nothing, { as: nobody })), [403], [401]],
  ['answers-401-without-challenge', sending(v(nothing, { as: nobody })), [403], [401]],
  [
    'answers-500-to-bad-credentials',
    sending(v(nothing, { as: nobody, fields: ['Authorization: Basic %%%'] })),
    [403],
    [500],
  ],
  ['escapes-the-publishing-point', sending([`${point}/../../else/v.cmfv`, header]), [403], [200]],
  ['takes-any-path', sending(['/elsewhere/v.cmfv', header], ['/live', header]), [404, 403], [200, 200]],
  ['answers-400-to-unknown-points', sending(['/elsewhere/v.cmfv', header]), [404], [400]],
  ['answers-500-to-unknown-points', sending(['/elsewhere/v.cmfv', header]), [404], [500]],
  ['creates-publishing-points', sending(['/elsewhere/v.cmfv', header]), [404], [200]],
  ['takes-fragments-without-header', sending(v(fragment(0))), [412], [200]],
  ['answers-500-without-header', sending(v(fragment(0))), [412], [500]],
  ['answers-404-without-header', sending(v(fragment(0))), [412], [404]],
  [
    'takes-foreign-headers',
    sending(v(header), v(fragmentBytes(video, 0, 'foreign-track'))),
    [200, 412],
    [200, 200],
  ],
  [
    'takes-broken-headers',
    sending(v(headerBytes(video, 'broken-moov')), v(fragment(0))),
    [400, 412],
    [200, 200],
  ],
  [
    'takes-any-media',
    sending(v(foreignBytes('text')), v(foreignBytes('progressive-mp4'))),
    [400, 400],
    [200, 200],
  ],
  ['answers-500-to-foreign-media', sending(v(foreignBytes('noise'))), [400], [500]],
  ['answers-415-to-foreign-media', sending(v(foreignBytes('jpeg'))), [400], [415]],
  ['answers-400-to-everything', sending(v(fragment(0)), ['/elsewhere', header]), [412, 404], [400, 400]],
  ['takes-truncated-fragments', sending(v(joined(header, fragmentBytes(video, 0, 'cut-off')))), [400], [200]],
  [
    'takes-fragments-without-tfdt',
    sending(v(joined(header, fragmentBytes(video, 0, 'without-tfdt')))),
    [400],
    [200],
  ],
  ['falls-over-hostile-boxes', sending(v(foreignBytes('box-of-3-bytes')), v(nothing)), [400, 200], [0, 0]],
  ['refuses-empty-probe', sending(v(nothing)), [200], [400]],
  ['refuses-second-header', sending(v(header), v(header)), [200, 200], [200, 409]],
  ['refuses-changed-header', sending(v(header), v(header), v(german)), [200, 200, 200], [200, 200, 400]],
  ['refuses-chunks', async (entity) => inOddChunks(entity), [200], [411]],
  ['refuses-post', sending(v(nothing), v(nothing, { method: 'PUT' })), [200, 200], [405, 200]],
  ['refuses-put', sending(v(nothing), v(nothing, { method: 'PUT' })), [200, 200], [200, 405]],
  ['refuses-relative-paths', sending([point, header], v(header)), [200, 200], [200, 403]],
  [
    'needs-one-request-a-segment',
    sending(v(joined(header, fragment(0))), v(joined(fragment(1), fragment(2)))),
    [200, 200],
    [200, 400],
  ],
  ['loses-odd-chunks', inOddChunks, [200], [400]],
  ['refuses-emsg', sending(v(joined(header, fragmentBytes(video, 0, 'with-emsg')))), [200], [400]],
  ['refuses-styp', sending(v(joined(header, fragmentBytes(video, 0, 'with-styp')))), [200], [400]],
  ['refuses-short-posts', sending(v(header), v(fragment(0))), [200, 200], [200, 412]],
  ['refuses-mfra', sending(v(header), v(emptyMfra)), [200, 200], [200, 400]],
  ['answers-before-the-end', early, [400], [200]],
  [
    'refuses-resent-fragments',
    sending(v(joined(header, fragment(0))), v(fragment(0))),
    [200, 200],
    [200, 409],
  ],
  [
    'refuses-late-fragments',
    sending(v(joined(header, fragment(2))), v(fragment(0)), v(fragment(2))),
    [200, 200, 200],
    [200, 400, 200],
  ],
  [
    'refuses-gaps',
    sending(v(joined(header, fragment(0))), v(fragment(1)), v(fragment(4))),
    [200, 200, 200],
    [200, 200, 400],
  ],
  ['refuses-second-source', secondSource, [200], [403]],
  ['loses-tracks-side-by-side', sideBySide, [200, 200], [412, 200]],
  ['forgets-points-on-restart', afterRestart, [200], [404]],
  ['ends-the-track-for-good', sending(v(header), v(emptyMfra), v(header)), [200, 200, 200], [200, 200, 403]],
  ['doubles-resent-fragments', readBack, [3 * chunks], [4 * chunks]],
  ['loses-fragments', readBack, [3 * chunks], [Math.ceil(1.5 * chunks)]],
  ['stores-gzip-as-it-is', sending(v(zipped, gzip), v(gzipSync(fragment(0)), gzip)), [200, 200], [200, 200]],
  ['refuses-gzip', sending(v(zipped, gzip)), [200], [415]],
  ['answers-500-to-gzip', sending(v(zipped, gzip)), [200], [500]],
  ['ignores-unknown-coding', sending(v(header, { fields: ['Content-Encoding: br'] })), [415], [200]],
  [
    'accepts-length-with-chunks',
    sending([videoPath, Buffer.from(lastChunk), { fields: chunked }]),
    [400],
    [200],
  ],
  ['dies-of-noise', afterNoise, [200], [0]],
  [
    'takes-broken-fragments',
    sending(v(joined(header, fragmentBytes(video, 0, 'broken-moof')))),
    [400],
    [200],
  ],
  ['answers-500-to-sparse-tracks', sending(v(sourceTrack('webvtt').header)), [200], [500]],
  ['refuses-cmaf-chunks', sending(v(joined(header, fragment(0)))), [200], [400]],
];

test.for(table)('%s', async ([quirk, play, rightly, wrongly]) => {
  expect(await play(await start())).toEqual(rightly);
  expect(await play(await start([quirk]))).toEqual(wrongly);
});

test('a refusal has a reason, unless it is a quirk', async () => {
  const { head } = await post(await start(), videoPath, nothing, { as: nobody });
  expect(head).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  const silent = await post(await start(['refuses-without-a-reason']), videoPath, nothing, { as: nobody });
  expect(silent.head).toMatch(/^HTTP\/1\.1 403 \r\n/);
  expect(silent.body).toBe('');
});

test.for([
  ['ignores-last-chunk', `${headOf(videoPath, chunked)}${lastChunk}`],
  ['hangs-on-long-heads', headOf(videoPath, [`X: ${'x'.repeat(70_000)}`])],
] as const)('%s: there is no answer', async ([quirk, text]) => {
  const timing = { deadline: () => 300, delay: () => 300 };
  const source = await connect(await start([quirk], { timing }));
  source.write(text);
  expect((await source.answer()).status).toBe(0);
});

test('resets-early: the answer may be lost', async () => {
  const source = await connect(await start(['resets-early']));
  source.write(headOf(videoPath, chunked));
  source.write(chunk(fragment(0)));
  expect(await source.ended()).toBe(true);
});

test('one-connection-at-a-time: the others wait', async () => {
  const entity = await start(['one-connection-at-a-time']);
  const [one, two] = [await connect(entity), await connect(entity)];
  two.write(headOf(videoPath, ['Content-Length: 0']));
  one.write(headOf(videoPath, ['Content-Length: 0']));
  const order: string[] = [];
  const second = two.answer().then(() => order.push('second'));
  await one.answer().then(() => order.push('first'));
  one.socket.end();
  await second;
  expect(order).toEqual(['first', 'second']);
});
