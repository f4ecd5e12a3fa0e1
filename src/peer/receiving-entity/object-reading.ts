/** What is answered to GET and HEAD of an object: whole, a range of it, or nothing new (RFC 9110, sections 13 and 14). */
import { gunzipSync } from 'node:zlib';
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import { raw } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { bytesOfObject } from './object-store.ts';
import type { ObjectStore, StoredObject, Upload } from './object-store.ts';
import { pathOf } from './place.ts';
import type { Refusal } from './refusal.ts';
import type { Reply } from './replies.ts';
import type { Settings } from './settings.ts';
import { readPathOf } from './store-place.ts';
import { servedType } from './store-quirks.ts';

/** An answer of which the body is an object, or a range of it. */
export interface ObjectReply {
  readonly status: 200 | 206;
  /** All fields but those that say how the body ends. */
  readonly fields: readonly WrittenField[];
  /** What is sent: an object, or one that is still being uploaded. */
  readonly object: StoredObject | Upload;
  /** Offsets of the first byte, and of the first that is not sent; to the end of an upload, however far that is. */
  readonly from: number;
  readonly to: number;
  /** Not for HEAD. */
  readonly withBody: boolean;
}

/** A body that is decoded for a reader is no longer than this, in bytes. */
const longestDecoded = 64 * 1024 * 1024;
/** So many names of a folder are told. */
const mostNames = 10_000;

const members = (value: string): readonly string[] => value.split(',').map((each) => each.trim());

/** Whether the reader takes gzip (RFC 9110, section 12.5.3); whoever says nothing is given what needs no decoding. */
const takesGzip = (head: RequestHead): boolean =>
  members(valueOf(head, 'Accept-Encoding')?.toLowerCase() ?? '').some((member) => {
    const [coding = '', weight = ''] = member.split(';').map((each) => each.trim());
    return ['gzip', 'x-gzip', '*'].includes(coding) && !/^q=0(\.0*)?$/.test(weight);
  });

const decodedObject = (object: StoredObject): StoredObject | Refusal => {
  try {
    const bytes = gunzipSync(bytesOfObject(object), { maxOutputLength: longestDecoded });
    return {
      ...object,
      coding: 'identity',
      tag: object.tag.replace(/"$/, '-decoded"'),
      content: {
        size: bytes.length,
        cost: 0,
        open: () => ({ read: (from, most) => bytes.subarray(from, from + most), close: () => undefined }),
      },
    };
  } catch {
    return { status: 406, why: 'the object is too long to be decoded: take it as gzip' };
  }
};

const inSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Whether the reader has this version already (RFC 9110, section 13.2.2). */
const isKnown = (head: RequestHead, { tag, modified }: StoredObject, { has }: Settings): boolean => {
  if (has('ignores-conditions')) return false;
  const noneMatch = valueOf(head, 'If-None-Match');
  if (noneMatch !== undefined) {
    return members(noneMatch).some((each) => each === '*' || each.replace(/^W\//, '') === tag);
  }
  const since = Date.parse(valueOf(head, 'If-Modified-Since') ?? '');
  return !Number.isNaN(since) && inSeconds(modified) <= inSeconds(since);
};

/** The range that is asked for; `whole` where there is none that a server has to heed (RFC 9110, section 14.2). */
const rangeOf = (
  head: RequestHead,
  { content: { size }, tag }: StoredObject,
): 'whole' | 'none' | { readonly from: number; readonly to: number } => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(valueOf(head, 'Range') ?? '');
  const condition = valueOf(head, 'If-Range');
  if (match === null || head.method !== 'GET' || (condition !== undefined && condition !== tag))
    return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return 'whole';
  if (first === '')
    return last === '0' || size === 0 ? 'none' : { from: Math.max(0, size - Number(last)), to: size };
  const [from, to] = [Number(first), last === '' ? size : Math.min(size, Number(last) + 1)];
  if (last !== '' && Number(last) < from) return 'whole';
  return from >= size ? 'none' : { from, to };
};

const typeFields = (
  object: { readonly path: string; readonly contentType: string | undefined },
  settings: Settings,
): readonly WrittenField[] => {
  const type = servedType(object, settings);
  return type === undefined ? [] : [['Content-Type', raw(type)]];
};

const replyOf = (head: RequestHead, object: StoredObject, settings: Settings): ObjectReply | Reply => {
  const { size } = object.content;
  const versionFields: readonly WrittenField[] = [
    ['ETag', object.tag],
    ['Last-Modified', new Date(object.modified).toUTCString()],
  ];
  if (isKnown(head, object, settings)) return { status: 304, fields: versionFields };
  const range = rangeOf(head, object);
  if (range === 'none') return { status: 416, fields: [['Content-Range', `bytes */${String(size)}`]] };
  const fields: readonly WrittenField[] = [
    ...typeFields(object, settings),
    ...versionFields,
    ['Accept-Ranges', 'bytes'],
    ...(object.coding === 'gzip' ? [['Content-Encoding', 'gzip'] satisfies WrittenField] : []),
  ];
  const withBody = head.method === 'GET' || settings.has('answers-head-with-a-body');
  if (range === 'whole') return { status: 200, fields, object, from: 0, to: size, withBody };
  const { from, to } = range;
  const says: WrittenField = ['Content-Range', `bytes ${String(from)}-${String(to - 1)}/${String(size)}`];
  const astray = settings.has('wrong-ranges') ? (from === 0 ? Math.min(1, size - to) : -from) : 0;
  return { status: 206, fields: [...fields, says], object, from: from + astray, to: to + astray, withBody };
};

const listing = (names: readonly string[]): Reply => ({
  status: 200,
  fields: [['Content-Type', 'text/plain; charset=utf-8']],
  body: new TextEncoder().encode(
    names
      .slice(0, mostNames)
      .map((name) => `${name}\n`)
      .join(''),
  ),
});

/** What is answered to the GET or HEAD of a path: everybody may read. */
export const readObject = (
  head: RequestHead,
  store: ObjectStore,
  settings: Settings,
  lostPoints: ReadonlySet<string>,
): ObjectReply | Reply | Refusal => {
  const written = pathOf(head.target);
  if (typeof written !== 'string') return written;
  const path = readPathOf(written, settings);
  if ([...lostPoints].some((point) => path.startsWith(point))) {
    return { status: 404, why: 'there is no such path' };
  }
  const object = store.find(path);
  if (object !== undefined) {
    const taken = object.coding === 'gzip' && !takesGzip(head) ? decodedObject(object) : object;
    if ('why' in taken) return taken;
    const reply = replyOf(head, taken, settings);
    return object.coding === 'gzip'
      ? { ...reply, fields: [...(reply.fields ?? []), ['Vary', 'Accept-Encoding']] }
      : reply;
  }
  const upload = store.growing(path);
  if (upload !== undefined && head.version === 'HTTP/1.1') {
    const withBody = head.method === 'GET';
    const to = Number.POSITIVE_INFINITY;
    return { status: 200, fields: typeFields(upload, settings), object: upload, from: 0, to, withBody };
  }
  const names = path.endsWith('/') ? store.list(path) : undefined;
  return names === undefined ? { status: 404, why: 'there is no such object' } : listing(names);
};
