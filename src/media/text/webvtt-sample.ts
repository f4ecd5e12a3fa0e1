import { viewOf } from '../bytes.ts';
import { decodeUtf8 } from '../events/terminated-string.ts';
import type { Fault } from '../events/fault.ts';

/** A cue of a sample: what its boxes hold, absent where there is no such box. */
export interface WebVttCue {
  readonly kind: 'vttc';
  readonly at: number;
  readonly size: number;
  /** `vsid`: cues of the same number are parts of one cue. */
  readonly source_ID?: number;
  /** `iden` */
  readonly cue_id?: string;
  /** `ctim` */
  readonly cue_current_time?: string;
  /** `sttg` */
  readonly settings?: string;
  /** `payl`, which every cue must have. */
  readonly cue_text?: string;
  /** The types of the boxes inside, in their order. */
  readonly children: readonly { readonly type: string; readonly at: number; readonly size: number }[];
}

/** A box at the top of a sample. */
export type WebVttBox =
  | WebVttCue
  | { readonly kind: 'vtte'; readonly at: number; readonly size: number }
  | {
      readonly kind: 'vtta';
      readonly at: number;
      readonly size: number;
      /** Absent where it is not UTF-8. */
      readonly cue_additional_text?: string;
    }
  | { readonly kind: 'unknown'; readonly type: string; readonly at: number; readonly size: number };

/** A sample: its boxes in their order, and what is wrong with its bytes. */
export interface WebVttSample {
  readonly boxes: readonly WebVttBox[];
  readonly faults: readonly Fault[];
}

interface Tile {
  readonly type: string;
  readonly at: number;
  readonly size: number;
  readonly payload: Uint8Array;
}

/** The boxes from `start` to `end`, until one does not fit; that one goes into `faults`. */
const tile = (bytes: Uint8Array, start: number, end: number, faults: Fault[]): Tile[] => {
  const view = viewOf(bytes);
  const tiles: Tile[] = [];
  let at = start;
  while (at < end) {
    if (at + 8 > end) {
      faults.push({ at, says: `${end - at} bytes are too few for a box` });
      break;
    }
    const short = view.getUint32(at);
    const header = short === 1 ? 16 : 8;
    const size = short !== 1 ? short : at + 16 > end ? 0 : Number(view.getBigUint64(at + 8));
    if (size < header || size > end - at) {
      faults.push({ at, says: `a box claims ${size} bytes and ${end - at} are there` });
      break;
    }
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    tiles.push({ type, at, size, payload: bytes.subarray(at + header, at + size) });
    at += size;
  }
  return tiles;
};

const textFields = {
  iden: 'cue_id',
  ctim: 'cue_current_time',
  sttg: 'settings',
  payl: 'cue_text',
} as const;

const isTextField = (type: string): type is keyof typeof textFields => Object.hasOwn(textFields, type);

const cueOf = (bytes: Uint8Array, box: Tile, faults: Fault[]): WebVttCue => {
  const children = tile(bytes, box.at + box.size - box.payload.length, box.at + box.size, faults);
  const fields: { source_ID?: number } & {
    -readonly [K in (typeof textFields)[keyof typeof textFields]]?: string;
  } = {};
  const seen = new Set<string>();
  for (const { type, at, payload } of children) {
    if ((type === 'vsid' || isTextField(type)) && seen.has(type)) {
      faults.push({ at, says: `a cue has a second ${type}` });
      continue;
    }
    seen.add(type);
    if (type === 'vsid') {
      if (payload.length === 4) fields.source_ID = viewOf(payload).getInt32(0);
      else faults.push({ at, says: `vsid holds ${payload.length} bytes, not 4` });
    } else if (isTextField(type)) {
      const text = decodeUtf8(payload);
      if (text === undefined) faults.push({ at, says: `${type} is not UTF-8` });
      else fields[textFields[type]] = text;
    }
  }
  return {
    kind: 'vttc',
    at: box.at,
    size: box.size,
    ...fields,
    children: children.map(({ type, at, size }) => ({ type, at, size })),
  };
};

/**
 * Reads a sample of a WebVTT track as boxes (ISO/IEC 14496-30, 7.4). Faults are bytes that are no box, boxes that
 * reach too far, a field that comes twice in a cue, text that is not UTF-8, and a `vtte` that is not empty. What the
 * standard says of which boxes may stand together is left to who reads `boxes`. An empty sample has no boxes.
 */
export const parseWebVttSample = (sample: Uint8Array): WebVttSample => {
  const faults: Fault[] = [];
  const boxes = tile(sample, 0, sample.length, faults).map((box): WebVttBox => {
    const { type, at, size } = box;
    if (type === 'vttc') return cueOf(sample, box, faults);
    if (type === 'vtte') {
      if (box.payload.length > 0)
        faults.push({ at, says: `vtte holds ${box.payload.length} bytes, not none` });
      return { kind: 'vtte', at, size };
    }
    if (type === 'vtta') {
      const text = decodeUtf8(box.payload);
      if (text === undefined) faults.push({ at, says: 'vtta is not UTF-8' });
      return { kind: 'vtta', at, size, ...(text === undefined ? {} : { cue_additional_text: text }) };
    }
    return { kind: 'unknown', type, at, size };
  });
  return { boxes, faults };
};

/** How many bytes of a sample are looked at for the marks of a text file. */
const lookedAt = 4096;

/**
 * Whether a sample looks like the text of a WebVTT file, which does not belong into a track: it begins with `WEBVTT`,
 * or has the timing line of a cue (WebVTT, 4.1) among its first 4096 bytes, and does not begin with a box.
 */
export const looksLikeRawWebVtt = (sample: Uint8Array): boolean => {
  const text = new TextDecoder('latin1').decode(sample.subarray(0, lookedAt));
  if (/^(?:\u00ef\u00bb\u00bf)?WEBVTT/.test(text)) return true;
  if (/^vtt[cea]/.test(text.slice(4))) return false;
  return /[0-5]\d\.\d{3}[\t ]{1,8}-->[\t ]{1,8}\d/.test(text);
};
