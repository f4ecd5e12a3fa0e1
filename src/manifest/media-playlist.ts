import { plainAttributes, tagAttributes } from './playlist-tags.ts';
import { byteRange, decimal, decimalInteger, isDateTime, type Decimal } from './playlist-values.ts';
import type {
  Key,
  MediaInitialization,
  MediaPlaylist,
  Part,
  PreloadHint,
  Segment,
  TagWithAttributes,
} from './playlist-model.ts';
import { quote, type TakeFault } from './reading.ts';

/** What stands before the URI of the next segment. */
interface Pending {
  extinf?: { readonly line: number; readonly duration: Decimal | undefined; readonly title: string };
  byteRange?: Segment['byteRange'];
  discontinuity?: boolean;
  gap?: boolean;
  programDateTime?: string;
}

/** Takes the tags and URIs of a media playlist one after the other. */
export interface MediaCollector {
  readonly tag: (name: string, value: string, line: number) => void;
  /** Whether this URI was that of a segment. */
  readonly uri: (uri: string, line: number) => boolean;
  readonly finish: () => MediaPlaylist;
}

/** Each KEYFORMAT may have a key in force; nobody has more than a few, and every segment refers to all of them. */
const mostKeys = 16;

const withKey = (keys: readonly Key[], key: Key, fault: TakeFault): readonly Key[] => {
  if (key.METHOD === 'NONE') return [];
  const others = keys.filter(({ KEYFORMAT }) => KEYFORMAT !== key.KEYFORMAT);
  if (others.length < mostKeys) return [...others, key];
  fault(key.line, `More than ${String(mostKeys)} keys are in force at once.`);
  return keys;
};

/**
 * Reads the tags of a media playlist (RFC 8216, 4.3.2 and 4.3.3; parts, hints and delta updates as in its second
 * edition). What does not follow the grammar is left `undefined` and becomes a fault; a segment whose EXTINF is
 * broken is a segment still.
 */
