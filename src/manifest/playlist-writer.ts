/** What a media playlist is to say; `duration` as it is to be written, in seconds. */
export interface MediaPlaylistPlan {
  readonly targetDuration: number;
  readonly mediaSequence?: bigint | number;
  readonly discontinuitySequence?: number;
  readonly version?: number;
  /** The URI of the CMAF header. */
  readonly map?: string;
  readonly segments: readonly PlannedSegment[];
  readonly endList?: boolean;
}

export interface PlannedSegment {
  readonly uri: string;
  readonly duration: string | number;
  readonly title?: string;
  readonly programDateTime?: string;
  readonly discontinuity?: boolean;
  /** The segment is not there. */
  readonly gap?: boolean;
  /** A key that holds from here on: its URI, and the initialization vector in hexadecimal. */
  readonly key?: { readonly uri: string; readonly iv: string };
}

/** What a multivariant playlist is to say. */
export interface MultivariantPlaylistPlan {
  readonly version?: number;
  readonly independentSegments?: boolean;
  readonly renditions?: readonly PlannedRendition[];
  readonly variants: readonly PlannedVariant[];
}

export interface PlannedRendition {
  readonly type: 'AUDIO' | 'VIDEO' | 'SUBTITLES';
  readonly groupId: string;
  readonly name: string;
  readonly uri?: string;
  readonly language?: string;
  readonly isDefault?: boolean;
}

export interface PlannedVariant {
  readonly uri: string;
  readonly bandwidth: number;
  readonly codecs?: string;
  readonly resolution?: string;
  /** GROUP-ID of the renditions that go with it. */
  readonly audio?: string;
  readonly subtitles?: string;
}

const textOf = (lines: readonly (string | undefined)[]): string =>
  lines.flatMap((line) => (line === undefined ? [] : [`${line}\n`])).join('');

const quoted = (name: string, value: string | undefined): string | undefined =>
  value === undefined ? undefined : `${name}="${value}"`;

const listOf = (attributes: readonly (string | undefined)[]): string =>
  attributes.filter((each) => each !== undefined).join(',');

const writeSegment = ({
  uri,
  duration,
  title = '',
  programDateTime,
  discontinuity,
  gap,
  key,
}: PlannedSegment) => [
  discontinuity ? '#EXT-X-DISCONTINUITY' : undefined,
  key === undefined ? undefined : `#EXT-X-KEY:METHOD=AES-128,URI="${key.uri}",IV=0x${key.iv}`,
  gap ? '#EXT-X-GAP' : undefined,
  programDateTime === undefined ? undefined : `#EXT-X-PROGRAM-DATE-TIME:${programDateTime}`,
  `#EXTINF:${String(duration)},${title}`,
  uri,
];

/**
 * Writes a media playlist (RFC 8216, 4.3), version 7 unless told otherwise. It writes what it is given: values
 * with quotes or line ends make a broken playlist.
 */
export const mediaPlaylist = (plan: MediaPlaylistPlan): string =>
  textOf([
    '#EXTM3U',
    `#EXT-X-VERSION:${String(plan.version ?? 7)}`,
    `#EXT-X-TARGETDURATION:${String(plan.targetDuration)}`,
    `#EXT-X-MEDIA-SEQUENCE:${String(plan.mediaSequence ?? 0)}`,
    plan.discontinuitySequence === undefined
      ? undefined
      : `#EXT-X-DISCONTINUITY-SEQUENCE:${String(plan.discontinuitySequence)}`,
    plan.map === undefined ? undefined : `#EXT-X-MAP:URI="${plan.map}"`,
    ...plan.segments.flatMap(writeSegment),
    plan.endList ? '#EXT-X-ENDLIST' : undefined,
  ]);

const writeRendition = ({ type, groupId, name, uri, language, isDefault }: PlannedRendition): string =>
  `#EXT-X-MEDIA:${listOf([
    `TYPE=${type}`,
    quoted('GROUP-ID', groupId),
    quoted('NAME', name),
    quoted('LANGUAGE', language),
    isDefault ? 'DEFAULT=YES,AUTOSELECT=YES' : undefined,
    quoted('URI', uri),
  ])}`;

const writeVariant = (variant: PlannedVariant): string[] => [
  `#EXT-X-STREAM-INF:${listOf([
    `BANDWIDTH=${String(variant.bandwidth)}`,
    quoted('CODECS', variant.codecs),
    variant.resolution === undefined ? undefined : `RESOLUTION=${variant.resolution}`,
    quoted('AUDIO', variant.audio),
    quoted('SUBTITLES', variant.subtitles),
  ])}`,
  variant.uri,
];

/** Writes a multivariant playlist (RFC 8216, 4.3.4), version 7 unless told otherwise, as `mediaPlaylist` does. */
export const multivariantPlaylist = (plan: MultivariantPlaylistPlan): string =>
  textOf([
    '#EXTM3U',
    `#EXT-X-VERSION:${String(plan.version ?? 7)}`,
    plan.independentSegments ? '#EXT-X-INDEPENDENT-SEGMENTS' : undefined,
    ...(plan.renditions ?? []).map(writeRendition),
    ...plan.variants.flatMap(writeVariant),
  ]);
