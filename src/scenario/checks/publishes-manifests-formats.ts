/** DASH and HLS of the same media objects. */
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { addressNamed, storedBy } from '../ingest/presented.ts';
import { manifestsOf } from '../ingest/published.ts';
import type { ManifestVersion, Upload } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { counted, headOf, notThere } from './ingest-select.ts';
import { sameBytes } from './publishes-names.ts';

interface Formats {
  readonly mpd: readonly ManifestVersion[];
  readonly playlists: readonly ManifestVersion[];
  /** Media objects that manifests of each format name. */
  readonly byMpd: ReadonlySet<string>;
  readonly byPlaylist: ReadonlySet<string>;
}

const formatsOf = (seen: Observations): Formats => {
  const versions = manifestsOf(seen);
  const mpd = versions.filter((version) => version.mpd !== undefined);
  const playlists = versions.filter(({ playlist }) => playlist !== undefined);
  const named = (of: readonly ManifestVersion[]): ReadonlySet<string> =>
    new Set(
      of.flatMap(({ names }) =>
        names.flatMap((one) => (one.purpose === 'media' ? (addressNamed(one, seen) ?? []) : [])),
      ),
    );
  return { mpd, playlists, byMpd: named(mpd), byPlaylist: named(playlists) };
};

const ofBothFormats =
  (look: (formats: Formats, stored: ReadonlyMap<string, readonly Upload[]>) => Outcome): Check =>
  (seen) => {
    const formats = formatsOf(seen);
    if (formats.mpd.length === 0 && formats.playlists.length === 0) return notThere(seen, 'no manifest came');
    if (formats.mpd.length === 0 || formats.playlists.length === 0) {
      const only = formats.mpd.length === 0 ? 'playlists, and no MPD' : 'an MPD, and no playlist';
      return unclear('not-triggered', `the ingest source published ${only}`);
    }
    return look(formats, storedBy(seen));
  };

const commonOf = ({ byMpd, byPlaylist }: Formats): readonly string[] =>
  [...byMpd].filter((address) => byPlaylist.has(address));

/** MPD and playlists name the same media objects. */
export const commonObjects: Check = ofBothFormats((formats) => {
  const common = commonOf(formats);
  return common.length > 0
    ? met(`${counted(common.length, 'media object')} in common`)
    : noted(
        'no media object that both the MPD and the playlists name',
        ...[formats.mpd[0], formats.playlists[0]].flatMap((one) => (one ? [headOf(one.upload.post)] : [])),
      );
});

/** A media object that each format names otherwise, though its bytes are the same. */
const twin = (
  { byMpd, byPlaylist }: Formats,
  stored: ReadonlyMap<string, readonly Upload[]>,
): readonly [Upload, Upload] | undefined => {
  const objectsOf = (addresses: ReadonlySet<string>): readonly Upload[] =>
    [...addresses].flatMap((address) => stored.get(address)?.[0] ?? []);
  const others = objectsOf(byPlaylist);
  for (const one of objectsOf(byMpd)) {
    const other = others.find(({ body }) => sameBytes(body, one.body));
    if (other !== undefined) return [one, other];
  }
  return undefined;
};

/** What each format names is there, and what is shared is described by both. */
export const ownManifests: Check = ofBothFormats((formats, stored) => {
  for (const [kind, named, versions] of [
    ['MPD', formats.byMpd, formats.mpd],
    ['playlists', formats.byPlaylist, formats.playlists],
  ] as const) {
    const there = [...named].filter((address) => stored.has(address));
    const [first] = versions;
    if (there.length > 0 || first === undefined) continue;
    return broken(
      `${kind === 'MPD' ? 'an MPD' : 'playlists'} of the media objects that were uploaded`,
      named.size === 0
        ? 'no names of media objects'
        : `names of ${counted(named.size, 'object')} that never came`,
      headOf(first.upload.post),
    );
  }
  const common = commonOf(formats);
  if (common.length > 0)
    return met(`${counted(common.length, 'common media object')}, each in an MPD and a playlist`);
  const [one, other] = twin(formats, stored) ?? [];
  return one === undefined || other === undefined
    ? { outcome: 'skipped', why: 'each format has media objects of its own' }
    : broken(
        'manifests of both formats that name the common media objects',
        `${quoted(one.path)} in one and ${quoted(other.path)} in the other, with the same bytes`,
        headOf(one.post),
        headOf(other.post),
      );
});
