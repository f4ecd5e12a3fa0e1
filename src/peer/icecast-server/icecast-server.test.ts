import { expect, test } from 'vitest';
import { CannotListen, icecastServer } from './icecast-server.ts';
import {
  admin,
  authorization,
  bodyOf,
  chunk,
  get,
  owner,
  put,
  start,
  stream,
  talk,
} from './talk.test-setup.ts';

test('a source is taken, heard, and answered at its end', async () => {
  const server = await start();
  const source = await talk(server, put('Ice-Name: Test\r\n'));
  expect(await source.until(/\r\n\r\n/)).toMatch(
    /^HTTP\/1\.1 100 Continue\r\nDate: [^\r]+ GMT\r\nServer: ingestspec\r\n\r\n$/,
  );
  source.socket.write(Buffer.from(chunk(stream.slice(0, 9000)), 'latin1'));
  const listener = await talk(server, get());
  expect(await listener.until(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 200 OK[^]*icy-name: Test\r\n/);
  source.socket.write(Buffer.from(`${chunk(stream.slice(9000))}0\r\n\r\n`, 'latin1'));
  expect(bodyOf(await listener.ended)).toBe(stream);
  expect(await source.ended).toMatch(/HTTP\/1\.1 200 OK/);
  expect(await (await talk(server, get())).ended).toMatch(/^HTTP\/1\.1 404 /);
});

test('a refused source can read why, whatever it has in flight', async () => {
  const server = await start();
  const flood = 'x'.repeat(256 * 1024);
  const head =
    'PUT /live.mp3 HTTP/1.1\r\nHost: x\r\nContent-Type: audio/mpeg\r\nContent-Length: 999999\r\n\r\n';
  const source = await talk(server, head + flood);
  expect(await source.ended).toMatch(/^HTTP\/1\.1 401 Unauthorized[^]*WWW-Authenticate: Basic realm=/);
  let reset = false;
  source.socket.on('error', () => (reset = true));
  await new Promise((resolve) => source.socket.write(flood, resolve));
  source.socket.end();
  await new Promise((resolve) => source.socket.once('close', resolve));
  expect(reset).toBe(false);
});

test('metadata reaches listeners who ask for it, and the statistics', async () => {
  const server = await start();
  const source = await talk(server, put());
  await source.until(/100/);
  const listener = await talk(server, get('/live.mp3', 'Icy-MetaData: 1\r\n'));
  expect(await listener.until(/\r\n\r\n/)).toContain('icy-metaint: 16000');
  const update = `/admin/metadata?mode=updinfo&mount=/live.mp3&song=${encodeURIComponent("Zoë's")}+song`;
  expect(await (await talk(server, get(update))).ended).toMatch(/ 401 /);
  expect(await (await talk(server, get(update, authorization()))).ended).toMatch(
    / 200 [^]*<return>1<\/return>/,
  );
  expect(await (await talk(server, get(update.replace('live', 'absent'), authorization()))).ended).toMatch(
    / 400 /,
  );
  source.socket.write(Buffer.from(chunk(stream), 'latin1'));
  const heard = await listener.until(/StreamTitle='[^;]*';/);
  expect(Buffer.from(heard, 'latin1').toString('utf8')).toContain("StreamTitle='Zoë's song';");
  expect(await (await talk(server, get('/status-json.xsl'))).ended).toContain('"title":"ZoÃ«\'s song"');
});

test('the statistics tell of sources, and more to the administrator', async () => {
  const server = await start();
  const source = await talk(server, put('Ice-Name: <b>"&"</b>\r\nUser-Agent: me/1\r\n'));
  await source.until(/100/);
  const page = JSON.parse(bodyOf(await (await talk(server, get('/status-json.xsl'))).ended)) as unknown;
  const entry = { server_name: '<b>"&"</b>', listenurl: `${server.origin}/live.mp3` };
  expect(page).toMatchObject({ icestats: { source: entry } });
  expect(JSON.stringify(page)).not.toContain('me/1');
  expect(await (await talk(server, get('/admin/stats'))).ended).toMatch(/ 401 /);
  const stats = await (await talk(server, get('/admin/stats', authorization('admin', 'secret')))).ended;
  expect(stats).toContain('<server_name>&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;</server_name>');
  expect(stats).toContain('<user_agent>me/1</user_agent>');
  const mounts = await (await talk(server, get('/admin/listmounts', authorization('admin', 'secret')))).ended;
  expect(mounts).toContain('<source mount="/live.mp3">');
});

test.for<[name: string, request: string, answer: RegExp]>([
  [
    'OPTIONS',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
    /^HTTP\/1\.1 204 [^]*Allow: GET, HEAD, PUT, SOURCE, OPTIONS/,
  ],
  ['the first probe of libshout', get('/admin/!POKE'), /^HTTP\/1\.1 400 /],
  ['an unknown method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 501 /],
  ['POST', 'POST /live.mp3 HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 405 [^]*Allow: /],
  ['HEAD', 'HEAD /status-json.xsl HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 200 [^]*\r\n\r\n$/],
  ['no HTTP', 'no HTTP at all\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['TLS', '\x16\x03\x01\x02\x00', /^HTTP\/1\.1 400 /],
  ['an endless target', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`, /^HTTP\/1\.1 400 /],
])('%s is answered', async ([, request, answer]) => {
  const { ended } = await talk(await start(), request);
  expect(await ended).toMatch(answer);
});

test('a source of SOURCE and ICE/1.0 is taken as of old', async () => {
  const server = await start();
  const source = await talk(
    server,
    `SOURCE /live.mp3 ICE/1.0\r\n${authorization()}content-type: audio/mpeg\r\n\r\n${stream}`,
  );
  expect(await source.until(/\r\n\r\n/)).toMatch(/ 200 OK/);
  const listener = await talk(server, get());
  expect((await listener.until(new RegExp('@'))).length).toBeGreaterThan(0);
});

test('a source that falls silent is dropped, and its mount point is free', async () => {
  const server = await start([], 'strict', 20);
  const source = await talk(server, put());
  await source.ended;
  expect(await (await talk(server, put())).until(/\r\n\r\n/)).toMatch(/ 100 /);
});

test('a listener who takes nothing is dropped, and nobody else', async () => {
  const server = await start();
  const source = await talk(server, put());
  await source.until(/100/);
  const slow = await talk(server, get());
  await slow.until(/\r\n\r\n/);
  slow.socket.pause();
  const quick = await talk(server, get());
  await quick.until(/\r\n\r\n/);
  const piece = Buffer.from(chunk('x'.repeat(256 * 1024)), 'latin1');
  // The kernel takes some megabytes for the slow one before it waits.
  for (let sent = 0; sent < 64; sent += 1)
    await new Promise((resolve) => source.socket.write(piece, resolve));
  slow.socket.resume();
  await slow.ended;
  expect(slow.text().length).toBeLessThan(64 * 256 * 1024);
  expect(quick.text().length).toBeGreaterThan(slow.text().length);
});

test('the habits of Icecast 2.4', async () => {
  const server = await start([], 'ice24');
  const source = await talk(
    server,
    put('Icy-Echo: yes\r\n', 'Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n'),
  );
  const answers = await source.until(/200[^]*\r\n\r\n/);
  expect(answers).toMatch(/^HTTP\/1\.1 100 Continue\r\nContent-Length: 0\r\n\r\nHTTP\/1\.0 200 OK\r\n/);
  source.socket.write(Buffer.from(`${chunk(stream.slice(0, 5000))}0\r\n\r\n`, 'latin1'));
  const listener = await talk(server, get());
  expect(await listener.until(/0\r\n\r\n$/)).toMatch(/^HTTP\/1\.0 200 [^]*Icy-Echo: yes[^]*\r\n\r\n1388\r\n/);
  expect(await (await talk(server, put())).ended).toMatch(/^HTTP\/1\.0 403 /);
});

test('the habits of Icecast 2.5', async () => {
  const server = await start([], 'ice25');
  const announced = await talk(server, put());
  expect(await announced.until(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 100 Continue[^]*Content-Length: 0\r\n\r\n$/);
  announced.socket.write('0\r\n\r\n');
  expect(await announced.ended).toMatch(/HTTP\/1\.1 200 OK/);
  const plain = await talk(server, `${put('', 'Content-Length: 3\r\n')}abc`);
  expect(await plain.ended).toBe('');
});

test('a port that is taken is told as such', async () => {
  const { port, host } = await start();
  const again = icecastServer({ host, port, personality: 'strict', quirks: [], owner, admin, accounts: {} });
  await expect(again).rejects.toThrow(CannotListen);
});
