/** How an ingest source tidies up behind itself (interface 2). */
import { instantOf } from '../../manifest/instant.ts';
import { namedObjects } from '../../manifest/named-objects.ts';
import type { NamedObject } from '../../manifest/named-objects.ts';
import type { Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import {
  addressNamed,
  addressOf,
  endEventOf,
  linePlace,
  renditionsOf,
  storedBy,
} from '../ingest/presented.ts';
import { isMedia, manifestsOf, removalsOf } from '../ingest/published.ts';
import type { ManifestVersion, Removal } from '../ingest/published.ts';
import { curtain, headPlace, quoted, seconds } from './client-select.ts';
import { counted, headOf, notThere } from './ingest-select.ts';

/** What a manifest names at a time of the scenario: an MPD with durations names other objects as time passes. */
const namesAt = (version: ManifestVersion, seen: Observations, at: number): readonly NamedObject[] => {
  const { mpd, upload } = version;
  return mpd?.type === 'dynamic'
    ? namedObjects({ mpd }, upload.path, 1000 * (instantOf(seen.started) ?? 0) + at)
    : version.names;
};

/** The manifests in force at an event: the newest version of each that had come whole. */
const inForce = (seen: Observations, event: number): readonly ManifestVersion[] => {
  const newest = new Map<string, ManifestVersion>();
  for (const version of manifestsOf(seen)) {
    if (endEventOf(version.upload) < event) newest.set(addressOf(version.upload.path), version);
  }
  return [...newest.values()];
};

/** Removals until we had seen enough: what comes at the end of a session is another matter. */
const removalsInTime = (seen: Observations): readonly Removal[] => {
  const end = curtain(seen).event;
  return removalsOf(seen).filter(({ exchange }) => exchange.request.place.event < end);
};

/** Nothing is deleted that a manifest still names. */
export const keepsWhatIsNamed: Check = (seen) => {
  if (manifestsOf(seen).length === 0) return notThere(seen, 'no manifest came');
  const removals = removalsInTime(seen);
  for (const { path, at, exchange } of removals) {
    const { event } = exchange.request.place;
    const address = addressOf(path);
    for (const version of inForce(seen, event)) {
      // A newer version that is on its way already tells that it is named no more.
      const replaced = manifestsOf(seen).some(
        ({ upload }) =>
          addressOf(upload.path) === addressOf(version.upload.path) &&
          upload.exchange.request.place.event < event &&
          endEventOf(upload) > event,
      );
      if (replaced) continue;
      const named = namesAt(version, seen, at).find((one) => addressNamed(one, seen) === address);
      if (named === undefined) continue;
      return broken(
        'DELETE of what no manifest names any more',
        `DELETE of ${quoted(path)}, which ${quoted(version.upload.path)} names`,
        headPlace(exchange),
        linePlace(version, named.line),
      );
    }
  }
  return met(`${counted(removals.length, 'request')} to delete`);
};

interface Left {
  readonly address: string;
  readonly path: string;
  /** The version that names it no more, and when that had come. */
  readonly version: ManifestVersion;
  readonly at: number;
}

/** Media objects that were named, and then no more, in the order in which they left. */
const leftObjects = (seen: Observations): readonly Left[] => {
  const stored = storedBy(seen);
  const last = new Map<string, ReadonlySet<string>>();
  const left = new Map<string, Left>();
  for (const version of manifestsOf(seen)) {
    const list = addressOf(version.upload.path);
    const names = new Set(
      version.names.flatMap((one) => (one.purpose === 'media' ? (addressNamed(one, seen) ?? []) : [])),
    );
    for (const address of last.get(list) ?? []) {
      if (names.has(address) || [...last].some(([other, its]) => other !== list && its.has(address)))
        continue;
      const [upload] = stored.get(address) ?? [];
      if (upload === undefined || !isMedia(upload)) continue;
      left.set(address, { address, path: upload.path, version, at: version.upload.endedAt });
    }
    last.set(list, names);
  }
  return [...left.values()];
};

/** So many segments of a rendition have to have left before it is said that none is deleted: some sources keep five. */
const keptForLater = 6;

/** Media objects that left the manifests are deleted, after a time that is told. */
export const removesWhatLeft: Check = (seen) => {
  if (manifestsOf(seen).length === 0) return notThere(seen, 'no manifest came');
  const left = leftObjects(seen);
  if (left.length === 0) return unclear('window-too-short', 'no media object left the manifests');
  const removed = new Map(removalsInTime(seen).map((removal) => [addressOf(removal.path), removal] as const));
  const waits = left.flatMap(({ address, at }) => {
    const removal = removed.get(address);
    return removal === undefined ? [] : [Math.max(0, removal.at - at)];
  });
  const [first] = left;
  if (waits.length > 0) {
    const [least, most] = [Math.min(...waits), Math.max(...waits)];
    return met(
      `${String(waits.length)} of ${counted(left.length, 'object')} deleted, ${seconds(seen, least)} to ${seconds(seen, most)} after they left the manifests`,
    );
  }
  const end = curtain(seen).at;
  const most = Math.max(
    ...renditionsOf(seen).map(
      ({ media }) => media.filter(({ path }) => left.some((one) => one.path === path)).length,
    ),
  );
  if (first === undefined || most < keptForLater)
    return unclear('window-too-short', `only ${counted(most, 'object')} of a rendition left the manifests`);
  const [upload] = storedBy(seen).get(first.address) ?? [];
  return broken(
    `DELETE of ${quoted(first.path)}, which the manifests name no more`,
    `no DELETE in ${seconds(seen, end - first.at)}, while ${counted(left.length, 'object')} left the manifests`,
    headOf(first.version.upload.post),
    ...(upload === undefined ? [] : [headOf(upload.post)]),
  );
};
