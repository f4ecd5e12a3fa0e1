import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mpd } from '../../manifest/mpd-writer.ts';
import { audio } from '../examples/audio.ts';
import {
  manifests,
  media,
  multivariant,
  objects,
  objectsOf,
  presentation,
  publicationOf,
  stored,
  videoPlaylist,
} from '../examples/publication.ts';
import type { ObjectInput } from '../input.ts';
import { findingsOf, judge } from '../judge.ts';
import { defaultSettings, type Settings } from '../settings.ts';

const found = (all: readonly ObjectInput[], settings: Partial<Settings> = {}) =>
  findingsOf(judge(publicationOf(all), { ...defaultSettings, ...settings }));

const rulesFound = (all: readonly ObjectInput[], settings: Partial<Settings> = {}): readonly string[] =>
  found(all, settings).map(({ rule }) => rule);

const replaced = (name: string, content: string): readonly ObjectInput[] =>
  objects().map((each) => (each.name === name ? stored(name, content) : each));

test.for<Partial<Settings>>([{}, { session: true }, { strict: true }])(
  'nothing is said of the conforming publication under %o',
  (settings) => {
    expect(found(objects(), settings)).toEqual([]);
  },
);

test('line ends of two characters, a last line without one, and unknown tags are right', () => {
  const windows = videoPlaylist().replaceAll('\n', '\r\n').slice(0, -2);
  expect(rulesFound(replaced('high.m3u8', windows))).toEqual([]);
  expect(rulesFound(replaced('high.m3u8', `${videoPlaylist()}#EXT-X-OWN:1\n# words\n`))).toEqual([]);
});

test('the first version of a playlist may name what was stored before anybody looked', () => {
  const older = { uri: 'high/0.cmfv', duration: '2.0' };
  const segments = [1, 2, 3].map((n) => ({ uri: `high/${String(n)}.cmfv`, duration: '2.0' }));
  const playlist = stored('high.m3u8', videoPlaylist('high', { segments: [older, ...segments] }));
  expect(rulesFound([...media.high(), playlist], { session: true })).toEqual([]);
});

test('a playlist without any media says nothing of what was stored', () => {
  expect(rulesFound(manifests())).toEqual([]);
});

test('a playlist of parts may come before its segment is whole', () => {
  const parts = videoPlaylist().replace(
    '#EXT-X-MAP',
    '#EXT-X-PART-INF:PART-TARGET=0.5\n#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=1.5\n#EXT-X-MAP',
  );
  const [header, ...rest] = media.high();
  expect(header).toBeDefined();
  if (header === undefined) return;
  expect(rulesFound([header, stored('high.m3u8', parts), ...rest], { session: true })).toEqual([]);
});

test('a segment that was lost is right where a discontinuity stands for it', () => {
  const [header, first, , third] = media.high();
  if (header === undefined || first === undefined || third === undefined) throw new Error('no media');
  const playlist = (discontinuity: boolean): string =>
    videoPlaylist('high', {
      segments: [
        { uri: 'high/1.cmfv', duration: '2.0' },
        { uri: 'high/3.cmfv', duration: '2.0', discontinuity },
      ],
    });
  const all = (discontinuity: boolean): readonly ObjectInput[] => [
    header,
    first,
    { ...third, afterFailure: true },
    stored('high.m3u8', playlist(discontinuity)),
  ];
  expect(rulesFound(all(true))).not.toContain('IF2-HLS-007');
  expect(rulesFound(all(false))).toContain('IF2-HLS-007');
});

test('a key on another server is not looked for', () => {
  const keyed = videoPlaylist().replace(
    '#EXTINF',
    '#EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/1"\n#EXTINF',
  );
  expect(rulesFound(replaced('high.m3u8', keyed))).toEqual([]);
});

test('codings that are told in part or in other letters are those of the media', () => {
  const other = multivariant().replace('avc1.4D000D,mp4a.40.2', 'AVC1.4d000d,mp4a.40.5');
  expect(rulesFound(replaced('main.m3u8', other))).toEqual([]);
});

test('the last segment of a live MPD may still be on its way, and times may count in another timescale', () => {
  const longer = mpd(presentation).replace('d="25600" r="2"', 'd="25600" r="3"');
  expect(rulesFound(replaced('main.mpd', longer))).toEqual([]);
  const milliseconds = mpd(presentation)
    .replace('timescale="12800"', 'timescale="1000"')
    .replace('d="25600"', 'd="2000"');
  expect(rulesFound(replaced('main.mpd', milliseconds))).toEqual([]);
});

test('what an edit cuts from the first segment of sound may be missing from its duration', () => {
  const [, sound] = presentation.adaptationSets;
  if (sound?.template === undefined) throw new Error('no sound');
  const entry = (first: number): string => {
    const timeline = [
      { t: 0, d: first },
      { d: 96_256, r: 1 },
    ];
    const template = { attributes: sound.template?.attributes ?? {}, timeline };
    return mpd({ adaptationSets: [{ ...sound, template }] });
  };
  const primed = objectsOf('sound', 'cmfa', audio({ mediaTime: 1024n }));
  const said = (first: number): readonly string[] =>
    rulesFound([...primed, stored('main.mpd', entry(first))]);
  expect(said(96_256 - 1024)).not.toContain('IF2-DSH-004');
  expect(said(96_256 - 1023)).toContain('IF2-DSH-004');
});

test('an object that grows, or was cut off at first, is stored under its path again', () => {
  const [header, first] = media.high();
  if (header === undefined || first === undefined) throw new Error('no media');
  const cut = { ...first, bytes: first.bytes.subarray(0, 100) };
  const all = publicationOf([header, first]);
  const again = { ...all, publication: [header, cut, first] };
  expect(findingsOf(judge(again)).map(({ rule }) => rule)).toEqual([]);
});

test('a finding in a manifest names its line, and the offset and length of it', () => {
  const playlist = videoPlaylist('high', {
    segments: [{ uri: 'high/1.cmfv', duration: '2.4' }],
  });
  const [finding] = found(replaced('high.m3u8', playlist));
  const at = playlist.indexOf('#EXTINF');
  expect(finding).toMatchObject({
    rule: 'IF2-HLS-005',
    object: 'high.m3u8',
    box: 'line 6',
    offset: at,
    length: '#EXTINF:2.4,'.length,
  });
});

test('whatever is stored, under whatever names, is judged without an exception', () => {
  const texts = [mpd(presentation), videoPlaylist(), multivariant()];
  const piece = fc.record({
    name: fc.oneof(
      fc.constantFrom('high.m3u8', 'main.mpd', 'high/1.cmfv', '..', '/', '', '%', 'a?b#c.m3u8'),
      fc.string({ maxLength: 20 }),
    ),
    text: fc.constantFrom(...texts),
    from: fc.nat(400),
    into: fc.oneof(
      fc.constantFrom('-1', '99999999999999999999', '$', '"', '<', '\n', '//x', 'r="-1"', '$Number%099d$'),
      fc.string({ maxLength: 8 }),
    ),
    length: fc.nat(12),
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const damaged = pieces.map(({ name, text, from, into, length }) => ({
        ...stored(name, ''),
        bytes: new TextEncoder().encode(text.slice(0, from) + into + text.slice(from + length)),
      }));
      found([...media.high(), ...damaged], { session: true, strict: true, head: true });
    }),
    { numRuns: 150 },
  );
});
