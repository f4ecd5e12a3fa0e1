/** The order in which an ingest source publishes media objects, keys and manifests (RFC 8216, 6.2.1). */
import type { NamedFor } from '../../manifest/named-objects.ts';
import { nameChanges } from '../../manifest/named-objects.ts';
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
import { manifestsOf } from '../ingest/published.ts';
import type { ManifestVersion, Upload } from '../ingest/published.ts';
import { quoted, seconds } from './client-select.ts';
import { counted, headOf, notThere } from './ingest-select.ts';
import { judged } from './publishes-order-pairs.ts';
import type { Wrong } from './publishes-order-pairs.ts';

/** Whether the MPD lets clients ask for segments before they are whole, or names them by the time of day. */
const namesAhead = ({ mpd }: ManifestVersion): boolean =>
  mpd?.Periods.some(({ AdaptationSets }) =>
    AdaptationSets.some(({ Representations }) =>
      Representations.some(({ addressing: { SegmentTemplate: template } }) => {
        if (template === undefined) return false;
        return template.availabilityTimeOffset > 0 || template.SegmentTimeline === undefined;
      }),
    ),
  ) === true;

/** The version of the same manifest before each. */
const withBefore = (
  seen: Observations,
): readonly (readonly [ManifestVersion, ManifestVersion | undefined])[] => {
  const last = new Map<string, ManifestVersion>();
  return manifestsOf(seen).map((version) => {
    const address = addressOf(version.upload.path);
    const before = last.get(address);
    last.set(address, version);
    return [version, before] as const;
  });
};

/** Nothing that a manifest newly names comes after it. */
export const thereBeforeNamed =
  (of: 'mpd' | 'playlist', purposes: readonly NamedFor[]): Check =>
  (seen) => {
    const stored = storedBy(seen);
    const wrong: Wrong[] = [];
    const looked: string[] = [];
    for (const [version, before] of withBefore(seen)) {
      if (version[of] === undefined || namesAhead(version)) continue;
      for (const named of nameChanges(before?.names ?? [], version.names).added) {
        if (!purposes.includes(named.purpose) || named.gap === true) continue;
        const object = stored.get(addressNamed(named, seen) ?? '')?.[0];
        if (object === undefined) continue;
        looked.push(named.purpose);
        if (endEventOf(object) < endEventOf(version.upload)) continue;
        const by = object.endedAt - version.upload.endedAt;
        wrong.push({
          kind: named.purpose,
          by,
          expected: `${quoted(named.uri)} before ${quoted(version.upload.path)} names it`,
          actual: `the manifest first, and the object ${seconds(seen, by)} later`,
          evidence: [linePlace(version, named.line), headOf(object.post)],
        });
      }
    }
    const versions = manifestsOf(seen).filter((version) => version[of] !== undefined);
    if (versions.length > 0 && versions.every(namesAhead))
      return {
        outcome: 'skipped',
        why: 'an MPD that names segments by the time of day, or before they are whole',
      };
    return judged(seen, looked, wrong, 'no manifest that names an object which came');
  };

/** A segment that a media playlist names, with what belongs to it. */
interface Listed {
  readonly uri: string;
  readonly upload: Upload;
  /** The first version of the playlist that names it. */
  readonly version: ManifestVersion;
  /** The key that it is the first to need, where that was uploaded. */
  readonly key?: Upload;
}

/** The segments of each media playlist that were uploaded, in the order in which it names them. */
const listed = (seen: Observations): ReadonlyMap<string, readonly Listed[]> => {
  const stored = storedBy(seen);
  const lists = new Map<string, Map<string, Listed>>();
  const known = new Set<Upload>();
  for (const version of manifestsOf(seen)) {
    const segments = version.playlist?.media.segments ?? [];
    if (segments.length === 0) continue;
    const list = addressOf(version.upload.path);
    const entries = lists.get(list) ?? new Map<string, Listed>();
    lists.set(list, entries);
    const byLine = new Map(version.names.map((named) => [named.line, named]));
    const uploadAt = (line: number): Upload | undefined => {
      const named = byLine.get(line);
      return stored.get((named && addressNamed(named, seen)) ?? '')?.[0];
    };
    for (const { line, uri, keys } of segments) {
      const upload = uploadAt(line);
      if (upload === undefined || entries.has(upload.path)) continue;
      const key = keys.map((one) => uploadAt(one.line)).find((one) => one !== undefined && !known.has(one));
      if (key !== undefined) known.add(key);
      entries.set(upload.path, { uri, upload, version, ...(key === undefined ? {} : { key }) });
    }
  }
  return new Map([...lists].map(([list, entries]) => [list, [...entries.values()]]));
};

const beginEventOf = ({ exchange }: Upload): number => exchange.request.place.event;

/** Media objects at the end of a session whose playlist may still be on its way. */
const lastOnes = 2;

