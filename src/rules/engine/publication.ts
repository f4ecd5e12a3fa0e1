import { viewOf } from '../../media/bytes.ts';
import { readHeader } from '../../media/isobmff/tree.ts';
import { isBroken } from '../../manifest/reading.ts';
import { readMpd } from '../../manifest/mpd.ts';
import { readPlaylist } from '../../manifest/playlist.ts';
import { sniffObject } from '../../manifest/sniff.ts';
import type { RuleId } from '../facts/index.ts';
import type { Finding } from '../finding.ts';
import type { PublishedInput } from '../input.ts';
import {
  claimsCmaf,
  type Publication,
  type StoredManifest,
  type StoredObject,
} from '../model/publication.ts';
import type { Track } from '../model/track.ts';
import type { Broken, Outcome, Rules } from '../rule.ts';
import type { Settings } from '../settings.ts';
import { collector, type Whereabouts } from './collector.ts';
import { readyRules, type Ready } from './sift.ts';
import type { TogetherReport } from './together.ts';
import type { TrackReport } from './contract.ts';

const openingLength = 4096;

/** The extension of a path in lower case, with its dot; query and fragment are no part of it. */
export const extensionOf = (path: string): string => {
  const name = path.replace(/[?#].*$/, '').replace(/^.*\//, '');
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot).toLowerCase();
};

const printOf = (bytes: Uint8Array): number => {
  let print = 0x811c9dc5;
  for (const byte of bytes) print = Math.imul(print ^ byte, 0x01000193);
  return print >>> 0;
};

/** Types of the top-level boxes, as far as they can be followed. */
const topTypes = (bytes: Uint8Array): ReadonlySet<string> => {
  const types = new Set<string>();
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length;) {
    const header = readHeader(view, at, bytes.length);
    if (header === undefined) break;
    types.add(header.type);
    if (header.size < header.header) break;
    at += header.size;
  }
  return types;
};

const startsWith = (bytes: Uint8Array, beginning: Uint8Array): boolean =>
  bytes.length >= beginning.length && beginning.every((byte, i) => byte === bytes[i]);

/** The report of the track that each object belongs to, by the name of the object. */
const reportsByObject = (tracks: readonly TrackReport[]): ReadonlyMap<string, TrackReport> =>
  new Map(tracks.flatMap((report) => report.track.objects.map((name) => [name, report] as const)));

interface Earlier {
  readonly object: StoredObject;
  readonly bytes: Uint8Array;
}

/** An object by its bytes, with the report of its track and what was stored under its path before. */
const storedObject = (
  { name, path = name, bytes, whole, contentType, afterFailure }: PublishedInput,
  report: TrackReport | undefined,
  order: number | undefined,
  before: Earlier | undefined,
): StoredObject => {
  const content = sniffObject(bytes);
  const types = content === 'isobmff' ? (whole?.types ?? topTypes(bytes)) : new Set<string>();
  const trak = report?.track.trak;
  const errors = (report?.findings ?? []).filter(({ severity }) => severity === 'error');
  return {
    name,
    path,
    extension: extensionOf(path),
    ...(contentType === undefined ? {} : { contentType }),
    content,
    size: whole?.size ?? bytes.length,
    ...(order === undefined ? {} : { order }),
    ...(before === undefined ? {} : { before: before.object }),
    grown: before !== undefined && startsWith(bytes, before.bytes),
    afterFailure: afterFailure === true,
    print: printOf(bytes),
    opening: bytes.slice(0, openingLength),
    hasHeader: types.has('moov'),
    hasMedia: types.has('moof'),
    ...(report === undefined ? {} : { track: report.track }),
    ...(trak === undefined ? {} : { handler: trak.handler }),
    trackErrors: [...new Set(errors.map(({ rule }) => rule))],
  };
};

const manifestOf = (
  object: StoredObject,
  bytes: Uint8Array,
  publication: Publication,
  before: StoredManifest | undefined,
): StoredManifest => {
  const common = {
    path: object.path,
    object,
    bytes,
    publication,
    ...(object.order === undefined ? {} : { order: object.order }),
    ...(before === undefined ? {} : { before }),
  };
  if (object.content === 'mpd' || (object.content !== 'm3u8' && object.extension === '.mpd')) {
    const mpd = readMpd(bytes);
    if (!('broken' in mpd)) return { ...common, mpd: mpd.value };
    return { ...common, fault: { says: mpd.broken, ...(mpd.line === undefined ? {} : { line: mpd.line }) } };
  }
  const playlist = readPlaylist(bytes);
  if (!isBroken(playlist)) return { ...common, playlist: playlist.value };
  return {
    ...common,
    fault: { says: playlist.broken, ...(playlist.line === undefined ? {} : { line: playlist.line }) },
  };
};

const isManifest = ({ content, extension }: StoredObject): boolean =>
  content === 'm3u8' || content === 'mpd' || extension === '.m3u8' || extension === '.mpd';

