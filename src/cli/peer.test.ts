import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { runningPeer as running } from './peer.test-setup.ts';
import type { Typed } from './typed.ts';
import { typed } from './typed.ts';

const whereSourcesGo = /http:\/\/source:hackme@(127\.0\.0\.1:\d+)\/live\.mp3/;

describe('peer', () => {
  test('the server takes the source client, and the listener hears it', async () => {
    const server = running(['peer', 'icecast-server', '--listen', ':0', '--personality', 'ice25']);
    const [url, authority = ''] = await server.said(whereSourcesGo);
    const source = running(['peer', 'source-client', url]);
    const status = await untilPlayed(`http://${authority}/live.mp3`);
    expect(status.code).toBe(0);
    expect(status.out).toMatch(/heard [1-9]\d* bytes, [1-9]\d* frames\n$/);
    expect(await source.end()).toMatchObject({ code: 0, err: '' });
    expect(await server.end()).toMatchObject({ code: 0, err: '' });
  });

  test('a source client that is refused says so', async () => {
    const server = running(['peer', 'icecast-server', '--listen', ':0']);
    const [, authority = ''] = await server.said(whereSourcesGo);
    await server.said(/statistics http:\/\/[^ ]*\/status-json\.xsl[^]*pages +http:\/\/[^ ]*\/status\.xsl/);
    const source = running([
      'peer',
      'source-client',
      `http://source:wrong@${authority}/live.mp3`,
      '--quirk',
      'never-retries',
    ]);
    expect(await source.ended).toMatchObject({
      code: 1,
      out: expect.stringContaining('401') as string,
      err: 'ingestspec: the source client gave up\n',
    });
    await server.end();
  });

  test('a listener of nobody says so', async () => {
    expect(await typed(['peer', 'listener', 'http://127.0.0.1:1/live.mp3'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  test('an address in use is one line that says what to do', async () => {
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const where = `127.0.0.1:${String((other.address() as AddressInfo).port)}`;
    const err = `ingestspec: ${where} cannot be listened on: another program listens there: end it, or choose another with --listen HOST:PORT (:0 is any free port)\n`;
    expect(await typed(['peer', 'icecast-server', '--listen', where])).toEqual({ code: 2, out: '', err });
    const served = [
      'peer',
      'icecast-server',
      '--listen',
      where,
      '--serve',
      'icecast/client/request/first-request',
    ];
    expect(await typed(served)).toEqual({ code: 2, out: '', err });
    other.close();
  });

  test('an address of another machine is one line', async () => {
    const { code, err } = await typed(['peer', 'icecast-server', '--listen', '192.0.2.1:8000']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'ingestspec: 192.0.2.1:8000 cannot be listened on: this machine has no such address: choose another with --listen HOST:PORT\n',
    });
  });

  test.each([
    ['a client that does right', [], 0, /\npass {2}ICE-REQ-01 /],
    ['one that does not', ['--quirk', 'uses-source-method'], 1, /\nfail {2}ICE-COM-01 /],
  ])('a scenario is served to %s, told as it happens, and judged', async (_, quirks, code, verdict) => {
    const server = running([
      'peer',
      'icecast-server',
      '--listen',
      ':0',
      '--serve',
      'icecast/client/request/first-request',
    ]);
    const [url] = await server.said(/http:\/\/[^ ]*\/live\.mp3/);
    const source = running(['peer', 'source-client', url, ...quirks]);
    const ended = await server.ended;
    await source.end();
    expect(ended).toMatchObject({ code, err: '' });
    expect(ended.out).toMatch(/conn 0 {2}← (PUT|SOURCE) \/live\.mp3 HTTP\/1\.1 ⏎ /);
    expect(ended.out).not.toContain('c291cmNlOmhhY2ttZQ==');
    expect(ended.out).toMatch(verdict);
  });
});

/** Listens until something is played, as a source takes a moment to arrive; then until there is enough of it. */
async function untilPlayed(url: string): Promise<Typed> {
  for (;;) {
    const listener = running(['peer', 'listener', url]);
    const answered = await Promise.race([
      listener.said(/HTTP\/1\.[01] (\d+)/),
      listener.ended.then(() => undefined),
    ]);
    if (answered?.[1] !== '200') {
      await listener.end();
      continue;
    }
    await listener.said(/the stream is heard/);
    return listener.end();
  }
}
