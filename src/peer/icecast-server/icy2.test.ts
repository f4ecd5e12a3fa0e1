import { expect, test } from 'vitest';
import { icyFields, icyHeaders, statisticOf } from '../../icy/fields.ts';
import type { Personality } from '../../scenario/behaviour.ts';
import { makeIngestCertificates } from '../../wire/ingest-certificates.ts';
import {
  bytesOfText,
  heard,
  inJson,
  inXml,
  sevenHtml,
  source,
  statusXsl,
  version,
} from './icy2.test-setup.ts';
import { authorization, get, start, startWith, talk } from './talk.test-setup.ts';

const everyField = icyHeaders.map((header) => `${header}: ${bytesOfText(icyFields[header].good[0])}`);

const everyStatistic = Object.fromEntries(
  icyHeaders.flatMap((header) => {
    const name = statisticOf(header);
    return name === undefined ? [] : [[name, icyFields[header].good[0]]];
  }),
);

test('every field is published under its name, to everybody and to the administrator, and the token to nobody', async () => {
  const server = await start();
  const token = icyFields['icy-auth-token'].good[0].replace('Bearer ', '');
  const { status } = await source(server, everyField);
  expect(status).toBe(100);
  expect(await inJson(server)).toMatchObject(everyStatistic);
  expect(await inXml(server)).toMatchObject(everyStatistic);
  const listener = await heard(server);
  const pages = [
    JSON.stringify([await inJson(server), await inXml(server), listener.fields]),
    await statusXsl(server),
    await sevenHtml(server),
  ];
  for (const page of pages) expect(page).not.toContain(token);
});

test.each(['2.1', '2.0', '2.', '2.garbage', '2.10'])('version %s is ICY2', async (one) => {
  const server = await start();
  await source(server, [`Icy-Metadata-Version: ${one}`, 'icy-nsfw: 0']);
  expect(await inJson(server)).toMatchObject({ 'icy2-version': one, 'icy2-nsfw': '0' });
});

test.each([undefined, '', '2', '3.0', 'v2.1', '20.1'])('version %s is not', async (one) => {
  const server = await start();
  const lines = one === undefined ? [] : [`icy-metadata-version: ${one}`];
  const { status } = await source(server, [...lines, 'icy-nsfw: 1', 'icy-name: N']);
  expect(status).toBe(100);
  const shown = await inJson(server);
  expect(shown).toMatchObject({ server_name: 'N' });
  expect(Object.keys(shown ?? {}).filter((name) => name.startsWith('icy2-'))).toEqual([]);
});

test('the first of several versions counts', async () => {
  const server = await start();
  await source(server, ['icy-metadata-version: 2.0', 'icy-metadata-version: 3.0']);
  expect(await inJson(server)).toMatchObject({ 'icy2-version': '2.0' });
  await source(server, ['icy-metadata-version: 3.0', version], { mount: '/other.mp3' });
  expect(await inJson(server, '/other.mp3')).not.toHaveProperty('icy2-version');
});

test('nothing is published of what was not sent', async () => {
  const server = await start();
  await source(server, [version]);
  expect(Object.keys((await inJson(server)) ?? {})).toEqual([
    'icy2-version',
    'server_type',
    'listeners',
    'stream_start_iso8601',
    'listenurl',
  ]);
});

test('Ice-Name wins over icy-name, and a listener is told either as icy-name', async () => {
  const server = await start();
  const one = await source(server, [
    'icy-name: A',
    'Ice-Name: B',
    'icy-url: https://a.example',
    'icy-pub: 0',
  ]);
  expect(await inJson(server)).toMatchObject({ server_name: 'B', server_url: 'https://a.example' });
  const { fields } = await heard(server);
  expect(fields).toMatchObject({ 'icy-name': 'B', 'icy-url': 'https://a.example', 'icy-pub': '0' });
  await one.end();
});

test('a listener is told what Icecast tells, and no field beyond', async () => {
  const server = await start();
  const lines = ['icy-name: N', 'icy-genre: G', 'icy-br: 128', 'icy-description: D', 'icy-unknown: U'];
  await source(server, [version, ...lines, 'icy-emoji: x']);
  const { fields } = await heard(server);
  expect(Object.keys(fields).filter((name) => name.startsWith('icy-'))).toEqual([
    'icy-name',
    'icy-description',
    'icy-genre',
    'icy-br',
  ]);
});

