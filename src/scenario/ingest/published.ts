/** What an ingest source published by interface 2: uploads, removals, versions of manifests, in order of time. */
import { valueOf } from '../../http/message.ts';
import { instantOf } from '../../manifest/instant.ts';
import { namedObjects } from '../../manifest/named-objects.ts';
import type { NamedObject } from '../../manifest/named-objects.ts';
import { readMpd } from '../../manifest/mpd.ts';
import type { Mpd } from '../../manifest/mpd-model.ts';
import { readPlaylist } from '../../manifest/playlist.ts';
import type { Playlist } from '../../manifest/playlist-model.ts';
import { isBroken } from '../../manifest/reading.ts';
import { sniffObject } from '../../manifest/sniff.ts';
import type { Connection, Exchange, Observations } from '../../trace/observations.ts';
import { extensionOf } from './object-step.ts';
import { postsOf } from './posts.ts';
import type { Post } from './posts.ts';

/** What was uploaded, by its content, and by its extension where that tells nothing. */
export type UploadKind = 'mpd' | 'playlist' | 'header' | 'media' | 'transport-stream' | 'key' | 'other';

/** An object that was uploaded, or was tried to be. */
export interface Upload {
  readonly post: Post;
  readonly exchange: Exchange;
  readonly connection: Connection;
  /** As in the request line, without the query. */
  readonly path: string;
  /** Below the publishing point, dot segments resolved; undefined where it lies outside. */
  readonly relative: string | undefined;
  readonly kind: UploadKind;
  /** In lower case with its dot; empty where there is none. */
  readonly extension: string;
  /** In lower case and without parameters; undefined where none was sent. */
  readonly contentType: string | undefined;
  /** The body, its content coding undone; all of it where `whole`. */
  readonly body: Uint8Array;
  /** All of it came, and the trace kept it. */
  readonly whole: boolean;
  /** When the head and the last byte came, and when it was answered; milliseconds since the scenario began. */
  readonly begunAt: number;
  readonly endedAt: number;
  readonly answeredAt: number | undefined;
  readonly status: number | undefined;
  /** Whether it came whole and was answered 2xx. */
  readonly taken: boolean;
  /** Media: which rendition it is of: the path without the number at its end. */
  readonly rendition: string;
  /** Media: the number at the end of its name, before the extension. */
  readonly number: bigint | undefined;
}

/** A DELETE. */
export interface Removal {
  readonly exchange: Exchange;
  readonly connection: Connection;
  readonly path: string;
  readonly relative: string | undefined;
  readonly at: number;
  readonly status: number | undefined;
}

/** A version of a manifest, and what it names. */
export interface ManifestVersion {
  readonly upload: Upload;
  readonly mpd?: Mpd;
  readonly playlist?: Playlist;
  /** Why it could not be read, where it could not. */
  readonly fault?: string;
  readonly names: readonly NamedObject[];
}

const pathOnly = (target: string): string =>
  target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');

/** Dot segments resolved and percent-encoding undone, as a receiving entity takes it. */
const normal = (path: string): string | undefined => {
  try {
    return decodeURIComponent(new URL(path, 'http://receiving-entity.invalid').pathname);
  } catch {
    return undefined;
  }
};

/** A path below a publishing point; undefined where it lies outside of it, or is none. */
export const relativeTo = (mount: string, path: string): string | undefined => {
  const point = `${(normal(mount) ?? mount).replace(/\/+$/, '')}/`;
  const at = normal(path);
  return at?.startsWith(point) === true && at.length > point.length ? at.slice(point.length) : undefined;
};

const mountsOf = ({ parameters: { mount, secondMount } }: Observations): readonly string[] =>
  secondMount === undefined ? [mount] : [secondMount, mount];

/**
 * The publishing point itself, where the source was given the URL of a manifest in it: what lies beside that manifest is
 * inside. A publishing point that ends with an extension is such a URL.
 */
export const folderOf = (mount: string): string =>
  ['.mpd', '.m3u8'].includes(extensionOf(mount)) ? mount.slice(0, mount.lastIndexOf('/') + 1) : mount;

const relativeIn = (seen: Observations, path: string): string | undefined => {
  for (const mount of mountsOf(seen)) {
    const relative = relativeTo(folderOf(mount), path);
    if (relative !== undefined) return relative;
  }
  return undefined;
};

const keyBytes = 16;

