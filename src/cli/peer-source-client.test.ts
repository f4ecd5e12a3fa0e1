import { describe, expect, test } from 'vitest';
import { runningPeer as running } from './peer.test-setup.ts';
import { typed } from './typed.ts';

const served = (scenario: string) =>
  running(['peer', 'icecast-server', '--listen', '127.0.0.1:0', '--serve', scenario]);

const startNow = /Start the client now, with (\S+)/;

describe('peer source-client with ICY-META 2', () => {
  test('it passes a scenario about its token over TLS', async () => {
    const server = served('icy2/client/token/of-a-source');
    const [, ca = ''] = await server.said(/It is to trust (\S+\.pem)/);
    const [, url = ''] = await server.said(startNow);
    expect(url).toMatch(/^https:/);
    const client = running(['peer', 'source-client', url, '--icy2', 'full', '--ca', ca]);
    const judged = await server.ended;
    expect(judged).toMatchObject({ code: 0, err: '' });
    expect(judged.out).toContain('pass  ICY2-SEC-TOK-1');
    expect(judged.out).not.toMatch(/^(?:warn|fail|inconclusive)/m);
    await client.end();
  });

  test('it keeps its station id when it is ended and started again', async () => {
    const server = served('icy2/client/again/in-two-sessions');
    const [, url = ''] = await server.said(startNow);
    const client = ['peer', 'source-client', url, '--icy2', 'minimal'];
    const first = running(client);
    await server.said(/Now end the client/);
    expect(await first.end()).toMatchObject({ code: 0 });
    await server.said(/Now start it again/);
    const second = running(client);
    expect((await server.ended).out).toContain('pass  ICY2-FIELD-icy-station-id-rec');
    await second.end();
  });

  test('how much it speaks is one of three words, and --ca is for https', async () => {
    const url = 'http://127.0.0.1:1/live.mp3';
    expect(await typed(['peer', 'source-client', url, '--icy2', 'all'])).toMatchObject({ code: 2 });
    expect(await typed(['peer', 'source-client', url, '--ca', 'ca.pem'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('https://') as string,
    });
  });
});
