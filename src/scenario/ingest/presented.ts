/** What an ingest source presented to clients: where objects lie, which renditions there are, and since when. */
import type { NamedObject } from '../../manifest/named-objects.ts';
import { baseOf, pathIn } from '../../manifest/uris.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import { placeOf } from './posts.ts';
import { folderOf, isMedia, manifestsOf, uploadsOf } from './published.ts';
import type { ManifestVersion, Upload } from './published.ts';
import { countlessPath } from './track-path.ts';

const root = baseOf('/');

/** Where an object lies: its path as manifests name it, resolved and decoded, without a query. */
export const addressOf = (path: string): string => (pathIn(root, path) ?? path).replace(/[?#].*$/s, '');

const urlOf = (uri: string): URL | undefined => {
  try {
    return new URL(uri);
  } catch {
    return undefined;
  }
};

/** Where an object lies that a manifest names, by an absolute URL too; undefined where it lies with somebody else. */
export const addressNamed = (
  { path, uri }: NamedObject,
  { parameters }: Observations,
): string | undefined => {
  const { origin, delivery, mount } = parameters;
  if (path !== undefined) return path.replace(/\?.*$/s, '');
  if (delivery !== undefined && uri.startsWith(delivery)) {
    const rest = uri.slice(delivery.length).replace(/^\/+/, '');
    return addressOf(`${folderOf(mount).replace(/\/+$/, '')}/${rest}`);
  }
  const url = urlOf(uri);
  return url !== undefined && url.host === urlOf(origin)?.host ? addressOf(url.pathname) : undefined;
};

const refused = (status: number | undefined): boolean =>
  status !== undefined && (status < 200 || status >= 300);

/** Uploads that nobody refused: what was sent without the credentials that we asked for is none of them. */
export const meantUploads = (seen: Observations): readonly Upload[] =>
  uploadsOf(seen).filter(({ status }) => !refused(status));

/** Whether all of it came, and nobody refused it: an answer of ours that came too late is not the fault of the source. */
export const isThere = ({ exchange, status }: Upload): boolean =>
  exchange.request.body.complete && !refused(status);

/** The event with which the last byte of an upload came. */
export const endEventOf = ({ exchange: { request } }: Upload): number =>
  request.body.arrivals.at(-1)?.place.event ?? request.place.event;

const knownStored = new WeakMap<Observations, ReadonlyMap<string, readonly Upload[]>>();

/** Objects that came whole, by where they lie, each in the order of its uploads. */
export const storedBy = (seen: Observations): ReadonlyMap<string, readonly Upload[]> => {
  const before = knownStored.get(seen);
  if (before !== undefined) return before;
  const stored = new Map<string, Upload[]>();
  for (const upload of uploadsOf(seen).filter(isThere)) {
    const address = addressOf(upload.path);
    const known = stored.get(address);
    if (known === undefined) stored.set(address, [upload]);
    else known.push(upload);
  }
  knownStored.set(seen, stored);
  return stored;
};

/** Media objects that belong together, and the CMAF header of them. */
export interface Rendition {
  /** What tells it from others. */
  readonly key: string;
  /** CMAF headers, and media in the order of their heads, each object once. */
  readonly headers: readonly Upload[];
  readonly media: readonly Upload[];
}

/** What manifests say belongs together: of each object the rendition, by its address. */
const membership = (seen: Observations): ReadonlyMap<string, string> => {
  const members = new Map<string, string>();
  for (const { upload, mpd, names } of manifestsOf(seen)) {
    const manifest = addressOf(upload.path);
    for (const named of names) {
      if (named.purpose !== 'media' && named.purpose !== 'header') continue;
      if (mpd !== undefined && named.of === undefined) continue;
      const address = addressNamed(named, seen);
      if (address === undefined || members.has(address)) continue;
      members.set(address, mpd === undefined ? manifest : `${manifest} ${String(named.of)}`);
    }
  }
  return members;
};

/** Media that a CMAF header that no manifest names is called like, or that lies alone in the folder with it. */
const mediaBeside = ({ path }: Upload, uploads: readonly Upload[]): Upload | undefined => {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const stem = (one: string): string => countlessPath(one).replace(/\.[A-Za-z0-9]+$/, '');
  const beside = uploads.filter(
    (one) => isMedia(one) && one.path.startsWith(folder) && !one.path.slice(folder.length).includes('/'),
  );
  const alone = new Set(beside.map(({ rendition }) => rendition)).size === 1 ? beside[0] : undefined;
  return beside.find((one) => stem(one.path) === stem(path)) ?? alone;
};

const knownRenditions = new WeakMap<Observations, readonly Rendition[]>();

/** The renditions that came: as the manifests have them, and by the names of the objects where none tells. */
export const renditionsOf = (seen: Observations): readonly Rendition[] => {
  const before = knownRenditions.get(seen);
  if (before !== undefined) return before;
  const members = membership(seen);
  const uploads = meantUploads(seen);
  // What no manifest names belongs to what is called like it.
  const byName = new Map(
    uploads
      .filter(isMedia)
      .map(({ rendition, path }) => [rendition, members.get(addressOf(path))] as const)
      .filter(([, key]) => key !== undefined),
  );
  const groups = new Map<string, { headers: Upload[]; media: Upload[] }>();
  const once = new Set<string>();
  for (const upload of uploads) {
    if (!isMedia(upload) && upload.kind !== 'header') continue;
    const address = addressOf(upload.path);
    const name = isMedia(upload) ? upload.rendition : mediaBeside(upload, uploads)?.rendition;
    const alike = name === undefined ? undefined : (byName.get(name) ?? name);
    const key = members.get(address) ?? alike;
    if (key === undefined || once.has(address)) continue;
    once.add(address);
    const group = groups.get(key) ?? { headers: [], media: [] };
    groups.set(key, group);
    (isMedia(upload) ? group.media : group.headers).push(upload);
  }
  const renditions = [...groups]
    .map(([key, group]) => ({ key, ...group }))
    .filter(({ media }) => media.length > 0);
  knownRenditions.set(seen, renditions);
  return renditions;
};

/** `hdlr.handler_type` of the CMAF header that is in these uploads, where one is. */
export const handlerIn = (uploads: readonly Upload[]): string | undefined =>
  uploads.flatMap(({ post }) => post.objects).find(({ header }) => header !== undefined)?.header?.handler;

/** Objects that a playlist says are encrypted as a whole, so that nobody can look into them, by their addresses. */
export const encryptedIn = (seen: Observations): ReadonlySet<string> => {
  const encrypted = new Set<string>();
  for (const { playlist, names } of manifestsOf(seen)) {
    const lines = new Set(
      playlist?.media.segments
        .filter(({ keys }) => keys.some(({ METHOD }) => METHOD === 'AES-128'))
        .map(({ line }) => line),
    );
    for (const named of names) {
      const address = lines.has(named.line) ? addressNamed(named, seen) : undefined;
      if (address !== undefined) encrypted.add(address);
    }
  }
  return encrypted;
};

const newline = 0x0a;

/** Where in the trace a line of a manifest begins, from 1. */
export const linePlace = ({ upload: { post, body } }: ManifestVersion, line: number): Place => {
  let at = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = body.indexOf(newline, at);
    if (next === -1) break;
    at = next + 1;
  }
  return placeOf(post, at);
};

/** A reference of a manifest to what belongs to its presentation, as it is written. */
export interface Reference {
  readonly uri: string;
  readonly line: number;
  /** What it leads to: media, another playlist, or what is resolved against it. */
  readonly to: 'media' | 'playlist' | 'base';
}

/** The references of a manifest: of an MPD its templates and BaseURLs, of a playlist its URIs but those of keys. */
export const referencesOf = ({ mpd, names }: ManifestVersion): readonly Reference[] => {
  if (mpd === undefined) {
    return names
      .filter(({ purpose, uri }) => purpose !== 'key' && purpose !== 'other' && !/^data:/i.test(uri))
      .map(({ uri, line, purpose }) => ({ uri, line, to: purpose === 'playlist' ? 'playlist' : 'media' }));
  }
  const sets = mpd.Periods.flatMap(({ AdaptationSets }) => AdaptationSets);
  const representations = sets.flatMap(({ Representations }) => Representations);
  const bases = [mpd, ...mpd.Periods, ...sets, ...representations].flatMap(({ BaseURLs }) => BaseURLs);
  const media = representations.flatMap(
    ({ addressing: { SegmentTemplate: T, SegmentList: L, SegmentBase: B } }) => [
      { uri: T?.media, line: T?.line },
      { uri: T?.initialization, line: T?.line },
      ...(L?.SegmentURLs ?? []).map((one) => ({ uri: one.media, line: one.line })),
      ...[T, L, B].map((one) => ({ uri: one?.Initialization?.sourceURL, line: one?.Initialization?.line })),
    ],
  );
  const told = [
    ...bases.map((one) => ({ ...one, to: 'base' as const })),
    ...media.flatMap(({ uri, line = 1 }) =>
      uri === undefined || uri === '' ? [] : [{ uri, line, to: 'media' as const }],
    ),
  ];
  const once = new Map(told.map((one) => [`${String(one.line)} ${one.uri}`, one]));
  return [...once.values()];
};
