import { codecString, sameCodec } from '../../media/codec/codec-string.ts';
import type { Segment } from '../../manifest/playlist-model.ts';
import { atLine } from '../model/manifest-lines.ts';
import { spanOf } from '../model/object-span.ts';
import { newSegments, objectNamed, pathNamed, trackOfPlaylist } from '../model/published.ts';
import type { StoredManifest, StoredObject } from '../model/publication.ts';
import { rule, type Broken, type Outcome, type Rule } from '../rule.ts';
import type { if2Facts } from '../facts/if2.ts';

/** Seconds by which a duration may be rounded, and the most that one frame is taken to last. */
const leastTolerance = 0.01;
const longestFrame = 0.1;

const isMp4 = (object: StoredObject | undefined): boolean => object?.content === 'isobmff';

/** What is named for the first time, and by which line. */
interface Reference {
  readonly uri: string;
  readonly line: number;
  /** Whether it may have been stored before anybody looked, or may be missing after a failure. */
  readonly excused: boolean;
}

/** Segments of which none may be missing: not gaps, and not what stands before a discontinuity that may stand for it. */
const awaited = (manifest: StoredManifest): readonly Reference[] => {
  const segments = newSegments(manifest);
  const { publication, before } = manifest;
  const isThere = ({ uri }: Segment): boolean => {
    const path = pathNamed(manifest, uri);
    return path === undefined || publication.at(path) !== undefined;
  };
  // The first version may name what was stored before; where nothing is there at all, all of it was.
  const found = before === undefined ? segments.findIndex(isThere) : 0;
  const from = found < 0 ? segments.length : found;
  return segments.map(({ uri, line, gap, discontinuity }, i) => ({
    uri,
    line,
    excused: gap || discontinuity || segments[i + 1]?.discontinuity === true || i < from,
  }));
};

const missing = (manifest: StoredManifest, references: readonly Reference[], what: string): Outcome => {
  const { publication, order, playlist } = manifest;
  const lowLatency = playlist?.media.partTarget !== undefined || (playlist?.media.parts.length ?? 0) > 0;
  for (const { uri, line, excused } of references) {
    const path = pathNamed(manifest, uri);
    if (path === undefined) continue;
    const object = publication.first(path);
    if (object === undefined) {
      if (excused) continue;
      return {
        says: `${what} that the playlist names was not stored`,
        ...atLine(manifest, line),
        expected: path,
        actual: 'nothing at this path',
        ...(publication.ordered ? {} : { as: 'warning' as const }),
      };
    }
    if (order === undefined || object.order === undefined || object.order < order || lowLatency) continue;
    return {
      says: `${what} is stored after the playlist that names it`,
      ...atLine(manifest, line),
      expected: `${path} before ${manifest.path}`,
      actual: 'after it',
    };
  }
  return undefined;
};

const mapFault = (manifest: StoredManifest, segment: Segment): Broken | undefined => {
  const { playlist } = manifest;
  if (segment.map === undefined) {
    return {
      says: 'no EXT-X-MAP names the CMAF header of segments of fragmented MP4',
      ...atLine(manifest, segment.line),
      expected: 'EXT-X-MAP before the first segment',
      actual: 'none',
    };
  }
  const least = playlist?.media.iFramesOnly === true ? 5n : 6n;
  const version = playlist?.version ?? 1n;
  if (version < least) {
    return {
      says: 'EXT-X-MAP needs a higher EXT-X-VERSION',
      ...atLine(manifest, segment.map.line),
      expected: `at least ${String(least)}`,
      actual: String(version),
    };
  }
  const header = objectNamed(manifest, segment.map.URI);
  if (header === undefined || header.hasHeader) return undefined;
  return {
    says: 'EXT-X-MAP names an object without a moov',
    ...atLine(manifest, segment.map.line),
    expected: 'a CMAF header',
    actual: segment.map.URI,
  };
};

const durationFault = (manifest: StoredManifest, segment: Segment): Broken | undefined => {
  const object = segment.byteRange === undefined ? objectNamed(manifest, segment.uri) : undefined;
  const span = object === undefined ? undefined : spanOf(object, manifest.publication);
  if (span === undefined || segment.duration === undefined) return undefined;
  const seconds = Number(span.duration) / span.timescale;
  const frame = Math.min(longestFrame, seconds / Math.max(1, span.samples));
  const whole = (manifest.playlist?.version ?? 1n) < 3n || !segment.duration.text.includes('.');
  // Before version 3 durations are whole seconds, and some writers leave the fraction out later too.
  const tolerance = whole ? 0.5 : Math.max(leastTolerance, frame);
  if (Math.abs(segment.duration.seconds - seconds) <= tolerance + 1e-9) return undefined;
  return {
    says: 'EXTINF is not the duration of the segment',
    ...atLine(manifest, segment.extinfLine),
    expected: `${seconds.toFixed(5)} s, within ${tolerance.toFixed(3)} s`,
    actual: segment.duration.text,
  };
};

/** Codings that a variant has and does not tell; nothing where it tells none at all. */
export const variantCodecFaults = (manifest: StoredManifest): readonly Broken[] => {
  const { playlist, publication } = manifest;
  return (playlist?.multivariant.variants ?? []).flatMap(({ uri, line, attributes }) => {
    const told = attributes.get('CODECS')?.split(',');
    const path = pathNamed(manifest, uri);
    const media = path === undefined ? undefined : publication.manifestAt(path);
    const header = media === undefined ? undefined : trackOfPlaylist(media)?.trak?.header;
    if (told === undefined || header === undefined) return [];
    const found = header.traks.flatMap(({ entries }) => entries.slice(0, 1).map(codecString));
    const lost = found.find((codec) => !told.some((each) => sameCodec(each, codec)));
    if (lost === undefined) return [];
    return [
      {
        says: 'CODECS of a variant does not name the coding of its media',
        ...atLine(manifest, Math.max(1, line - 1)),
        expected: lost,
        actual: told.join(','),
        as: 'warning' as const,
      },
    ];
  });
};

