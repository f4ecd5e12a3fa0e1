/** Media profiles: what a track is that says so in its brands (ISO/IEC 23000-19, 10, 11, annexes A and B). */
import { decodeAs, type Box } from '../../media/isobmff/box.ts';
import type { cmafProfFacts } from '../facts/cmaf-prof.ts';
import { aacOf, pictureOf, type PictureFormat } from '../model/codec.ts';
import { colourBox, valueOf } from '../model/codec-records.ts';
import type { Trak } from '../model/header.ts';
import { alias, rule, type Broken, type Rule } from '../rule.ts';
import { otherProfileBrands, profileBrands } from './cmaf-prof-brands.ts';
import { excesses, satisfies, videoBrands, videoLimits, type VideoBrand } from './cmaf-prof-limits.ts';

/** Where a brand stands in ftyp. */
const placeOf = (ftyp: Box, brand: string): Pick<Broken, 'box' | 'offset' | 'length'> => {
  const { value, at } = decodeAs(ftyp, 'ftyp');
  const listed = value.compatible_brands.indexOf(brand);
  const offset = listed < 0 ? at['major_brand'] : (at['compatible_brands'] ?? ftyp.start) + 4 * listed;
  return { box: ftyp, ...(offset === undefined ? {} : { offset, length: 4 }) };
};

/** The picture of a trak; where the bit stream says nothing of colour, colr may. */
const pictureWithColour = (trak: Trak): PictureFormat | undefined => {
  const picture = pictureOf(trak);
  if (picture === undefined || picture.colour !== undefined) return picture;
  for (const box of trak.entries[0]?.children ?? []) {
    const told = box.type === 'colr' ? valueOf(colourBox(box)) : undefined;
    if (told?.colour_type === 'nclx') {
      return { ...picture, colour: { ...told, full_range: told.full_range_flag } };
    }
  }
  return picture;
};

const videoRule = (brand: VideoBrand, name: string): Rule =>
  rule('trak', {
    says: `A track of the brand ${brand} keeps to the profile, level, picture size and colour of ${name}.`,
    check: (trak) => {
      const limits = videoLimits[brand];
      if (!trak.header.brands.has(brand)) return undefined;
      const picture = pictureWithColour(trak);
      if (picture?.coding !== limits.coding) return undefined;
      return excesses(limits, picture).map(({ what, expected, actual }) => ({
        says: `the ${what} is beyond what the brand ${brand} allows`,
        box: picture.box,
        offset: picture.offset,
        length: picture.length,
        expected,
        actual,
      }));
    },
  });

/** In what a track exceeds the AAC core profile: AAC-LC with or without replication, two channels, 48 kHz. */
const aacExcesses = (trak: Trak): readonly { readonly expected: string; readonly actual: string }[] => {
  const config = aacOf(trak)?.config;
  if (config === undefined) return [];
  const { audioObjectType, channels } = config;
  const rate = config.extensionSamplingFrequency ?? config.samplingFrequency;
  return [
    ...(audioObjectType === 2
      ? []
      : [
          {
            expected: 'audio object type 2, with 5 or 29',
            actual: `audio object type ${String(audioObjectType)}`,
          },
        ]),
    ...(channels <= 2 ? [] : [{ expected: 'at most 2 channels', actual: `${String(channels)} channels` }]),
    ...(rate <= 48000 ? [] : [{ expected: 'at most 48000 Hz', actual: `${String(rate)} Hz` }]),
  ];
};

const aacRule = (brand: string, name: string): Rule =>
  rule('trak', {
    says: `A track of the brand ${brand} keeps to the coding, channels and sampling rate of ${name}.`,
    check: (trak) => {
      const aac = aacOf(trak);
      if (!trak.header.brands.has(brand) || aac === undefined) return undefined;
      return aacExcesses(trak).map(({ expected, actual }) => ({
        says: `the AudioSpecificConfig is beyond what the brand ${brand} allows`,
        box: aac.box,
        expected,
        actual,
      }));
    },
  });

/** The brands that a track could bear. */
const fittingBrands = (trak: Trak): readonly string[] => {
  const picture = pictureWithColour(trak);
  if (picture !== undefined) {
    const fitting = videoBrands.filter((brand) => satisfies(videoLimits[brand], picture));
    if (fitting.length > 0)
      return fitting.filter((brand) => profileBrands[brand]?.includes(trak.original) === true);
  }
  if (trak.original === 'av01') return ['av01'];
  if (trak.original === 'ec-3') return ['ceac'];
  if (trak.original === 'wvtt') return ['cwvt'];
  return aacOf(trak)?.config !== undefined && aacExcesses(trak).length === 0 ? ['caac'] : [];
};

