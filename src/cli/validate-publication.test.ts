import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mediaPlaylist } from '../manifest/playlist-writer.ts';
import { media, objects, stored, videoPlaylist } from '../rules/examples/publication.ts';
import type { ObjectInput } from '../rules/input.ts';
import { typed } from './typed.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'ingestspec-published-'));
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

const publish = (folder: string, all: readonly ObjectInput[]): void => {
  for (const { name, bytes } of all) {
    const file = path.join(cwd, folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
};

interface Told {
  readonly files: readonly {
    readonly path: string;
    readonly verdict: string;
    readonly findings: readonly Finding[];
  }[];
  readonly sets: readonly { readonly files: readonly string[]; readonly findings: readonly Finding[] }[];
}

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly object: string;
  readonly box: string;
  readonly offset: number;
  readonly clauses: readonly string[];
  readonly more: readonly { readonly object: string }[];
}

const validated = async (...words: string[]): Promise<{ readonly code: number; readonly told: Told }> => {
  const { code, out } = await typed(['validate', '--format', 'json', ...words], { cwd });
  return { code, told: JSON.parse(out) as Told };
};

/** What is told of all that lies in a directory. */
const ofFolder = ({ sets }: Told, folder: string): readonly Finding[] =>
  sets.find(({ files }) => files.length === 1 && files[0] === folder)?.findings ?? [];

test('a directory with manifests is a publication, its tracks are as they are named there', async () => {
  publish('good', objects());
  const { code, told } = await validated('good', '--session');
  expect(code).toBe(0);
  expect(told.files.map(({ path: name, verdict }) => [name, verdict])).toEqual([
    ['good/high/header.init', 'conformant'],
    ['good/low/header.init', 'conformant'],
    ['good/sound/header.init', 'conformant'],
  ]);
  expect(ofFolder(told, 'good')).toEqual([]);
});

test('segments go to the header that a manifest names with them', async () => {
  const [header, ...segments] = media.high();
  const [other, ...others] = media.low();
  const flat = [
    { ...header, name: 'x.init' },
    { ...other, name: '1.init' },
    ...segments.map((each, i) => ({ ...each, name: `1-${String(i + 1)}.cmfv` })),
    ...others.map((each, i) => ({ ...each, name: `x-${String(i + 1)}.cmfv` })),
  ] as readonly ObjectInput[];
  const playlist = (name: string, map: string): ObjectInput =>
    stored(
      name,
      mediaPlaylist({
        targetDuration: 2,
        map,
        segments: [1, 2, 3].map((n) => ({ uri: `${name.slice(0, 1)}-${String(n)}.cmfv`, duration: '2.0' })),
      }),
    );
  publish('crossed', [...flat, playlist('1.m3u8', 'x.init'), playlist('x.m3u8', '1.init')]);
  const { code, told } = await validated('crossed');
  expect([code, told.files.map(({ verdict }) => verdict)]).toEqual([0, ['conformant', 'conformant']]);
});

test('what is wrong in manifests and names is told with its file and line', async () => {
  const all = objects()
    .filter(({ name }) => name !== 'sound/2.cmfa')
    .map((each) =>
      each.name === 'high.m3u8'
        ? stored('high.m3u8', videoPlaylist().replace('#EXT-X-TARGETDURATION:2', '#EXT-X-TARGETDURATION:1'))
        : each,
    );
  publish('bad', [...all, stored('extra.ts', media.high()[0]?.bytes ?? '')]);
  const { code, told } = await validated('./bad/');
  expect(code).toBe(1);
  const found = ofFolder(told, './bad/').map(({ rule, severity, object, box }) =>
    [rule, severity, object, box].join(' ').trim(),
  );
  expect(found).toEqual(
    expect.arrayContaining([
      'IF2-EXT-006 error ./bad/extra.ts',
      'IF2-HLS-002 error ./bad/high.m3u8 line 6',
      'IF2-HLS-006 warning ./bad/sound.m3u8 line 9',
      expect.stringMatching(/^IF2-DSH-003 error \.\/bad\/main\.mpd line \d+$/),
    ]),
  );
});

test('media that do not promise to be CMAF are warned of, and interface 1 is not cited', async () => {
  const { code, told } = await validated('good', 'bad');
  expect(code).toBe(1);
  expect(told.sets.filter(({ files }) => files.length === 1).map(({ files }) => files[0])).toEqual([
    'good',
    'bad',
  ]);
  for (const { findings } of told.files) {
    for (const { clauses } of findings) expect(clauses).toEqual(['DI-I2-00c']);
  }
});

test('a directory of nothing but transport streams and playlists is one too, other files are left out', async () => {
  const packet = new Uint8Array(188).fill(0xff);
  packet[0] = 0x47;
  const playlist = [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    '#EXT-X-TARGETDURATION:2',
    '#EXTINF:2,',
    '1.ts',
    '#EXTINF:2,',
    'gone.ts',
    '',
  ];
  publish('ts', [
    stored('1.ts', new Uint8Array([...packet, ...packet])),
    stored('media.m3u8', playlist.join('\n')),
    stored('notes.txt', 'not published'),
  ]);
  const { code, told } = await validated('ts');
  expect([code, told.files]).toEqual([0, []]);
  expect(ofFolder(told, 'ts').map(({ rule, object }) => [rule, object])).toEqual([
    ['IF2-HLS-006', 'ts/media.m3u8'],
  ]);
});

test('no manifest stops it', async () => {
  publish('hostile', [
    stored('a.mpd', '<!DOCTYPE x [<!ENTITY a "aaaa">]><MPD>&a;</MPD>'),
    stored(
      'b.m3u8',
      `#EXTM3U\n#EXT-X-TARGETDURATION:${'9'.repeat(100_000)}\n#EXTINF:1,\n../../../../../etc/passwd\n`,
    ),
    stored('c.m3u8', new Uint8Array([0xff, 0xfe, 0])),
    stored('d.mpd', ''),
    stored('e.m3u8', ''),
    ...media.low(),
  ]);
  const { code, told } = await validated('hostile');
  expect(code).toBe(1);
  const found = ofFolder(told, 'hostile').flatMap(({ object, more }) => [
    object,
    ...more.map((each) => each.object),
  ]);
  expect(new Set(found)).toEqual(
    new Set(['a.mpd', 'b.m3u8', 'c.m3u8', 'd.mpd', 'e.m3u8'].map((name) => `hostile/${name}`)),
  );
});

const ffmpeg = (...args: readonly string[]): boolean =>
  spawnSync('ffmpeg', ['-nostdin', '-loglevel', 'error', ...args], { cwd, timeout: 60_000 }).status === 0;

test.skipIf(!ffmpeg('-version'))('what ffmpeg publishes', { timeout: 120_000 }, async () => {
  const source = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=160x90:rate=25:duration=4',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '25',
  ];
  for (const folder of ['dash', 'hls']) mkdirSync(path.join(cwd, folder));
  expect(ffmpeg(...source, '-f', 'dash', '-seg_duration', '1', 'dash/manifest.mpd')).toBe(true);
  expect(
    ffmpeg(...source, '-f', 'hls', '-hls_time', '1', '-hls_segment_type', 'fmp4', 'hls/media.m3u8'),
  ).toBe(true);
  const { code, told } = await validated('dash', 'hls');
  expect(told.files.map(({ path: name }) => name)).toEqual(['dash', 'hls']);
  expect(ofFolder(told, 'dash').map(({ rule }) => rule)).toEqual(['IF2-EXT-005']);
  expect(ofFolder(told, 'hls').map(({ rule }) => rule)).toEqual(['IF2-EXT-005']);
  expect(code).toBe(0);
});
