/** `validate` on a directory with manifests: what lies there is a publication of interface 2. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { viewOf } from '../media/bytes.ts';
import { readHeader } from '../media/isobmff/tree.ts';
import { loadXmlParser } from '../media/xml-parser.ts';
import { readMpd } from '../manifest/mpd.ts';
import { namedObjects, type NamedObject } from '../manifest/named-objects.ts';
import { readPlaylist } from '../manifest/playlist.ts';
import { isBroken, manifestLimit } from '../manifest/reading.ts';
import { sniffObject, type ObjectKind } from '../manifest/sniff.ts';
import { extensionOf, judgePublication } from '../rules/engine/publication.ts';
import type { TrackReport } from '../rules/engine/contract.ts';
import type { TogetherReport } from '../rules/engine/together.ts';
import { mediaTypes } from '../rules/families/if2-objects.ts';
import type { PublishedInput } from '../rules/input.ts';
import type { Rules } from '../rules/rule.ts';
import type { Settings } from '../rules/settings.ts';

export { publishedReport, settingsOfPublished } from '../rules/engine/publication.ts';

/** A directory with manifests, and what lies in it. */
export interface PublishedFolder {
  /** The word of the command line, and the same without a slash at its end. */
  readonly word: string;
  readonly root: string;
  readonly objects: readonly PublishedInput[];
  /** The file of the CMAF header that manifests name with a segment, by the file of the segment. */
  readonly headers: ReadonlyMap<string, string>;
}

/** What is read of an object that is no manifest. */
const openingLength = 4096;
/** More top-level boxes than these are not walked over to see what kinds there are. */
const mostBoxes = 4096;

const bytesAt = (descriptor: number, at: number, length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
};

/** Types of the top-level boxes, until there are a header and media among them. */
const typesIn = (descriptor: number, size: number): ReadonlySet<string> => {
  const types = new Set<string>();
  for (let at = 0, boxes = 0; at < size && boxes < mostBoxes; boxes++) {
    const head = bytesAt(descriptor, at, 32);
    const header = readHeader(viewOf(head), 0, head.length);
    if (header === undefined) break;
    types.add(header.type);
    if (header.size < header.header || (types.has('moov') && types.has('moof'))) break;
    at += header.size;
  }
  return types;
};

const isManifest = (kind: ObjectKind, name: string): boolean =>
  kind === 'mpd' || kind === 'm3u8' || ['.mpd', '.m3u8'].includes(extensionOf(name));

/** A file as an object; a manifest with all its bytes, as far as a manifest is read at all. */
const objectIn = (
  descriptor: number,
  file: string,
  root: string,
): PublishedInput & { readonly kind: ObjectKind } => {
  const { size } = fstatSync(descriptor);
  const opening = bytesAt(descriptor, 0, Math.min(size, openingLength));
  const kind = sniffObject(opening);
  const named = { name: file, path: file.slice(root.length + 1), kind };
  if (isManifest(kind, file)) {
    return { ...named, bytes: bytesAt(descriptor, 0, Math.min(size, manifestLimit + 1)) };
  }
  const types = kind === 'isobmff' ? typesIn(descriptor, size) : new Set<string>();
  return { ...named, bytes: opening, whole: { size, types } };
};

/** Nothing of a file that cannot be read: that is told by whoever looks for tracks. */
const objectAt = (cwd: string, file: string, root: string): readonly ReturnType<typeof objectIn>[] => {
  try {
    const descriptor = openSync(path.resolve(cwd, file), 'r');
    try {
      return [objectIn(descriptor, file, root)];
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return [];
  }
};

/** A path in a publication as the path of a URL: what would end it there is escaped. */
const urlPath = (name: string): string => `/${name.replace(/[%?#\\]/g, encodeURIComponent)}`;

const namesIn = ({ path: name = '', bytes }: PublishedInput, kind: ObjectKind): readonly NamedObject[] => {
  if (kind === 'mpd') {
    const mpd = readMpd(bytes);
    return 'broken' in mpd ? [] : namedObjects({ mpd: mpd.value }, urlPath(name), Date.now());
  }
  const playlist = readPlaylist(bytes);
  return isBroken(playlist) ? [] : namedObjects({ playlist: playlist.value }, urlPath(name), Date.now());
};

/** Manifests name a CMAF header before the media that it is of. */
const headersIn = (names: readonly NamedObject[], root: string, headers: Map<string, string>): void => {
  const fileOf = (path: string): string => `${root}${path.replace(/\?.*$/, '')}`;
  let header: NamedObject | undefined;
  for (const named of names) {
    if (named.purpose === 'header') header = named;
    if (named.purpose !== 'media' || named.path === undefined) continue;
    if (header?.path === undefined || header.of !== named.of) continue;
    const file = fileOf(named.path);
    if (!headers.has(file)) headers.set(file, fileOf(header.path));
  }
};

/**
 * A directory as a publication, of the files in it: those that are media or manifests, and those whose extension is one
 * of interface 2. Nothing where there is no manifest among them.
 */
export const publishedFolder = async (
  cwd: string,
  word: string,
  files: readonly string[],
): Promise<PublishedFolder | undefined> => {
  const root = word.replace(/\/+$/, '');
  const found = files.flatMap((file) => objectAt(cwd, file, root));
  const manifests = found.filter(({ kind, name }) => isManifest(kind, name));
  if (manifests.length === 0) return undefined;
  if (manifests.some(({ kind }) => kind !== 'm3u8')) await loadXmlParser();
  const headers = new Map<string, string>();
  for (const manifest of manifests) headersIn(namesIn(manifest, manifest.kind), root, headers);
  const objects = found.filter(
    ({ kind, name }) => kind !== 'unknown' || Object.hasOwn(mediaTypes, extensionOf(name)),
  );
  return { word, root, objects, headers };
};

/** Judges a publication with the reports of its tracks. In which order its files came is not known. */
export const judgeFolder = (
  { word, objects }: PublishedFolder,
  reports: readonly TrackReport[],
  rules: Rules,
  settings: Settings,
): TogetherReport => {
  const findings = judgePublication(objects, reports, rules, settings, false);
  return {
    names: [word],
    findings: findings.flatMap((each) => each.findings),
    exercised: new Set(findings.flatMap((each) => [...each.exercised])),
  };
};
