/** What colr and pasp say beside what the bit stream says. */
import { child, childrenOf, type Box } from '../../media/isobmff/box.ts';
import type { ColourInformation } from '../../media/codec/colr.ts';
import { pictureOfEntry, type PictureColour } from '../model/codec.ts';
import { colourBox, valueOf } from '../model/codec-records.ts';
import type { Broken } from '../rule.ts';
import { payloadIs } from './cmaf-se-each-entry.ts';
import { brandsOfCoding } from './cmaf-prof-brands.ts';

/** Code point 2 says nothing, and so contradicts nothing (ISO/IEC 23091-2). */
const unspecified = 2;
/** The transfer functions of BT.709, 601 and 2020 are one and the same under four numbers (ISO/IEC 23091-2, 8.2). */
const alike: ReadonlySet<number> = new Set([1, 6, 14, 15]);
/** HLG, which parameter sets may hide behind 14 (or 1) for players that do not know it. */
const hlg = 18;

const agree = (box: number, stream: number): boolean =>
  box === stream || box === unspecified || stream === unspecified;

const agreeOnTransfer = (box: number, stream: number): boolean =>
  agree(box, stream) || (alike.has(stream) && (alike.has(box) || box === hlg));

/** Where colr of type nclx says otherwise than the bit stream: one finding a field. */
export const colourFaults = (
  colr: Box,
  told: ColourInformation & { readonly colour_type: 'nclx' },
  stream: PictureColour,
): readonly Broken[] => {
  const fields = [
    ['colour_primaries', 4, agree(told.colour_primaries, stream.colour_primaries)],
    [
      'transfer_characteristics',
      6,
      agreeOnTransfer(told.transfer_characteristics, stream.transfer_characteristics),
    ],
    ['matrix_coefficients', 8, agree(told.matrix_coefficients, stream.matrix_coefficients)],
  ] as const;
  const found = fields
    .filter(([, , agrees]) => !agrees)
    .map(([field, offset]) =>
      payloadIs(
        colr,
        offset,
        2,
        `${field} of colr is not what the bit stream says`,
        `${field} ${String(stream[field])}`,
        `${field} ${String(told[field])}`,
      ),
    );
  if (told.full_range_flag === stream.full_range) return found;
  const range = payloadIs(
    colr,
    10,
    1,
    'colr tells another range than the bit stream',
    `full_range_flag ${stream.full_range ? '1' : '0'}`,
    `full_range_flag ${told.full_range_flag ? '1' : '0'}`,
  );
  return [...found, range];
};

/** HEVC tracks with a profile brand: what neither the sample entry nor its parameter sets tell. */
export const needsColourBox = (
  entry: Box,
  coding: string,
  brands: ReadonlySet<string>,
): Broken | undefined => {
  const brand = brandsOfCoding('hevc').find((each) => brands.has(each));
  if (brand === undefined) return undefined;
  const inBand = coding === 'hev1' || coding === 'dvhe';
  const picture = pictureOfEntry(entry);
  const hasColour = childrenOf(entry, 'colr').some(
    (colr) => valueOf(colourBox(colr))?.colour_type === 'nclx',
  );
  const missing = [
    ...(hasColour || (!inBand && picture?.colour !== undefined) ? [] : ['colr of type nclx']),
    ...(child(entry, 'pasp') !== undefined || (!inBand && picture?.aspect !== undefined) ? [] : ['pasp']),
  ];
  if (missing.length === 0) return undefined;
  return {
    says: 'a box is missing that tells the colour or the sample shape where the parameter sets need not',
    box: entry,
    expected: 'colr of type nclx and pasp',
    actual: `no ${missing.join(', no ')} (brand ${brand})`,
  };
};
