/** The configuration records of sample entries, and the parameter sets in them: each read once. */
import { parseAv1C } from '../../media/codec/av1.ts';
import { parseSequenceHeader, type Av1SequenceHeader } from '../../media/codec/av1-sequence.ts';
import { parseAvcC } from '../../media/codec/avc.ts';
import { parseAvcSps, type AvcSps } from '../../media/codec/avc-sps.ts';
import { parseColr } from '../../media/codec/colr.ts';
import { parseEsds } from '../../media/codec/esds.ts';
import { parseHvcC } from '../../media/codec/hevc.ts';
import { parseHevcSps, type HevcSps } from '../../media/codec/hevc-sps.ts';
import { walkObus } from '../../media/codec/obu.ts';
import type { Parsed } from '../../media/codec/parsed.ts';
import { parseVpcC } from '../../media/codec/vp9.ts';
import { parseVvcC } from '../../media/codec/vvc.ts';
import { payloadOf, type Box } from '../../media/isobmff/box.ts';

/** A function of a box that is asked only once for each. */
export const once = <V>(make: (box: Box) => V): ((box: Box) => V) => {
  const known = new WeakMap<Box, { readonly value: V }>();
  return (box) => {
    const before = known.get(box);
    if (before !== undefined) return before.value;
    const value = make(box);
    known.set(box, { value });
    return value;
  };
};

const reader = <T>(parse: (payload: Uint8Array) => Parsed<T>): ((box: Box) => Parsed<T>) =>
  once((box) => parse(payloadOf(box)));

/** The value of what could be read, or undefined. */
export const valueOf = <T>(parsed: Parsed<T> | undefined): T | undefined =>
  parsed !== undefined && 'value' in parsed ? parsed.value : undefined;

/** The configuration record in a box of the kind that the name tells; broken where it ends early. */
export const avcConfig = reader(parseAvcC);
export const hevcConfig = reader(parseHvcC);
export const vvcConfig = reader(parseVvcC);
export const av1Config = reader(parseAv1C);
export const vpConfig = reader(parseVpcC);
export const colourBox = reader(parseColr);
export const esdsConfig = reader(parseEsds);

/** The parameter sets of `avcC` that can be read. */
export const avcSetsOf = once((box): readonly AvcSps[] =>
  (valueOf(avcConfig(box))?.sequenceParameterSets ?? []).flatMap(
    ({ bytes }) => valueOf(parseAvcSps(bytes)) ?? [],
  ),
);

/** The parameter sets of the base layer in `hvcC` that can be read. */
export const hevcSetsOf = once((box): readonly HevcSps[] =>
  (valueOf(hevcConfig(box))?.arrays ?? [])
    .filter(({ NAL_unit_type }) => NAL_unit_type === 33)
    .flatMap(({ nalus }) => nalus.flatMap(({ bytes }) => valueOf(parseHevcSps(bytes)) ?? [])),
);

/** The sequence headers in the configOBUs of `av1C` that can be read, and the place of the first. */
export const av1SequencesOf = once(
  (box): readonly { readonly header: Av1SequenceHeader; readonly first: boolean }[] => {
    const found: { readonly header: Av1SequenceHeader; readonly first: boolean }[] = [];
    let count = 0;
    walkObus(valueOf(av1Config(box))?.configOBUs ?? new Uint8Array(0), ({ obu_type, payload }) => {
      const header = obu_type === 1 ? valueOf(parseSequenceHeader(payload)) : undefined;
      if (header !== undefined) found.push({ header, first: count === 0 });
      count += 1;
    });
    return found;
  },
);
