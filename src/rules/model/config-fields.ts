import { parseAvcC } from '../../media/codec/avc.ts';
import { parseHvcC } from '../../media/codec/hevc.ts';
import type { ConfigNal } from '../../media/codec/parameter-sets.ts';
import { hexText, textOf } from './text-of.ts';

const nalText = (nals: readonly ConfigNal[]): string => nals.map(({ bytes }) => hexText(bytes)).join(' ');

/** NAL unit types of SEI messages in HEVC: encoders write their settings and versions into them. */
const isSei = (type: number): boolean => type === 39 || type === 40;

/** avcC by field; a record that cannot be read is compared as bytes. */
const avcFields = (payload: Uint8Array): ReadonlyMap<string, string> | undefined => {
  const parsed = parseAvcC(payload);
  if ('broken' in parsed) return undefined;
  const { sequenceParameterSets, pictureParameterSets, chromaExtension, trailingBytes, ...rest } =
    parsed.value;
  return new Map([
    ...Object.entries(rest).map(([name, value]): [string, string] => [name, textOf(value)]),
    ['sequenceParameterSets', nalText(sequenceParameterSets)],
    ['pictureParameterSets', nalText(pictureParameterSets)],
    ['chroma_format', textOf(chromaExtension?.chroma_format)],
    ['bit_depth_luma_minus8', textOf(chromaExtension?.bit_depth_luma_minus8)],
    ['bit_depth_chroma_minus8', textOf(chromaExtension?.bit_depth_chroma_minus8)],
    ['trailing bytes', textOf(trailingBytes)],
  ]);
};

/** hvcC by field and without SEI; a record that cannot be read is compared as bytes. */
const hevcFields = (payload: Uint8Array): ReadonlyMap<string, string> | undefined => {
  const parsed = parseHvcC(payload);
  if ('broken' in parsed) return undefined;
  const { arrays, ...rest } = parsed.value;
  const fields = new Map(
    Object.entries(rest).map(([name, value]): [string, string] => [name, textOf(value)]),
  );
  for (const { NAL_unit_type, nalus } of arrays) {
    if (isSei(NAL_unit_type)) continue;
    const name = `NAL units of type ${String(NAL_unit_type)}`;
    fields.set(name, `${fields.get(name) ?? ''} ${nalText(nalus)}`.trim());
  }
  return fields;
};

/**
 * What a box without a layout says, by field: decoder configurations (ISO/IEC 14496-15) by theirs, anything else as its
 * payload. SEI messages are left out, since they change no decoding.
 */
export const configFields = (type: string, payload: Uint8Array): ReadonlyMap<string, string> =>
  (type === 'avcC' ? avcFields(payload) : type === 'hvcC' ? hevcFields(payload) : undefined) ??
  new Map([['payload', hexText(payload)]]);