export const collectMedia = (fault: TakeFault): MediaCollector => {
  const segments: Omit<Segment, 'mediaSequenceNumber'>[] = [];
  const parts: (Omit<Part, 'mediaSequenceNumber'> & { readonly ofSegment: number })[] = [];
  const [keys, maps, preloadHints, renditionReports]: [
    Key[],
    MediaInitialization[],
    PreloadHint[],
    TagWithAttributes[],
  ] = [[], [], [], []];
  let inForce: readonly Key[] = [];
  let pending: Pending = {};
  const numbers = new Map<string, bigint>();
  let partTarget: Decimal | undefined;
  let playlistType: string | undefined;
  const bare = new Set<string>();

  const number = (name: string, value: string, line: number): void => {
    const read = decimalInteger(value);
    if (read === undefined) fault(line, `${name} is not a decimal integer: ${quote(value)}.`);
    else if (!numbers.has(name)) numbers.set(name, read);
  };

  const extinf = (value: string, line: number): void => {
    const comma = value.indexOf(',');
    const duration = decimal(comma === -1 ? value : value.slice(0, comma));
    if (comma === -1) fault(line, 'EXTINF has no comma after its duration.');
    if (duration === undefined)
      fault(line, `The duration of EXTINF is not a decimal number: ${quote(value)}.`);
    if (pending.extinf) fault(pending.extinf.line, 'No URI comes after this EXTINF.');
    pending.extinf = { line, duration, title: comma === -1 ? '' : value.slice(comma + 1) };
  };

  const key = (attributes: ReadonlyMap<string, string>, line: number): void => {
    const METHOD = attributes.get('METHOD') ?? '';
    const URI = attributes.get('URI');
    if (METHOD !== 'NONE' && URI === undefined) fault(line, 'EXT-X-KEY has no URI.');
    const KEYFORMAT = attributes.get('KEYFORMAT') ?? 'identity';
    const read = { line, METHOD, URI, IV: attributes.get('IV'), KEYFORMAT };
    keys.push(read);
    inForce = withKey(inForce, read, fault);
  };

  const part = (attributes: ReadonlyMap<string, string>, line: number): void => {
    parts.push({
      line,
      uri: attributes.get('URI') ?? '',
      duration: decimal(attributes.get('DURATION') ?? ''),
      byteRange: byteRange(attributes.get('BYTERANGE') ?? ''),
      independent: attributes.get('INDEPENDENT') === 'YES',
      gap: attributes.get('GAP') === 'YES',
      ofSegment: segments.length,
    });
  };

  const simple = (name: string, value: string, line: number): void => {
    switch (name) {
      case 'EXTINF':
        return extinf(value, line);
      case 'EXT-X-TARGETDURATION':
      case 'EXT-X-MEDIA-SEQUENCE':
      case 'EXT-X-DISCONTINUITY-SEQUENCE':
        if (name !== 'EXT-X-TARGETDURATION' && segments.length > 0)
          fault(line, `${name} stands after a segment.`);
        return number(name, value, line);
      case 'EXT-X-BYTERANGE':
        pending.byteRange = byteRange(value);
        if (!pending.byteRange) fault(line, `EXT-X-BYTERANGE is not a byte range: ${quote(value)}.`);
        return;
      case 'EXT-X-DISCONTINUITY':
        pending.discontinuity = true;
        return;
      case 'EXT-X-GAP':
        pending.gap = true;
        return;
      case 'EXT-X-PROGRAM-DATE-TIME':
        if (isDateTime(value)) pending.programDateTime = value;
        else fault(line, `EXT-X-PROGRAM-DATE-TIME is not a date and a time: ${quote(value)}.`);
        return;
      case 'EXT-X-PLAYLIST-TYPE':
        if (value !== 'EVENT' && value !== 'VOD') {
          fault(line, `EXT-X-PLAYLIST-TYPE is neither EVENT nor VOD: ${quote(value)}.`);
        }
        playlistType ??= value;
        return;
      default:
        bare.add(name);
    }
  };

  const tag = (name: string, value: string, line: number): void => {
    const read = tagAttributes(name, value, line, fault);
    if (read === undefined) return simple(name, value, line);
    const attributes = plainAttributes(read);
    const URI = attributes.get('URI');
    if (name === 'EXT-X-KEY') key(attributes, line);
    if (name === 'EXT-X-MAP' && URI !== undefined) {
      maps.push({ line, URI, BYTERANGE: byteRange(attributes.get('BYTERANGE') ?? '') });
    }
    if (name === 'EXT-X-PART') part(attributes, line);
    if (name === 'EXT-X-PART-INF') partTarget ??= decimal(attributes.get('PART-TARGET') ?? '');
    if (name === 'EXT-X-PRELOAD-HINT' && URI !== undefined) {
      preloadHints.push({ line, uri: URI, TYPE: attributes.get('TYPE') ?? '' });
    }
    if (name === 'EXT-X-RENDITION-REPORT') renditionReports.push({ line, attributes });
    const skipped = decimalInteger(attributes.get('SKIPPED-SEGMENTS') ?? '');
    if (name === 'EXT-X-SKIP' && skipped !== undefined && !numbers.has(name)) numbers.set(name, skipped);
  };

  const uri = (text: string, line: number): boolean => {
    if (pending.extinf === undefined) return false;
    segments.push({
      uri: text,
      line,
      extinfLine: pending.extinf.line,
      duration: pending.extinf.duration,
      title: pending.extinf.title,
      byteRange: pending.byteRange,
      discontinuity: pending.discontinuity ?? false,
      gap: pending.gap ?? false,
      keys: inForce,
      map: maps.at(-1),
      programDateTime: pending.programDateTime,
    });
    pending = {};
    return true;
  };

  const finish = (): MediaPlaylist => {
    if (pending.extinf) fault(pending.extinf.line, 'No URI comes after this EXTINF.');
    const skippedSegments = numbers.get('EXT-X-SKIP') ?? 0n;
    const first = (numbers.get('EXT-X-MEDIA-SEQUENCE') ?? 0n) + skippedSegments;
    return {
      targetDuration: numbers.get('EXT-X-TARGETDURATION'),
      mediaSequence: numbers.get('EXT-X-MEDIA-SEQUENCE'),
      discontinuitySequence: numbers.get('EXT-X-DISCONTINUITY-SEQUENCE'),
      endList: bare.has('EXT-X-ENDLIST'),
      playlistType,
      iFramesOnly: bare.has('EXT-X-I-FRAMES-ONLY'),
      partTarget,
      skippedSegments,
      segments: segments.map((segment, i) => ({ ...segment, mediaSequenceNumber: first + BigInt(i) })),
      parts: parts.map(({ ofSegment, ...each }) => ({
        ...each,
        mediaSequenceNumber: first + BigInt(ofSegment),
      })),
      preloadHints,
      renditionReports,
      keys,
      maps,
    };
  };

  return { tag, uri, finish };
};
