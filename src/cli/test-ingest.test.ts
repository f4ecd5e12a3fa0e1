import { createSocket } from 'node:dgram';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunReport } from '../verdict/result.ts';
import { makeCertificates } from '../wire/certificates.ts';
import { typed } from './typed.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ingestspec-test-ingest-'));
let cwd = root;
let count = 0;
beforeEach(() => {
  count += 1;
  cwd = path.join(root, String(count));
  mkdirSync(cwd);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const write = (name: string, content: string): string => {
  writeFileSync(path.join(cwd, name), content);
  return path.join(cwd, name);
};
const report = (): RunReport =>
  JSON.parse(readFileSync(path.join(cwd, 'reports/latest/run.json'), 'utf8')) as RunReport;

const url = 'http://127.0.0.1:1/live.isml';
const cmaf = ['--suite', 'cmaf'];

describe('what makes no sense is one line, and nothing runs', () => {
  test.each<[what: string, argv: readonly string[], line: string]>([
    [
      'an address, and scenarios of two protocols',
      [url],
      'scenarios of icecast, icy2, cmaf, dash and hls are selected, and a target speaks one of these protocols (icecast and icy2 are one, and so are dash and hls): say which with --suite icecast, --suite icy2, --suite cmaf, --suite dash or --suite hls',
    ],
    [
      'a command, and scenarios of two protocols',
      ['--', 'ffmpeg', '{url}'],
      'scenarios of icecast, icy2, cmaf, dash and hls are selected, and a target speaks one of these protocols (icecast and icy2 are one, and so are dash and hls): say which with --suite icecast, --suite icy2, --suite cmaf, --suite dash or --suite hls',
    ],
    [
      'a track that is no CMAF',
      [url, ...cmaf, '--tracks', 'text'],
      '--tracks text is no CMAF track: a file without a CMAF header; see ingestspec validate text',
    ],
    [
      'a track that is not there',
      [url, ...cmaf, '--tracks', 'nowhere.cmfv'],
      '--tracks nowhere.cmfv cannot be read (ENOENT): give a CMAF file',
    ],
    [
      'a certificate without its key',
      ['https://127.0.0.1:1/live.isml', ...cmaf, '--cert', 'text'],
      'a client certificate is a certificate and its key: give both --cert and --key',
    ],
    [
      'a network of its own for a server',
      [url, ...cmaf, '--setup', 'namespaces'],
      '--setup namespaces is about a command under test, and a server is tested: leave it out',
    ],
    [
      'a name server for a server',
      [url, ...cmaf, '--dns-port', '5300'],
      '--dns-port is about a command under test, and a server is tested: leave it out',
    ],
    [
      'a port that is none',
      [...cmaf, '--dns-port', '70000', '--', 'x'],
      '--dns-port is “70000”: ports go up to 65535',
    ],
    [
      'a name server and networks that have their own',
      [...cmaf, '--dns-port', '5300', '--setup', 'namespaces', '--', 'x'],
      '--dns-port means nothing together with --setup namespaces, where names are looked up at port 53: leave it out',
    ],
    [
      'an address for reading back without a path',
      [url, ...cmaf, '--read-back', 'http://127.0.0.1/'],
      '--read-back http://127.0.0.1/ names no object: write a URL with {path} in it, such as http://127.0.0.1:8080{path}',
    ],
  ])('%s', async (_, argv, line) => {
    write('text', 'hello');
    expect(await typed(['test', ...argv], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `ingestspec: ${line}\n`,
    });
  });

  test('a certificate and the key of another', async () => {
    const [one, other] = await Promise.all([makeCertificates(), makeCertificates()]);
    write('cert.pem', one.client.cert);
    write('key.pem', other.client.key);
    const pair = ['--cert', 'cert.pem', '--key', 'key.pem'];
    const { code, err } = await typed(['test', 'https://127.0.0.1:1/live.isml', ...cmaf, ...pair], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/^ingestspec: cert\.pem, key\.pem cannot be used for TLS: .*\n$/);
  });

  test.each([
    ['our own peers', []],
    ['a command', ['--', 'ffmpeg', '{url}']],
  ])('networks of their own without the rights, for %s', async (_, command) => {
    mkdirSync(path.join(cwd, 'bin'));
    const ip = write('bin/ip', '#!/bin/sh\necho "Operation not permitted" >&2\nexit 1\n');
    chmodSync(ip, 0o755);
    vi.stubEnv('PATH', `${path.join(cwd, 'bin')}:${process.env['PATH'] ?? ''}`);
    expect(await typed(['test', ...cmaf, '--setup', 'namespaces', ...command], { cwd })).toEqual({
      code: 2,
      out: '',
      err: 'ingestspec: --setup namespaces needs the rights of root on Linux: run it with sudo, or leave --setup out (ip said: Operation not permitted)\n',
    });
  });

  test('a port for names that is in use', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const port = String(socket.address().port);
    expect(await typed(['test', ...cmaf, '--dns-port', port, '--', 'x'], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `ingestspec: --dns-port ${port} cannot be listened on at 127.0.0.1: another program listens there: end it, or choose another port\n`,
    });
    socket.close();
  });
});

describe('a receiving entity', () => {
  test('that is not there is exit code 3, and one line', async () => {
    const { code, err } = await typed(['test', url, ...cmaf], { cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/^ingestspec: http:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\): .*\n$/);
    expect(report()).toMatchObject({ exitCode: 3, scenarios: [] });
  });

  test('that is another kind of server is judged, and fails', async () => {
    const server = http.createServer((request, response) => {
      request.resume();
      response.writeHead(501).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/live.isml`;
    const { code, err } = await typed(
      ['test', at, '--only', 'cmaf/probe', '--only', 'cmaf/media-type', '--timeout-scale', '0.2'],
      { cwd },
    );
    server.closeAllConnections();
    server.close();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const verdicts = new Set(report().scenarios.map(({ verdict }) => verdict));
    expect(verdicts).toContain('fail');
    expect(verdicts).not.toContain('error');
  });
});

describe('a command', () => {
  const testing = (program: string, ids: readonly string[], ...more: string[]) =>
    typed(
      [
        ...['test', ...ids.flatMap((id) => ['--only', id]), ...more],
        ...['--', process.execPath, write('source.mjs', program), '{host}', '{port}', '{user}:{password}'],
      ],
      { cwd },
    );

  const sends = `
import net from 'node:net';
const [host, port, account] = process.argv.slice(2);
const head = 'POST /live.isml/Streams(v.cmfv) HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Basic ' +
  Buffer.from(account).toString('base64') + '\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n';
`;

  test('that never stops, and does not listen to signals, is ended by our deadlines', async () => {
    const { code, err } = await testing(
      `${sends}
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => {});
const go = () => {
  const socket = net.connect({ host, port });
  socket.on('error', () => {}).on('close', () => setTimeout(go, 20));
  socket.write(head);
  const timer = setInterval(() => socket.write('4\\r\\nfree\\r\\n'), 5);
  socket.on('close', () => clearInterval(timer));
};
go();`,
      ['cmaf/client/start/first-requests', 'cmaf/client/end/clean-end'],
      ...['--timeout-scale', '0.05', '--feature', 'stopsOnSignal=true'],
    );
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(report().scenarios).toHaveLength(2);
    expect(report().scenarios.map(({ verdict }) => verdict)).not.toContain('error');
    expect(JSON.stringify(report())).not.toContain('aW5nZXN0OnNlY3JldA==');
  });

  test(
    'that opens a great many connections gets a verdict, and takes no memory for them',
    { timeout: 120_000 },
    async () => {
      const before = process.memoryUsage.rss();
      const { code } = await testing(
        `${sends}
let opened = 0;
const kept = [];
const more = () => {
  if (opened >= 3000) return;
  opened += 1;
  const socket = net.connect({ host, port });
  socket.on('error', () => {}).on('close', more).on('connect', () => { socket.write(head.slice(0, 60)); more(); });
  kept.push(socket);
};
for (let index = 0; index < 100; index += 1) more();
setInterval(() => {}, 1000);`,
        ['cmaf/client/start/first-requests'],
        ...['--timeout-scale', '0.2', '--trace', 'off'],
      );
      expect(code).toBe(1);
      expect(report().scenarios.map(({ verdict }) => verdict)).not.toContain('error');
      expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1024 * 1024);
    },
  );

  test('is told beforehand which scenarios need names that we tell', async () => {
    const ids = ['cmaf/client/names/moved', 'cmaf/client/names/both-families'];
    const { err } = await testing('process.exit(0)', ids);
    expect(err).toMatch(
      /^ingestspec: 2 scenarios need names that are looked up where we say, and will be inconclusive: cmaf\/client\/names\/both-families, cmaf\/client\/names\/moved; run with --setup namespaces as root on Linux, put \{nameserver\} into the command, or say --feature resolvesNames=false\n/,
    );
    const declared = await testing('process.exit(0)', ids, '--feature', 'resolvesNames=false');
    expect(declared.err).not.toContain('need names');
    expect(declared.code).toBe(0);
  });
});
