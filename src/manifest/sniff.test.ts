import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, concat } from '../media/bytes.ts';
import { mpd } from './mpd-writer.ts';
import { mediaPlaylist } from './playlist-writer.ts';
import { sniffObject, type ObjectKind } from './sniff.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bom = Uint8Array.of(0xef, 0xbb, 0xbf);
const playlist = utf8(mediaPlaylist({ targetDuration: 2, segments: [] }));
const packets = new Uint8Array(188 * 3).fill(0x47);
const notThird = packets.slice();
notThird[376] = 0;
const box = (size: number, type: string) => concat(Uint8Array.of(0, 0, 0, size), ascii(type));

test.for<[string, Uint8Array, ObjectKind]>([
  ['a playlist', playlist, 'm3u8'],
  ['a playlist behind a byte order mark', concat(bom, playlist), 'm3u8'],
  ['the first line alone', utf8('#EXTM3U'), 'm3u8'],
  ['another first line', utf8('#EXTM3U8\n'), 'unknown'],
  ['an MPD', utf8(mpd({ adaptationSets: [] })), 'mpd'],
  ['an MPD behind a comment', concat(bom, utf8('<?xml version="1.0"?>\n<!-- a > b -->\n<d:MPD/>')), 'mpd'],
  ['an MPD in a comment', utf8('<!-- <MPD/> --><tt/>'), 'unknown'],
  ['a comment without an end', utf8('<!-- <MPD/>'), 'unknown'],
  ['another root', utf8('<MPDs/>'), 'unknown'],
  ['a transport stream', packets, 'ts'],
  ['two packets', packets.subarray(0, 376), 'ts'],
  ['one packet', packets.subarray(0, 188), 'unknown'],
  ['packets out of step', notThird, 'unknown'],
  ['a CMAF header', box(24, 'ftyp'), 'isobmff'],
  ['a CMAF chunk', box(24, 'prft'), 'isobmff'],
  ['an mdat of unknown size', box(0, 'mdat'), 'isobmff'],
  ['a box that is smaller than its header', box(7, 'ftyp'), 'unknown'],
  ['an unknown box', box(24, 'abcd'), 'unknown'],
  ['nothing', new Uint8Array(0), 'unknown'],
])('%s', ([, bytes, kind]) => {
  expect(sniffObject(bytes)).toBe(kind);
});

test('no bytes make it throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => sniffObject(bytes) !== undefined));
  fc.assert(
    fc.property(
      fc.string(),
      (text) => sniffObject(utf8(`<!--${text}`)) === 'unknown' || text.includes('-->'),
    ),
  );
});
