/** The manifests that an ingest source publishes, and what they name. */
import type { Mpd } from '../../manifest/mpd-model.ts';
import type { Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { addressNamed, addressOf, linePlace, renditionsOf, storedBy } from '../ingest/presented.ts';
import { isMedia, manifestsOf, uploadsOf } from '../ingest/published.ts';
import { curtain, quoted, scaled, seconds } from './client-select.ts';
import { busyFor, counted, headOf, noPost, notThere } from './ingest-select.ts';

/** Manifests came besides media. */
export const hasManifests: Check = (seen) => {
  const uploads = uploadsOf(seen);
  const media = uploads.find(isMedia);
  if (uploads.length === 0) return noPost(seen);
  const versions = manifestsOf(seen);
  const paths = new Set(versions.map(({ upload }) => addressOf(upload.path)));
  if (versions.length > 0)
    return met(`${counted(versions.length, 'version')} of ${counted(paths.size, 'manifest')}`);
  return media === undefined
    ? notThere(seen, 'neither media nor manifests came')
    : broken('an MPD or a playlist', 'media objects and no manifest', headOf(media.post));
};

/** How many seconds a named object plays: what is demanded within a segment waits so long. */
const patience = (seen: Observations, playing: number | undefined): number =>
  scaled(seen, 1000 * (playing ?? 2)) + busyFor(seen);

/** Everything that a manifest names is there before it, or within the duration of a segment. */
export const everythingNamed: Check = (seen) => {
  const versions = manifestsOf(seen);
  if (versions.length === 0) return notThere(seen, 'no manifest came');
  const stored = storedBy(seen);
  const end = curtain(seen).at;
  const known = new Set<string>();
  let inTime = 0;
  for (const version of versions) {
    const longest = Math.max(0, ...version.names.map((named) => named.seconds ?? 0)) || undefined;
    for (const named of version.names) {
      if (named.purpose === 'other' || named.gap === true) continue;
      const address = addressNamed(named, seen);
      if (address === undefined || known.has(address)) continue;
      const due = version.upload.endedAt + patience(seen, named.seconds ?? longest);
      const object = stored.get(address)?.[0];
      if (object !== undefined && object.endedAt <= due) {
        known.add(address);
        continue;
      }
      if (due > end) {
        inTime += 1;
        continue;
      }
      const later = object === undefined ? 0 : object.endedAt - version.upload.endedAt;
      return broken(
        `${quoted(named.uri)} in the store, as ${quoted(version.upload.path)} names it`,
        object === undefined ? 'no such object' : `the object ${seconds(seen, later)} later`,
        linePlace(version, named.line),
        ...(object === undefined ? [] : [headOf(object.post)]),
      );
    }
  }
  if (known.size > 0) return met(counted(known.size, 'object'));
  return inTime > 0
    ? unclear('window-too-short', 'the manifests came too late to be compared with what followed')
    : unclear('not-triggered', 'no manifest names an object of the store');
};

const byTimeOfDay = (mpd: Mpd): boolean =>
  mpd.Periods.some(({ AdaptationSets }) =>
    AdaptationSets.some(({ Representations }) =>
      Representations.some(
        ({ addressing: { SegmentTemplate: template } }) =>
          template !== undefined && template.SegmentTimeline === undefined,
      ),
    ),
  );

/** Media objects at the end of a session that no manifest need name yet. */
const lastOnes = 2;

/** Every media object is named by some manifest, but for the last ones. */
export const everythingIsNamed: Check = (seen) => {
  const versions = manifestsOf(seen);
  if (versions.length === 0) return notThere(seen, 'no manifest came');
  if (versions.some(({ mpd }) => mpd !== undefined && byTimeOfDay(mpd)))
    return met('an MPD that names objects by the time of day');
  if (versions.every(({ fault }) => fault !== undefined))
    return unclear('dependency-failed', 'no manifest came that can be read');
  const named = new Set(
    versions.flatMap(({ names }) => names.map((one) => addressNamed(one, seen) ?? one.uri)),
  );
  const renditions = renditionsOf(seen).filter(({ media }) => media.length > lastOnes);
  if (renditions.length === 0) return unclear('window-too-short', 'too few media objects came');
  for (const { media } of renditions) {
    const unnamed = media.slice(0, -lastOnes).find(({ path }) => !named.has(addressOf(path)));
    if (unnamed === undefined) continue;
    return broken(
      'a manifest that names each media object',
      `${quoted(unnamed.path)}, which none names`,
      headOf(unnamed.post),
      ...versions.slice(-1).map(({ upload }) => headOf(upload.post)),
    );
  }
  return met(counted(named.size, 'name'));
};