const kindOf = ({ body, objects }: Post, extension: string): UploadKind => {
  switch (sniffObject(body)) {
    case 'mpd':
      return 'mpd';
    case 'm3u8':
      return 'playlist';
    case 'ts':
      return 'transport-stream';
    case 'isobmff':
      if (objects.some(({ kind }) => kind === 'fragment')) return 'media';
      return objects.some(({ kind }) => kind === 'header') ? 'header' : 'media';
    case 'unknown':
      break;
  }
  if (extension === '.key' || body.length === keyBytes) return 'key';
  if (extension === '.mpd') return 'mpd';
  if (extension === '.m3u8') return 'playlist';
  if (extension === '.ts') return 'transport-stream';
  if (extension === '.init' || extension === '.header') return 'header';
  return /^\.(?:cmf[vatm]|mp4|m4[vas])$/.test(extension) ? 'media' : 'other';
};

/** The last run of digits of a name, before its extension. */
const counted = /^(.*?)(\d+)(\.[A-Za-z][A-Za-z0-9]*)?$/s;

const uploadOf = (post: Post, seen: Observations): Upload => {
  const { exchange, connection } = post;
  const { request, response } = exchange;
  const path = pathOnly(post.path);
  const extension = extensionOf(path);
  const status = response?.head.status;
  const [, stem, digits] = counted.exec(path) ?? [];
  const last = request.body.arrivals.at(-1);
  const whole = post.whole && request.body.complete;
  return {
    post,
    exchange,
    connection,
    path,
    relative: relativeIn(seen, path),
    kind: kindOf(post, extension),
    extension,
    contentType: valueOf(request.head, 'content-type')?.split(';')[0]?.trim().toLowerCase(),
    body: post.body,
    whole,
    begunAt: request.at,
    endedAt: last?.at ?? request.at,
    answeredAt: response?.at,
    status,
    taken: request.body.complete && status !== undefined && status >= 200 && status < 300,
    rendition: `${stem ?? path.replace(/\.[A-Za-z0-9]+$/, '')}*${extension}`,
    number: digits === undefined ? undefined : BigInt(digits.slice(0, 40)),
  };
};

const knownUploads = new WeakMap<Observations, readonly Upload[]>();

/** All uploads, those that failed too, in the order of their heads. */
export const uploadsOf = (seen: Observations): readonly Upload[] => {
  const before = knownUploads.get(seen);
  if (before !== undefined) return before;
  const uploads = postsOf(seen).map((post) => uploadOf(post, seen));
  knownUploads.set(seen, uploads);
  return uploads;
};

/** All DELETE requests, in order of time. */
export const removalsOf = (seen: Observations): readonly Removal[] =>
  seen.connections
    .filter(({ by }) => by === 'target')
    .flatMap((connection) =>
      connection.exchanges
        .filter(({ request }) => request.head.method === 'DELETE')
        .map((exchange): Removal => {
          const path = pathOnly(exchange.request.head.target);
          return {
            exchange,
            connection,
            path,
            relative: relativeIn(seen, path),
            at: exchange.request.at,
            status: exchange.response?.head.status,
          };
        }),
    )
    .sort((a, b) => a.exchange.request.place.event - b.exchange.request.place.event);

/** Where a manifest lies, as its source knows it: references to that authority lead into the publishing point. */
const addressOf = ({ exchange, path }: Upload, seen: Observations): string => {
  const { protocol } = new URL(seen.parameters.origin);
  const host = valueOf(exchange.request.head, 'host') ?? '';
  const address = `${protocol}//${host}${path}`;
  return host !== '' && URL.canParse(address) ? address : path;
};

const versionOf = (upload: Upload, seen: Observations): ManifestVersion => {
  const at = (instantOf(seen.started) ?? 0) * 1000 + upload.begunAt;
  if (upload.kind === 'mpd') {
    const reading = readMpd(upload.body);
    if (!('value' in reading)) return { upload, fault: 'it is not well-formed XML', names: [] };
    const mpd = reading.value;
    return { upload, mpd, names: namedObjects({ mpd }, addressOf(upload, seen), at) };
  }
  const reading = readPlaylist(upload.body);
  if (isBroken(reading)) return { upload, fault: reading.broken, names: [] };
  const playlist = reading.value;
  return { upload, playlist, names: namedObjects({ playlist }, addressOf(upload, seen), at) };
};

const knownVersions = new WeakMap<Observations, readonly ManifestVersion[]>();

/** Every version of every manifest that came whole, refused ones too, in the order of their heads. */
export const manifestsOf = (seen: Observations): readonly ManifestVersion[] => {
  const before = knownVersions.get(seen);
  if (before !== undefined) return before;
  const versions = uploadsOf(seen)
    .filter(({ kind, whole }) => (kind === 'mpd' || kind === 'playlist') && whole)
    .map((upload) => versionOf(upload, seen));
  knownVersions.set(seen, versions);
  return versions;
};

/** Whether this carries media: CMAF or a transport stream. */
export const isMedia = ({ kind }: Upload): boolean => kind === 'media' || kind === 'transport-stream';
