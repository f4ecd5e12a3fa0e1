/** Sample entries of pictures: their fixed fields, the size and shape of the picture, its colour. */
import { child, childrenOf, decodeAs, payloadOf, type Box } from '../../media/isobmff/box.ts';
import type { visualEntries } from '../../media/isobmff/sample-entry-layouts.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { entryTypesOf, pictureOfEntry } from '../model/codec.ts';
import { colourBox, valueOf } from '../model/codec-records.ts';
import { isVisual, originalOf, type Trak } from '../model/header.ts';
import { rule, type Broken } from '../rule.ts';
import { eachEntry, inPayload, payloadIs } from './cmaf-se-each-entry.ts';
import { colourFaults, needsColourBox } from './cmaf-se-colour.ts';

const visual = (_: string, entry: Box): boolean => isVisual(entry);

/** All entries of pictures have the same fields: any of their types will do. */
const fieldsOf = (entry: Box) => decodeAs(entry, entry.type as (typeof visualEntries)[number]);

const visualFaults = (entry: Box): readonly Broken[] => {
  const { value, fault } = fieldsOf(entry);
  if (fault !== undefined) return [];
  const type = entry.type as (typeof visualEntries)[number];
  const found: Broken[] = [];
  const demand = (right: boolean, field: string, length: number, expected: string, actual: string): void => {
    if (right) return;
    const says = `${field} of the visual sample entry is not what it has to be`;
    found.push(fieldIs(entry, type, field, says, `${field} ${expected}`, `${field} ${actual}`, length));
  };
  const zero = (field: 'pre_defined1' | 'reserved1' | 'reserved2', length: number): void =>
    demand(value[field] === 0, field, length, '0', String(value[field]));
  zero('pre_defined1', 2);
  zero('reserved1', 2);
  if (value.pre_defined2.some((byte) => byte !== 0)) {
    found.push({
      says: 'the sample entry has values where ISO files have zeros: QuickTime has its vendor there',
      ...at(entry, type, 'pre_defined2', 12),
      expected: 'twelve bytes of 0',
      actual: 'others',
    });
  }
  demand(value.width > 0, 'width', 2, 'of at least 1', '0');
  demand(value.height > 0, 'height', 2, 'of at least 1', '0');
  const dpi = (field: 'horizresolution' | 'vertresolution'): void =>
    demand(value[field] === 0x480000, field, 4, hexOf(0x480000), hexOf(value[field]));
  dpi('horizresolution');
  dpi('vertresolution');
  zero('reserved2', 4);
  demand(value.frame_count === 1, 'frame_count', 2, '1', String(value.frame_count));
  const [length = 0] = value.compressorname;
  demand(length <= 31, 'compressorname', 1, 'of at most 31 bytes', `of ${String(length)} bytes`);
  // Depth 32 is written for pictures with an alpha channel.
  demand(
    value.depth === 0x18 || value.depth === 0x20,
    'depth',
    2,
    '24 (0x0018)',
    `${String(value.depth)} (${hexOf(value.depth, 4)})`,
  );
  demand(value.pre_defined3 === -1, 'pre_defined3', 2, '-1', String(value.pre_defined3));
  return found;
};

/** Codings whose sample entry has the parameter sets, so that its size must be theirs. */
const outOfBand = ['avc1', 'hvc1', 'dva1', 'dvh1'];

/** Width by height of one sample that are told: by pasp, else by the bit stream, else as square. */
const sampleShapes = (entry: Box): readonly (readonly [number, number])[] => {
  const pasp = child(entry, 'pasp');
  if (pasp !== undefined) {
    const { hSpacing, vSpacing } = decodeAs(pasp, 'pasp').value;
    return [[hSpacing, vSpacing]];
  }
  const aspect = pictureOfEntry(entry)?.aspect;
  return [[1, 1], ...(aspect === undefined ? [] : [[aspect.sar_width, aspect.sar_height] as const])];
};

/** Whether the matrix only scales: a picture that is turned has another shape. */
const isUpright = (tkhd: Box): boolean => {
  const matrix = decodeAs(tkhd, 'tkhd').value.matrix.map(({ value }) => value);
  return matrix[1] === 0 && matrix[3] === 0 && matrix[0] === matrix[4];
};

const shapeFault = (entry: Box, trak: Trak): Broken | undefined => {
  const tkhd = child(trak.box, 'tkhd');
  const { value } = fieldsOf(entry);
  if (tkhd === undefined || child(entry, 'clap') !== undefined || !isUpright(tkhd)) return undefined;
  const shown = decodeAs(tkhd, 'tkhd').value;
  if (shown.width <= 0 || shown.height <= 0 || value.width === 0 || value.height === 0) return undefined;
  const [width, height] = [shown.width / 0x10000, shown.height / 0x10000];
  const shapes = sampleShapes(entry).filter(([h, v]) => h > 0 && v > 0);
  if (shapes.length === 0) return undefined;
  // Sizes are rounded to whole pixels, which small pictures feel more.
  const tolerance = Math.max(0.01, 1 / Math.max(1, Math.min(width, height)));
  const fits = ([h, v]: readonly [number, number]): boolean =>
    Math.abs((width * value.height * v) / (height * value.width * h) - 1) <= tolerance;
  if (shapes.some(fits)) return undefined;
  const [[h, v] = [1, 1]] = shapes;
  return {
    says: 'tkhd shows the picture in another shape than its size and pasp give',
    ...at(tkhd, 'tkhd', 'width', 8),
    expected: `${((value.width * h) / (value.height * v)).toFixed(3)} to 1 (${String(value.width)}x${String(value.height)}, samples ${String(h)}:${String(v)})`,
    actual: `${(width / height).toFixed(3)} to 1 (${width.toFixed(0)}x${height.toFixed(0)})`,
  };
};

