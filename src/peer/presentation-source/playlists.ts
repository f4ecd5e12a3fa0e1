/** The playlists of a presentation (RFC 8216). */
import { codecString } from '../../media/codec/codec-string.ts';
import { decodeAs } from '../../media/isobmff/box.ts';
import { unpackLanguage } from '../../media/isobmff/language.ts';
import { boxAt } from '../../media/tracks/splice.ts';
import { mediaPlaylist, multivariantPlaylist } from '../../manifest/playlist-writer.ts';
import type { PlannedSegment } from '../../manifest/playlist-writer.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import type { Naming } from './naming.ts';
import { isListed } from './rendition.ts';
import type { Entry, Rendition } from './rendition.ts';
import type { Quirks } from '../ingest-source/request.ts';
import { vectorOf } from './segments.ts';

/** What all manifests of a presentation depend on. */
export interface ManifestContext {
  readonly naming: Naming;
  readonly quirks: Quirks;
  /** How many segments a manifest lists. */
  readonly window: number;
  readonly firstSegment: number;
  /** The event is over. */
  readonly isOver: boolean;
  /** Media are CMAF, with a header of their own. */
  readonly hasHeaders: boolean;
  /** Which key a segment is encrypted with; undefined where none is. */
  keyNumber(track: SourceTrack, segment: number): number | undefined;
}

/** As many decimals as a clock of 48 kHz needs. */
const decimals = 5;

const secondsText = (duration: bigint, { timescale }: SourceTrack, quirks: Quirks): string =>
  (Number(duration) / timescale / (quirks.has('wrong-extinf') ? 2 : 1)).toFixed(decimals);

/** What a playlist has a line for: what was there in its time and, from later HLS on, gaps. */
const lines = ({ entries }: Rendition, { quirks }: ManifestContext): readonly Entry[] =>
  entries.filter(
    (entry) =>
      isListed(entry) ||
      (entry.state === 'late' && quirks.has('repairs-playlists')) ||
      (entry.state !== 'announced' && (quirks.has('gap-tag') || quirks.has('names-lost-objects'))),
  );

const written = (
  { track }: Rendition,
  context: ManifestContext,
  entry: Entry,
  before: Entry | undefined,
): PlannedSegment => {
  const { naming, quirks, keyNumber } = context;
  const { segment, afterLoss } = entry;
  const playlist = naming.playlist(track);
  const named = quirks.has('formats-disagree') ? naming.copy(track, segment) : naming.media(track, segment);
  const key = keyNumber(track, segment.number);
  const keyBefore = before === undefined ? undefined : keyNumber(track, before.segment.number);
  const isGap = quirks.has('gap-tag') && !isListed(entry);
  const isRepaired = quirks.has('repairs-playlists') && before?.state === 'late';
  return {
    uri: naming.reference(playlist, named),
    duration: secondsText(segment.duration, track, quirks),
    ...(isGap ? { gap: true } : {}),
    ...(afterLoss && !isRepaired && !quirks.has('no-discontinuity') && !quirks.has('gap-tag')
      ? { discontinuity: true }
      : {}),
    ...(key === undefined || key === keyBefore
      ? {}
      : {
          key: {
            uri: naming.reference(playlist, naming.key(track, key)),
            iv: vectorOf(key),
          },
        }),
  };
};

/** The lowest number that the playlist of a rendition names. */
export const playlistFloor = (rendition: Rendition, context: ManifestContext): number =>
  lines(rendition, context).slice(-context.window)[0]?.segment.number ?? -1;

