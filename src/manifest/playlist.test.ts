import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat } from '../media/bytes.ts';
import type { Playlist } from './playlist-model.ts';
import { mediaPlaylist, multivariantPlaylist } from './playlist-writer.ts';
import { readPlaylist } from './playlist.ts';
import { faultLimit, isBroken, manifestLimit } from './reading.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (source: string | Uint8Array): Playlist => {
  const reading = readPlaylist(source);
  if (isBroken(reading)) throw new Error(reading.broken);
  return reading.value;
};

/** The faults of a media playlist with these lines after a good beginning; they begin at line 4. */
const faultsOf = (...lines: string[]): string[] =>
  read(['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:2', ...lines, ''].join('\n')).faults.map(
    ({ line, says }) => `${String(line)} ${says}`,
  );

const live = mediaPlaylist({
  targetDuration: 4,
  mediaSequence: 17,
  map: 'header.cmfv',
  segments: [
    { uri: '17.cmfv', duration: '3.840', title: 'one, two ' },
    { uri: '18.cmfv', duration: 4, discontinuity: true, programDateTime: '2024-01-01T00:00:03.840Z' },
  ],
  endList: true,
});

test('a media playlist', () => {
  const { kind, version, media, faults, lineEnding, terminated, firstLine } = read(live);
  expect({ kind, version, faults, lineEnding, terminated, firstLine }).toEqual({
    kind: 'media',
    version: 7n,
    faults: [],
    lineEnding: 'LF',
    terminated: true,
    firstLine: '#EXTM3U',
  });
  expect(media).toMatchObject({ targetDuration: 4n, mediaSequence: 17n, endList: true });
  expect(media.segments).toMatchObject([
    {
      uri: '17.cmfv',
      line: 7,
      extinfLine: 6,
      duration: { text: '3.840', seconds: 3.84 },
      title: 'one, two ',
      discontinuity: false,
      map: { URI: 'header.cmfv', line: 5 },
      mediaSequenceNumber: 17n,
    },
    {
      uri: '18.cmfv',
      line: 11,
      discontinuity: true,
      programDateTime: '2024-01-01T00:00:03.840Z',
      mediaSequenceNumber: 18n,
    },
  ]);
});

test('a multivariant playlist, with commas within quotes', () => {
  const text = multivariantPlaylist({
    renditions: [{ type: 'AUDIO', groupId: 'a', name: 'English', uri: 'en.m3u8', language: 'en' }],
    variants: [
      {
        uri: 'v1.m3u8',
        bandwidth: 128000,
        codecs: 'avc1.64001f,mp4a.40.2',
        resolution: '1280x720',
        audio: 'a',
      },
    ],
  });
  const { kind, multivariant, faults } = read(`${text}#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i.m3u8"\n`);
  expect({ kind, faults }).toEqual({ kind: 'multivariant', faults: [] });
  const [variant] = multivariant.variants;
  expect(variant).toMatchObject({ uri: 'v1.m3u8', line: 5, BANDWIDTH: 128000n });
  expect(variant?.attributes.get('CODECS')).toBe('avc1.64001f,mp4a.40.2');
  expect(multivariant.renditions[0]?.attributes.get('GROUP-ID')).toBe('a');
  expect(multivariant.iFrameStreams[0]?.attributes.get('URI')).toBe('i.m3u8');
});

test('lines may end with CRLF, and the last need not end', () => {
  const crlf = read(live.replaceAll('\n', '\r\n').trimEnd());
  expect(crlf).toMatchObject({ faults: [], lineEnding: 'CRLF', terminated: false });
  expect(crlf.media).toEqual(read(live).media);
  expect(read(live.replace('\n', '\r\n')).lineEnding).toBe('mixed');
});

test('bytes are read as UTF-8, and a byte order mark is told', () => {
  const marked = read(concat(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(live)));
  expect(marked.bom).toBe(true);
  expect(marked.faults).toEqual([{ line: 1, says: 'The playlist begins with a byte order mark.' }]);
  expect(read(utf8(live))).toEqual(read(live));
  expect(readPlaylist(concat(utf8('#EXTM3U\n# \u00e9\n#'), Uint8Array.of(0xe9, 0x0a)))).toEqual({
    broken: 'The document is not UTF-8.',
    line: 3,
  });
});

