/** What this reader reads of a playlist, and what another implementation does. */
import * as hls from 'hls-parser';
import { expect, test } from 'vitest';
import type { ByteRange } from './playlist-values.ts';
import type { MediaPlaylist, MultivariantPlaylist } from './playlist-model.ts';
import { mediaPlaylist, multivariantPlaylist } from './playlist-writer.ts';
import { readPlaylist } from './playlist.ts';

const lines = (...all: readonly string[]): string => ['#EXTM3U', ...all, ''].join('\n');

const playlists: Readonly<Record<string, string>> = {
  'of CMAF, live': mediaPlaylist({
    targetDuration: 4,
    mediaSequence: 17,
    map: 'header.cmfv',
    segments: [
      { uri: '17.cmfv', duration: '3.840', title: 'one, two' },
      { uri: '18.cmfv', duration: 4, discontinuity: true, programDateTime: '2024-01-01T00:00:03.840Z' },
      { uri: '../other/19.cmfv?a=b', duration: '1.0' },
    ],
  }),
  'of transport streams, ended': lines(
    '#EXT-X-VERSION:3',
    '#EXT-X-TARGETDURATION:10',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXTINF:9.009,',
    'http://media.example.com/first.ts',
    '#EXTINF:9.009,',
    'http://media.example.com/second.ts',
    '#EXTINF:3.003,',
    'http://media.example.com/third.ts',
    '#EXT-X-ENDLIST',
  ),
  'with keys': lines(
    '#EXT-X-VERSION:3',
    '#EXT-X-MEDIA-SEQUENCE:7794',
    '#EXT-X-TARGETDURATION:15',
    '#EXTINF:2.833,',
    'clear.ts',
    '#EXT-X-KEY:METHOD=AES-128,URI="https://priv.example.com/key.php?r=52",IV=0x000102030405060708090a0b0c0d0e0f',
    '#EXTINF:15.0,',
    'a.ts',
    '#EXTINF:13.333,',
    'b.ts',
    '#EXT-X-KEY:METHOD=AES-128,URI="k53.key"',
    '#EXTINF:15.0,',
    'c.ts',
    '#EXT-X-KEY:METHOD=NONE',
    '#EXTINF:15.0,',
    'd.ts',
  ),
  'with byte ranges': lines(
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:4',
    '#EXT-X-MAP:URI="all.mp4",BYTERANGE="720@0"',
    '#EXTINF:4,',
    '#EXT-X-BYTERANGE:1000@720',
    'all.mp4',
    '#EXTINF:4,',
    '#EXT-X-BYTERANGE:2000@1720',
    'all.mp4',
    '#EXT-X-ENDLIST',
  ),
  'with gaps and discontinuities': lines(
    '#EXT-X-VERSION:8',
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-MEDIA-SEQUENCE:3',
    '#EXT-X-DISCONTINUITY-SEQUENCE:2',
    '#EXT-X-MAP:URI="a.init"',
    '#EXTINF:2,',
    '3.cmfv',
    '#EXT-X-GAP',
    '#EXTINF:2,',
    '4.cmfv',
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-MAP:URI="b.init"',
    '#EXTINF:2,',
    '5.cmfv',
  ),
  'with parts': lines(
    '#EXT-X-VERSION:9',
    '#EXT-X-TARGETDURATION:4',
    '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0',
    '#EXT-X-PART-INF:PART-TARGET=0.33334',
    '#EXT-X-MEDIA-SEQUENCE:266',
    '#EXT-X-MAP:URI="init.mp4"',
    '#EXTINF:4.00008,',
    '266.mp4',
    '#EXT-X-PART:DURATION=0.33334,URI="267.0.mp4",INDEPENDENT=YES',
    '#EXT-X-PART:DURATION=0.33334,URI="267.1.mp4"',
    '#EXTINF:4.00008,',
    '267.mp4',
    '#EXT-X-PART:DURATION=0.33334,URI="268.0.mp4"',
    '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="268.1.mp4"',
  ),
  'with names that need escapes, and line ends of two characters': lines(
    '#EXT-X-TARGETDURATION:1',
    '#EXTINF:1,#1 "quoted", title',
    'a%20b/%E2%82%AC.ts',
    '# a comment',
    '#EXT-X-OWN-TAG:1',
    '',
    '#EXTINF:1,',
    './c;d=1.ts#fragment',
  ).replaceAll('\n', '\r\n'),
  multivariant: multivariantPlaylist({
    renditions: [
      { type: 'AUDIO', groupId: 'a', name: 'English', uri: 'en.m3u8', language: 'en' },
      { type: 'AUDIO', groupId: 'a', name: 'Deutsch, laut', uri: 'de.m3u8', language: 'de' },
    ],
    variants: [
      {
        uri: 'v1.m3u8',
        bandwidth: 1_280_000,
        codecs: 'avc1.64001f,mp4a.40.2',
        resolution: '1280x720',
        audio: 'a',
      },
      { uri: '/other/v2.m3u8', bandwidth: 640_000, codecs: 'avc1.42001e,mp4a.40.2', audio: 'a' },
    ],
  }),
};

