import { viewOf } from '../bytes.ts';
import { child, decodeAs } from '../isobmff/box.ts';
import { readTree } from '../isobmff/tree.ts';

/** Where the numbers of a chunk stand that differ from one repetition to the next: offsets of their first bytes. */
export interface StampPlaces {
  /** `mfhd.sequence_number`, 32 bits. */
  readonly sequence: number;
  /** `tfdt.baseMediaDecodeTime`, 64 bits. */
  readonly time: number;
}

/** Where the numbers of a chunk stand; undefined unless it has one moof with mfhd and one traf with a tfdt of version 1. */
export const stampPlaces = (chunk: Uint8Array): StampPlaces | undefined => {
  const moof = readTree(chunk).boxes.find(({ type }) => type === 'moof');
  const mfhd = child(moof, 'mfhd');
  const tfdt = child(child(moof, 'traf'), 'tfdt');
  if (mfhd === undefined || tfdt === undefined) return undefined;
  const sequence = decodeAs(mfhd, 'mfhd');
  const time = decodeAs(tfdt, 'tfdt');
  if (sequence.fault !== undefined || time.fault !== undefined || time.value.version !== 1) return undefined;
  return {
    sequence: sequence.at['sequence_number'] ?? 0,
    time: time.at['baseMediaDecodeTime'] ?? 0,
  };
};

/** A copy of a chunk with another sequence number (modulo 2^32) and time (in ticks, modulo 2^64). */
export const restamped = (
  chunk: Uint8Array,
  places: StampPlaces,
  sequence: number,
  time: bigint,
): Uint8Array => {
  const copy = chunk.slice();
  const view = viewOf(copy);
  view.setUint32(places.sequence, sequence >>> 0);
  view.setBigUint64(places.time, BigInt.asUintN(64, time));
  return copy;
};
