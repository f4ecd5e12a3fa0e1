/**
 * The vocabulary in which box layouts are written: one line a field, in the order of the standard's tables.
 * The same table reads a box (values and where each of them stands), writes one, and prints one.
 */

import { join } from '../bytes.ts';

/** What a field may depend on: the version and flags of a FullBox, and the fields before it. */
export interface Surroundings {
  readonly version: number;
  readonly flags: number;
  /** The fields that stand before this one. */
  readonly before: Readonly<Record<string, unknown>>;
}

/** Reads within one box; what lies beyond its end reads as zero and is remembered as a fault. */
export interface Cursor {
  readonly view: DataView;
  /** Offset in the view. */
  at: number;
  /** Offset in the view where the box ends. */
  readonly end: number;
  /** The first thing that did not fit, if any. */
  fault?: FieldFault;
  /** Name of the field that is being read. */
  field: string;
}

/** Why a field could not be read: it ends behind the box, its entries do, or its string has no end. */
export interface FieldFault {
  readonly kind: 'short' | 'count' | 'string';
  readonly field: string;
  /** Offset of the field in the view that was read. */
  readonly at: number;
  readonly says: string;
}

/** One field of a box: how it is read, and how it is written. */
export interface Field<N extends string = string, V = unknown> {
  readonly name: N;
  /** Whether the field is there. A field without it always is. */
  present?(around: Surroundings): boolean;
  read(cursor: Cursor, around: Surroundings): V;
  write(value: V | undefined, around: Surroundings): Uint8Array;
}

/** The values of a list of fields, by name. */
export type Values<F extends readonly Field[]> = {
  readonly [E in F[number] as E['name']]: E extends Field<string, infer V> ? V : never;
};

const fits = (cursor: Cursor, length: number): boolean => {
  if (cursor.at + length <= cursor.end) return true;
  cursor.fault ??= {
    kind: 'short',
    field: cursor.field,
    at: cursor.at,
    says: `${cursor.field} needs ${String(length)} bytes, the box has ${String(Math.max(0, cursor.end - cursor.at))} left`,
  };
  cursor.at = cursor.end;
  return false;
};

const written = (length: number, put: (view: DataView) => void): Uint8Array => {
  const bytes = new Uint8Array(length);
  put(new DataView(bytes.buffer));
  return bytes;
};

const numeric = <N extends string>(
  name: N,
  length: number,
  get: (view: DataView, at: number) => number,
  put: (view: DataView, value: number) => void,
): Field<N, number> => ({
  name,
  read: (cursor) => {
    if (!fits(cursor, length)) return 0;
    const value = get(cursor.view, cursor.at);
    cursor.at += length;
    return value;
  },
  write: (value = 0) => written(length, (view) => put(view, value)),
});

export const u8 = <N extends string>(name: N): Field<N, number> =>
  numeric(
    name,
    1,
    (view, at) => view.getUint8(at),
    (view, value) => view.setUint8(0, value),
  );
export const u16 = <N extends string>(name: N): Field<N, number> =>
  numeric(
    name,
    2,
    (view, at) => view.getUint16(at),
    (view, value) => view.setUint16(0, value),
  );
export const i16 = <N extends string>(name: N): Field<N, number> =>
  numeric(
    name,
    2,
    (view, at) => view.getInt16(at),
    (view, value) => view.setInt16(0, value),
  );
export const u32 = <N extends string>(name: N): Field<N, number> =>
  numeric(
    name,
    4,
    (view, at) => view.getUint32(at),
    (view, value) => view.setUint32(0, value),
  );
export const i32 = <N extends string>(name: N): Field<N, number> =>
  numeric(
    name,
    4,
    (view, at) => view.getInt32(at),
    (view, value) => view.setInt32(0, value),
  );

const wide = <N extends string>(
  name: N,
  narrow: (around: Surroundings) => boolean,
  signed: boolean,
): Field<N, bigint> => ({
  name,
  read: (cursor, around) => {
    const short = narrow(around);
    if (!fits(cursor, short ? 4 : 8)) return 0n;
    const { view, at } = cursor;
    cursor.at += short ? 4 : 8;
    if (short) return BigInt(signed ? view.getInt32(at) : view.getUint32(at));
    return signed ? view.getBigInt64(at) : view.getBigUint64(at);
  },
  write: (value = 0n, around) =>
    narrow(around)
      ? written(4, (view) => view.setUint32(0, Number(BigInt.asUintN(32, value))))
      : written(8, (view) => view.setBigUint64(0, BigInt.asUintN(64, value))),
});

/** A time: 32 bits in version 0, 64 bits in version 1. */
export const time = <N extends string>(name: N): Field<N, bigint> =>
  wide(name, ({ version }) => version === 0, false);
/** A signed time: 32 bits in version 0, 64 bits in version 1. */
export const signedTime = <N extends string>(name: N): Field<N, bigint> =>
  wide(name, ({ version }) => version === 0, true);
export const u64 = <N extends string>(name: N): Field<N, bigint> => wide(name, () => false, false);

const latin = (view: DataView, at: number, length: number): string => {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint8(at + i));
  return text;
};

