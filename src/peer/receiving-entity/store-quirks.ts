/** What only a store with quirks makes of the bytes, the types and the neighbours of an object. Pure. */
import { extensionOf } from '../../scenario/ingest/object-step.ts';
import { joined } from './kept.ts';
import { bytesOfObject, folderOf } from './object-store.ts';
import type { ObjectFacts, ObjectStore, StoredObject } from './object-store.ts';
import type { Settings } from './settings.ts';

const LF = 0x0a;

const withCarriageReturns = (bytes: Uint8Array): Uint8Array => {
  const made: number[] = [];
  for (const byte of bytes) {
    if (byte === LF) made.push(0x0d);
    made.push(byte);
  }
  return Uint8Array.from(made);
};

/** Whether the bytes of an object may become others. */
export const alters = ({ has }: Settings): boolean =>
  has('post-appends') || has('keeps-the-longer-tail') || has('loses-the-last-byte') || has('mends-line-ends');

/** What is kept in place of the bytes that were uploaded. */
export const altered = (
  bytes: Uint8Array,
  method: string,
  before: StoredObject | undefined,
  { has }: Settings,
): Uint8Array => {
  let made = bytes;
  if (has('mends-line-ends')) made = withCarriageReturns(made);
  if (has('loses-the-last-byte')) made = made.subarray(0, Math.max(0, made.length - 1));
  if (before === undefined) return made;
  if (has('post-appends') && method === 'POST') return joined([bytesOfObject(before), made]);
  if (has('keeps-the-longer-tail')) return joined([made, bytesOfObject(before).subarray(made.length)]);
  return made;
};

/** The facts of an object that is in place of another. */
export const factsAfter = (
  facts: ObjectFacts,
  before: StoredObject | undefined,
  { has }: Settings,
): ObjectFacts =>
  before !== undefined && has('keeps-the-first-type') ? { ...facts, contentType: before.contentType } : facts;

/** Types by extension, as servers of files have them; the others are bytes to them. */
const commonTypes: Readonly<Record<string, string>> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4v': 'video/x-m4v',
  '.m4a': 'audio/x-m4a',
  '.ts': 'video/mp2t',
};

/** The media type with which an object is served. */
export const servedType = (
  { path, contentType }: { readonly path: string; readonly contentType: string | undefined },
  { has }: Settings,
): string | undefined => {
  if (has('forgets-media-types')) return 'application/octet-stream';
  if (has('guesses-media-types')) return commonTypes[extensionOf(path)] ?? 'application/octet-stream';
  return contentType;
};

/** Deletes what a quirk deletes with an object that is gone. */
export const removeMore = (path: string, point: string, store: ObjectStore, { has }: Settings): void => {
  if (!has('deletes-the-neighbours')) return;
  const folder = folderOf(path);
  for (const { path: other } of store.all()) {
    if (other.startsWith(folder) && folder !== `${point}/`) store.remove(other);
    else if (folderOf(other) === folder) store.remove(other);
  }
};