/** Media objects of which no version of their playlist ever told. */
const neverListed = (seen: Observations, lists: ReadonlyMap<string, readonly Listed[]>): readonly Wrong[] =>
  renditionsOf(seen).flatMap(({ key, media }) => {
    const entries = lists.get(key);
    if (entries === undefined) return [];
    const known = new Set(entries.map(({ upload }) => addressOf(upload.path)));
    return media
      .slice(0, -lastOnes)
      .filter(({ path }) => !known.has(addressOf(path)))
      .map((upload) => ({
        kind: 'playlist',
        by: seen.until - upload.endedAt,
        expected: `a playlist that names ${quoted(upload.path)} before the next segment begins`,
        actual: 'further segments, and no such playlist',
        evidence: [headOf(upload.post)],
      }));
  });

/** All files of a segment are there before the next one of its rendition begins (E-DI-41). */
export const segmentBySegment: Check = (seen) => {
  const lists = listed(seen);
  const wrong: Wrong[] = [...neverListed(seen, lists)];
  const looked = wrong.map(({ kind }) => kind);
  for (const entries of lists.values()) {
    const inOrder = [...entries].sort((a, b) => beginEventOf(a.upload) - beginEventOf(b.upload));
    for (const [index, { upload, version, key }] of inOrder.entries()) {
      const further = inOrder[index + 1];
      if (further === undefined) continue;
      const next = further.upload;
      looked.push('playlist');
      // A playlist that is not made for every segment names several of them for the first time.
      const files = further.version === version ? [upload, key] : [upload, key, version.upload];
      const late = files.find((one) => one !== undefined && endEventOf(one) > beginEventOf(next));
      if (late === undefined) continue;
      wrong.push({
        kind: 'playlist',
        by: late.endedAt - next.begunAt,
        expected: `${quoted(late.path)} before ${quoted(next.path)} begins`,
        actual: `the next segment begun ${seconds(seen, late.endedAt - next.begunAt)} before that was there`,
        evidence: [headOf(next.post), headOf(late.post)],
      });
    }
  }
  return judged(seen, looked, wrong, 'no two segments that a playlist names');
};

/** Of each segment the media comes first: before its key, and before the playlist that names it. */
export const mediaFirst: Check = (seen) => {
  const wrong: Wrong[] = [];
  const looked: string[] = [];
  for (const { upload, version, key } of [...listed(seen).values()].flat()) {
    for (const [kind, other] of [
      ['key', key],
      ['playlist', version.upload],
    ] as const) {
      if (other === undefined) continue;
      looked.push(kind);
      if (beginEventOf(other) > endEventOf(upload)) continue;
      const by = upload.endedAt - other.begunAt;
      wrong.push({
        kind,
        by,
        expected: `${quoted(upload.path)} before ${quoted(other.path)}`,
        actual: `the media ${seconds(seen, by)} later`,
        evidence: [headOf(other.post), headOf(upload.post)],
      });
    }
  }
  return judged(seen, looked, wrong, 'no segment that a playlist names');
};

/** A key comes after the first segment that needs it. */
export const keyAfterSegment: Check = (seen) => {
  const wrong: Wrong[] = [];
  const all = [...listed(seen).values()].flat().filter(({ key }) => key !== undefined);
  for (const { upload, key } of all) {
    if (key === undefined || beginEventOf(key) > endEventOf(upload)) continue;
    wrong.push({
      kind: 'key',
      by: upload.endedAt - key.begunAt,
      expected: `${quoted(upload.path)} before its key`,
      actual: `${quoted(key.path)} first`,
      evidence: [headOf(key.post), headOf(upload.post)],
    });
  }
  const looked = all.map(() => 'key');
  return judged(seen, looked, wrong, 'no key that a segment needs');
};

/** Segments are encrypted, and the keys are there as soon as a playlist names them. */
export const keysPublished: Check = (seen) => {
  const stored = storedBy(seen);
  const playlists = manifestsOf(seen).filter(({ playlist }) => playlist !== undefined);
  if (playlists.length === 0) return notThere(seen, 'no playlist came');
  let keys = 0;
  for (const version of playlists) {
    for (const named of version.names.filter(({ purpose }) => purpose === 'key')) {
      const address = addressNamed(named, seen);
      if (address === undefined) continue;
      keys += 1;
      const key = stored.get(address)?.[0];
      if (key !== undefined && endEventOf(key) < endEventOf(version.upload)) continue;
      return broken(
        `the key ${quoted(named.uri)} in the store`,
        key === undefined ? 'no such object' : 'a playlist that names it first',
        linePlace(version, named.line),
        ...(key === undefined ? [] : [headOf(key.post)]),
      );
    }
  }
  return keys === 0
    ? unclear('not-triggered', 'no playlist names a key that lies in the store')
    : met(counted(keys, 'key'));
};
