import type { LineEnding } from './lines.ts';
import type { ByteRange, Decimal } from './playlist-values.ts';
import type { Fault } from './reading.ts';

/**
 * What RFC 8216 (and, for parts, its second edition) lets a playlist say, as far as ingest needs it. Lines count
 * from 1; attributes stand under their own names, without quotes.
 */
export interface Playlist {
  /** Which kind its tags make it; RFC 8216, 4.1 forbids `both`. */
  readonly kind: 'media' | 'multivariant' | 'both' | 'neither';
  readonly bom: boolean;
  /** The first line, which has to be `#EXTM3U` (4.3.1.1), cut after 80 characters. */
  readonly firstLine: string;
  readonly lineEnding: LineEnding;
  readonly terminated: boolean;
  readonly version: bigint | undefined;
  readonly independentSegments: boolean;
  readonly media: MediaPlaylist;
  readonly multivariant: MultivariantPlaylist;
  /** Lines that name a URI without an EXTINF or an EXT-X-STREAM-INF before them. */
  readonly strayUris: readonly UriLine[];
  /** What does not follow the grammar, by line, at most `faultLimit` of it. */
  readonly faults: readonly Fault[];
}

export interface UriLine {
  readonly uri: string;
  readonly line: number;
}

/** The tags of one media playlist (4.3.2, 4.3.3); durations in seconds. */
export interface MediaPlaylist {
  readonly targetDuration: bigint | undefined;
  /** `undefined` where the tag is missing; the numbers of the segments count from 0 then. */
  readonly mediaSequence: bigint | undefined;
  readonly discontinuitySequence: bigint | undefined;
  readonly endList: boolean;
  readonly playlistType: string | undefined;
  readonly iFramesOnly: boolean;
  readonly partTarget: Decimal | undefined;
  /** How many segments a delta update leaves out in front (EXT-X-SKIP). */
  readonly skippedSegments: bigint;
  readonly segments: readonly Segment[];
  readonly parts: readonly Part[];
  readonly preloadHints: readonly PreloadHint[];
  readonly renditionReports: readonly TagWithAttributes[];
  /** Every EXT-X-KEY, also those that no segment comes after. */
  readonly keys: readonly Key[];
  /** Every EXT-X-MAP, also those that no segment comes after. */
  readonly maps: readonly MediaInitialization[];
}

/** One media segment and what the tags before it say of it. */
export interface Segment extends UriLine {
  /** The line of its EXTINF. */
  readonly extinfLine: number;
  /** `undefined` where EXTINF has no number. */
  readonly duration: Decimal | undefined;
  readonly title: string;
  readonly byteRange: ByteRange | undefined;
  readonly discontinuity: boolean;
  readonly gap: boolean;
  /** The keys in force, one of each KEYFORMAT; none where it is not encrypted. */
  readonly keys: readonly Key[];
  readonly map: MediaInitialization | undefined;
  readonly programDateTime: string | undefined;
  readonly mediaSequenceNumber: bigint;
}

export interface Key {
  readonly line: number;
  readonly METHOD: string;
  readonly URI: string | undefined;
  readonly IV: string | undefined;
  /** `identity` where the attribute is missing (4.3.2.4). */
  readonly KEYFORMAT: string;
}

/** EXT-X-MAP: where the CMAF header of the segments after it is. */
export interface MediaInitialization {
  readonly line: number;
  readonly URI: string;
  readonly BYTERANGE: ByteRange | undefined;
}

/** EXT-X-PART: a part of the segment with this number, which may not be in the playlist yet. */
export interface Part extends UriLine {
  readonly duration: Decimal | undefined;
  readonly byteRange: ByteRange | undefined;
  readonly independent: boolean;
  readonly gap: boolean;
  readonly mediaSequenceNumber: bigint;
}

export interface PreloadHint extends UriLine {
  readonly TYPE: string;
}

/** A tag of which only the attributes are of interest, as text without quotes. */
export interface TagWithAttributes {
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
}

/** A variant stream: its tag's attributes and the URI on the line after it (4.3.4.2). */
export interface Variant extends UriLine {
  readonly BANDWIDTH: bigint | undefined;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The tags of one multivariant playlist (4.3.4). */
export interface MultivariantPlaylist {
  readonly variants: readonly Variant[];
  readonly renditions: readonly TagWithAttributes[];
  readonly iFrameStreams: readonly TagWithAttributes[];
  readonly sessionKeys: readonly TagWithAttributes[];
  readonly sessionData: readonly TagWithAttributes[];
}