/** A four-character code. */
export const code = <N extends string>(name: N): Field<N, string> => ({
  name,
  read: (cursor) => {
    if (!fits(cursor, 4)) return '';
    cursor.at += 4;
    return latin(cursor.view, cursor.at - 4, 4);
  },
  write: (value = '\0\0\0\0') => Uint8Array.from(value, (letter) => letter.charCodeAt(0)),
});

/** Four-character codes up to the end of the box; up to three bytes that are left over are kept out. */
export const codes = <N extends string>(name: N): Field<N, readonly string[]> => ({
  name,
  read: (cursor) => {
    const list: string[] = [];
    while (cursor.at + 4 <= cursor.end) {
      list.push(latin(cursor.view, cursor.at, 4));
      cursor.at += 4;
    }
    return list;
  },
  write: (value = []) => Uint8Array.from(value.join(''), (letter) => letter.charCodeAt(0)),
});

/** A fixed number of bytes, as they are. */
export const bytes = <N extends string>(
  name: N,
  length: number | ((around: Surroundings) => number),
): Field<N, Uint8Array> => {
  const lengthOf = (around: Surroundings): number => (typeof length === 'number' ? length : length(around));
  return {
    name,
    read: (cursor, around) => {
      const wanted = lengthOf(around);
      if (!fits(cursor, wanted)) return new Uint8Array(0);
      const { view } = cursor;
      cursor.at += wanted;
      return new Uint8Array(view.buffer, view.byteOffset + cursor.at - wanted, wanted);
    },
    write: (value, around) => value ?? new Uint8Array(lengthOf(around)),
  };
};

/** Whatever is left of the box. */
export const rest = <N extends string>(name: N): Field<N, Uint8Array> => ({
  name,
  read: (cursor) => {
    const { view, at } = cursor;
    cursor.at = cursor.end;
    return new Uint8Array(view.buffer, view.byteOffset + at, Math.max(0, cursor.end - at));
  },
  write: (value) => value ?? new Uint8Array(0),
});

/** A UTF-8 string that a zero byte ends. Without that byte it reaches to the end of the box, which is a fault. */
export const string = <N extends string>(name: N): Field<N, string> => ({
  name,
  read: (cursor) => {
    const { view, at, end } = cursor;
    let stop = at;
    while (stop < end && view.getUint8(stop) !== 0) stop += 1;
    const raw = new Uint8Array(view.buffer, view.byteOffset + at, stop - at);
    if (stop >= end) {
      cursor.fault ??= {
        kind: 'string',
        field: cursor.field,
        at,
        says: `no zero byte ends ${cursor.field} before the box does`,
      };
    }
    cursor.at = Math.min(end, stop + 1);
    return new TextDecoder().decode(raw);
  },
  write: (value = '') => Uint8Array.of(...new TextEncoder().encode(value), 0),
});

/** A field that is there only under a condition. */
export const when = <N extends string, V>(
  condition: (around: Surroundings) => boolean,
  field: Field<N, V>,
): Field<N, V | undefined> => ({ ...field, present: condition });

/** A field that is there when a bit of the flags is set. */
export const flagged = <N extends string, V>(bit: number, field: Field<N, V>): Field<N, V | undefined> =>
  when(({ flags }) => (flags & bit) !== 0, field);

const sizeOfEmpty = (fields: readonly Field[], around: Surroundings): number =>
  fields.reduce(
    (sum, field) => sum + (field.present?.(around) === false ? 0 : field.write(undefined, around).length),
    0,
  );

/** No more entries of a table than this are read one by one; the others are passed over. */
export const mostEntries = 16_384;

/**
 * Entries whose number stands in the field `count` (or is what `count` makes of the fields before). No more are read
 * than the box has room for: the declared number is never trusted, and one that does not fit is a fault.
 */
export const entries = <N extends string, F extends readonly Field[]>(
  name: N,
  count: string | ((around: Surroundings) => number),
  ...fields: F
): Field<N, readonly Values<F>[]> => ({
  name,
  read: (cursor, around) => {
    const declared = typeof count === 'string' ? Number(around.before[count] ?? 0) : count(around);
    const least = Math.max(1, sizeOfEmpty(fields, around));
    const room = Math.floor((cursor.end - cursor.at) / least);
    if (declared > room) {
      cursor.fault ??= {
        kind: 'count',
        field: name,
        at: cursor.at,
        says: `${String(declared)} entries are declared, the box has room for ${String(Math.max(0, room))}`,
      };
    }
    const list: Values<F>[] = [];
    const number = Math.min(declared, Math.max(0, room));
    const read = Math.min(number, mostEntries);
    for (let i = 0; i < read && cursor.at < cursor.end; i++) {
      const entry: Record<string, unknown> = {};
      for (const field of fields) {
        if (field.present?.({ ...around, before: entry }) === false) continue;
        entry[field.name] = field.read(cursor, { ...around, before: entry });
      }
      list.push(entry as Values<F>);
    }
    // Tables as long as that have entries of one length.
    cursor.at = Math.min(cursor.end, cursor.at + (number - read) * least);
    return list;
  },
  write: (value = [], around) => {
    const pieces = value.flatMap((entry) => {
      const known = entry as Readonly<Record<string, unknown>>;
      const inside = { ...around, before: known };
      return fields
        .filter((field) => field.present?.(inside) !== false)
        .map((field) => field.write(known[field.name], inside));
    });
    return join(pieces);
  },
});
