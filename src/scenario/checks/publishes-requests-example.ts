/** Sessions of an ingest source of interface 2 without failures, written by hand for the tests of the checks. */
import { objectTypes } from '../../manifest/object-types.ts';
import { bytesOf } from '../../http/message.ts';
import { mpd } from '../../manifest/mpd-writer.ts';
import { mediaPlaylist, multivariantPlaylist } from '../../manifest/playlist-writer.ts';
import type { Parameters } from '../../trace/event.ts';
import type { Observations } from '../../trace/observations.ts';
import { extensionOf } from '../ingest/object-step.ts';
import { asked, later, opened, seenIn, sent, told } from './client-example.ts';
import type { Move } from './client-example.ts';
import { fragment, header } from './ingest-example.ts';

export const point = '/live';
export const folder = `${point}/20260101T000000Z`;
export const segmentPath = (number: number, extension = '.cmfv'): string =>
  `${folder}/video/video-${String(number)}${extension}`;
export const headerPath = `${folder}/video/video.init`;
export const playlistPath = `${folder}/video/playlist.m3u8`;
export const masterPath = `${folder}/live.m3u8`;
export const mpdPath = `${folder}/live.mpd`;

export interface Sending {
  readonly conn?: number;
  readonly method?: string;
  /** Header fields over the usual ones; null leaves one out. */
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly status?: number;
  /** Milliseconds before the request. */
  readonly after?: number;
}

const typeOf = (path: string): string => {
  const types: Readonly<Record<string, readonly string[]>> = objectTypes;
  return types[extensionOf(path)]?.[0] ?? 'application/octet-stream';
};

/** One object: the request, its body, the answer. */
export const put = (path: string, content: Uint8Array | string, sending: Sending = {}): Move[] => {
  const { conn = 0, method = 'PUT', status = 201, after = 1 } = sending;
  const body = typeof content === 'string' ? bytesOf(content) : content;
  const fields = {
    Host: '127.0.0.1:8000',
    'User-Agent': 'example/1.0.7',
    'Content-Type': typeOf(path),
    'Content-Length': String(body.length),
    ...sending.fields,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return [
    later(after, asked([`${method} ${path} HTTP/1.1`, ...lines], conn)),
    ...(body.length === 0 ? [] : [sent(body, conn)]),
    told(`HTTP/1.1 ${String(status)} Example`, conn),
  ];
};

export const remove = (path: string, sending: Sending = {}): Move[] =>
  put(path, '', {
    method: 'DELETE',
    status: 200,
    ...sending,
    fields: { 'Content-Length': null, ...sending.fields },
  });

export const putHeader = (sending: Sending = {}): Move[] => put(headerPath, header(), sending);
export const putSegment = (number: number, sending: Sending = {}): Move[] =>
  put(segmentPath(number), fragment(number), sending);

/** A media playlist of these segments. */
export const playlist = (numbers: readonly number[], prefix = '', key?: string): string =>
  mediaPlaylist({
    targetDuration: 1,
    version: 7,
    mediaSequence: numbers[0] ?? 0,
    map: `${prefix}video.init`,
    segments: numbers.map((number) => ({
      uri: `${prefix}video-${String(number)}.cmfv`,
      duration: '0.96000',
      ...(key === undefined ? {} : { key: { uri: key, iv: '0x00000000000000000000000000000001' } }),
    })),
  });

export const putPlaylist = (numbers: readonly number[], sending: Sending = {}): Move[] =>
  put(playlistPath, playlist(numbers), sending);

export const putMaster = (uri = 'video/playlist.m3u8', sending: Sending = {}): Move[] =>
  put(
    masterPath,
    multivariantPlaylist({ variants: [{ uri, bandwidth: 200_000, codecs: 'avc1.4D000C' }] }),
    sending,
  );

/** An MPD whose timeline has segments of a range, named by their numbers. */
export const mpdOf = (first: number, last: number, prefix = '', baseUrl?: string): string =>
  mpd({
    attributes: {
      type: 'dynamic',
      availabilityStartTime: '2026-01-01T00:00:00Z',
      minimumUpdatePeriod: 'PT1S',
    },
    ...(baseUrl === undefined ? {} : { baseUrl }),
    adaptationSets: [
      {
        attributes: { contentType: 'video', mimeType: 'video/mp4' },
        template: {
          attributes: {
            timescale: 12_800,
            startNumber: first,
            initialization: `${prefix}video/$RepresentationID$.init`,
            media: `${prefix}video/$RepresentationID$-$Number$.cmfv`,
          },
          timeline: [{ t: first * 12_288, d: 12_288, r: last - first }],
        },
        representations: [{ attributes: { id: 'video', bandwidth: 200_000, codecs: 'avc1.4D000C' } }],
      },
    ],
  });

export const putMpd = (first: number, last: number, sending: Sending = {}): Move[] =>
  put(mpdPath, mpdOf(first, last), sending);

/** A session of HLS: header, then each segment and the playlist that names it. */
export const hls = (numbers: readonly number[] = [1, 2, 3, 4]): Move[] => [
  opened(0),
  ...putHeader(),
  ...numbers.flatMap((number, index) => [
    ...putSegment(number),
    ...putPlaylist(numbers.slice(0, index + 1)),
    ...(index === 0 ? putMaster() : []),
  ]),
];

/** A session of DASH. */
export const dash = (numbers: readonly number[] = [1, 2, 3, 4]): Move[] => [
  opened(0),
  ...putHeader(),
  ...numbers.flatMap((number) => [...putSegment(number), ...putMpd(numbers[0] ?? 1, number)]),
];

/** What the moves look like to a check. */
export const seen = (
  moves: readonly (Move | readonly Move[])[],
  changes: Partial<Parameters> = {},
): Observations => seenIn(moves, { mount: point, user: 'ingest', ...changes });

export { opened };
