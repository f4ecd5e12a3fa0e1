import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, concat } from './bytes.ts';
import { isMediaType, parseMediaType } from './media-type.ts';
import { streamOf } from './samples.ts';
import { fits, sniff, type MediaKind } from './sniff.ts';

const id3 = concat(ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 1, 2), new Uint8Array(130));
const packets = new Uint8Array(188 * 3).fill(0x47);
const matroska = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x88, ...ascii('matroska'));
const onlyEbml = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3);
const oneMp3 = streamOf('mp3', 1);

test.for<[string, Uint8Array, MediaKind | undefined]>([
  ['MP3 behind an ID3v2 tag', concat(id3, streamOf('mp3', 2)), 'mp3'],
  ['ADTS behind an ID3v2 tag', concat(id3, streamOf('aac', 2)), 'aac'],
  ['MP3 from the middle of a frame', streamOf('mp3', 5).subarray(100), 'mp3'],
  ['ADTS from the middle of a frame', streamOf('aac', 5).subarray(100), 'aac'],
  ['one frame of MP3', oneMp3, 'mp3'],
  ['a cut frame of MP3', oneMp3.subarray(0, 50), 'mp3'],
  ['one frame of MP3, then text', concat(oneMp3, ascii('<html></html>')), undefined],
  ['a CMAF header', concat(Uint8Array.of(0, 0, 0, 24), ascii('ftypcmf2')), 'mp4'],
  ['a CMAF chunk', concat(Uint8Array.of(0, 0, 0, 24), ascii('moof')), 'mp4'],
  ['a transport stream', packets, 'mpegts'],
  ['text that begins with G', ascii('G'.padEnd(400, 'o')), undefined],
  ['Matroska', concat(matroska, new Uint8Array(100)), undefined],
  ['the beginning of an EBML header', onlyEbml, 'webm'],
  ['text', ascii('<html><body>not found</body></html>'), undefined],
  ['nothing', new Uint8Array(0), undefined],
])('%s', ([, bytes, kind]) => {
  expect(sniff(bytes)).toBe(kind);
});

test('no bytes make it throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => sniff(bytes) !== null));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0xff, 0xfb, 0x90, 0), { maxLength: 300 }), (bytes) => {
      expect(() => sniff(Uint8Array.from(bytes))).not.toThrow();
    }),
  );
});

test.for<[string, MediaKind, boolean]>([
  ['audio/mpeg', 'mp3', true],
  ['Audio/MPEG', 'mp3', true],
  ['audio/mp3', 'mp3', true],
  ['audio/aacp', 'aac', true],
  ['audio/ogg; codecs=opus', 'ogg', true],
  ['application/ogg', 'ogg', true],
  ['video/webm;codecs="vp8, opus"', 'webm', true],
  ['audio/flac', 'flac', true],
  ['audio/mpeg', 'aac', false],
  ['audio/ogg', 'flac', false],
  ['text/html', 'mp3', false],
  ['audio/mpeg; =', 'mp3', false],
  ['', 'mp3', false],
])('%s for %s: %s', ([contentType, kind, fit]) => {
  expect(fits(contentType, kind)).toBe(fit);
});

test.for([
  'audio/mpeg',
  'application/vnd.apple.mpegurl',
  'a/b;c=d',
  'a/b ; c=d',
  'a/b;',
  'a/b;;c=d ; ',
  'a/b;c=""',
  String.raw`a/b; c="\"; d=e"`,
])('%s is a media type', (text) => {
  expect(isMediaType(text)).toBe(true);
});

test.for([
  '',
  'audio',
  'audio/',
  '/mpeg',
  'audio /mpeg',
  ' audio/mpeg',
  'audio/mpeg ',
  'audio/mpeg, audio/ogg',
  'a/b;c',
  'a/b;c=',
  'a/b;c =d',
  'a/b;c= d',
  'a/b;c="',
  'a/b;c="d"e',
  'a/b/c',
  'é/b',
  'a/b c=d',
])('%s is none', (text) => {
  expect(isMediaType(text)).toBe(false);
});

test('names of parameters have no case, quoted values lose their quotes', () => {
  expect(parseMediaType(String.raw`Text/HTML; CharSet="u\tf"; charset=x`)).toEqual({
    essence: 'text/html',
    parameters: new Map([['charset', 'utf']]),
  });
});
