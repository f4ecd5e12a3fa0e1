import { join } from '../bytes.ts';
import { writeFields } from '../isobmff/layout.ts';
import { layouts, type KnownType } from '../isobmff/layouts.ts';
import type { LayoutValues } from '../isobmff/layout.ts';

/** A box that is to be written: its fields by the table of its type, then its children. */
export interface BoxNode {
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly children: readonly BoxNode[];
  /** Payload as it is, instead of fields and children. */
  readonly raw?: Uint8Array;
  /** Bytes behind the last child, inside the box. */
  readonly tail?: Uint8Array;
  /** How much the declared size differs from the true one: a mutant. */
  readonly sizeError?: number;
  /** A declared size of its own: 0 for "to the end", 4 for nonsense. */
  readonly declaredSize?: number;
  /** Whether the size is written with 64 bits. */
  readonly large?: boolean;
  /** The usertype of a `uuid` box, 16 bytes. */
  readonly usertype?: Uint8Array;
  /** Bytes to take away from the end of the written box, with the size as it is then. */
  readonly cut?: number;
}

/** Fields that may be given; those that are not are zero or empty. */
export type FieldsOf<T extends KnownType> = {
  readonly [K in keyof LayoutValues<(typeof layouts)[T]>]?: LayoutValues<(typeof layouts)[T]>[K] | 'auto';
} & (T extends 'sidx' ? { readonly durations?: readonly number[] } : object);

/** A box of a type that has a table, with its fields and its children: `box('mvhd', { timescale: 1000 })`. */
export const box = <T extends KnownType>(
  type: T,
  fields: FieldsOf<T> = {},
  ...children: readonly (BoxNode | undefined)[]
): BoxNode => ({
  type,
  fields,
  children: children.filter((each) => each !== undefined),
});

/** A box with nothing but children: `group('moov', mvhd, trak)`. */
export const group = (type: KnownType, ...children: readonly (BoxNode | undefined)[]): BoxNode => ({
  type,
  fields: {},
  children: children.filter((each) => each !== undefined),
});

/** A box whose payload is given as bytes. */
export const rawBox = (type: string, raw: Uint8Array): BoxNode => ({ type, fields: {}, children: [], raw });

/** A `uuid` box. */
export const uuidBox = (usertype: Uint8Array, raw: Uint8Array): BoxNode => ({
  type: 'uuid',
  fields: {},
  children: [],
  raw,
  usertype,
});

const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

const latin = (type: string): Uint8Array => Uint8Array.from(type, (letter) => letter.charCodeAt(0));

/** Bytes in front of the payload. */
export const headerOf = (node: BoxNode): number =>
  8 + (node.large === true ? 8 : 0) + (node.usertype?.length ?? 0);

/** The bytes behind the header. */
export const payloadBytes = (node: BoxNode): Uint8Array => {
  if (node.raw !== undefined) return node.tail === undefined ? node.raw : join([node.raw, node.tail]);
  const layout = layouts[node.type as KnownType] as (typeof layouts)[KnownType] | undefined;
  const own = layout === undefined ? new Uint8Array(0) : writeFields(layout, node.fields);
  return join([own, ...node.children.map(writeBox), ...(node.tail === undefined ? [] : [node.tail])]);
};

/** The bytes of a box, as they stand: sizes are summed up, nothing else is fixed. */
export const writeBox = (node: BoxNode): Uint8Array => {
  const payload = payloadBytes(node);
  const length = headerOf(node) + payload.length - (node.cut ?? 0);
  const size = node.declaredSize ?? length + (node.sizeError ?? 0);
  const whole = join([
    node.large === true
      ? join([u32(1), latin(node.type), u32(0), u32(size)])
      : join([u32(size), latin(node.type)]),
    node.usertype ?? new Uint8Array(0),
    payload,
  ]);
  return node.cut === undefined ? whole : whole.subarray(0, whole.length - node.cut);
};
