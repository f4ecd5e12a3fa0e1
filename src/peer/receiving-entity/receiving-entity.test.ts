import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { emptyMfra } from '../../media/tracks/forms.ts';
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
  withTrackId,
} from './visitor.test-setup.ts';

test('takes an empty probe, a header, fragments in long and in short requests, and the end of the event', async () => {
  const lines: string[] = [];
  const entity = await start([], { log: (line) => lines.push(line) });
  expect((await post(entity, videoPath)).status).toBe(200);
  expect((await post(entity, videoPath, video.header)).status).toBe(200);
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  source.write(chunk(video.header));
  for (const number of [0, 1, 2]) for (const piece of video.chunks(number)) source.write(chunk(piece));
  source.write(lastChunk);
  expect((await source.answer()).status).toBe(200);
  source.write(headOf(videoPath, [`Content-Length: ${String(fragment(3).length)}`]));
  source.write(fragment(3));
  expect((await source.answer()).status).toBe(200);
  expect((await post(entity, videoPath, emptyMfra)).status).toBe(200);
  expect((await post(entity, videoPath, fragment(4))).status).toBe(412);
  expect((await post(entity, videoPath, joined(video.header, fragment(4)))).status).toBe(200);
  const [track] = entity.tracks();
  const whole = joined(video.header, ...[0, 1, 2, 3, 4].map((number) => fragment(number)));
  expect(Buffer.compare(track?.joined() ?? new Uint8Array(0), whole)).toBe(0);
  expect(track?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(lines.some((line) => line.includes('the event ends'))).toBe(true);
});

test('tells tracks apart by their paths, also where segments have paths of their own', async () => {
  const entity = await start();
  const answers = [
    await post(entity, `${point}/video/init.cmfv`, video.header, { method: 'PUT' }),
    await post(entity, `${point}/audio/init.cmfa`, audio.header, { method: 'PUT' }),
    await post(entity, `${point}/video/7.cmfv`, fragment(7), { method: 'PUT' }),
    await post(entity, `${point}/audio/7.cmfa`, fragment(7, audio), { method: 'PUT' }),
    await post(entity, `${point}/text/7.cmft`, fragment(7)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 412]);
  const back = await post(entity, `${point}/audio/init.cmfa`, undefined, { method: 'GET', as: nobody });
  expect(back.body).toBe(Buffer.from(joined(audio.header, fragment(7, audio))).toString('latin1'));
});

test('tells tracks apart by their headers where all have the POST URL', async () => {
  const entity = await start();
  const [one, two] = [await connect(entity), await connect(entity)];
  for (const [source, track] of [
    [one, video],
    [two, audio],
  ] as const) {
    source.write(headOf(point, chunked));
    source.write(chunk(track.header));
  }
  for (const number of [0, 1]) {
    one.write(chunk(fragment(number)));
    two.write(chunk(fragment(number, audio)));
  }
  one.write(lastChunk);
  two.write(lastChunk);
  expect([(await one.answer()).status, (await two.answer()).status]).toEqual([200, 200]);
  expect(entity.tracks().map(({ fragments }) => fragments.length)).toEqual([
    2 * video.chunks(0).length,
    2 * audio.chunks(0).length,
  ]);
});

test('answers a long request after its last chunk, and not before', async () => {
  const entity = await start();
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  source.write(chunk(joined(video.header, fragment(0))));
  expect((await post(entity, videoPath)).status).toBe(200);
  const answer = source.answer();
  let early = true;
  void answer.then(() => {
    expect(early).toBe(false);
  });
  await post(entity, videoPath);
  early = false;
  source.write(lastChunk);
  expect((await answer).status).toBe(200);
});

test.for([
  ['no credentials', nobody, videoPath, 403],
  ['a wrong password', { user: 'ingest', password: 'wrong' }, videoPath, 403],
  ['an account of another publishing point', other, videoPath, 403],
  ['a publishing point that is not set up', owner, '/nowhere/Streams(video.cmfv)', 404],
  ['a path above the publishing point', owner, '/live', 403],
  ['a path that leads out of the publishing point', owner, `${point}/../../else/video.cmfv`, 403],
  ['an encoded path that leads out', owner, `${point}/%2e%2e/ch2/video.cmfv`, 403],
  ['a path that cannot be decoded', owner, `${point}/%zz`, 400],
] as const)('refuses %s', async ([, as, path, status]) => {
  const answer = await post(await start(), path, new Uint8Array(0), { as });
  expect(answer.status).toBe(status);
  expect(answer.head).not.toMatch(/www-authenticate/i);
  expect(answer.body).toMatch(/\w/);
});

test('answers an error as soon as it is known, and hears the rest of the body out', async () => {
  const entity = await start();
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  source.write(chunk(fragment(0)));
  expect((await source.answer()).status).toBe(412);
  for (const number of [1, 2, 3]) source.write(chunk(fragment(number)));
  source.write(lastChunk);
  source.write(headOf(videoPath, [`Content-Length: ${String(video.header.length)}`]));
  source.write(video.header);
  expect((await source.answer()).status).toBe(200);
  source.write(headOf(videoPath, [`Content-Length: ${String(fragment(0).length)}`]));
  source.write(withTrackId(fragment(0), 77));
  expect((await source.answer()).status).toBe(412);
});

test('takes a header again, another language, fragments sent twice and late ones, and keeps each once', async () => {
  const entity = await start();
  const german = Buffer.from(audio.header);
  german.write('de', german.indexOf('elng') + 8, 'latin1');
  const path = `${point}/Streams(audio.cmfa)`;
  const bodies = [
    audio.header,
    ...[0, 1, 1].map((number) => fragment(number, audio)),
    audio.header,
    fragment(4, audio),
    german,
    fragment(3, audio),
  ];
  for (const body of bodies) expect((await post(entity, path, body)).status).toBe(200);
  const [track] = entity.tracks();
  const whole = joined(german, ...[0, 1, 3, 4].map((number) => fragment(number, audio)));
  expect(Buffer.compare(track?.joined() ?? new Uint8Array(0), whole)).toBe(0);
});

test('goes on with a track whose connection was reset in the middle of a fragment', async () => {
  const entity = await start();
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  source.write(chunk(joined(video.header, fragment(0), fragment(1).subarray(0, 300))));
  await post(entity, videoPath);
  source.socket.resetAndDestroy();
  expect((await post(entity, videoPath, joined(video.header, fragment(1), fragment(2)))).status).toBe(200);
  const [track] = entity.tracks();
  const whole = joined(video.header, ...[0, 1, 2].map((number) => fragment(number)));
  expect(Buffer.compare(track?.joined() ?? new Uint8Array(0), whole)).toBe(0);
  expect(track?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('two sources at once on one path are each judged by themselves', async () => {
  const entity = await start();
  const sources = [await connect(entity), await connect(entity)];
  for (const source of sources) {
    source.write(headOf(videoPath, chunked));
    source.write(chunk(video.header));
  }
  for (const number of [0, 1, 2]) {
    for (const source of sources) {
      source.write(chunk(fragment(number).subarray(0, 400)));
      await post(entity, videoPath);
      source.write(chunk(fragment(number).subarray(400)));
    }
  }
  for (const source of sources) {
    source.write(lastChunk);
    expect((await source.answer()).status).toBe(200);
  }
  const [track] = entity.tracks();
  expect(track?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(track?.joined().length).toBe(
    joined(video.header, ...[0, 1, 2].map((number) => fragment(number))).length,
  );
});

test('decodes gzip, refuses what grows beyond measure, and codings that it does not know', async () => {
  const entity = await start();
  const fields = ['Content-Encoding: gzip'];
  const body = gzipSync(joined(video.header, fragment(0)));
  expect((await post(entity, videoPath, body, { fields })).status).toBe(200);
  expect(entity.tracks()[0]?.joined().length).toBe(joined(video.header, fragment(0)).length);
  expect((await post(entity, videoPath, body.subarray(0, body.length - 12), { fields })).status).toBe(400);
  expect((await post(entity, videoPath, video.header, { fields })).status).toBe(400);
  const bomb = gzipSync(joined(video.header, Buffer.from('\x04\0\0\0free'), Buffer.alloc(2 ** 26)));
  expect((await post(entity, videoPath, bomb, { fields })).status).toBe(400);
  expect((await post(entity, videoPath, body, { fields: ['Content-Encoding: br'] })).status).toBe(415);
  expect((await post(entity, videoPath, video.header)).status).toBe(200);
});

test('honours Expect: 100-continue, and refuses before it where it can', async () => {
  const entity = await start();
  const source = await connect(entity);
  source.write(headOf(videoPath, [...chunked, 'Expect: 100-continue']));
  expect((await source.answer()).status).toBe(100);
  source.write(chunk(video.header));
  source.write(lastChunk);
  expect((await source.answer()).status).toBe(200);
  source.write(headOf(videoPath, [...chunked, 'Expect: 100-continue'], nobody));
  expect((await source.answer()).status).toBe(403);
  expect(await source.ended()).toBe(false);
});

test.for([
  ['noise', '\x16\x03\x01\x02\x00\x01\x00', 400],
  ['a line that is none', 'what is this\r\n\r\n', 400],
  ['no Host', `POST ${videoPath} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`, 400],
  ['a length and chunks', headOf(videoPath, ['Content-Length: 5', ...chunked]), 400],
  ['two lengths', headOf(videoPath, ['Content-Length: 5', 'Content-Length: 6']), 400],
  ['an endless head', headOf(videoPath, [`X: ${'x'.repeat(70_000)}`]), 400],
  ['an endless target', headOf(`${point}/${'x'.repeat(10_000)}`), 400],
  ['a broken chunk line', `${headOf(videoPath, chunked)}zz\r\n`, 400],
  ['another method', headOf(videoPath, ['Content-Length: 0'], owner, 'DELETE'), 405],
] as const)('answers %s, and is alive afterwards', async ([, text, status]) => {
  const entity = await start();
  const source = await connect(entity);
  source.write(text);
  expect((await source.answer()).status).toBe(status);
  expect((await post(entity, videoPath)).status).toBe(200);
});

test('gives up heads and bodies of which nothing more comes', async () => {
  const timing = { deadline: () => 200, delay: () => 200 };
  const entity = await start([], { timing });
  for (const text of ['POST / HT', `${headOf(videoPath, chunked)}5\r\n`]) {
    const source = await connect(entity);
    source.write(text);
    expect((await source.answer()).status).toBe(408);
  }
  expect((await post(entity, videoPath)).status).toBe(200);
});

test('a restart resets connections and forgets headers, and the port is the same', async () => {
  const entity = await start();
  const source = await connect(entity);
  source.write(headOf(videoPath, chunked));
  source.write(chunk(joined(video.header, fragment(0))));
  await post(entity, videoPath);
  await entity.restart();
  expect(await source.ended()).toBe(true);
  expect((await post(entity, videoPath, fragment(1))).status).toBe(412);
  expect((await post(entity, videoPath, joined(video.header, fragment(1)))).status).toBe(200);
  expect(entity.tracks()[0]?.joined().length).toBe(joined(video.header, fragment(0), fragment(1)).length);
});

test('is alive after a thousand connections at once', async () => {
  const entity = await start([], { validate: false });
  const sources = await Promise.all(Array.from({ length: 1000 }, () => connect(entity)));
  for (const { socket } of sources) socket.destroy();
  expect((await post(entity, videoPath, video.header)).status).toBe(200);
});
