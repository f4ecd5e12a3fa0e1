import { endsEarly, type Parsed } from './parsed.ts';
import { viewOf } from '../bytes.ts';

/** The elementary stream descriptor of an MPEG-4 sample entry (ISO/IEC 14496-1, 7.2.6.5). */
export interface Esds {
  readonly version: number;
  readonly ES_ID: number;
  readonly streamPriority: number;
  readonly dependsOn_ES_ID?: number;
  readonly OCR_ES_Id?: number;
  /** DecoderConfigDescriptor (7.2.6.6). */
  readonly objectTypeIndication: number;
  readonly streamType: number;
  readonly upStream: number;
  readonly bufferSizeDB: number;
  /** In bits a second. */
  readonly maxBitrate: number;
  readonly avgBitrate: number;
  /** The payload of DecoderSpecificInfo: for AAC, an AudioSpecificConfig. */
  readonly decoderSpecificInfo?: Uint8Array;
  /** `predefined` of SLConfigDescriptor; 2 in MP4 files. Absent where there is no such descriptor. */
  readonly slConfigPredefined?: number;
}

interface Descriptor {
  readonly tag: number;
  /** Where its payload begins and ends, in bytes from the start of what was given. */
  readonly start: number;
  readonly end: number;
}

/** The tags that are read here (ISO/IEC 14496-1, table 1). */
const tags = { esDescriptor: 3, decoderConfig: 4, decoderSpecificInfo: 5, slConfig: 6 } as const;

/** The longest form that the size of a descriptor has (ISO/IEC 14496-1, 8.3.3). */
const longestSize = 4;

/** The descriptor at `from`, if it is whole before `limit`; its size has seven bits a byte. */
const descriptorAt = (bytes: Uint8Array, from: number, limit: number): Descriptor | undefined => {
  const tag = bytes[from];
  let size = 0;
  for (let i = 1; i <= longestSize && from + i < limit; i++) {
    const byte = bytes[from + i] ?? 0;
    size = size * 128 + (byte & 127);
    if (byte >= 128) continue;
    const start = from + i + 1;
    return tag === undefined || size > limit - start ? undefined : { tag, start, end: start + size };
  }
  return undefined;
};

type Descriptors = { readonly found: readonly Descriptor[]; readonly brokenAt?: number };

/** The descriptors that stand one behind the other from `from` to `limit`. */
const descriptorsBetween = (bytes: Uint8Array, from: number, limit: number): Descriptors => {
  const found: Descriptor[] = [];
  let at = from;
  while (at < limit) {
    const descriptor = descriptorAt(bytes, at, limit);
    if (descriptor === undefined) return { found, brokenAt: at };
    found.push(descriptor);
    at = descriptor.end;
  }
  return { found };
};

interface EsHeader {
  readonly ES_ID: number;
  readonly streamPriority: number;
  readonly dependsOn_ES_ID?: number;
  readonly OCR_ES_Id?: number;
}

/** The fields before the descriptors inside ES_Descriptor, and where they end; undefined if they end early. */
const readEsHeader = (payload: Uint8Array, es: Descriptor): { header: EsHeader; end: number } | undefined => {
  const view = viewOf(payload);
  let at = es.start;
  const isThere = (length: number): boolean => at + length <= es.end;
  if (!isThere(3)) return undefined;
  const [ES_ID, flags] = [view.getUint16(at), view.getUint8(at + 2)];
  at += 3;
  let header: EsHeader = { ES_ID, streamPriority: flags & 31 };
  if ((flags & 0x80) !== 0) {
    if (!isThere(2)) return undefined;
    header = { ...header, dependsOn_ES_ID: view.getUint16(at) };
    at += 2;
  }
  if ((flags & 0x40) !== 0) {
    if (!isThere(1)) return undefined;
    at += 1 + view.getUint8(at); // URLlength and URLstring
  }
  if ((flags & 0x20) !== 0) {
    if (!isThere(2)) return undefined;
    header = { ...header, OCR_ES_Id: view.getUint16(at) };
    at += 2;
  }
  return isThere(0) ? { header, end: at } : undefined;
};

/** How many bytes DecoderConfigDescriptor has before the descriptors inside it. */
const decoderConfigLength = 13;

/**
 * Reads the payload of `esds`, version and flags included (ISO/IEC 14496-14, 6.7; ISO/IEC 14496-1, 7.2.6.5). Sizes of
 * one to four bytes are read alike, and descriptors that are not known are passed over. Broken is a descriptor that
 * does not fit in the one around it, or the absence of ES_Descriptor or DecoderConfigDescriptor.
 */
export const parseEsds = (payload: Uint8Array): Parsed<Esds> => {
  const version = payload[0];
  if (version === undefined || payload.length < 4) return endsEarly('esds', payload);
  const es = descriptorAt(payload, 4, payload.length);
  if (es?.tag !== tags.esDescriptor) return { broken: 'esds has no whole ES_Descriptor', at: 4 };
  const head = readEsHeader(payload, es);
  if (head === undefined) return { broken: 'ES_Descriptor ends early', at: es.end };
  const inside = descriptorsBetween(payload, head.end, es.end);
  const config = inside.found.find(({ tag }) => tag === tags.decoderConfig);
  if (inside.brokenAt !== undefined)
    return { broken: 'a descriptor in ES_Descriptor does not fit', at: inside.brokenAt };
  if (config === undefined) return { broken: 'ES_Descriptor has no DecoderConfigDescriptor', at: head.end };
  if (config.end - config.start < decoderConfigLength)
    return { broken: 'DecoderConfigDescriptor ends early', at: config.end };

  const view = viewOf(payload);
  const specifics = descriptorsBetween(payload, config.start + decoderConfigLength, config.end);
  if (specifics.brokenAt !== undefined)
    return { broken: 'a descriptor in DecoderConfigDescriptor does not fit', at: specifics.brokenAt };
  const specific = specifics.found.find(({ tag }) => tag === tags.decoderSpecificInfo);
  const slConfig = inside.found.find(({ tag, start, end }) => tag === tags.slConfig && end > start);
  const streamByte = view.getUint8(config.start + 1);
  return {
    value: {
      version,
      ...head.header,
      objectTypeIndication: view.getUint8(config.start),
      streamType: streamByte >> 2,
      upStream: (streamByte >> 1) & 1,
      bufferSizeDB: view.getUint32(config.start + 1) % 2 ** 24,
      maxBitrate: view.getUint32(config.start + 5),
      avgBitrate: view.getUint32(config.start + 9),
      ...(specific && { decoderSpecificInfo: payload.subarray(specific.start, specific.end) }),
      ...(slConfig && { slConfigPredefined: view.getUint8(slConfig.start) }),
    },
  };
};
