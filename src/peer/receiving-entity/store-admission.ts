/** Whether an upload or a DELETE of an object is taken, decided by its head (interface 2). Pure. */
import { objectTypes } from '../../manifest/object-types.ts';
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import { extensionOf } from '../../scenario/ingest/object-step.ts';
import type { Admitted } from './admission.ts';
import type { ObjectStore } from './object-store.ts';
import { folderOf } from './object-store.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** The extensions whose objects are often sent with another type of ISO BMFF, and nothing is wrong with them. */
const anyBoxes = ['.m4s', '.init', '.header', '.mp4'];
const boxTypes = /^(video|audio|application)\/(mp4|iso\.segment)$/;
/** The type that the document prints for an MPD (E-DI-32). */
const printed = 'application/x-mpegurl';
const keys = ['.key', '.ts'];
const manifests = ['.mpd', '.m3u8'];
const largest = 1024 * 1024;

const typesOf: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(objectTypes));

/** Whether a media type contradicts the extension: table 6, read with tolerance. */
const contradicts = (extension: string, type: string): boolean => {
  const known = typesOf.get(extension);
  if (known === undefined || extension === '.key' || type === '' || type === 'application/octet-stream') {
    return false;
  }
  if (known.some((each) => each === type) || (extension === '.mpd' && type === printed)) return false;
  return !(anyBoxes.includes(extension) && boxTypes.test(type));
};

const members = (value: string): readonly string[] => value.split(',').map((each) => each.trim());

/** RFC 9110, section 13.1: what the request makes its effect depend on. */
const failedPrecondition = (head: RequestHead, tag: string | undefined): Refusal | undefined => {
  const match = valueOf(head, 'If-Match');
  const noneMatch = valueOf(head, 'If-None-Match');
  const has = (value: string): boolean =>
    tag !== undefined && members(value).some((each) => each === '*' || each === tag);
  if ((match !== undefined && !has(match)) || (noneMatch !== undefined && has(noneMatch))) {
    return { status: 412, why: 'the object is not the one that the request is for' };
  }
  return undefined;
};

/** What a store has against a request that is well-formed and comes from somebody who may send it. */
export const storeObjection = (
  head: RequestHead,
  { method, path, point, contentType, length }: Admitted,
  { has }: Settings,
  store: ObjectStore,
): Refusal | undefined => {
  const isNamed = path !== point && path !== '/' && !path.endsWith('/');
  if (method === 'DELETE') {
    if (has('refuses-delete')) return { status: 405, why: 'DELETE is not supported' };
    if (!isNamed) return { status: 403, why: 'a folder goes with its last object' };
    return failedPrecondition(head, store.find(path)?.tag);
  }
  // An empty request to the publishing point asks whether it is there, and names no object.
  if (!isNamed) return length === 0 ? undefined : { status: 403, why: 'an object needs a name' };
  const extension = extensionOf(path);
  if (has('refuses-keys') && keys.includes(extension)) return { status: 415, why: 'the type is not known' };
  if (has('refuses-manifests') && manifests.includes(extension)) {
    return { status: 415, why: 'manifests are not taken' };
  }
  if (contradicts(extension, contentType)) {
    if (has('answers-500-to-wrong-types')) return { status: 500, why: 'the type is undefined' };
    return { status: 415, why: `${contentType} is no media type for ${extension}` };
  }
  if (has('refuses-large-objects') && (length ?? 0) > largest) {
    return { status: 413, why: 'the object is too large' };
  }
  if ((length ?? 0) > store.room()) return { status: 507, why: 'there is no room left' };
  if (has('refuses-overwriting') && store.find(path) !== undefined) {
    return { status: 409, why: 'the object is there already' };
  }
  if (has('needs-folders') && store.list(folderOf(path)) === undefined) {
    return { status: 409, why: 'the folder is not there' };
  }
  return failedPrecondition(head, store.find(path)?.tag);
};
