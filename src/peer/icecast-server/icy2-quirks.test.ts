/** Each quirk changes what it says: the same is seen of a server with it and of one without. */
import { expect, test } from 'vitest';
import { icyFields, icyHeaders, statisticOf } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { deinterleaver } from '../../icy/metaint.ts';
import { bytesOf, latin1 } from '../../http/message.ts';
import { icy2ServerQuirks } from '../../scenario/icy2/server-quirks.ts';
import type { Icy2ServerQuirk } from '../../scenario/icy2/server-quirks.ts';
import { makeIngestCertificates } from '../../wire/ingest-certificates.ts';
import type { IcecastServer } from './icecast-server.ts';
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
import type { Ask, Lines } from './icy2.test-setup.ts';
import { authorization, bodyOf, chunk, get, startWith, talk } from './talk.test-setup.ts';

/** What is seen of a server. */
type Look = (server: IcecastServer, ca: string) => Promise<unknown>;

type Row = readonly [quirk: Icy2ServerQuirk, look: Look, without: unknown, having: unknown];

const { server: identity, authority } = await makeIngestCertificates();
const tokens = new Map([['/live.mp3', 'right']]);

const status =
  (lines: Lines, ask: Ask = {}): Look =>
  async (server) =>
    (await source(server, lines, ask)).status;

/** A value of the statistics of a source with these lines. */
const value =
  (name: string, lines: Lines, ask: Ask = {}, read = inJson): Look =>
  async (server) => {
    await source(server, lines, ask);
    return (await read(server))?.[name];
  };

/** A value once a first source has gone and another has come. */
const next =
  (name: string, first: Lines, second: Lines): Look =>
  async (server) => {
    await (await source(server, first)).end();
    await source(server, second);
    return (await inJson(server))?.[name];
  };

/** Whether a page shows what a source sends. */
const shows =
  (page: (server: IcecastServer) => Promise<string>, text: string, lines: Lines): Look =>
  async (server) => {
    await source(server, [version, ...lines]);
    return (await page(server)).includes(text);
  };

const lines = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `x-${String(at)}: ${String(at)}`);
const secret = 'icy-auth-token: Bearer canary';
const credentials = authorization();
const nsfw = 'icy2-nsfw';
const flag = 'icy-nsfw: 1';
const printed = '\r\nicy-metadata-version: 2.1\r\n\r\nicy-nsfw: 1\r\n\r\n';

const rawJson: Look = async (server) => {
  await source(server, [version, 'icy-name: a\xff', 'icy-dj-handle: b\xe9']);
  const page = bodyOf(await (await talk(server, get('/status-json.xsl'))).ended);
  return [page.includes('a\xff"'), page.includes('b\xe9"')];
};

const told =
  (name: string, fields: Lines): Look =>
  async (server) => {
    await source(server, fields);
    return (await heard(server)).fields[name];
  };

const announced =
  (asks: string): Look =>
  async (server) => {
    await source(server);
    return (await heard(server, asks)).fields['icy-metaint'];
  };

const payload = 'abcdefghij'.repeat(4000);

const title = async (server: IcecastServer, song: string): Promise<void> => {
  const update = `/admin/metadata?mode=updinfo&mount=/live.mp3&song=${song}`;
  await (
    await talk(server, get(update, credentials))
  ).ended;
};

/** What a listener who believes the announcement makes of the stream. */
const listened: Look = async (server) => {
  const one = await source(server);
  await title(server, 'One');
  const { talk: listener } = await heard(server, 'Icy-MetaData: 1\r\n');
  one.socket.write(chunk(payload.slice(0, 20_000)));
  await listener.until(/\r\n\r\n[^]{20000}/);
  await title(server, 'Two');
  one.socket.write(chunk(payload.slice(20_000)));
  await one.end();
  const read = deinterleaver(16_000)(bytesOf(bodyOf(await listener.ended)));
  const heardBytes = read.payload.map(latin1).join('');
  return {
    titles: read.metadata.map(({ StreamTitle }) => StreamTitle),
    faults: read.metadata.some(({ faults }) => faults.length > 0),
    whole: heardBytes === payload,
    length: heardBytes.length,
  };
};

const rightly = { titles: ['One', 'Two'], faults: false, whole: true, length: 40_000 };

