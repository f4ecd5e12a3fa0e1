import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { concat } from '../../media/bytes.ts';
import { emptyMfra, headerBytes } from '../../media/tracks/forms.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import { asked, chunk, left, opened, seenIn, sent, told } from '../checks/client-example.ts';
import type { Move } from '../checks/client-example.ts';
import type { SentTrack } from './sent-tracks.ts';
import { playedMilliseconds, postsOf, sentTracks } from './sent-tracks.ts';

const video = sourceTrack('video');
const audio = sourceTrack('audio');
const german = sourceTrack('audio-german');

const post = (path: string, ...fields: readonly string[]): string[] => [
  `POST ${path} HTTP/1.1`,
  'Host: x',
  ...fields,
];
const chunked = 'Transfer-Encoding: chunked';

/** A long request: the header and fragments from a number on. */
const long = (
  conn: number,
  path: string,
  track: SourceTrack,
  { from = 0, count = 2, header = track.header } = {},
): Move[] => [
  opened(conn),
  asked(post(path, chunked), conn),
  ...chunk(header, conn),
  ...Array.from({ length: count }, (_, i) => chunk(fragmentOf(track, from + i), conn)).flat(),
];

const over = (conn: number): Move[] => [
  ...chunk(new Uint8Array(0), conn),
  told('HTTP/1.1 200 OK', conn),
  left('fin', conn),
];

/** A request that brings all of these bytes by its length, and its answer. */
const short = (conn: number, path: string, ...bytes: readonly Uint8Array[]): Move[] => {
  const body = concat(...bytes);
  return [
    asked(post(path, `Content-Length: ${String(body.length)}`), conn),
    ...(body.length > 0 ? [sent(body, conn)] : []),
    told('HTTP/1.1 200 OK', conn),
  ];
};

/** The numbers of the fragments, each of which lasts 0.96 s, of whose chunks any came. */
const numbersOf = ({ fragments, timescale }: SentTrack): readonly number[] => [
  ...new Set(
    fragments.map(({ fragment }) =>
      Math.floor(Number(fragment.baseMediaDecodeTime) / (timescale * 0.96) + 1e-6),
    ),
  ),
];

const lookOf = (tracks: readonly SentTrack[]) =>
  tracks.map((track) => [track.key, track.kind, track.headers.length, numbersOf(track).length]);

describe('long requests', () => {
  test('one a track, side by side', () => {
    const [one, other] = [long(0, '/p/video.cmfv', video), long(1, '/p/audio.cmfa', audio)];
    const mixed = one.flatMap((move, i) => [move, ...(other[i] === undefined ? [] : [other[i]])]);
    const seen = seenIn([...mixed, ...over(0), ...over(1)]);
    expect(lookOf(sentTracks(seen))).toEqual([
      ['/p/video.cmfv', 'video', 1, 2],
      ['/p/audio.cmfa', 'audio', 1, 2],
    ]);
    expect(sentTracks(seen)).toBe(sentTracks(seen));
    expect(sentTracks(seen)[0]?.timescale).toBe(video.timescale);
  });

  test('the probe before it and the request after a reset are of the same track', () => {
    const [track, ...others] = sentTracks(
      seenIn([
        opened(0),
        ...short(0, '/p/video.cmfv'),
        ...long(1, '/p/video.cmfv', video),
        left('rst', 1),
        ...long(2, '/p/video.cmfv', video, { from: 2 }),
      ]),
    );
    expect(others).toEqual([]);
    expect(track?.posts.length).toBe(3);
    expect(track?.headers.length).toBe(2);
    expect(track === undefined ? [] : numbersOf(track)).toEqual([0, 1, 2, 3]);
  });

  test('objects are where their bytes came', () => {
    const seen = seenIn(long(0, '/p/video.cmfv', video));
    const [track] = sentTracks(seen);
    const spans = seen.connections[0]?.exchanges[0]?.request.body.arrivals ?? [];
    const [header, first] = track?.objects ?? [];
    expect(header?.place).toEqual(spans[0]?.place);
    expect(first?.place).toEqual(spans[1]?.place);
    expect(first?.at).toBe(spans[1]?.at);
    const second = track?.fragments.find(({ fragment }) => fragment.sequenceNumber === 2);
    expect(second?.place).toEqual({
      event: spans[1]?.place.event,
      offset: (spans[1]?.place.offset ?? 0) + (second?.object.offset ?? 0) - video.header.length,
    });
  });

  test('tracks of one path are told apart by their headers', () => {
    const seen = seenIn([...long(0, '/p', video), ...long(1, '/p', audio), ...over(0), ...over(1)]);
    expect(sentTracks(seen).map(({ kind, fragments }) => [kind, fragments.length > 0])).toEqual([
      ['video', true],
      ['audio', true],
    ]);
  });

  test('a track whose header changes is one track', () => {
    const changed = headerBytes(video, 'other-codec');
    const seen = seenIn([
      ...long(0, '/p/video.cmfv', video),
      left('rst', 0),
      ...long(1, '/p/video.cmfv', video, { from: 2, header: changed }),
    ]);
    expect(lookOf(sentTracks(seen))).toEqual([['/p/video.cmfv', 'video', 2, 4]]);
  });
});

