import { parseAvcSps } from '../../media/codec/avc-sps.ts';
import { parseHevcSps } from '../../media/codec/hevc-sps.ts';
import { child, payloadOf } from '../../media/isobmff/box.ts';
import { viewOf } from '../../media/bytes.ts';
import type { Trak } from '../model/header.ts';
import { textOf } from '../model/text-of.ts';
import type { ChunkSamples } from '../model/track.ts';

const seed = 0x811c9dc5;
const mixed = (print: number, byte: number): number => Math.imul(print ^ byte, 0x01000193);

const printOfSamples = (samples: ChunkSamples): number => {
  let print = seed;
  for (let i = 0; i < samples.count; i++) {
    const bytes = samples.bytes(i);
    for (const byte of bytes) print = mixed(print, byte);
    print = mixed(print, bytes.length);
  }
  return print >>> 0;
};

/** NAL units of a sample, whose lengths have `lengthSize` bytes; those that end behind it are left out. */
const nalUnits = (bytes: Uint8Array, lengthSize: number): readonly Uint8Array[] => {
  const view = viewOf(bytes);
  const units: Uint8Array[] = [];
  let at = 0;
  while (at + lengthSize <= bytes.length && units.length < 64) {
    let length = 0;
    for (let i = 0; i < lengthSize; i++) length = length * 256 + view.getUint8(at + i);
    at += lengthSize;
    if (length === 0 || at + length > bytes.length) break;
    units.push(bytes.subarray(at, at + length));
    at += length;
  }
  return units;
};

/** What a sequence parameter set says but for its id, as one text; undefined for any other NAL unit. */
const pictureText = (unit: Uint8Array, isAvc: boolean): string | undefined => {
  if (isAvc) {
    const sps = parseAvcSps(unit);
    return 'broken' in sps ? undefined : textOf({ ...sps.value, seq_parameter_set_id: 0 });
  }
  const sps = parseHevcSps(unit);
  return 'broken' in sps
    ? undefined
    : textOf({ ...sps.value, sps_seq_parameter_set_id: 0, sps_video_parameter_set_id: 0 });
};

const printOfParameterSets = (samples: ChunkSamples, lengthSize: number, isAvc: boolean): number => {
  const found = nalUnits(samples.bytes(0), lengthSize).flatMap((unit) => pictureText(unit, isAvc) ?? []);
  if (found.length === 0) return 0;
  let print = seed;
  for (const letter of [...new Set(found)].sort().join('\n')) print = mixed(print, letter.charCodeAt(0));
  return print >>> 0;
};

/** Codings with parameter sets in the samples, and where their configuration tells the size of NAL unit lengths. */
const inBand: Readonly<Record<string, { readonly type: string; readonly lengthAt: number } | undefined>> = {
  avc3: { type: 'avcC', lengthAt: 4 },
  hev1: { type: 'hvcC', lengthAt: 21 },
};

/**
 * A number that tells the payload of a chunk from others, so that two sources can be compared: of text and metadata
 * made of all sample bytes, of AVC and HEVC with parameter sets in the samples made of what those of the first sample
 * say (ISO/IEC 14496-15, 5.4 and 8.4), 0 of anything else, and of what is encrypted.
 */
export const payloadPrint = (trak: Trak | undefined, samples: ChunkSamples): number => {
  if (trak === undefined || trak.encrypted) return 0;
  if (trak.kind === 'text' || trak.kind === 'subtitle' || trak.kind === 'metadata')
    return printOfSamples(samples);
  const coding = inBand[trak.original];
  if (coding === undefined || samples.opensFragment !== true || samples.count === 0) return 0;
  const config = child(trak.entries[0], coding.type);
  const lengthSize = config === undefined ? undefined : payloadOf(config)[coding.lengthAt];
  if (lengthSize !== undefined)
    return printOfParameterSets(samples, (lengthSize & 3) + 1, trak.original === 'avc3');
  return 0;
};
