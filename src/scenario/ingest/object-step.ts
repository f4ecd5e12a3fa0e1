/** What a step does with an object in a store: uploads it, reads it, deletes it (interface 2). */
import { objectTypes } from '../../manifest/object-types.ts';
import type { ObjectExtension } from '../../manifest/object-types.ts';
import { get, put } from '../stimulus.ts';
import type { RequestPlan, Step } from '../stimulus.ts';
import type { TestTrackName } from '../../media/tracks/test-track.ts';
import { media } from './media-step.ts';
import type { MediaPiece } from './media-step.ts';

/** The extension of a path, in lower case with its dot; an empty string where it has none. */
export const extensionOf = (path: string): string =>
  (/\.[A-Za-z0-9]+$/.exec(path.replace(/[?#].*$/s, ''))?.[0] ?? '').toLowerCase();

const typeFor = (name: string): string => {
  const extension = extensionOf(name);
  return Object.hasOwn(objectTypes, extension)
    ? objectTypes[extension as ObjectExtension][0]
    : 'application/octet-stream';
};

export interface ObjectOptions {
  /** `source` where absent; a connection is opened where it is not open. */
  readonly conn?: string;
  readonly track?: TestTrackName;
  readonly plan?: Partial<RequestPlan>;
}

/** The head of an upload: PUT of a name below `{store}`, its length declared, its type by its extension. */
export const uploadPlan = (name: string, changes: Partial<RequestPlan> = {}): RequestPlan =>
  put({
    target: `{store}${name}`,
    framing: { by: 'length' },
    expect: undefined,
    contentType: typeFor(name),
    ...changes,
  });

/** Uploads an object, and waits for the answer. */
export const upload = (
  name: string,
  pieces: readonly MediaPiece[],
  { conn = 'source', track = 'video', plan = {} }: ObjectOptions = {},
): readonly Step[] => [
  { do: 'request', conn, plan: uploadPlan(name, plan) },
  ...(pieces.length === 0 ? [] : [media(pieces, { track, conn })]),
  { do: 'finish', conn },
  { do: 'await', conn, what: { kind: 'final' }, within: 'final' },
];

/** The head of a read: GET of a name below `{store}`, with the owner's credentials, as no reader is refused them. */
export const readPlan = (name: string, changes: Partial<RequestPlan> = {}): RequestPlan =>
  get({ target: `{store}${name}`, as: 'owner', ...changes });

/** Reads an object, on a connection of its own unless told otherwise. */
export const read = (name: string, { conn = 'reader', plan = {} }: ObjectOptions = {}): readonly Step[] => [
  { do: 'request', conn, plan: readPlan(name, plan) },
  { do: 'await', conn, what: { kind: 'final' }, within: 'final' },
];

/** The head of a DELETE of a name below `{store}`. */
export const removalPlan = (name: string, changes: Partial<RequestPlan> = {}): RequestPlan =>
  get({ method: 'DELETE', target: `{store}${name}`, as: 'owner', ...changes });

/** Deletes an object, and waits for the answer. */
export const remove = (name: string, { conn = 'source', plan = {} }: ObjectOptions = {}): readonly Step[] => [
  { do: 'request', conn, plan: removalPlan(name, plan) },
  { do: 'await', conn, what: { kind: 'final' }, within: 'final' },
];