const rows: readonly Row[] = [
  ['speaks-icy1-only', value(nsfw, [version, flag]), '1', undefined],
  ['reads-icy2-without-version', value(nsfw, [flag]), undefined, '1'],
  ['takes-any-version', value(nsfw, ['icy-metadata-version: x', flag]), undefined, '1'],
  ['knows-2.1-only', value(nsfw, ['icy-metadata-version: 2.0', flag]), '1', undefined],
  ['needs-digits-in-versions', value(nsfw, ['icy-metadata-version: 2.x', flag]), '1', undefined],
  ['refuses-unknown-versions', status(['icy-metadata-version: 3.0']), 100, 400],
  ['case-sensitive-version-field', value(nsfw, ['Icy-Metadata-Version: 2.1', flag]), '1', undefined],
  ['needs-version-first', value(nsfw, [flag, version]), '1', undefined],
  ['stays-icy2', next(nsfw, [version], [flag]), undefined, '1'],
  ['demands-station-id', status([version]), 100, 400],
  [
    'demands-more-than-the-minimum',
    status([version, 'icy-station-id: a', 'icy-name: b', 'icy-genre: c']),
    100,
    400,
  ],
  ['icy2-over-plain-http-only', value(nsfw, [version, flag], { ca: authority.cert }), '1', undefined],
  ['refuses-icy1-sources', status(['icy-name: N']), 100, 400],
  ['forgets-icy1-fields-without-version', value('genre', ['icy-genre: G']), 'G', undefined],
  ['forgets-icy1-fields-with-version', value('genre', [version, 'icy-genre: G']), 'G', undefined],
  ['refuses-unknown-icy-fields', status([version, 'icy-new: x']), 100, 400],
  ['reads-fields-from-the-body', value(nsfw, [], { body: printed }), undefined, '1'],
  [
    'falls-over-the-printed-example',
    async (server) => {
      const one = await source(server, [], { body: printed });
      await one.end();
      return /HTTP\/1\.1 500/.test(one.text());
    },
    false,
    true,
  ],
  ['reads-icy-meta-names-only', value(nsfw, ['icy-meta-version: 2.2', 'icy-meta-nsfw: 1']), undefined, '1'],
  ['refuses-posts-in-error', status([], { method: 'POST' }), 405, 500],
  [
    'splits-at-every-colon',
    value('server_url', ['icy-url: https://a.example']),
    'https://a.example',
    'https',
  ],

  ['leaves-icy2-out-of-json', value(nsfw, [version, flag]), '1', undefined],
  ['leaves-icy2-out-of-xml', value(nsfw, [version, flag], {}, inXml), '1', undefined],
  ['drops-zero-flags', value(nsfw, [version, 'icy-nsfw: 0']), '0', undefined],
  ['flags-by-default', value(nsfw, [version]), undefined, '1'],
  ['publishes-flags-as-words', value(nsfw, [version, flag]), '1', 'true'],
  [
    'keeps-metadata-of-gone-sources',
    async (server) => {
      await (await source(server, [version, flag])).end();
      return (await inJson(server))?.[nsfw];
    },
    undefined,
    '1',
  ],
  ['inherits-metadata', next(nsfw, [version, flag], [version]), undefined, '1'],
  ['keeps-first-metadata', next(nsfw, [version, flag], [version, 'icy-nsfw: 0']), '0', '1'],
  [
    'mixes-up-mounts',
    async (server) => {
      await source(server, [version, flag]);
      await source(server, [version, 'icy-nsfw: 0'], { mount: '/other.mp3' });
      return (await inJson(server))?.[nsfw];
    },
    '1',
    '0',
  ],
  ['garbles-icy2-text', value('icy2-emoji', [version, `icy-emoji: ${bytesOfText('é')}`]), 'é', 'Ã©'],
  ['loses-4-byte-icy2-text', value('icy2-emoji', [version, `icy-emoji: ${bytesOfText('é🎵')}`]), 'é🎵', 'é?'],
  ['prints-invalid-utf-8', rawJson, [false, false], [true, true]],
  ['trips-over-invalid-utf-8', status([version, 'icy-dj-handle: a\xff']), 100, 500],
  ['shortens-languages', value('icy2-language', [version, 'icy-language: en-US']), 'en-US', 'en'],
  [
    'doubts-verification',
    value('icy2-verification-status', [version, 'icy-verification-status: verified']),
    'verified',
    'unverified',
  ],
  ['escapes-twice', value('server_name', ['icy-name: a<b']), 'a<b', 'a&lt;b'],
  [
    'links-any-address',
    shows(statusXsl, 'href="javascript:', ['icy-video-link: javascript:x()']),
    false,
    true,
  ],
  ['does-not-escape-pages', shows(statusXsl, '<script>', ['icy-name: <script>']), false, true],

  ['drops-icy-fields-beyond-32-lines', value(nsfw, [version, ...lines(40), flag]), '1', undefined],
  [
    'cuts-long-values',
    value('icy2-station-id', [version, `icy-station-id: ${'x'.repeat(300)}`]),
    'x'.repeat(300),
    'x'.repeat(255),
  ],
  ['falls-over-long-values', status([version, `icy-station-id: ${'x'.repeat(1025)}`]), 100, 500],
  ['falls-over-many-fields', status(lines(48)), 100, 500],

  ['publishes-token', value('icy2-auth-token', [version, secret]), undefined, 'Bearer canary'],
  [
    'tells-the-administrator-the-token',
    value('icy2-auth-token', [version, secret], {}, inXml),
    undefined,
    'Bearer canary',
  ],
  ['relays-token', told('icy-auth-token', [version, secret]), undefined, 'Bearer canary'],
  ['shows-token-on-pages', shows(statusXsl, 'canary', [secret]), false, true],
  ['shows-token-on-pages', shows(sevenHtml, 'canary', [secret]), false, true],
  ['any-token-opens', status([version, secret], { auth: '' }), 401, 100],
  ['token-beats-password', status([version, secret], { auth: authorization('source', 'wrong') }), 401, 100],
  ['forgets-tokens', status([version, 'icy-auth-token: Bearer right'], { auth: '' }), 100, 401],
  ['refuses-tokens', status([version, secret]), 100, 400],
  ['no-sources-over-tls', status([version], { ca: authority.cert }), 100, 403],

  ['forgets-icy-headers', told('icy-name', ['icy-name: N']), 'N', undefined],
  ['no-metaint', announced('Icy-MetaData: 1\r\n'), '16000', undefined],
  ['metaint-unasked', announced(''), undefined, '16000'],
  ['wrong-metaint', listened, rightly, expect.objectContaining({ whole: false })],
  ['overlong-blocks', listened, rightly, expect.objectContaining({ whole: false })],
  [
    'repeats-titles',
    async (server) => {
      const one = await source(server);
      await title(server, 'One');
      const { talk: listener } = await heard(server, 'Icy-MetaData: 1\r\n');
      one.socket.write(chunk(payload));
      await one.end();
      return bodyOf(await listener.ended).match(/One/g)?.length;
    },
    1,
    2,
  ],
  ['title-beside-the-block', listened, rightly, expect.objectContaining({ whole: false })],
  ['loses-byte-at-block', listened, rightly, { ...rightly, whole: false, length: 39_998 }],
];

