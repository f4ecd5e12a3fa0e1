import type { Fault } from '../../manifest/reading.ts';
import type { MediaPlaylist, Segment } from '../../manifest/playlist-model.ts';
import { playlistChanges } from '../../manifest/playlist-changes.ts';
import { atLine } from '../model/manifest-lines.ts';
import type { StoredManifest } from '../model/publication.ts';
import { rule, type Broken, type Outcome, type Rule } from '../rule.ts';
import type { if2Facts } from '../facts/if2.ts';
import { mediaAfterEnd, variantCodecFaults } from './if2-playlist-objects.ts';

/** Faults that another rule tells of: what a variant needs. */
const ofVariants = /STREAM-INF has no BANDWIDTH|after this EXT-X-STREAM-INF/;

/** What every player forgives. */
const forgiven = /^White space|^The URI has white space|normalization form|has no comma|^EXTINF has/;

/** Faults that one rule tells of one version of a manifest. */
const mostFaults = 20;

/** A fault of a reader as a finding: the text that it quotes at its end is what there is. */
export const faultOf = (manifest: StoredManifest, { line, says }: Fault, asWarning = false): Broken => {
  const [, sentence = says, found] = /^(.*?)(?::? ("(?:[^"\\]|\\.)*"))?\.$/s.exec(says) ?? [];
  return {
    says: sentence,
    ...atLine(manifest, line),
    ...(found === undefined ? {} : { actual: found }),
    ...(asWarning ? { as: 'warning' as const } : {}),
  };
};

/** The media playlist of a manifest, and that of the version before unless the presentation had ended there. */
const versions = (
  manifest: StoredManifest,
): { readonly now?: MediaPlaylist; readonly then?: MediaPlaylist } => {
  const { playlist, before } = manifest;
  if (playlist?.kind !== 'media') return {};
  const then = before?.playlist;
  return {
    now: playlist.media,
    ...(then?.kind === 'media' && !then.media.endList ? { then: then.media } : {}),
  };
};

/** A number half of which is rounded up (RFC 8216, 4.3.3.1). */
const rounded = (seconds: number): number => Math.floor(seconds + 0.5);

const targetChanged = (manifest: StoredManifest): Outcome => {
  const { now, then } = versions(manifest);
  if (now?.targetDuration === undefined || then?.targetDuration === undefined) return undefined;
  if (now.targetDuration === then.targetDuration) return undefined;
  return {
    says: 'EXT-X-TARGETDURATION changes from one version to the next',
    ...atLine(manifest, 1),
    expected: String(then.targetDuration),
    actual: String(now.targetDuration),
  };
};

/** Segments whose URI stands once: where ranges of one resource are segments, the URI does not tell them apart. */
const single = (segments: readonly Segment[]): ReadonlyMap<string, Segment> => {
  const found = new Map<string, Segment>();
  const twice = new Set<string>();
  for (const segment of segments) {
    if (found.has(segment.uri)) twice.add(segment.uri);
    found.set(segment.uri, segment);
  }
  for (const uri of twice) found.delete(uri);
  return found;
};

const renumbered = (manifest: StoredManifest, now: MediaPlaylist, then: MediaPlaylist): Outcome => {
  const known = single(then.segments);
  for (const segment of single(now.segments).values()) {
    const before = known.get(segment.uri)?.mediaSequenceNumber;
    if (before === undefined || before === segment.mediaSequenceNumber) continue;
    return {
      says: 'a segment has another sequence number than in the version before',
      ...atLine(manifest, segment.line),
      expected: `${String(before)} for ${segment.uri}`,
      actual: String(segment.mediaSequenceNumber),
    };
  }
  const [first, last] = [now.segments[0], now.segments.at(-1)];
  const past = then.segments.at(-1);
  if (first === undefined || last === undefined || past === undefined) return undefined;
  if (last.mediaSequenceNumber >= past.mediaSequenceNumber) return undefined;
  return {
    says: 'a segment is gone from the end of the playlist',
    ...atLine(manifest, last.line),
    expected: past.uri,
    actual: `${last.uri} as the last one`,
  };
};

/** Changes that other rules tell of. */
const toldElsewhere = /TARGETDURATION|ENDLIST/;

/** What else a version may not change (RFC 8216, 6.2.1), which players mostly do not notice. */
const changed = (manifest: StoredManifest, now: MediaPlaylist, then: MediaPlaylist): Outcome => {
  const found = playlistChanges(then, now).find(({ says }) => !toldElsewhere.test(says));
  return (
    found && {
      says: 'a version changes what the one before told',
      ...atLine(manifest, found.line),
      actual: found.says,
      as: 'warning',
    }
  );
};

const groupTypes = ['AUDIO', 'VIDEO', 'SUBTITLES', 'CLOSED-CAPTIONS'];