const paspFaults = (pasp: Box): readonly Broken[] => {
  const { value, fault } = decodeAs(pasp, 'pasp');
  if (fault !== undefined) return [];
  return (['hSpacing', 'vSpacing'] as const)
    .filter((field) => value[field] === 0)
    .map((field) =>
      fieldIs(pasp, 'pasp', field, `${field} of pasp is 0`, `${field} of at least 1`, `${field} 0`),
    );
};

const colrFault = (colr: Box): Broken | undefined => {
  const payload = payloadOf(colr);
  const type = decodeAs(colr, 'colr').value.colour_type;
  const lengthIs = (right: number): Broken | undefined =>
    payload.length === right
      ? undefined
      : {
          says: `colr of type ${type} has another length than its fields`,
          ...inPayload(colr, 4, Math.max(0, payload.length - 4)),
          expected: `${String(right + 8)} bytes`,
          actual: `${String(payload.length + 8)} bytes`,
        };
  if (type === 'prof' || type === 'rICC') return undefined;
  if (type === 'nclx') {
    const reserved = (payload[10] ?? 0) & 0x7f;
    return (
      lengthIs(11) ??
      (reserved === 0
        ? undefined
        : payloadIs(colr, 10, 1, 'reserved bits of colr are not zero', 'seven bits of 0', hexOf(reserved, 2)))
    );
  }
  return {
    says:
      type === 'nclc'
        ? 'colr is of the QuickTime type nclc: ISO files have nclx, which tells the range too'
        : 'colr is of a type that ISO files do not have',
    ...inPayload(colr, 0, 4),
    expected: 'nclx, prof or rICC',
    actual: type,
    as: 'warning',
  };
};

export const cmafSePictureRules = {
  'CMAF-SE-004': rule('trak', {
    says: 'The fixed fields of a visual sample entry have their fixed values, and the picture has a size.',
    decides: ['DI-MT-01a'],
    check: eachEntry(visual, visualFaults),
  }),
  'CMAF-SE-005': rule('trak', {
    says: 'The sample entry tells the size that the parameter sets give after cropping.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-SE-004'],
    check: eachEntry(
      (coding, entry) => outOfBand.includes(coding) && isVisual(entry),
      (entry) => {
        const { value } = fieldsOf(entry);
        const sizes = pictureOfEntry(entry)?.sizes ?? [];
        const [first] = sizes;
        if (first === undefined) return undefined;
        if (sizes.some(({ width, height }) => width === value.width && height === value.height))
          return undefined;
        return {
          says: 'the sample entry has another picture size than its parameter sets',
          ...at(entry, entry.type as (typeof visualEntries)[number], 'width'),
          expected: `${String(first.width)}x${String(first.height)}`,
          actual: `${String(value.width)}x${String(value.height)}`,
        };
      },
    ),
  }),
  'CMAF-SE-006': rule('trak', {
    says: 'The track is shown in the shape that the picture size and the shape of its samples give.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-SE-004', 'CMAF-SE-005', 'CMAF-SE-007', 'CMAF-SE-018'],
    check: eachEntry(visual, shapeFault),
  }),
  'CMAF-SE-007': rule('trak', {
    says: 'The shape of a sample in pasp is a ratio of two numbers above zero.',
    decides: ['DI-MT-01a'],
    check: eachEntry(visual, (entry) => childrenOf(entry, 'pasp').flatMap(paspFaults)),
  }),
  'CMAF-SE-008': rule('trak', {
    says: 'Colour information is of a type of ISO files, and as long as that type has it.',
    decides: ['DI-MT-01a'],
    check: eachEntry(visual, (entry) => childrenOf(entry, 'colr').flatMap((colr) => colrFault(colr) ?? [])),
  }),
  'CMAF-SE-009': rule('trak', {
    says: 'The colour that colr tells is the colour that the bit stream tells.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-SE-008'],
    check: eachEntry(visual, (entry) => {
      const colour = pictureOfEntry(entry)?.colour;
      if (colour === undefined) return undefined;
      return childrenOf(entry, 'colr').flatMap((colr) => {
        const told = valueOf(colourBox(colr));
        return told?.colour_type === 'nclx' ? colourFaults(colr, told, colour) : [];
      });
    }),
  }),
  'CMAF-SE-010': rule('trak', {
    says: 'A track of an HEVC media profile tells colour and sample shape in boxes where its parameter sets do not.',
    unless: ['CMAF-SE-008', 'CMAF-SE-014'],
    check: eachEntry(
      (coding, entry) => entryTypesOf('hevc').includes(coding) && isVisual(entry),
      (entry, { header }) => needsColourBox(entry, originalOf(entry), header.brands),
    ),
  }),
};