test('more than 8 MiB are refused', () => {
  expect(readPlaylist('#'.repeat(manifestLimit))).toHaveProperty('value');
  expect(readPlaylist('#'.repeat(manifestLimit + 1))).toHaveProperty('broken');
});

test('keys are in force until the next of their format, and NONE ends them all', () => {
  const { media, faults } = read(
    [
      '#EXTM3U',
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k1",IV=0x0123',
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k2",KEYFORMAT="other"',
      '#EXTINF:1,',
      'a',
      '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k3"',
      '#EXTINF:1,',
      'b',
      '#EXT-X-KEY:METHOD=NONE',
      '#EXTINF:1,',
      'c',
      '',
    ].join('\n'),
  );
  expect(faults).toEqual([]);
  expect(media.segments.map(({ keys }) => keys.map(({ URI }) => URI))).toEqual([
    ['k1', 'k2'],
    ['k2', 'k3'],
    [],
  ]);
  expect(media.keys).toHaveLength(4);
});

test('parts, hints, ranges, gaps and delta updates', () => {
  const { media, faults } = read(
    [
      '#EXTM3U',
      '#EXT-X-MEDIA-SEQUENCE:10',
      '#EXT-X-PART-INF:PART-TARGET=0.5',
      '#EXT-X-SKIP:SKIPPED-SEGMENTS=5',
      '#EXT-X-MAP:URI="all.mp4",BYTERANGE="720@0"',
      '#EXT-X-BYTERANGE:1000@720',
      '#EXT-X-GAP',
      '#EXTINF:1,',
      'all.mp4',
      '#EXT-X-PART:URI="p1",DURATION=0.5,INDEPENDENT=YES',
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p2"',
      '',
    ].join('\n'),
  );
  expect(faults).toEqual([]);
  expect(media.partTarget?.seconds).toBe(0.5);
  expect(media.segments).toMatchObject([
    {
      gap: true,
      byteRange: { length: 1000n, offset: 720n },
      map: { BYTERANGE: { length: 720n, offset: 0n } },
      mediaSequenceNumber: 15n,
    },
  ]);
  expect(media.parts).toMatchObject([
    { uri: 'p1', line: 10, independent: true, duration: { text: '0.5' }, mediaSequenceNumber: 16n },
  ]);
  expect(media.preloadHints).toEqual([{ uri: 'p2', line: 11, TYPE: 'PART' }]);
});

test('which kind it is', () => {
  expect(read('<html>').kind).toBe('neither');
  expect(read('<html>').faults[0]).toEqual({ line: 1, says: 'The first line is not #EXTM3U.' });
  const both = read(`${live}#EXT-X-STREAM-INF:BANDWIDTH=1\nv\n`);
  expect(both.kind).toBe('both');
  expect(both.faults).toHaveLength(1);
});

test('comments and unknown tags are ignored', () => {
  expect(faultsOf('# a comment', '#EXT-X-NEW:whatever, "', '#EXTINF:2,', 'a')).toEqual([]);
});

