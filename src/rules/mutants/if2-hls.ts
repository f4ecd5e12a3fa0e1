import { ascii, concat } from '../../media/bytes.ts';
import type { MediaPlaylistPlan, PlannedSegment } from '../../manifest/playlist-writer.ts';
import {
  media,
  multivariant,
  objects,
  publication,
  publicationOf,
  stored,
  videoPlaylist,
} from '../examples/publication.ts';
import type { RuleId } from '../facts/index.ts';
import type { ObjectInput } from '../input.ts';
import { broken, type Mutant } from './mutant.ts';

/** One manifest of the publication is another one. */
const instead = (what: string, name: string, content: string | Uint8Array): Mutant =>
  broken(what, publication, () =>
    publicationOf(objects().map((each) => (each.name === name ? stored(name, content) : each))),
  );

/** The media playlist of the track of higher quality is another one. */
const playlist = (what: string, change: Partial<MediaPlaylistPlan>): Mutant =>
  instead(what, 'high.m3u8', videoPlaylist('high', change));

const segments = (...numbers: readonly number[]): readonly PlannedSegment[] =>
  numbers.map((n) => ({ uri: `high/${String(n)}.cmfv`, duration: '2.000' }));

/** The media playlist is stored in these versions, one after the other. */
const versions = (...plans: readonly Partial<MediaPlaylistPlan>[]): readonly ObjectInput[] => [
  ...media.high(),
  ...plans.map((plan) => stored('high.m3u8', videoPlaylist('high', plan))),
];

const inVersions = (
  what: string,
  right: readonly Partial<MediaPlaylistPlan>[],
  wrong: readonly Partial<MediaPlaylistPlan>[],
): Mutant =>
  broken(
    what,
    () => publicationOf(versions(...right)),
    () => publicationOf(versions(...wrong)),
  );

/** Objects in another order, where the order is known. */
const inOrder = (
  what: string,
  right: readonly ObjectInput[],
  wrong: readonly ObjectInput[],
  also: readonly RuleId[] = [],
): Mutant =>
  broken(
    what,
    () => publicationOf(right),
    () => publicationOf(wrong),
    { settings: { session: true }, also },
  );

const sliding = [
  { segments: segments(1, 2), mediaSequence: 7 },
  { segments: segments(2, 3), mediaSequence: 8 },
];

const [header = stored('', ''), ...parts] = media.high();
const [first = header, second = header, third = header] = parts;
const listed = stored('high.m3u8', videoPlaylist());

/** The second segment could not be uploaded: the third comes after a failed request. */
const lossy: readonly ObjectInput[] = [
  header,
  first,
  { ...third, afterFailure: true },
  stored('high.m3u8', videoPlaylist('high', { segments: segments(1, 3) })),
];

/** A playlist with a key. */
const keyed = stored(
  'high.m3u8',
  videoPlaylist().replace('#EXTINF', '#EXT-X-KEY:METHOD=AES-128,URI="one.key"\n#EXTINF'),
);
const key: ObjectInput = { name: 'one.key', bytes: new Uint8Array(16) };

const finished = (...numbers: readonly number[]): ObjectInput =>
  stored('high.m3u8', videoPlaylist('high', { segments: segments(...numbers), endList: true }));