describe('short requests', () => {
  const each = (name: (n: number | 'init') => string, track: SourceTrack, conn = 0): Move[] => [
    opened(conn),
    ...short(conn, name('init'), track.header),
    ...[0, 1, 2].flatMap((n) => short(conn, name(n), fragmentOf(track, n))),
  ];

  test.for([
    ['Streams()', (n: number | 'init') => `/p/Streams(v1.cmfv)/${String(n)}`],
    ['numbers', (n: number | 'init') => `/p/v1/${String(n)}.m4s`],
    ['numbers behind a name', (n: number | 'init') => `/p/v1-${String(n)}.m4s`],
    [
      'a header of another extension',
      (n: number | 'init') => (n === 'init' ? '/p/v/init.mp4' : `/p/v/${String(n)}.m4s`),
    ],
    [
      'a header of another name',
      (n: number | 'init') => (n === 'init' ? '/p/v/begin.mp4' : `/p/v/t${String(n)}.m4s`),
    ],
    ['one path', () => '/p/v1.cmfv'],
  ] as const)('with %s', ([, name]) => {
    const tracks = sentTracks(seenIn(each(name, video)));
    expect(tracks.map((track) => [track.kind, track.headers.length, numbersOf(track).length])).toEqual([
      ['video', 1, 3],
    ]);
    const [fragment] = tracks[0]?.fragments ?? [];
    expect(tracks[0] && fragment && playedMilliseconds(tracks[0], fragment)).toBeGreaterThan(0);
  });

  test('names with numbers in them are of several tracks', () => {
    const tracks = sentTracks(
      seenIn([
        ...each((n) => `/p/a1-${String(n)}.m4s`, audio, 0),
        ...each((n) => `/p/a2-${String(n)}.m4s`, german, 1),
      ]),
    );
    expect(lookOf(tracks).map(([, ...look]) => look)).toEqual([
      ['audio', 1, 3],
      ['audio', 1, 3],
    ]);
  });

  test('what a fragment lasts may be told by the header that came before', () => {
    const tracks = (['audio', 'webvtt', 'metadata'] as const).map(sourceTrack);
    for (const track of tracks) {
      const [found] = sentTracks(seenIn(each((n) => `/p/t-${String(n)}.m4s`, track)));
      const played = found?.fragments.reduce((sum, { fragment }) => sum + fragment.duration, 0n);
      expect(played, track.name).toBe(BigInt(3 * track.fragmentDuration));
    }
  });
});

describe('gzip', () => {
  const whole = concat(video.header, fragmentOf(video, 0), fragmentOf(video, 1), emptyMfra);
  const packed = new Uint8Array(gzipSync(whole));
  const pieces = [packed.subarray(0, 100), packed.subarray(100, packed.length - 50), packed.subarray(-50)];
  const coded = (...bytes: readonly Uint8Array[]) =>
    seenIn([
      opened(),
      asked(post('/p/video.cmfv', chunked, 'Content-Encoding: gzip')),
      ...bytes.flatMap((piece) => chunk(piece)),
    ]);

  test('is undone, and objects are where it brought them', () => {
    const seen = coded(...pieces);
    const [track] = sentTracks(seen);
    expect(track?.objects.at(-1)?.object.kind).toBe('mfra');
    const arrivals = postsOf(seen)[0]?.exchange.request.body.arrivals ?? [];
    expect(arrivals.map(({ place }) => place)).toContainEqual(track?.objects[0]?.place);
    expect(track?.objects.at(-1)?.at).toBe(arrivals.at(-1)?.at);
  });

  test('that breaks off leaves what came before', () => {
    const [track] = sentTracks(coded(...pieces.slice(0, 2)));
    expect(track?.headers.length).toBe(1);
  });

  test('that is none leaves nothing', () => {
    expect(sentTracks(coded(video.header))).toEqual([]);
  });
});

describe('traces that are not whole', () => {
  test('a body that was cut off', () => {
    const fragment = fragmentOf(video, 2);
    const [track] = sentTracks(
      seenIn([
        ...long(0, '/p/video.cmfv', video),
        ...chunk(fragment.subarray(0, fragment.length - 10)),
        left('rst'),
      ]),
    );
    expect(track?.fragments.at(-1)?.object.complete).toBe(false);
    expect(track?.fragments.slice(0, -1).every(({ object }) => object.complete)).toBe(true);
  });

  test('payload that was counted and not kept', () => {
    const rest = {
      event: 'span',
      conn: 0,
      dir: 'received',
      part: 'payload',
      offset: 0,
      length: 500,
    } as const;
    const seen = seenIn([
      opened(),
      asked(post('/p/video.cmfv', 'Content-Length: 100000')),
      sent(concat(video.header, fragmentOf(video, 0))),
      { after: 1, bytes: 500, happening: rest },
    ]);
    expect(postsOf(seen)[0]?.whole).toBe(false);
    expect(lookOf(sentTracks(seen))).toEqual([['/p/video.cmfv', 'video', 1, 1]]);
  });

  test('nothing came, or nothing that is media', () => {
    expect(sentTracks(seenIn([]))).toEqual([]);
    expect(sentTracks(seenIn([opened(), ...short(0, '/p/video.cmfv')]))).toEqual([]);
    const odd = sentTracks(seenIn([opened(), ...short(0, '/p/video.cmfv', new Uint8Array(100))]));
    expect(odd.map(({ kind, headers }) => [kind, headers.length])).toEqual([['unknown', 0]]);
  });

  test('thousands of requests with a header of their own are read in time', () => {
    const moves: Move[] = [opened()];
    for (let n = 0; n < 2000; n++) {
      const header = headerBytes(video, 'plain').slice();
      const at = Buffer.from(header).indexOf('tkhd') + 16;
      new DataView(header.buffer).setUint32(at, n + 1);
      moves.push(...short(0, '/p', header));
    }
    const begun = performance.now();
    expect(sentTracks(seenIn(moves)).length).toBe(1);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
