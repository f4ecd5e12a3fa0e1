import { isRelative, urisOf, type UriPurpose } from '../../manifest/uris.ts';
import type { Mpd } from '../../manifest/mpd-model.ts';
import { atLine } from '../model/manifest-lines.ts';
import type { StoredManifest } from '../model/publication.ts';
import { rule, type Rule } from '../rule.ts';
import type { if2Facts } from '../facts/if2.ts';

interface Named {
  readonly line: number;
  readonly uri: string;
}

/** Keys and session data may lie with others; what leads nowhere is not asked where it leads. */
const elsewhere: readonly UriPurpose[] = ['key', 'session-key', 'session-data', 'stray'];

/** Every reference to media that an MPD has, or may be built of. */
const referencesOf = (mpd: Mpd): readonly Named[] => {
  const sets = mpd.Periods.flatMap(({ AdaptationSets }) => AdaptationSets);
  const representations = sets.flatMap(({ Representations }) => Representations);
  const levels = [mpd, ...mpd.Periods, ...sets, ...representations];
  const on = (line: number, ...uris: readonly (string | undefined)[]): readonly Named[] =>
    uris.flatMap((uri) => (uri === undefined ? [] : [{ line, uri }]));
  return [
    ...levels.flatMap(({ BaseURLs }) => BaseURLs),
    ...representations.flatMap(({ addressing: { SegmentTemplate: T, SegmentList: L, SegmentBase: B } }) => [
      ...(T === undefined ? [] : on(T.line, T.media, T.initialization)),
      ...(L?.SegmentURLs ?? []).flatMap(({ line, media }) => on(line, media)),
      ...[T, L, B].flatMap((each) =>
        each?.Initialization === undefined ? [] : on(each.Initialization.line, each.Initialization.sourceURL),
      ),
    ]),
  ];
};

const references = ({ playlist, mpd }: StoredManifest): readonly Named[] => {
  if (mpd !== undefined) return referencesOf(mpd);
  if (playlist === undefined) return [];
  return urisOf(playlist).filter(({ purpose }) => !elsewhere.includes(purpose));
};

/** Whether two playlists have a segment in common. */
const shareSegments = (a: StoredManifest, b: StoredManifest): boolean => {
  const names = new Set(a.playlist?.media.segments.map(({ uri }) => uri));
  return b.playlist?.media.segments.some(({ uri }) => names.has(uri)) === true;
};

export const if2ManifestRules = {
  'IF2-MFT-001': rule('object', {
    says: 'A playlist has the extension .m3u8, an MPD has .mpd.',
    decides: ['DI-I2-FMT-M3U8', 'DI-I2-FMT-MPD'],
    unless: ['IF2-EXT-004'],
    check: ({ content, extension }) => {
      if (content !== 'm3u8' && content !== 'mpd') return undefined;
      return extension === `.${content}`
        ? undefined
        : {
            says: 'a manifest without the extension of one',
            expected: `.${content}`,
            actual: extension === '' ? 'none' : extension,
          };
    },
  }),
  'IF2-MFT-002': rule('manifest', {
    says: 'References to media are relative, unless a path for delivery is configured.',
    decides: ['DI-I2-IC-04c', 'DI-HLS-REL-1', 'DI-HLS-REL-2', 'DI-DASH-REL-1'],
    check: (manifest) => {
      const absolute = references(manifest).filter(({ uri }) => !isRelative(uri) && !/^data:/i.test(uri));
      const [first] = absolute;
      return (
        first && {
          says: 'an absolute reference; right only where a path for delivery is configured',
          ...atLine(manifest, first.line),
          expected: 'a reference without scheme, host and leading slash',
          actual: `${first.uri.slice(0, 200)} (${String(absolute.length)} of this kind)`,
        }
      );
    },
  }),
  'IF2-NAM-004': rule('manifest', {
    says: 'Every event has manifests under paths of its own.',
    check: (manifest) => {
      const { before, mpd, playlist } = manifest;
      const [then, now] = [before?.mpd?.availabilityStartTime, mpd?.availabilityStartTime];
      if (then !== undefined && now !== undefined && then !== now) {
        return {
          says: 'an MPD of another start where one was before: a new event needs a path of its own',
          ...atLine(manifest, 1),
          expected: `@availabilityStartTime ${then}`,
          actual: now,
        };
      }
      if (before?.playlist?.media.endList !== true || playlist === undefined) return undefined;
      if (playlist.media.segments.length === 0 || shareSegments(before, manifest)) return undefined;
      return {
        says: 'a playlist of other segments where one has ended: a new event needs a path of its own',
        ...atLine(manifest, playlist.media.segments[0]?.line ?? 1),
        expected: 'a new path',
        actual: manifest.path,
      };
    },
  }),
} satisfies Partial<Record<keyof typeof if2Facts, Rule>>;
