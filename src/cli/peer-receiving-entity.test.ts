import { expect, test } from 'vitest';
import { basicToken } from '../http/basic.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { peerReceivingEntity } from './peer-receiving-entity.ts';

const run = async (
  flags: Readonly<Record<string, readonly string[]>>,
  visit: (url: string) => Promise<void> = () => Promise.resolve(),
) => {
  const args: Args = {
    positionals: ['receiving-entity'],
    has: (key) => key in flags,
    text: (key) => flags[key]?.at(-1),
    list: (key) => [...(flags[key] ?? [])],
  };
  const interrupt = new AbortController();
  const lines: string[] = [];
  let begun: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => (begun = resolve));
  const io: Io = {
    stdout: {
      write: (text) => {
        lines.push(text);
        const [, found] = /^POST URL (\S+)/.exec(text) ?? [];
        if (found !== undefined) begun(found);
      },
    },
    stderr: { write: () => undefined },
    env: {},
    cwd: '.',
    signal: interrupt.signal,
  };
  const code = peerReceivingEntity(args, io);
  await Promise.race([code, url.then(visit)]);
  interrupt.abort('SIGINT');
  return { code: await code, lines };
};

test('says where to post, and what comes', async () => {
  const flags = { listen: ['127.0.0.1:0'], point: ['/live/ch1.isml'], password: ['s:1'], 'no-validate': [] };
  const { code, lines } = await run(flags, async (url) => {
    const { username, password, origin, pathname } = new URL(url);
    const token = basicToken(username, decodeURIComponent(password));
    const post = (path: string) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { authorization: `Basic ${token}` },
        body: 'text',
      });
    expect((await post(`${pathname}/Streams(v.cmfv)`)).status).toBe(415);
    expect((await post('/other')).status).toBe(404);
  });
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^POST URL http:\/\/ingest:s%3A1@127\.0\.0\.1:\d+\/live\/ch1\.isml\n$/);
  expect(lines.join('')).toMatch(
    /415 the media type is not supported\n.*404 there is no such publishing point/,
  );
});

test.for([
  [{ quirk: ['accepts-missing-credential'] }, /unknown quirk .*accepts-missing-credentials/],
  [{ point: ['live'] }, /--point live is no path/],
  [{ 'tls-cert': ['a.pem'] }, /--tls-cert needs its private key/],
  [{ 'tls-key': ['a.pem'] }, /--tls-key needs the certificate/],
  [{ 'tls-cert': ['no.pem'], 'tls-key': ['no.pem'] }, /--tls-cert no\.pem cannot be read \(ENOENT\)/],
  [{ listen: ['nowhere'] }, /--listen nowhere is not HOST:PORT/],
] as const)('complains in a line of %o', async ([flags, complaint]) => {
  await expect(run(flags)).rejects.toThrow(complaint);
});