/** Groups that variants name and no EXT-X-MEDIA has. */
const lostGroups = (manifest: StoredManifest): readonly Broken[] => {
  const { variants, renditions } = manifest.playlist?.multivariant ?? { variants: [], renditions: [] };
  const there = new Set(
    renditions.map(({ attributes }) => `${attributes.get('TYPE') ?? ''} ${attributes.get('GROUP-ID') ?? ''}`),
  );
  return variants.flatMap(({ attributes, line }) =>
    groupTypes.flatMap((type) => {
      const group = attributes.get(type);
      if (group === undefined || there.has(`${type} ${group}`)) return [];
      if (type === 'CLOSED-CAPTIONS' && group === 'NONE') return [];
      return [
        {
          says: `a variant names a group of type ${type} that no EXT-X-MEDIA has`,
          ...atLine(manifest, Math.max(1, line - 1)),
          expected: `EXT-X-MEDIA with TYPE=${type} and GROUP-ID="${group}"`,
          actual: 'none',
        },
      ];
    }),
  );
};

/** Whether this is text with tags of a playlist, even where its first line is not right. */
const isPlaylist = ({ object, playlist }: StoredManifest): boolean =>
  object.content === 'm3u8' || (playlist !== undefined && (playlist.kind !== 'neither' || object.size === 0));

export const if2PlaylistRules = {
  'IF2-HLS-001': rule('manifest', {
    says: 'A playlist is UTF-8 without a byte order mark, begins with #EXTM3U and follows the grammar.',
    decides: ['DI-I2-FMT-M3U8', 'DI-I2-IC-01a'],
    check: (manifest) => {
      const { fault, playlist, object } = manifest;
      if (fault !== undefined) {
        return object.content === 'm3u8'
          ? faultOf(manifest, { line: fault.line ?? 1, says: `${fault.says.replace(/\.$/, '')}.` })
          : undefined;
      }
      if (playlist === undefined || !isPlaylist(manifest)) return undefined;
      if (playlist.kind === 'neither') {
        return {
          says: 'a playlist with neither segments nor variants, and no tag that says which it is',
          ...atLine(manifest, 1),
          expected: 'the tags of a media playlist or of a multivariant playlist',
        };
      }
      return playlist.faults
        .filter(({ says }) => !ofVariants.test(says))
        .slice(0, mostFaults)
        .map((each) => faultOf(manifest, each, forgiven.test(each.says)));
    },
  }),
  'IF2-HLS-002': rule('manifest', {
    says: 'A media playlist tells a target duration that no segment exceeds when rounded, and keeps it.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) => {
      const { now } = versions(manifest);
      if (now === undefined) return undefined;
      const target = now.targetDuration;
      if (target === undefined) {
        return {
          says: 'no EXT-X-TARGETDURATION',
          ...atLine(manifest, 1),
          expected: 'the greatest duration of a segment',
        };
      }
      const long = now.segments.find(
        ({ duration }) => duration !== undefined && rounded(duration.seconds) > Number(target),
      );
      if (long === undefined) return targetChanged(manifest);
      return {
        says: 'a segment is longer than EXT-X-TARGETDURATION',
        ...atLine(manifest, long.extinfLine),
        expected: `at most ${String(target)} when rounded`,
        actual: long.duration?.text ?? '',
      };
    },
  }),
  'IF2-HLS-003': rule('manifest', {
    says: 'A segment keeps its sequence number, and is only ever removed from the head of the playlist.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) => {
      const { now, then } = versions(manifest);
      if (now === undefined || then === undefined) return undefined;
      const [sequence, before] = [now.mediaSequence ?? 0n, then.mediaSequence ?? 0n];
      if (sequence < before) {
        return {
          says: 'EXT-X-MEDIA-SEQUENCE goes back',
          ...atLine(manifest, 1),
          expected: `at least ${String(before)}`,
          actual: String(sequence),
        };
      }
      return renumbered(manifest, now, then) ?? changed(manifest, now, then);
    },
  }),
  'IF2-HLS-009': rule('manifest', {
    says: 'A variant tells its bandwidth and its URI, and names groups that are there.',
    decides: ['DI-I2-IC-01a'],
    check: (manifest) => {
      const { playlist } = manifest;
      if (playlist === undefined) return undefined;
      const faults = playlist.faults.filter(({ says }) => ofVariants.test(says));
      return [
        ...faults.slice(0, mostFaults).map((each) => faultOf(manifest, each)),
        ...lostGroups(manifest).slice(0, mostFaults),
        ...variantCodecFaults(manifest).slice(0, mostFaults),
      ];
    },
  }),
  'IF2-HLS-010': rule('manifest', {
    says: 'Nothing follows EXT-X-ENDLIST: the playlist does not change, and no segment is added.',
    decides: ['DI-I2-IC-01a'],
    unless: ['IF2-NAM-004'],
    check: (manifest) => {
      const { before, object, playlist } = manifest;
      if (before?.playlist?.media.endList !== true || playlist === undefined) return mediaAfterEnd(manifest);
      const { size, print } = before.object;
      if (size === object.size && print === object.print) return undefined;
      const count = before.playlist.media.segments.length;
      return {
        says: 'a playlist changes after it has ended',
        ...atLine(manifest, playlist.media.segments[count]?.line ?? 1),
        expected: 'the playlist that was stored with EXT-X-ENDLIST',
        actual: playlist.media.endList ? 'another one, ended' : 'another one, without EXT-X-ENDLIST',
      };
    },
  }),
} satisfies Partial<Record<keyof typeof if2Facts, Rule>>;
