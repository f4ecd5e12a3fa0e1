/** How one value of a configuration record is made wrong. */
import { alter, type Edit } from '../../media/build/edit.ts';
import { concat } from '../../media/bytes.ts';
import { payloadBytes } from '../../media/build/node.ts';

/** Where the sample entries are. */
export const stsd = 'moov/trak/mdia/minf/stbl/stsd';

/** Puts other bytes at an offset of the payload of a box that is written as bytes. */
export const poke = (path: string, at: number, ...values: readonly number[]): Edit =>
  alter(path, (node) => {
    const raw = payloadBytes(node).slice();
    raw.set(values, at);
    return { ...node, fields: {}, children: [], raw };
  });

/** Takes bytes away from the end of the payload, or puts some there. */
export const shorten = (path: string, count: number): Edit =>
  alter(path, (node) => {
    const bytes = payloadBytes(node);
    return { ...node, fields: {}, children: [], raw: bytes.slice(0, bytes.length - count) };
  });

export const lengthen = (path: string, ...values: readonly number[]): Edit =>
  alter(path, (node) => ({
    ...node,
    fields: {},
    children: [],
    raw: concat(payloadBytes(node), Uint8Array.from(values)),
  }));

/** Gives a box other bytes as its payload. */
export const payload = (path: string, raw: Uint8Array): Edit =>
  alter(path, (node) => ({ ...node, fields: {}, children: [], raw }));
