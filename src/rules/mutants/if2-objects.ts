import { edited, set } from '../../media/build/edit.ts';
import { mpd } from '../../manifest/mpd-writer.ts';
import { audio } from '../examples/audio.ts';
import {
  media,
  multivariant,
  objects,
  objectsOf,
  presentation,
  publication,
  publicationOf,
  stored,
  videoPlaylist,
} from '../examples/publication.ts';
import type { ObjectInput } from '../input.ts';
import { broken, type Mutant } from './mutant.ts';

/** What is stored besides the conforming publication, and what is right in its place. */
const beside = (what: string, right: readonly ObjectInput[], wrong: readonly ObjectInput[]): Mutant =>
  broken(
    what,
    () => publicationOf([...objects(), ...right]),
    () => publicationOf([...objects(), ...wrong]),
  );

/** An object of the publication as it was, but for some of what is known of it. */
const changed = (what: string, name: string, change: Partial<ObjectInput>): Mutant =>
  broken(what, publication, () =>
    publicationOf(objects().map((each) => (each.name === name ? { ...each, ...change } : each))),
  );

const key = (name: string, length = 16): ObjectInput => ({ name, bytes: new Uint8Array(length).fill(7) });

const [highHeader = key(''), highFirst = key(''), highSecond = key('')] = media.high();
const [lowHeader = key('')] = media.low();
const header = highHeader.bytes;
const segment = highFirst.bytes;

/** Three packets of a transport stream. */
const packets = Uint8Array.from({ length: 3 * 188 }, (_, i) => (i % 188 === 0 ? 0x47 : 0xff));

/** Only the objects of the track of higher quality, with the names of the second and third segment exchanged. */
const exchanged = (): readonly ObjectInput[] => {
  const names = new Map([
    ['high/2.cmfv', 'high/3.cmfv'],
    ['high/3.cmfv', 'high/2.cmfv'],
  ]);
  return media.high().map((each) => ({ ...each, name: names.get(each.name) ?? each.name }));
};

const other = {
  ...presentation,
  attributes: { availabilityStartTime: '2024-05-01T00:00:00Z', publishTime: '2024-05-01T00:00:01Z' },
};
const later = { ...presentation, attributes: { publishTime: '2024-05-01T00:00:01Z' } };
const finished = stored('high.m3u8', videoPlaylist('high', { endList: true }));
const otherEvent = stored('high.m3u8', videoPlaylist('low'));

export const if2ObjectMutants = {
  'IF2-EXT-001': [
    beside('no extension', [key('one.key')], [key('one')]),
    changed('an empty type', 'high/1.cmfv', { contentType: '' }),
  ],
  'IF2-EXT-002': [
    changed('sound as video', 'sound/1.cmfa', { contentType: 'video/mp4' }),
    changed('a type for nothing', 'high/1.cmfv', { contentType: 'application/octet-stream; x=y' }),
  ],
  'IF2-EXT-003': [beside('an extension of nobody', [key('one.key')], [key('one.bin')])],
  'IF2-EXT-004': [
    beside('a key of 15 bytes', [key('one.key')], [key('one.key', 15)]),
    beside('text in a segment', [], [stored('one.cmfv', 'This is text.')]),
    beside('text in an MPD', [], [stored('one.mpd', 'This is text.')]),
    beside('a playlist in an MPD', [], [stored('one.mpd', multivariant())]),
  ],
  'IF2-EXT-005': [beside('a CMAF header in .mp4', [stored('one.init', header)], [stored('one.mp4', header)])],
  'IF2-EXT-006': [
    beside('boxes in .ts', [stored('one.init', header)], [stored('one.ts', header)]),
    beside('a transport stream in .cmfv', [stored('one.ts', packets)], [stored('one.cmfv', packets)]),
  ],
  'IF2-EXT-007': [beside('a segment in .init', [stored('one.init', header)], [stored('one.init', segment)])],
  'IF2-EXT-008': [
    broken(
      'sound in .cmfv',
      () => publicationOf(objectsOf('sound', 'cmfa', audio())),
      () => publicationOf(objectsOf('sound', 'cmfv', audio())),
    ),
  ],
  'IF2-NAM-001': [
    beside('another segment', [highFirst], [{ ...highSecond, name: highFirst.name }]),
    beside('another CMAF header', [highHeader], [{ ...lowHeader, name: highHeader.name }]),
    beside('a shorter segment', [highFirst], [{ ...highFirst, bytes: segment.subarray(0, -1) }]),
  ],
  'IF2-NAM-002': [
    broken(
      'the third segment is called the second',
      () => publicationOf(media.high()),
      () => publicationOf(exchanged()),
      { settings: { session: true } },
    ),
  ],
  'IF2-NAM-003': [
    beside('a step out of the path', [key('a/../one.key')], [key('a/../../one.key')]),
    beside('the same, encoded', [], [key('%2e%2E%2fone.key')]),
  ],
  'IF2-NAM-004': [
    beside('an MPD of another start', [stored('main.mpd', mpd(later))], [stored('main.mpd', mpd(other))]),
    broken(
      'other segments behind the end',
      () => publicationOf([...media.high(), ...media.low(), finished, finished]),
      () => publicationOf([...media.high(), ...media.low(), finished, otherEvent]),
    ),
  ],
  'IF2-NAM-005': 'excluded',
  'IF2-MFT-001': [
    beside('a playlist in .txt', [], [stored('copy.txt', multivariant())]),
    beside('an MPD in .xml', [], [stored('copy.xml', mpd(presentation))]),
  ],
  'IF2-CMF-001': [
    broken(
      'a track with a movie timescale of 0',
      () => publicationOf(media.sound()),
      () => publicationOf(objectsOf('sound', 'cmfa', edited(audio(), set('moov/mvhd', { timescale: 0 })))),
      { also: ['CMAF-HDR-014'] },
    ),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]] | 'excluded'>;