const misnaming = icyHeaders.flatMap((header): Row[] => {
  const name = statisticOf(header);
  if (name === undefined) return [];
  const good = icyFields[header].good[0];
  const sent = header === 'icy-metadata-version' ? [version] : [version, `${header}: ${bytesOfText(good)}`];
  const both: Look = async (server) => {
    await source(server, sent);
    const shown = [await inJson(server), await inXml(server)];
    return shown.flatMap((one) => [one?.[name], one?.[`x-${name}`]]);
  };
  return [[`misnames-${name}`, both, [good, undefined, good, undefined], [undefined, good, undefined, good]]];
});

const tripping = icyHeaders.map((header: IcyHeader): Row => {
  const bad = icyFields[header].bad[0];
  const right = header === 'icy-metadata-version' ? [] : [version];
  return [`trips-over-${header}`, status([...right, `${header}: ${bad}`]), 100, 500];
});

const all = [...rows, ...misnaming, ...tripping];

test.each(all)('%s', async (quirk, look, without, having) => {
  const plain = await startWith({ secure: identity, tokens });
  expect(await look(plain, authority.cert)).toEqual(without);
  const odd = await startWith({ secure: identity, tokens, quirks: [quirk] });
  expect(await look(odd, authority.cert)).toEqual(having);
});

test('no quirk is missing here', () => {
  const shown = new Set<string>(all.map(([quirk]) => quirk));
  expect(Object.keys(icy2ServerQuirks).filter((quirk) => !shown.has(quirk))).toEqual([]);
});

test('a good value trips nobody', async () => {
  const quirks = icyHeaders.map((header): Icy2ServerQuirk => `trips-over-${header}`);
  const server = await startWith({ quirks });
  const sent = icyHeaders.map((header) => `${header}: ${bytesOfText(icyFields[header].good[0])}`);
  expect((await source(server, sent)).status).toBe(100);
});