test.for<[string, string[], string]>([
  ['a URI without EXTINF', ['a'], '4 No EXTINF and no EXT-X-STREAM-INF stands before the URI "a".'],
  ['EXTINF without a URI', ['#EXTINF:2,'], '4 No URI comes after this EXTINF.'],
  ['two EXTINF', ['#EXTINF:2,', '#EXTINF:2,', 'a'], '4 No URI comes after this EXTINF.'],
  ['EXTINF without a comma', ['#EXTINF:2', 'a'], '4 EXTINF has no comma after its duration.'],
  ['no number', ['#EXTINF:-1,', 'a'], '4 The duration of EXTINF is not a decimal number: "-1,".'],
  ['a comma', ['#EXT-X-MAP:URI="a",'], '4 The attribute list ends with a comma.'],
  ['no list', ['#EXT-X-SERVER-CONTROL'], '4 The attribute list is empty.'],
  ['an open quote', ['#EXT-X-MAP:URI="a'], '4 This is no attribute: "URI=\\"a".'],
  ['lower case', ['#EXT-X-MAP:URI="a",x=1'], '4 This is no attribute: "x=1".'],
  [
    'a space',
    ['#EXT-X-MAP:URI="a", BYTERANGE="1@0"'],
    '4 White space stands around the attribute BYTERANGE.',
  ],
  ['an attribute twice', ['#EXT-X-MAP:URI="a",URI="b"'], '4 The attribute URI stands twice.'],
  ['no quotes', ['#EXT-X-MAP:URI=a'], '4 URI of EXT-X-MAP is not a quoted string: "a".'],
  ['no value', ['#EXT-X-SERVER-CONTROL:A='], '4 The attribute A has no value.'],
  ['no URI of a map', ['#EXT-X-MAP:BYTERANGE="1@0"'], '4 EXT-X-MAP has no URI.'],
  ['no URI of a key', ['#EXT-X-KEY:METHOD=AES-128'], '4 EXT-X-KEY has no URI.'],
  ['no BANDWIDTH', ['#EXT-X-STREAM-INF:CODECS="a"', 'v'], '4 EXT-X-STREAM-INF has no BANDWIDTH.'],
  ['no variant', ['#EXT-X-STREAM-INF:BANDWIDTH=1'], '4 No URI comes after this EXT-X-STREAM-INF.'],
  ['a tag twice', ['#EXT-X-VERSION:7'], '4 EXT-X-VERSION stands twice.'],
  ['an end with a value', ['#EXT-X-ENDLIST:1'], '4 EXT-X-ENDLIST has a value: "1".'],
  [
    '2^64',
    ['#EXT-X-MEDIA-SEQUENCE:18446744073709551616'],
    '4 EXT-X-MEDIA-SEQUENCE is not a decimal integer: "18446744073709551616".',
  ],
  [
    'a late number',
    ['#EXTINF:2,', 'a', '#EXT-X-MEDIA-SEQUENCE:1'],
    '6 EXT-X-MEDIA-SEQUENCE stands after a segment.',
  ],
  ['no range', ['#EXT-X-BYTERANGE:@1'], '4 EXT-X-BYTERANGE is not a byte range: "@1".'],
  [
    'no date',
    ['#EXT-X-PROGRAM-DATE-TIME:today'],
    '4 EXT-X-PROGRAM-DATE-TIME is not a date and a time: "today".',
  ],
  ['no type', ['#EXT-X-PLAYLIST-TYPE:LIVE'], '4 EXT-X-PLAYLIST-TYPE is neither EVENT nor VOD: "LIVE".'],
  ['a control character', ['# \u0007'], '4 The line has a control character.'],
  ['a lone CR', ['# \r#'], '4 The line has a carriage return that no line feed comes after.'],
  ['no normal form', ['# e\u0301'], '4 The line is not in Unicode normalization form C.'],
  ['an indented line', [' #EXT-X-ENDLIST'], '4 White space stands at the beginning or the end of the line.'],
  ['a URI with a space', ['#EXTINF:2,', 'a b'], '5 The URI has white space.'],
])('a fault: %s', ([, lines, fault]) => {
  expect(faultsOf(...lines)).toContain(fault);
});

test('faults, keys and attributes are bounded', () => {
  expect(read('a\n'.repeat(faultLimit * 2)).faults).toHaveLength(faultLimit);
  const keys = Array.from({ length: 20 }, (_, i) => `#EXT-X-KEY:METHOD=A,URI="k",KEYFORMAT="${String(i)}"`);
  expect(read([...keys, '#EXTINF:1,', 'a'].join('\n')).media.segments[0]?.keys).toHaveLength(16);
  const many = Array.from({ length: 1001 }, (_, i) => `A${String(i)}=1`).join(',');
  expect(faultsOf(`#EXT-X-SERVER-CONTROL:${many}`)).toEqual(['4 The tag has more than 1000 attributes.']);
});

test('no text and no bytes make it throw', () => {
  const piece = fc.constantFrom(
    '#EXTM3U',
    '\n',
    '\r',
    '#EXTINF:',
    '1',
    ',',
    '"',
    '=',
    '#EXT-X-KEY:',
    'URI',
    '@',
    ' ',
    'a',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  );
  fc.assert(fc.property(texts, (text) => !isBroken(readPlaylist(text))));
  fc.assert(fc.property(fc.uint8Array(), (bytes) => readPlaylist(bytes) !== undefined));
});

test('long runs of combining marks take no time', { timeout: 60_000 }, () => {
  const marks = '\u0301\u0323';
  expect(faultsOf(`#EXTINF:1,a${marks.repeat(400_000)}`, 'a.ts')).toEqual([]);
  expect(faultsOf(`#EXTINF:1,a${marks}`, 'a.ts')).toEqual([
    '4 The line is not in Unicode normalization form C.',
  ]);
});
