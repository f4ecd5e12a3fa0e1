/** Manifests of a live presentation of one rendition, as an ingest source writes them again and again. */
import type { Format } from '../../../src/scenario/scenario.ts';

/** Where a manifest stands in time: its first segment, and how many it lists. */
export interface Listed {
  readonly from: number;
  readonly count: number;
}

/** Where the media of a number lie. */
export const segmentName = (number: number): string => `video-${String(number)}.cmfv`;

export const initName = 'video.init';

/** How long a segment of two fragments is, in ticks of the timescale 12800. */
const ticks = 24_576;

const mpd = ({ from, count }: Listed): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="dynamic" profiles="urn:mpeg:dash:profile:isoff-live:2011"',
    '  availabilityStartTime="2026-01-01T00:00:00Z" publishTime="2026-01-01T00:00:00Z" minimumUpdatePeriod="PT2S"',
    '  minBufferTime="PT2S">',
    '  <Period id="1" start="PT0S">',
    '    <AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true">',
    `      <SegmentTemplate timescale="12800" startNumber="${String(from)}" initialization="${initName}"`,
    '        media="video-$Number$.cmfv">',
    '        <SegmentTimeline>',
    ...Array.from(
      { length: count },
      (_, index) => `          <S t="${String((from + index) * ticks)}" d="${String(ticks)}"/>`,
    ),
    '        </SegmentTimeline>',
    '      </SegmentTemplate>',
    '      <Representation id="video" codecs="avc1.4D000C" bandwidth="100000" width="160" height="90"/>',
    '    </AdaptationSet>',
    '  </Period>',
    '</MPD>',
    '',
  ].join('\n');

const playlist = ({ from, count }: Listed): string =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:2',
    `#EXT-X-MEDIA-SEQUENCE:${String(from)}`,
    `#EXT-X-MAP:URI="${initName}"`,
    ...Array.from({ length: count }, (_, index) => `#EXTINF:1.920,\n${segmentName(from + index)}`),
    '',
  ].join('\n');

/** The manifest of a format, in one of its versions. */
export const manifestText = (format: Format, listed: Listed): string =>
  format === 'dash' ? mpd(listed) : playlist(listed);