const rangeOf = (range: ByteRange | undefined) =>
  range && { length: Number(range.length), offset: Number(range.offset) };
const bytesOf = (hex: string | undefined) => hex && Buffer.from(hex.slice(2), 'hex').toString('hex');

const oursOfMedia = (media: MediaPlaylist) => ({
  targetDuration: Number(media.targetDuration),
  mediaSequence: Number(media.mediaSequence ?? 0n),
  discontinuitySequence: Number(media.discontinuitySequence ?? 0n),
  endList: media.endList,
  playlistType: media.playlistType,
  partTarget: media.partTarget?.seconds,
  segments: media.segments.map((segment) => ({
    uri: segment.uri,
    duration: segment.duration?.seconds,
    title: segment.title,
    number: Number(segment.mediaSequenceNumber),
    discontinuity: segment.discontinuity,
    gap: segment.gap,
    byterange: rangeOf(segment.byteRange),
    key: segment.keys[0] && {
      method: segment.keys[0].METHOD,
      uri: segment.keys[0].URI,
      iv: bytesOf(segment.keys[0].IV),
    },
    map: segment.map && { uri: segment.map.URI, byterange: rangeOf(segment.map.BYTERANGE) },
    time: segment.programDateTime && Date.parse(segment.programDateTime),
  })),
  parts: media.parts.map(({ uri, duration, independent, mediaSequenceNumber }) => ({
    uri,
    duration: duration?.seconds,
    independent,
    number: Number(mediaSequenceNumber),
  })),
  hints: media.preloadHints.map(({ uri }) => uri),
});

/** A segment that is still growing has parts, and an empty URI there. */
const isWhole = ({ uri }: hls.types.Segment): boolean => uri !== '';

/** Theirs has a null of its own where there is no EXT-X-MAP. */
const mapOf = (map: hls.types.MediaInitializationSection | null | undefined) =>
  map ? { uri: map.uri, byterange: map.byterange } : undefined;

const theirsOfMedia = (media: hls.types.MediaPlaylist) => ({
  targetDuration: media.targetDuration,
  mediaSequence: media.mediaSequenceBase ?? 0,
  discontinuitySequence: media.discontinuitySequenceBase ?? 0,
  endList: media.endlist,
  playlistType: media.playlistType,
  partTarget: media.partTargetDuration,
  segments: media.segments.filter(isWhole).map((segment) => ({
    uri: segment.uri,
    duration: segment.duration,
    title: segment.title ?? '',
    number: segment.mediaSequenceNumber,
    discontinuity: segment.discontinuity === true,
    gap: segment.gap === true,
    byterange: segment.byterange,
    // Theirs says NONE of what is not encrypted any more.
    key:
      segment.key && segment.key.method !== 'NONE'
        ? {
            method: segment.key.method,
            uri: segment.key.uri,
            iv: segment.key.iv && Buffer.from(segment.key.iv).toString('hex'),
          }
        : undefined,
    map: mapOf(segment.map),
    time: segment.programDateTime?.getTime(),
  })),
  parts: media.segments.flatMap(({ parts, mediaSequenceNumber }) =>
    parts
      .filter(({ hint }) => !hint)
      .map(({ uri, duration, independent }) => ({
        uri,
        duration,
        independent: independent === true,
        number: mediaSequenceNumber,
      })),
  ),
  hints: media.segments.flatMap(({ parts }) => parts.filter(({ hint }) => hint).map(({ uri }) => uri)),
});

const oursOfVariants = ({ variants, renditions }: MultivariantPlaylist) => ({
  variants: variants.map(({ uri, BANDWIDTH, attributes }) => ({
    uri,
    bandwidth: Number(BANDWIDTH),
    codecs: attributes.get('CODECS'),
    resolution: attributes.get('RESOLUTION'),
    audio: renditions
      .filter((each) => each.attributes.get('GROUP-ID') === attributes.get('AUDIO'))
      .map((each) => [each.attributes.get('NAME'), each.attributes.get('URI')]),
  })),
});

const theirsOfVariants = ({ variants }: hls.types.MasterPlaylist) => ({
  variants: variants.map(({ uri, bandwidth, codecs, resolution, audio }) => ({
    uri,
    bandwidth,
    codecs,
    resolution: resolution && `${String(resolution.width)}x${String(resolution.height)}`,
    audio: audio.map((each) => [each.name, each.uri]),
  })),
});

test.for(Object.entries(playlists))('a playlist %s is read alike by another reader', ([, text]) => {
  const ours = readPlaylist(text);
  if ('broken' in ours) throw new Error(ours.broken);
  expect(ours.value.faults).toEqual([]);
  const theirs = hls.parse(text);
  if (theirs.isMasterPlaylist) {
    expect(ours.value.kind).toBe('multivariant');
    expect(oursOfVariants(ours.value.multivariant)).toEqual(theirsOfVariants(theirs));
  } else {
    expect(ours.value.kind).toBe('media');
    expect(oursOfMedia(ours.value.media)).toEqual(theirsOfMedia(theirs));
  }
});
