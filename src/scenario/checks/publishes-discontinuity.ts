/** What the manifests of an ingest source tell of an object that could not be uploaded. */
import type { NamedObject } from '../../manifest/named-objects.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { isMedia, manifestsOf, uploadsOf } from '../ingest/published.ts';
import type { ManifestVersion } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { everyOne, notThere } from './ingest-select.ts';
import { headPlace, nameOf, ofSurvivor } from './publishes-failure-story.ts';
import type { Story } from './publishes-failure-story.ts';

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Where an object is that a manifest names, as its uploads have it. */
const pathOf = ({ path }: NamedObject): string | undefined =>
  path === undefined ? undefined : decoded(path.replace(/[?#].*$/s, ''));

/** A version of a manifest against an object that failed. */
interface Telling {
  readonly version: ManifestVersion;
  /** The object that failed, where the version names it. */
  readonly lost: NamedObject | undefined;
  /** The first object that it names of those after the one that failed. */
  readonly next: NamedObject | undefined;
}

const tellingOf = (version: ManifestVersion, { upload, followers }: Story): Telling => {
  const after = new Set(followers.map(({ path }) => decoded(path)));
  const media = version.names.filter(({ purpose }) => purpose === 'media');
  return {
    version,
    lost: media.find((one) => pathOf(one) === decoded(upload.path)),
    next: media.find((one) => after.has(pathOf(one) ?? '')),
  };
};

const eventOf = ({ upload }: ManifestVersion): number => upload.exchange.request.place.event;

/** Versions since the failure that name what comes after it, by the path of their manifest. */
const tellingsSince = (story: Story, event: number, seen: Observations): readonly (readonly Telling[])[] => {
  const byPath = new Map<string, Telling[]>();
  for (const version of manifestsOf(seen)) {
    if (eventOf(version) <= event || version.fault !== undefined) continue;
    const telling = tellingOf(version, story);
    if (telling.next === undefined) continue;
    const { path } = version.upload;
    byPath.set(path, [...(byPath.get(path) ?? []), telling]);
  }
  return [...byPath.values()];
};

const placeOf = ({ version }: Telling): Place => headPlace(version.upload);

/** The words of a manifest for an object that it cannot have. */
const expectedOf = ({ version }: Telling, story: Story): string =>
  version.mpd === undefined
    ? `EXT-X-DISCONTINUITY in place of ${nameOf(story.upload)}`
    : `a new Period or a gap in the timeline in place of ${nameOf(story.upload)}`;

const marked = (telling: Telling, story: Story): Outcome => {
  const { version, lost, next } = telling;
  const expected = expectedOf(telling, story);
  const manifest = quoted(version.upload.path);
  if (version.mpd !== undefined) {
    if (lost !== undefined)
      return broken(
        expected,
        `${nameOf(story.upload)} in ${manifest}, which was not there`,
        placeOf(telling),
      );
    return next?.discontinuity === true
      ? met(`a gap in ${manifest} before ${quoted(next.uri)}`)
      : broken(expected, `none before ${quoted(next?.uri ?? '')} in ${manifest}`, placeOf(telling));
  }
  if (next?.discontinuity === true && (lost === undefined || lost.gap === true))
    return met(`EXT-X-DISCONTINUITY before ${quoted(next.uri)}`);
  if (lost?.gap === true) return { ...broken(expected, 'EXT-X-GAP', placeOf(telling)), erratum: 'E-DI-42' };
  return lost === undefined
    ? broken(expected, `none before ${quoted(next?.uri ?? '')} in ${manifest}`, placeOf(telling))
    : broken(expected, `${nameOf(story.upload)} in ${manifest}, which was not there`, placeOf(telling));
};

/** The manifest tells that an object is missing, from the first version on that names what comes after it. */
export const discontinuityTold: Check = ofSurvivor((story, seen) => {
  const arrived = story.taken?.exchange.request.place.event ?? Number.POSITIVE_INFINITY;
  if (story.taken !== undefined && story.followers.every((one) => one.begunAt >= (story.taken?.begunAt ?? 0)))
    return notThere(seen, `${nameOf(story.upload)} was not given up`);
  const tellings = tellingsSince(story, story.event, seen);
  const before = tellings.flatMap((all) => {
    const own = all.filter((one) => eventOf(one.version) < arrived);
    // What an MPD without a timeline names depends on the clock: its first version may not reach so far.
    const naming = own.find(({ lost, version }) => lost !== undefined && version.mpd !== undefined);
    return naming ?? own.find((one) => hasRoom(one, story, seen)) ?? [];
  });
  return (
    everyOne(before.map((telling) => marked(telling, story))) ??
    (tellings.length === 0
      ? notThere(seen, 'no manifest names what comes after the object that failed')
      : notThere(seen, 'no manifest names what comes before and after the object before that arrived'))
  );
});

/** Whether a manifest still names something from before the object that was lost, so that it has room for it. */
const hasRoom = ({ version }: Telling, { upload, event }: Story, seen: Observations): boolean => {
  const earlier = new Set(
    uploadsOf(seen)
      .filter(
        (one) =>
          isMedia(one) &&
          one.rendition === upload.rendition &&
          one.path !== upload.path &&
          one.exchange.request.place.event < event,
      )
      .map(({ path }) => decoded(path)),
  );
  return version.names.some((one) => earlier.has(pathOf(one) ?? ''));
};

/** Once the object has arrived after all, an MPD names it (1b). */
export const namedOnceThere: Check = ofSurvivor((story, seen) => {
  const { taken, upload } = story;
  if (taken === undefined) return notThere(seen, `${nameOf(upload)} did not arrive`);
  const tellings = tellingsSince(story, taken.exchange.request.place.event, seen).flat();
  const found = tellings.find(({ lost, version }) => lost !== undefined && version.mpd !== undefined);
  if (found !== undefined) return met(`${nameOf(upload)} in ${quoted(found.version.upload.path)}`);
  const mpds = tellings.filter((one) => one.version.mpd !== undefined && hasRoom(one, story, seen));
  const last = mpds.at(-1);
  if (last === undefined)
    return unclear('window-too-short', 'no MPD reaches back to the object that arrived late');
  if (mpds.length < enoughVersions)
    return unclear('window-too-short', 'too few versions of the MPD came after the object that arrived late');
  return broken(
    `${nameOf(upload)} in the MPD once it had arrived`,
    `${String(mpds.length)} versions without it`,
    placeOf(last),
  );
});

/** So many versions of an MPD may be under way before one can tell what arrived late. */
const enoughVersions = 2;

/** A playlist does not take back a discontinuity that it told (1b). */
export const discontinuityStays: Check = ofSurvivor((story, seen) => {
  const { taken, upload } = story;
  if (taken === undefined) return notThere(seen, `${nameOf(upload)} did not arrive`);
  const arrived = taken.exchange.request.place.event;
  const tellings = tellingsSince(story, story.event, seen).filter(
    ([one]) => one?.version.playlist !== undefined,
  );
  const outcomes = tellings.map((own): Outcome => {
    const told = own.find(
      ({ version, lost, next }) =>
        eventOf(version) < arrived && lost === undefined && next?.discontinuity === true,
    );
    if (told?.next === undefined)
      return notThere(seen, 'no discontinuity was told before the object arrived');
    const { next } = told;
    const since = own.filter(
      ({ version, next: other }) => eventOf(version) > arrived && pathOf(other ?? next) === pathOf(next),
    );
    const astray = since.find(({ lost, next: other }) => lost !== undefined || other?.discontinuity !== true);
    if (astray !== undefined)
      return broken(
        `the discontinuity before ${quoted(next.uri)} as it was`,
        astray.lost === undefined ? 'none any more' : `${nameOf(upload)} in its place`,
        placeOf(astray),
      );
    return since.length === 0
      ? unclear('window-too-short', 'no playlist reaches back to the object that arrived late')
      : met(`the discontinuity in ${String(since.length)} later versions`);
  });
  return everyOne(outcomes) ?? notThere(seen, 'no playlist names what comes after the object that failed');
});
