import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { concat } from '../media/bytes.ts';
import { fragmentOf, sourceTrack } from '../media/tracks/presentation.ts';
import { isAt, receiver } from '../peer/ingest-source/receiver.test-setup.ts';
import { makeCertificates } from '../wire/certificates.ts';
import type { Args } from './command.ts';
import { peerIngestSource } from './peer-ingest-source.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'ingest-source-'));

const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(path.join(cwd, name), content);
  return name;
};

/** What stood on the line: flags with their values, switches with none. */
const argsOf = (url: string, flags: Readonly<Record<string, readonly string[]>>): Args => ({
  positionals: ['ingest-source', url],
  has: (name) => Object.hasOwn(flags, name),
  text: (name) => flags[name]?.[0],
  list: (name) => flags[name] ?? [],
});

const run = async (url: string, flags: Readonly<Record<string, readonly string[]>> = {}) => {
  let out = '';
  let err = '';
  const code = await peerIngestSource(argsOf(url, flags), {
    stdout: {
      write: (text) => {
        out += text;
      },
    },
    stderr: {
      write: (text) => {
        err += text;
      },
    },
    env: {},
    cwd,
    signal: new AbortController().signal,
  });
  return { code, out, err };
};

const fast = { fast: [], for: ['3'] };

test('video and sound, and a line for each event', async () => {
  const to = await receiver();
  const { code, out, err } = await run(`http://me:secret@127.0.0.1:${String(to.port)}/live`, fast);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.split('\n').sort()).toEqual([
    '',
    'audio: ended, was answered 200',
    'audio: header sent to /live/Streams(audio.cmfa)',
    'probe: was answered 200',
    'video: ended, was answered 200',
    'video: header sent to /live/Streams(video.cmfv)',
  ]);
  expect(to.all.every(({ head }) => head.text.includes(btoa('me:secret')))).toBe(true);
});

test('a CMAF file, over and over', async () => {
  const track = sourceTrack('video');
  const name = file('a track.cmfv', concat(track.header, fragmentOf(track, 4), fragmentOf(track, 5)));
  const to = await receiver();
  const flags = { ...fast, file: [name], requests: ['short'], template: ['{name}-{number}{extension}'] };
  const { code } = await run(`http://127.0.0.1:${String(to.port)}/live/`, flags);
  expect(code).toBe(0);
  expect(to.all.map(({ head }) => head.target)).toEqual([
    '/live/',
    ...['init', '0', '1', '2', '3'].map((number) => `/live/a%20track-${number}.cmfv`),
  ]);
});

test('a source that gives up says so', async () => {
  const to = await receiver((heard, { answer }) => {
    if (isAt(heard, 0)) answer(heard, 403);
  });
  const { code, out, err } = await run(`http://127.0.0.1:${String(to.port)}/live`, {
    ...fast,
    quirk: ['gives-up-on-403'],
  });
  expect(code).toBe(1);
  expect(out).toBe('probe: was answered 403\nprobe: gives up: was answered 403\n');
  expect(err).toBe('ingestspec: the ingest source gave up\n');
});

test('what makes no sense is told in one line', async () => {
  const made = await makeCertificates();
  const other = await makeCertificates();
  const cert = file('cert.pem', made.client.cert);
  const key = file('key.pem', other.client.key);
  const text = file('text.cmfv', 'no CMAF at all');
  const plain = 'http://127.0.0.1:1/live';
  const secure = 'https://127.0.0.1:1/live';
  const wrong: readonly (readonly [string, Readonly<Record<string, readonly string[]>>, RegExp])[] = [
    [plain, { track: ['vidoe'] }, /^there is no track “vidoe”: did you mean “video”/],
    [plain, { quirk: ['hamers'] }, /^unknown quirk “hamers” of an ingest source: did you mean “hammers”/],
    [plain, { file: ['none.cmfv'] }, /^--file none\.cmfv cannot be read: there is no such file$/],
    [plain, { file: [text] }, /^--file text\.cmfv is no CMAF track: .+; see ingestspec validate/],
    [plain, { track: ['video', 'video'] }, /^video\.cmfv stands there twice/],
    [plain, { cert: [cert] }, /^--ca, --cert and --key are for https/],
    [secure, { cert: [cert] }, /^--cert without --key: give the private key too$/],
    [secure, { key: [key] }, /^--key without --cert: give the certificate too$/],
    [secure, { cert: [cert], key: [key] }, /^cert\.pem, key\.pem cannot be used for TLS: /],
    [plain, { nameserver: ['somewhere'] }, /^--nameserver somewhere is no address/],
    [plain, { template: ['/Streams'] }, /^--template \/Streams is no relative path/],
    [plain, { for: ['none'] }, /^--for is “none”/],
  ];
  for (const [url, flags, says] of wrong) {
    await expect(run(url, flags)).rejects.toMatchObject({ message: expect.stringMatching(says) as string });
  }
});