/**
 * Rules of interface 1 that do not hold for objects that are uploaded one by one: how a session ends and goes on after an
 * interruption, what a request carries, and what its path tells.
 */
const ofPostedTracks: readonly RuleId[] = [
  'INGEST-002',
  'INGEST-012',
  'INGEST-016',
  'INGEST-019',
  'INGEST-020',
  'INGEST-021',
  'INGEST-022',
  'INGEST-023',
];

/** How the tracks of a publication are judged. */
export const settingsOfPublished = (settings: Settings): Settings => ({
  ...settings,
  skip: [...settings.skip, ...ofPostedTracks],
});

/**
 * The report of a track of a publication. What its findings decide is that media of interface 2 are formatted as those of
 * interface 1; and what CMAF demands is no error of media that do not promise to be CMAF.
 */
export const publishedReport = (report: TrackReport): TrackReport => {
  const bound = claimsCmaf(report.track, report.track.objects.map(extensionOf));
  const lowered = ({ rule, severity }: Finding): Finding['severity'] =>
    !bound && severity === 'error' && rule.startsWith('CMAF-') ? 'warning' : severity;
  const findings = report.findings.map((finding) => ({
    ...finding,
    severity: lowered(finding),
    clauses: ['DI-I2-00c' as const],
  }));
  return { ...report, findings };
};

/** All objects under one publishing point. In a session they are in the order in which they were stored. */
export const publicationOf = (
  objects: readonly PublishedInput[],
  tracks: readonly TrackReport[],
  ordered: boolean,
): Publication => {
  const stored: StoredObject[] = [];
  const newest = new Map<string, Earlier>();
  const first = new Map<string, StoredObject>();
  const last = new Map<Track, StoredObject>();
  const manifests: StoredManifest[] = [];
  const versions = new Map<string, StoredManifest>();
  let media = false;
  const publication: Publication = {
    ordered,
    objects: stored,
    manifests,
    get hasMedia() {
      return media;
    },
    at: (path) => newest.get(path)?.object,
    first: (path) => first.get(path),
    manifestAt: (path) => versions.get(path),
    lastOf: (track) => last.get(track),
  };
  const reports = reportsByObject(tracks);
  for (const [order, input] of objects.entries()) {
    const { name, path = name, bytes } = input;
    const object = storedObject(input, reports.get(name), ordered ? order : undefined, newest.get(path));
    stored.push(object);
    newest.set(path, { object, bytes });
    media ||= object.hasMedia || object.content === 'ts';
    if (!first.has(path)) first.set(path, object);
    if (object.hasMedia && object.track !== undefined) last.set(object.track, object);
    if (!isManifest(object)) continue;
    const manifest = manifestOf(object, bytes, publication, versions.get(path));
    versions.set(path, manifest);
    manifests.push(manifest);
  }
  return publication;
};

/**
 * Judges objects and manifests under one publishing point of interface 2; `ordered` says whether they are in the order in
 * which they were stored.
 */
export const judgePublication = (
  objects: readonly PublishedInput[],
  tracks: readonly TrackReport[],
  rules: Rules,
  settings: Settings,
  ordered = settings.session,
): readonly TogetherReport[] => {
  const publication = publicationOf(objects, tracks, ordered);
  /** A finding about another object names it by its path. */
  const named = (broken: Broken): Broken => {
    const { object } = broken;
    if (object === undefined) return broken;
    return { ...broken, object: publication.at(object)?.name ?? object };
  };
  const notes = collector(rules, settings);
  const exercised = new Set<RuleId>();
  const ask = <A extends 'object' | 'manifest' | 'publication'>(
    list: readonly Ready<A>[],
    subject: Parameters<Ready<A>['check']>[0],
    where: Whereabouts,
  ): void => {
    // A rule may give way to one that stands after it, so that all are asked before any is heard.
    const told = list.flatMap(({ id, unless, check }) => {
      exercised.add(id);
      const outcome = (check as (subject: unknown) => Outcome)(subject);
      return outcome === undefined || (Array.isArray(outcome) && outcome.length === 0)
        ? []
        : [{ id, unless, outcome }];
    });
    const fired = new Set(told.map(({ id }) => id));
    for (const { id, unless, outcome } of told) {
      if (unless.some((other) => fired.has(other))) continue;
      const faults = Array.isArray(outcome) ? (outcome as readonly Broken[]) : [outcome as Broken];
      notes.take(id, faults.map(named), where);
    }
  };
  const ready = {
    object: readyRules('object', rules, settings),
    manifest: readyRules('manifest', rules, settings),
    publication: readyRules('publication', rules, settings),
  };
  for (const object of publication.objects)
    ask(ready.object, object, { object: object.name, box: '', offset: 0 });
  for (const manifest of publication.manifests) {
    ask(ready.manifest, manifest, { object: manifest.object.name, box: '', offset: 0 });
  }
  ask(ready.publication, publication, { object: '', box: '', offset: 0 });
  return [{ names: [...new Set(objects.map(({ name }) => name))], findings: notes.findings(), exercised }];
};
