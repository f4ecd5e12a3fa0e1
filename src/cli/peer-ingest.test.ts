import { describe, expect, test } from 'vitest';
import { runningPeer } from './peer.test-setup.ts';
import { typed } from './typed.ts';

const wherePosted = /POST URL (http:\/\/ingest:secret@127\.0\.0\.1:\d+\/live\.isml)/;

const fast = ['--delay-scale', '0.05'];

describe('peer', () => {
  test('the receiving entity takes what the ingest source sends', async () => {
    const receiver = runningPeer(['peer', 'receiving-entity', '--listen', ':0']);
    const [, url = ''] = await receiver.said(wherePosted);
    const source = await typed([
      'peer',
      'ingest-source',
      url,
      '--track',
      'video',
      '--track',
      'ttml',
      '--for',
      '3',
      ...fast,
    ]);
    expect(source).toMatchObject({ code: 0, err: '' });
    expect(source.out).toContain('video: ended, was answered 200');
    const { out, code } = await receiver.end();
    expect(code).toBe(0);
    expect(out).toContain('/live.isml/Streams(ttml.cmft) header subt stpp');
    expect(out).not.toContain('CMAF-TRK');
  });

  test('a source whose password is wrong is refused', async () => {
    const receiver = runningPeer(['peer', 'receiving-entity', '--listen', ':0']);
    const [, url = ''] = await receiver.said(wherePosted);
    const refused = await typed(['peer', 'ingest-source', url.replace('secret', 'wrong'), ...fast]);
    expect(refused).toMatchObject({ code: 1, err: 'ingestspec: the ingest source gave up\n' });
    expect(refused.out).toContain('403');
    await receiver.end();
  });

  test.each<[what: string, argv: readonly string[], line: RegExp | string]>([
    [
      'an option of another peer',
      ['receiving-entity', '--personality', 'ice24'],
      '--personality means nothing to a receiving-entity: leave it out',
    ],
    [
      'a switch of another peer',
      ['icecast-server', '--no-validate'],
      '--no-validate means nothing to a icecast-server: leave it out',
    ],
    [
      'no address',
      ['ingest-source'],
      'ingest-source needs an address: ingestspec peer ingest-source http://127.0.0.1:8080/live.isml',
    ],
    [
      'a quirk of nobody',
      ['receiving-entity', '--quirk', 'omit-host'],
      /^unknown quirk “omit-host” of a receiving entity: /,
    ],
    [
      'a certificate without its key',
      ['receiving-entity', '--tls-cert', 'c.pem'],
      '--tls-cert needs its private key too: give --tls-key FILE',
    ],
    [
      'a track of nobody',
      ['ingest-source', 'http://127.0.0.1:1/', '--track', 'vidoe'],
      'there is no track “vidoe”: did you mean “video”?',
    ],
    [
      'a speed that is none',
      ['ingest-source', 'http://127.0.0.1:1/', '--delay-scale', '0'],
      '--delay-scale is “0”: give a number above 0, such as 2',
    ],
    [
      'a scenario of another peer',
      ['receiving-entity', '--serve', 'icecast/client/request/first-request'],
      'icecast/client/request/first-request is served by another peer: run ingestspec peer icecast-server --serve icecast/client/request/first-request',
    ],
    [
      'a scenario of the receiving entity',
      ['icecast-server', '--serve', 'cmaf/client/end/clean-end'],
      'cmaf/client/end/clean-end is served by another peer: run ingestspec peer receiving-entity --serve cmaf/client/end/clean-end',
    ],
    [
      'a scenario that says it itself',
      ['receiving-entity', '--serve', 'cmaf/client/end/clean-end', '--point', '/x'],
      '--point means nothing together with --serve: the scenario says it',
    ],
  ])('%s is one line', async (_, argv, line) => {
    const { code, out, err } = await typed(['peer', ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const says = err.replace(/^ingestspec: /, '').replace(/\n$/, '');
    if (typeof line === 'string') expect(says).toBe(line);
    else expect(says).toMatch(line);
    expect(says).not.toContain('\n');
  });
});

const serve = (id: string) => runningPeer(['peer', 'receiving-entity', '--listen', ':0', '--serve', id]);

describe('a scenario is served to an ingest source, told as it happens, and judged', () => {
  test.each([
    ['one that does right', [], 0, /\npass {2}DI-CMAF-GP-04a /],
    ['one that does not', ['--quirk', 'forgets-the-header-on-reconnect'], 1, /\nfail {2}DI-CMAF-GP-04a /],
  ])('%s', async (_, quirks, code, verdict) => {
    const receiver = serve('cmaf/client/fault/reset-between-fragments');
    const [, url = ''] = await receiver.said(/Start the source now, with (\S+)/);
    const source = runningPeer(['peer', 'ingest-source', url, '--track', 'video', ...fast, ...quirks]);
    const ended = await receiver.ended;
    await source.end();
    expect(ended).toMatchObject({ code, err: '' });
    expect(ended.out).toMatch(/conn 0 {2}← POST \/live\.isml/);
    expect(ended.out).toMatch(/✂ reset by us/);
    expect(ended.out).not.toContain('aW5nZXN0OnNlY3JldA==');
    expect(ended.out).not.toMatch(/[\0-\x08]|\\0/);
    expect(ended.out).toMatch(verdict);
  });

  test('it says which second instance is to be started, and when', async () => {
    const receiver = serve('cmaf/client/instances/late-joiner');
    const [, url = ''] = await receiver.said(/Start the source now, with (\S+)/);
    await receiver.said(/A second instance .* is needed later/);
    const first = runningPeer(['peer', 'ingest-source', url, '--track', 'video', ...fast]);
    const [, other = ''] = await receiver.said(/Now start the second instance, with (\S+)/);
    expect(other).toBe(url.replace('/live.isml', '/second/live.isml'));
    await first.end();
    const { code, out } = await receiver.end();
    expect(code).toBe(0);
    expect(out).toContain('Interrupted: what was seen so far is judged.');
  });

  test('over TLS it says which files a source needs', async () => {
    const receiver = serve('cmaf/client/tls/client-certificate');
    const [, ca = '', cert = '', key = ''] = await receiver.said(
      /trust (\S+), and may show the certificate (\S+) with (\S+)/,
    );
    const [, url = ''] = await receiver.said(/Start the source now, with (https:\S+)/);
    const source = runningPeer([
      ...['peer', 'ingest-source', url, '--track', 'video', '--ca', ca, '--cert', cert, '--key', key],
      ...fast,
    ]);
    expect(await receiver.ended).toMatchObject({ code: 0, err: '' });
    await source.end();
  });

  test('with a name it says where that is looked up', async () => {
    const receiver = serve('cmaf/client/names/first-address-dead');
    const [, nameserver = ''] = await receiver.said(/look up ingest\.test at the name server (\S+)/);
    const [, url = ''] = await receiver.said(/Start the source now, with (\S+)/);
    const source = runningPeer([
      ...['peer', 'ingest-source', url, '--track', 'video', '--nameserver', nameserver],
      ...fast,
    ]);
    const { code, out } = await receiver.ended;
    await source.end();
    expect(code).toBe(0);
    expect(out).toMatch(/asks for A of ingest\.test: 127\.\S+, 127\.\S+/);
    expect(out).toMatch(/\npass {2}DI-GEN-03 /);
  });
});