export const if2HlsMutants = {
  'IF2-MFT-002': [
    playlist('a segment of another server', {
      segments: [{ uri: 'https://cdn.example/high/1.cmfv', duration: 2 }, ...segments(2, 3)],
    }),
    playlist('a segment from the root', {
      segments: [{ uri: '/high/1.cmfv', duration: '2.0' }, ...segments(2, 3)],
    }),
    instead(
      'an absolute variant',
      'main.m3u8',
      multivariant().replace('high.m3u8', 'https://cdn.example/high.m3u8'),
    ),
  ],
  'IF2-HLS-001': [
    instead('no #EXTM3U', 'high.m3u8', videoPlaylist().replace('#EXTM3U\n', '')),
    instead(
      'a byte order mark',
      'high.m3u8',
      concat(Uint8Array.of(0xef, 0xbb, 0xbf), ascii(videoPlaylist())),
    ),
    instead('not UTF-8', 'high.m3u8', concat(ascii(videoPlaylist()), Uint8Array.of(0x23, 0xff, 0x0a))),
    instead('a segment without EXTINF', 'high.m3u8', `${videoPlaylist()}high/3.cmfv\n`),
    instead(
      'variants among segments',
      'high.m3u8',
      `${videoPlaylist()}#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n`,
    ),
    instead('nothing but a version', 'high.m3u8', '#EXTM3U\n#EXT-X-VERSION:7\n'),
  ],
  'IF2-HLS-002': [
    playlist('a target of one second', { targetDuration: 1 }),
    instead('no target', 'high.m3u8', videoPlaylist().replace('#EXT-X-TARGETDURATION:2\n', '')),
    inVersions('another target', sliding, [sliding[0] ?? {}, { ...sliding[1], targetDuration: 3 }]),
  ],
  'IF2-HLS-003': [
    inVersions('a sequence that begins again', sliding, [
      sliding[0] ?? {},
      { segments: segments(2, 3), mediaSequence: 0 },
    ]),
    inVersions('a sequence that stays', sliding, [
      sliding[0] ?? {},
      { segments: segments(2, 3), mediaSequence: 7 },
    ]),
    inVersions('a segment that is gone from the end', sliding, [
      sliding[0] ?? {},
      { segments: segments(1), mediaSequence: 7 },
    ]),
  ],
  'IF2-HLS-004': [
    instead('no map', 'high.m3u8', videoPlaylist().replace(/#EXT-X-MAP.*\n/, '')),
    playlist('version 5', { version: 5 }),
    playlist('a segment as map', { map: 'high/1.cmfv' }),
  ],
  'IF2-HLS-005': [
    playlist('0.4 seconds more', {
      segments: [{ uri: 'high/1.cmfv', duration: '2.400' }, ...segments(2, 3)],
    }),
  ],
  'IF2-HLS-006': [
    playlist('a segment that is not there', { segments: segments(1, 2, 3, 4) }),
    playlist('a header that is not there', { map: 'high/other.init' }),
    inOrder('the playlist first', [...media.high(), listed], [listed, ...media.high()]),
    inOrder('a segment behind', [...media.high(), listed], [header, first, second, listed, third]),
  ],
  'IF2-HLS-007': [
    // What was lost is missing in the track as well.
    broken(
      'no discontinuity for what was lost',
      () => publicationOf([...media.high(), listed]),
      () => publicationOf(lossy),
      { also: ['CMAF-TRK-001', 'IF2-CMF-001'] },
    ),
  ],
  'IF2-HLS-008': [
    inOrder('no key', [...media.high(), key, keyed], [...media.high(), keyed]),
    inOrder('a key behind', [...media.high(), key, keyed], [...media.high(), keyed, key]),
  ],
  'IF2-HLS-009': [
    instead('no bandwidth', 'main.m3u8', multivariant().replace('BANDWIDTH=500000,', '')),
    instead('no URI', 'main.m3u8', multivariant().replace('low.m3u8\n', '')),
    instead('an unknown group', 'main.m3u8', multivariant().replace('AUDIO="sound"', 'AUDIO="noise"')),
    instead('another level', 'main.m3u8', multivariant().replace('avc1.4D000D', 'avc1.4D0028')),
  ],
  'IF2-HLS-010': [
    broken(
      'another segment',
      () => publicationOf([...media.high(), finished(1, 2, 3)]),
      () => publicationOf([...media.high(), finished(1, 2), finished(1, 2, 3)]),
    ),
    inOrder(
      'media behind the end',
      [...media.high(), finished(1, 2)],
      [header, first, second, finished(1, 2), third],
    ),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]]>;