const bearsProfile = (brands: ReadonlySet<string>): boolean =>
  [...Object.keys(profileBrands), ...otherProfileBrands].some((brand) => brands.has(brand));

/** The least of the greatest frame rates of the video brands that a track bears. */
const frameRateOf = (brands: ReadonlySet<string>): number | undefined => {
  let least: number | undefined;
  for (const brand of videoBrands) {
    const { frameRate } = videoLimits[brand];
    if (brands.has(brand) && frameRate < (least ?? Infinity)) least = frameRate;
  }
  return least;
};

export const cmafProfRules = {
  'CMAF-PROF-001': rule('trak', {
    says: 'A track bears the brand of a media profile only where its coding is the one of that profile.',
    decides: ['DI-TT-08', 'DI-TT-08a', 'DI-TT-08b', 'DI-TT-08c'],
    unless: ['CMAF-SE-001'],
    check: ({ header, original }) => {
      const { ftyp, brands } = header;
      if (ftyp === undefined || original === '') return undefined;
      return Object.entries(profileBrands).flatMap(([brand, codings]) =>
        !brands.has(brand) || codings.includes(original)
          ? []
          : [
              {
                says: `ftyp has the brand of a media profile that is for another coding: ${brand}`,
                ...placeOf(ftyp, brand),
                expected: `a sample entry of ${codings.join(' or ')}`,
                actual: original,
              },
            ],
      );
    },
  }),
  'CMAF-PROF-002': videoRule('cfsd', 'AVC SD'),
  'CMAF-PROF-003': videoRule('cfhd', 'AVC HD'),
  'CMAF-PROF-004': videoRule('chdf', 'AVC HD of high frame rate'),
  'CMAF-PROF-005': videoRule('chhd', 'HEVC HD of 8 bits'),
  'CMAF-PROF-006': videoRule('chh1', 'HEVC HD of 10 bits'),
  'CMAF-PROF-007': videoRule('cud8', 'HEVC UHD of 8 bits'),
  'CMAF-PROF-008': videoRule('cud1', 'HEVC UHD of 10 bits'),
  'CMAF-PROF-009': videoRule('chd1', 'HEVC HDR10'),
  'CMAF-PROF-010': videoRule('clg1', 'HEVC HLG10'),
  'CMAF-PROF-011': aacRule('caac', 'AAC core'),
  'CMAF-PROF-012': aacRule('caaa', 'AAC adaptive, which are those of AAC core'),
  'CMAF-PROF-013': alias(['CMAF-WVTT-001', 'CMAF-IMSC-005'], {
    says: 'A text track bears the brand of the text profile that its sample entry tells.',
    decides: ['DI-TT-08', 'DI-TT-08a', 'DI-TT-08b', 'DI-TT-08c'],
  }),
  'CMAF-PROF-014': rule('fragment', {
    says: 'A video track has no more pictures a second than the profile of its brand allows.',
    applies: ({ trak }) => trak?.kind === 'video' && frameRateOf(trak.header.brands) !== undefined,
    check: (fragment, { trak }) => {
      if (trak === undefined || !fragment.contiguous || !(fragment.duration > 0)) return undefined;
      const limit = frameRateOf(trak.header.brands);
      const rate = (fragment.samples * trak.timescale) / fragment.duration;
      if (limit === undefined || rate <= limit * 1.001) return undefined;
      return {
        says: 'a fragment has more pictures a second than its profile brand allows',
        expected: `at most ${String(limit)} a second`,
        actual: `${rate.toFixed(2)} a second`,
      };
    },
  }),
  'CMAF-PROF-015': rule('trak', {
    says: 'A CMAF track may tell its media profile by a brand.',
    check: (trak) => {
      const { ftyp, structural, brands } = trak.header;
      if (ftyp === undefined || structural === undefined || bearsProfile(brands)) return undefined;
      const fitting = fittingBrands(trak);
      if (fitting.length === 0) return undefined;
      return {
        says: 'ftyp has no brand of a media profile, which players could choose by',
        box: ftyp,
        expected: `one of ${fitting.join(', ')}`,
        actual: 'none',
      };
    },
  }),
} satisfies Record<keyof typeof cmafProfFacts, Rule>;
