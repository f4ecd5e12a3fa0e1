import type { Mpd } from '../../manifest/mpd-model.ts';
import type { Playlist } from '../../manifest/playlist-model.ts';
import type { RuleId } from '../facts/index.ts';
import type { Track } from './track.ts';

/** Extensions that promise CMAF, and the handlers of the media that they are for (23000-19, 7.3.3). */
export const cmafExtensions: Readonly<Record<string, readonly string[]>> = {
  '.cmfv': ['vide'],
  '.cmfa': ['soun'],
  '.cmft': ['text', 'subt'],
  '.cmfm': ['meta'],
};

/** Whether a track promises to be CMAF: by a brand in its header, or by the extension of an object. */
export const claimsCmaf = (track: Track | undefined, extensions: readonly string[]): boolean =>
  track?.trak?.header.structural !== undefined ||
  extensions.some((extension) => Object.hasOwn(cmafExtensions, extension));

/** What the first bytes of an object are. */
export type Content = 'isobmff' | 'm3u8' | 'mpd' | 'ts' | 'unknown';

/** An object as it was PUT to a path, or as it lies in a folder. */
export interface StoredObject {
  /** What it is called in findings and among the objects of its track. */
  readonly name: string;
  /** Path relative to the publishing point, `/` between the steps, no leading one. */
  readonly path: string;
  /** The extension in lower case with its dot, or an empty string. */
  readonly extension: string;
  /** Content-Type as it was sent, where it is known. */
  readonly contentType?: string;
  readonly content: Content;
  readonly size: number;
  /** Its place in the order in which the objects were stored, from 0; undefined where that is not known. */
  readonly order?: number;
  /** The object that was stored under the same path before. */
  readonly before?: StoredObject;
  /** Whether it begins with all that was stored there before: it grew, or the first try was cut off. */
  readonly grown: boolean;
  /** Whether it follows a request that failed or was refused. */
  readonly afterFailure: boolean;
  /** A number made of all its bytes. */
  readonly print: number;
  /** The first bytes, at most 4096. */
  readonly opening: Uint8Array;
  /** Whether it has a moov; a moof. */
  readonly hasHeader: boolean;
  readonly hasMedia: boolean;
  /** The track that it belongs to, and the handler of its header, where both are known. */
  readonly track?: Track;
  readonly handler?: string;
  /** Rules that found an error in that track. */
  readonly trackErrors: readonly RuleId[];
}

/** A version of a manifest. */
export interface StoredManifest {
  readonly path: string;
  readonly object: StoredObject;
  readonly order?: number;
  readonly bytes: Uint8Array;
  /** What it was read as; `fault` where it could not be. */
  readonly playlist?: Playlist;
  readonly mpd?: Mpd;
  readonly fault?: { readonly says: string; readonly line?: number };
  /** The version before this one of the same path. */
  readonly before?: StoredManifest;
  readonly publication: Publication;
}

/** All that lies under one publishing point. */
export interface Publication {
  /** Whether the order in which objects were stored is known. */
  readonly ordered: boolean;
  readonly objects: readonly StoredObject[];
  readonly manifests: readonly StoredManifest[];
  /** Whether any media was stored: manifests alone say nothing of what else there is. */
  readonly hasMedia: boolean;
  /** The newest object at a path, and the first. */
  at(path: string): StoredObject | undefined;
  first(path: string): StoredObject | undefined;
  /** The newest version of the manifest at a path. */
  manifestAt(path: string): StoredManifest | undefined;
  /** The last object with media of a track. */
  lastOf(track: Track): StoredObject | undefined;
}
