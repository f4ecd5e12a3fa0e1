/** Sessions of an ingest source of interface 2 with failures in them, written by hand for the tests of the checks. */
import { bytesOf } from '../../http/message.ts';
import type { Parameters } from '../../trace/event.ts';
import type { Observations } from '../../trace/observations.ts';
import { asked, authorized, fault, later, opened, seenIn, sent, told } from './client-example.ts';
import type { Move } from './client-example.ts';
import { fragment, header } from './ingest-example.ts';

export const point = '/live';
export const folder = `${point}/event`;
export const segmentPath = (number: number): string => `${folder}/video/video-${String(number)}.cmfv`;
export const headerPath = `${folder}/video/video.init`;
export const playlistPath = `${folder}/video/playlist.m3u8`;
export const mpdPath = `${folder}/live.mpd`;

/** A segment of the test track lasts so long, in milliseconds. */
export const segment = 960;

export interface Put {
  readonly conn?: number;
  /** The answer; none where `undefined` is given. */
  readonly status?: number | undefined;
  /** Milliseconds that pass before the request. */
  readonly after?: number;
  /** Only so many bytes of the body come. */
  readonly cut?: number;
}

/** An upload on a connection that is open. */
export const put = (path: string, body: Uint8Array, options: Put = {}): Move[] => {
  const { conn = 0, after = 1, cut } = options;
  const status = 'status' in options ? options.status : 201;
  const lines = [
    `PUT ${path} HTTP/1.1`,
    'Host: 127.0.0.1:8000',
    'User-Agent: example/1.0',
    `Content-Length: ${String(body.length)}`,
  ];
  return [
    later(after, asked(lines, conn)),
    authorized({}, conn),
    sent(body.subarray(0, cut ?? body.length), conn),
    ...(status === undefined ? [] : [told(`HTTP/1.1 ${String(status)} Example`, conn)]),
  ];
};

export const putHeader = (options: Put = {}): Move[] => put(headerPath, header(), options);
export const putSegment = (number: number, options: Put = {}): Move[] =>
  put(segmentPath(number), fragment(number), options);

export interface Listed {
  readonly number: number;
  readonly discontinuity?: boolean;
  readonly gap?: boolean;
}

const listed = (one: number | Listed): Listed => (typeof one === 'number' ? { number: one } : one);

/** A media playlist that lists these segments. */
export const playlist = (...segments: readonly (number | Listed)[]): Uint8Array =>
  bytesOf(
    [
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:1',
      `#EXT-X-MEDIA-SEQUENCE:${String(segments[0] === undefined ? 0 : listed(segments[0]).number)}`,
      '#EXT-X-MAP:URI="video.init"',
      ...segments
        .map(listed)
        .flatMap(({ number, discontinuity, gap }) => [
          ...(discontinuity === true ? ['#EXT-X-DISCONTINUITY'] : []),
          ...(gap === true ? ['#EXT-X-GAP'] : []),
          '#EXTINF:0.960,',
          `video-${String(number)}.cmfv`,
        ]),
      '',
    ].join('\n'),
  );

export const putPlaylist = (segments: readonly (number | Listed)[], options: Put = {}): Move[] =>
  put(playlistPath, playlist(...segments), options);

/** An MPD with a timeline that has these segments, 960 ticks each. */
export const mpd = (...numbers: readonly number[]): Uint8Array => {
  const entries = numbers.map((number) => `<S t="${String(number * 960)}" n="${String(number)}" d="960"/>`);
  return bytesOf(`<?xml version="1.0" encoding="UTF-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="dynamic" profiles="urn:mpeg:dash:profile:isoff-live:2011" availabilityStartTime="2025-12-31T23:00:00Z" minBufferTime="PT1S" minimumUpdatePeriod="PT1S">
 <Period id="1" start="PT0S">
  <AdaptationSet mimeType="video/mp4">
   <SegmentTemplate timescale="1000" initialization="video/video.init" media="video/video-$Time$.cmfv"><SegmentTimeline>
    ${entries.join('\n    ')}
   </SegmentTimeline></SegmentTemplate>
   <Representation id="video" bandwidth="100000" codecs="avc1.64001f"/>
  </AdaptationSet>
 </Period>
</MPD>
`);
};

/** A segment under the name that the MPD above gives it. */
export const putTimed = (number: number, options: Put = {}): Move[] =>
  put(segmentPath(number * 960), fragment(number), options);

export const putMpd = (numbers: readonly number[], options: Put = {}): Move[] =>
  put(mpdPath, mpd(...numbers), options);

/** Moves, in lists of whatever depth. */
export type Moves = Move | readonly Moves[];

const flat = (moves: Moves): readonly Move[] =>
  'happening' in moves ? [moves] : moves.flatMap((one) => flat(one));

/** What the moves look like to a check. */
export const seen = (moves: Moves, changes: Partial<Parameters> = {}): Observations =>
  seenIn(flat(moves), { mount: point, user: 'ingest', ...changes });

export { fault, opened };