/** The playlist of one rendition, as it is now. */
export const playlistOf = (rendition: Rendition, context: ManifestContext): string => {
  const { naming, quirks, window, firstSegment, isOver, hasHeaders } = context;
  const { track, forgotten, seconds } = rendition;
  const all = lines(rendition, context);
  const listed = all.slice(-window);
  const past = all.slice(0, all.length - listed.length);
  const discontinuities = forgotten.discontinuities + past.filter(({ afterLoss }) => afterLoss).length;
  const sequence = quirks.has('sequence-stands-still') ? 0 : forgotten.listed + past.length;
  const longest = Math.max(
    ...listed.map(({ segment }) => Number(segment.duration) / track.timescale),
    seconds,
  );
  const playlist = naming.playlist(track);
  const text = mediaPlaylist({
    version: hasHeaders ? 7 : 3,
    targetDuration: Math.ceil(longest - 0.001),
    mediaSequence: firstSegment + sequence,
    ...(discontinuities === 0 ? {} : { discontinuitySequence: discontinuities }),
    ...(hasHeaders ? { map: naming.reference(playlist, naming.header(track)) } : {}),
    segments: listed.map((entry, i) => written(rendition, context, entry, listed[i - 1])),
    endList: isOver,
  });
  return quirks.has('playlist-without-duration') ? text.replace(/^#EXT-X-TARGETDURATION.*\n/m, '') : text;
};

const sampleDescription = 'moov/trak/mdia/minf/stbl/stsd';

/** What a header tells of a track for manifests. */
export interface TrackWords {
  readonly codecs: string;
  /** Bits a second at most, of media alone. */
  readonly bandwidth: number;
  readonly width?: number;
  readonly height?: number;
  readonly samplingRate?: number;
  /** As in BCP 47; absent where it is not determined. */
  readonly language?: string;
}

/** Where the header says nothing of a rate. */
const usualBandwidth = 100_000;

const known = new WeakMap<SourceTrack, TrackWords>();

const read = (track: SourceTrack): TrackWords => {
  const { header, kind } = track;
  const [entry] = boxAt(header, sampleDescription)?.children ?? [];
  if (entry === undefined) return { codecs: '', bandwidth: usualBandwidth };
  const rate = entry.children.find(({ type }) => type === 'btrt');
  const mdhd = boxAt(header, 'moov/trak/mdia/mdhd');
  const elng = boxAt(header, 'moov/trak/mdia/elng');
  const code = mdhd === undefined ? undefined : unpackLanguage(decodeAs(mdhd, 'mdhd').value.language);
  const tag = elng === undefined ? code : decodeAs(elng, 'elng').value.extended_language;
  const visual = kind === 'video' ? decodeAs(entry, 'avc1').value : undefined;
  return {
    codecs: codecString(entry),
    bandwidth: rate === undefined ? usualBandwidth : decodeAs(rate, 'btrt').value.maxBitrate,
    ...(visual === undefined ? {} : { width: visual.width, height: visual.height }),
    ...(kind === 'audio' ? { samplingRate: decodeAs(entry, 'mp4a').value.samplerate >>> 16 } : {}),
    ...(tag === undefined || tag === 'und' || tag === '' ? {} : { language: tag }),
  };
};

/** What manifests say of a track. */
export const wordsOf = (track: SourceTrack): TrackWords => {
  const words = known.get(track) ?? read(track);
  known.set(track, words);
  return words;
};

/** The multivariant playlist of these tracks: video, or audio alone, with the others as renditions of it. */
export const multivariantOf = (tracks: readonly SourceTrack[], { naming }: ManifestContext): string => {
  const uri = (track: SourceTrack): string => naming.reference(naming.multivariant, naming.playlist(track));
  const ofKind = (kind: SourceTrack['kind']): readonly SourceTrack[] =>
    tracks.filter((track) => track.kind === kind);
  const [video, audio, text] = [ofKind('video'), ofKind('audio'), ofKind('text')];
  const main = video.length > 0 ? video : audio.length > 0 ? audio : text;
  const sound = video.length > 0 ? audio : [];
  const subtitles = main === text ? [] : text;
  const most = (group: readonly SourceTrack[]): number =>
    Math.max(0, ...group.map((track) => wordsOf(track).bandwidth));
  const group = (type: 'AUDIO' | 'SUBTITLES', groupId: string, members: readonly SourceTrack[]) =>
    members.map((track, i) => ({
      type,
      groupId,
      name: track.name,
      uri: uri(track),
      isDefault: i === 0,
      ...(wordsOf(track).language === undefined ? {} : { language: wordsOf(track).language ?? '' }),
    }));
  return multivariantPlaylist({
    independentSegments: true,
    renditions: [...group('AUDIO', 'sound', sound), ...group('SUBTITLES', 'text', subtitles)],
    variants: main.map((track) => {
      const { codecs, bandwidth, width, height } = wordsOf(track);
      const all = [codecs, ...[...sound, ...subtitles].map((each) => wordsOf(each).codecs)];
      return {
        uri: uri(track),
        bandwidth: bandwidth + most(sound) + most(subtitles),
        codecs: [...new Set(all)].join(','),
        ...(width === undefined || height === undefined
          ? {}
          : { resolution: `${String(width)}x${String(height)}` }),
        ...(sound.length > 0 ? { audio: 'sound' } : {}),
        ...(subtitles.length > 0 ? { subtitles: 'text' } : {}),
      };
    }),
  });
};
