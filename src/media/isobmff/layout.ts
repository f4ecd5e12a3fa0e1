import { join } from '../bytes.ts';
import type { Cursor, Field, FieldFault, Surroundings, Values } from './field.ts';

/** The fields of a kind of box, and whether a version and flags stand before them and boxes behind them. */
export interface Layout<V = Readonly<Record<string, unknown>>> {
  readonly full: boolean;
  readonly fields: readonly Field[];
  /** Whether child boxes follow the fields. */
  readonly container: boolean;
  /** Only to carry the type of the values. */
  readonly values?: V;
}

/** Version and flags, which a box that is no FullBox has as zero. */
export interface VersionAndFlags {
  readonly version: number;
  readonly flags: number;
}

export type LayoutValues<L> = L extends Layout<infer V> ? V & VersionAndFlags : never;

export const box = <const F extends readonly Field[]>(...fields: F): Layout<Values<F>> => ({
  full: false,
  fields,
  container: false,
});

/** A FullBox: version (8 bits) and flags (24 bits) first (ISO/IEC 14496-12, 4.2). */
export const fullBox = <const F extends readonly Field[]>(...fields: F): Layout<Values<F>> => ({
  full: true,
  fields,
  container: false,
});

/** The same layout with child boxes behind its fields. */
export const containing = <V>(layout: Layout<V>): Layout<V> => ({ ...layout, container: true });

/** A box that has nothing but child boxes. */
export const container: Layout<Readonly<Record<never, never>>> = { full: false, fields: [], container: true };

/** What was read of a box: the values by name, where each begins, and where the fields end. */
export interface Reading<V> {
  readonly value: V & VersionAndFlags;
  /** Offsets in the view, by the name of the field. */
  readonly at: Readonly<Record<string, number>>;
  /** Offset in the view behind the last field. */
  readonly end: number;
  /** The first field that did not fit; fields from there on are zero or empty. */
  readonly fault?: FieldFault;
}

/**
 * Reads the fields of a box whose payload (behind size, type and, for uuid, usertype) is [from, to) of the view.
 * Never throws and never reads outside: what does not fit is zero or empty, and `fault` says so.
 */
export const readFields = <V>(layout: Layout<V>, view: DataView, from: number, to: number): Reading<V> => {
  const cursor: Cursor = { view, at: from, end: to, field: 'version' };
  const values: Record<string, unknown> = { version: 0, flags: 0 };
  const at: Record<string, number> = {};
  let version = 0;
  let flags = 0;
  if (layout.full) {
    if (to - from < 4) {
      cursor.fault = { kind: 'short', field: 'version', at: from, says: 'no room for version and flags' };
    } else {
      version = view.getUint8(from);
      flags = view.getUint32(from) & 0xffffff;
      at['version'] = from;
      at['flags'] = from + 1;
      cursor.at += 4;
    }
    values['version'] = version;
    values['flags'] = flags;
  }
  const around: Surroundings = { version, flags, before: values };
  for (const field of layout.fields) {
    if (field.present?.(around) === false) continue;
    cursor.field = field.name;
    at[field.name] = cursor.at;
    values[field.name] = field.read(cursor, around);
  }
  return {
    value: values as V & VersionAndFlags,
    at,
    end: cursor.at,
    ...(cursor.fault === undefined ? {} : { fault: cursor.fault }),
  };
};

/** The payload that has these values; fields that are not given are zero, or empty. */
export const writeFields = (
  layout: Layout<unknown>,
  values: Readonly<Record<string, unknown>>,
): Uint8Array => {
  const version = Number(values['version'] ?? 0);
  const flags = Number(values['flags'] ?? 0);
  const around: Surroundings = { version, flags, before: values };
  const pieces = layout.fields
    .filter((field) => field.present?.(around) !== false)
    .map((field) => field.write(values[field.name], around));
  const head = layout.full ? [Uint8Array.of(version, flags >>> 16, (flags >>> 8) & 255, flags & 255)] : [];
  return join([...head, ...pieces]);
};