/** Media that was lost before a segment without a sign of it. */
const lostBefore = (manifest: StoredManifest, segment: Segment, previous: Segment): Broken | undefined => {
  if (segment.discontinuity || segment.gap || previous.gap) return undefined;
  const [object, earlier] = [objectNamed(manifest, segment.uri), objectNamed(manifest, previous.uri)];
  if (object?.afterFailure !== true || earlier === undefined || earlier.track !== object.track)
    return undefined;
  const [span, past] = [spanOf(object, manifest.publication), spanOf(earlier, manifest.publication)];
  if (span === undefined || past === undefined) return undefined;
  const gap = span.time - (past.time + past.duration);
  if (2n * gap < past.duration || gap <= 0n) return undefined;
  return {
    says: 'a segment was lost to a failed request, and no discontinuity is told in its place',
    ...atLine(manifest, segment.line),
    expected: 'EXT-X-DISCONTINUITY (or EXT-X-GAP) before this segment',
    actual: `${(Number(gap) / span.timescale).toFixed(3)} s are missing`,
  };
};

const firstFault = (
  segments: readonly Segment[],
  fault: (segment: Segment) => Broken | undefined,
): Broken | undefined => {
  for (const segment of segments) {
    const found = fault(segment);
    if (found !== undefined) return found;
  }
  return undefined;
};

export const if2PlaylistObjectRules = {
  'IF2-HLS-004': rule('manifest', {
    says: 'A playlist of fragmented MP4 names its CMAF header with EXT-X-MAP, in version 6 or later.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) =>
      firstFault(newSegments(manifest), (segment) =>
        isMp4(objectNamed(manifest, segment.uri)) ? mapFault(manifest, segment) : undefined,
      ),
  }),
  'IF2-HLS-005': rule('manifest', {
    says: 'EXTINF tells the duration of its segment.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) => firstFault(newSegments(manifest), (segment) => durationFault(manifest, segment)),
  }),
  'IF2-HLS-006': rule('manifest', {
    says: 'What a media playlist names is stored before the playlist.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) => {
      const { playlist, before } = manifest;
      if (playlist === undefined || !manifest.publication.hasMedia) return undefined;
      const segments = awaited(manifest);
      const known = new Set(before?.playlist?.media.maps.map(({ URI }) => URI));
      const excused = segments.length === 0 || segments.every((each) => each.excused);
      const maps = playlist.media.maps
        .filter(({ URI }) => !known.has(URI))
        .map(({ URI, line }) => ({ uri: URI, line, excused }));
      return missing(manifest, maps, 'a CMAF header') ?? missing(manifest, segments, 'a segment');
    },
  }),
  'IF2-HLS-007': rule('manifest', {
    says: 'Where a segment could not be uploaded, the playlist tells a discontinuity.',
    decides: ['DI-I2-FAIL-1b2', 'DI-HLS-ORD-6'],
    check: (manifest) => {
      const added = new Set(newSegments(manifest));
      let last: Segment | undefined;
      return firstFault(manifest.playlist?.media.segments ?? [], (segment) => {
        const previous = last;
        last = segment;
        return previous !== undefined && added.has(segment)
          ? lostBefore(manifest, segment, previous)
          : undefined;
      });
    },
  }),
  'IF2-HLS-008': rule('manifest', {
    says: 'A key that a playlist names under the publishing point is stored before it, and has 16 bytes.',
    check: (manifest) => {
      const { publication, order, playlist, before } = manifest;
      if (!manifest.publication.hasMedia) return undefined;
      const known = new Set(before?.playlist?.media.keys.map(({ URI }) => URI));
      for (const { METHOD, URI, KEYFORMAT, line } of playlist?.media.keys ?? []) {
        if (METHOD !== 'AES-128' || KEYFORMAT !== 'identity' || URI === undefined || known.has(URI)) continue;
        const path = pathNamed(manifest, URI);
        if (path === undefined || /^data:/i.test(URI)) continue;
        const key = publication.first(path);
        const place = atLine(manifest, line);
        if (key === undefined) {
          return {
            says: 'a key that was not stored',
            ...place,
            expected: path,
            actual: 'nothing at this path',
          };
        }
        if (order !== undefined && key.order !== undefined && key.order > order) {
          return {
            says: 'a key is stored after the playlist that names it',
            ...place,
            expected: `${path} before ${manifest.path}`,
            actual: 'after it',
          };
        }
        // The length of an object with the extension of a key is told there.
        if (key.size !== 16 && key.extension !== '.key') {
          return {
            says: 'a key that has not the length of one',
            ...place,
            expected: '16 bytes',
            actual: `${String(key.size)} bytes`,
          };
        }
      }
      return undefined;
    },
  }),
} satisfies Partial<Record<keyof typeof if2Facts, Rule>>;

/** Media that was stored after the playlist of its track had ended. */
export const mediaAfterEnd = (manifest: StoredManifest): Broken | undefined => {
  const { playlist, order, publication, path } = manifest;
  if (playlist?.media.endList !== true || order === undefined) return undefined;
  if (publication.manifestAt(path) !== manifest) return undefined;
  const track = trackOfPlaylist(manifest);
  const last = track === undefined ? undefined : publication.lastOf(track);
  if (last?.order === undefined || last.order < order || last.before !== undefined) return undefined;
  return {
    says: 'media is stored after the playlist of its track has ended',
    object: last.path,
    box: '',
    offset: 0,
    expected: `nothing after the EXT-X-ENDLIST of ${path}`,
    actual: last.path,
  };
};