test('text is UTF-8, with U+FFFD in place of what is none', async () => {
  const server = await start();
  const lines = [
    `icy-emoji: ${bytesOfText('🎵🔥')}`,
    'icy-dj-handle: a\xffb\xe9',
    `icy-name: ${bytesOfText('Zoë')}`,
  ];
  await source(server, [version, ...lines]);
  const expected = { 'icy2-emoji': '🎵🔥', 'icy2-dj-handle': 'a\ufffdb\ufffd', server_name: 'Zoë' };
  expect(await inJson(server)).toMatchObject(expected);
  expect(await inXml(server)).toMatchObject(expected);
});

test('fields go with their source, and are replaced by those of the next', async () => {
  const server = await start();
  const first = await source(server, [version, 'icy-duration: 10', 'icy-language: en']);
  await first.end();
  expect(await inJson(server)).toBeUndefined();
  await source(server, [version, 'icy-duration: 20']);
  const shown = await inJson(server);
  expect(shown).toMatchObject({ 'icy2-duration': '20' });
  expect(shown).not.toHaveProperty('icy2-language');
});

test('the pages escape what a source says, and link addresses of the web alone', async () => {
  const server = await start();
  const lines = [
    'icy-url: https://a.example/?a=1&b="2"',
    'icy-video-link: javascript:alert(1)',
    `icy-name: <script>alert('x')</script>]]>`,
  ];
  await source(server, [version, ...lines]);
  const page = await statusXsl(server);
  expect(page).toContain('<a href="https://a.example/?a=1&amp;b=&quot;2&quot;"');
  expect(page).toContain('<td>javascript:alert(1)</td>');
  expect(page).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;]]&gt;');
  expect(page).not.toContain('<script');
  expect(await sevenHtml(server)).toContain('0,1,0,unlimited,0,0,<');
  const title = '/admin/metadata?mode=updinfo&mount=/live.mp3&song=%3Cb%3E';
  await (
    await talk(server, get(title, authorization()))
  ).ended;
  expect(await sevenHtml(server)).toContain('0,1,0,unlimited,0,0,&lt;b&gt;');
});

test.each<Personality>(['ice24', 'ice25'])('%s knows nothing of ICY2', async (personality) => {
  const server = await start([], personality);
  await source(server, [version, 'icy-name: N', 'icy-nsfw: 1']);
  const shown = await inJson(server);
  expect(shown).toMatchObject({ server_name: 'N' });
  expect(Object.keys(shown ?? {}).some((name) => name.startsWith('icy2-'))).toBe(false);
});

test('lines of fields in a body are no fields', async () => {
  const server = await start();
  const { status } = await source(server, [], { body: '\r\nicy-metadata-version: 2.1\r\nicy-name: N\r\n' });
  expect(status).toBe(100);
  const shown = await inJson(server);
  expect(shown).not.toHaveProperty('server_name');
  expect(shown).not.toHaveProperty('icy2-version');
});

test('both ports have the same mount points', async () => {
  const { server: identity, authority } = await makeIngestCertificates();
  const server = await startWith({ secure: identity });
  expect(server.securePort).not.toBe(server.port);
  const { status } = await source(server, [version, 'icy-nsfw: 1'], { ca: authority.cert });
  expect(status).toBe(100);
  expect(await inJson(server)).toMatchObject({ 'icy2-nsfw': '1' });
  const page = await (await talk(server, get('/status-json.xsl'), authority.cert)).ended;
  expect(page).toContain(`"listenurl":"https://127.0.0.1:${String(server.securePort)}/live.mp3"`);
});

test('a second port that is taken leaves no first one behind', async () => {
  const { server: identity } = await makeIngestCertificates();
  const { port } = await start();
  await expect(startWith({ secure: { ...identity, port } })).rejects.toThrow('EADDRINUSE');
});

const token = 'right.token';

test.for<[name: string, mount: string, auth: string, token: string, status: number]>([
  ['the right token', '/live.mp3', '', `Bearer ${token}`, 100],
  ['the right token without a scheme', '/live.mp3', '', token, 100],
  ['a token of another mount point', '/other.mp3', '', `Bearer ${token}`, 401],
  ['a wrong token', '/live.mp3', '', 'Bearer wrong', 401],
  ['an empty token', '/live.mp3', '', 'Bearer ', 401],
  ['the right token beside a wrong password', '/live.mp3', authorization('source', 'no'), token, 401],
  ['a wrong token beside the right password', '/live.mp3', authorization(), 'Bearer wrong', 100],
])('%s is answered', async ([, mount, auth, sent, status]) => {
  const server = await startWith({ tokens: new Map([['/live.mp3', token]]) });
  expect(await source(server, [version, `icy-auth-token: ${sent}`], { mount, auth })).toMatchObject({
    status,
  });
});

test('a server without tokens takes none', async () => {
  const server = await start();
  expect(await source(server, ['icy-auth-token: Bearer undefined'], { auth: '' })).toMatchObject({
    status: 401,
  });
});
