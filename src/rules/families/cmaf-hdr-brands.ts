import { decodeAs, find, printable } from '../../media/isobmff/box.ts';
import { at, fieldIs } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import type { Header } from '../model/header.ts';
import { valuesOf } from './cmaf-hdr-reading.ts';

/** Brands that tell what an object of media is, so that they belong in styp (ISO/IEC 23000-19, 7.2; 23009-1, 6.3). */
const objectBrands = new Set(['cmfs', 'cmff', 'cmfl', 'lmsg', 'slat', 'msdh', 'msix', 'sims']);

const listOf = (brands: Iterable<string>): string => [...brands].slice(0, 12).map(printable).join(', ');

/** Rules about ftyp: what the track says of itself. */
export const cmafHdrBrandRules = {
  'CMAF-HDR-007': rule('header', {
    says: 'ftyp holds a brand, a version and a list of whole brands.',
    decides: ['DI-MT-01a'],
    check: ({ ftyp }) => {
      if (ftyp === undefined) return undefined;
      const payload = ftyp.size - ftyp.header;
      const odd = payload < 8 ? payload : payload % 4;
      if (payload >= 8 && odd === 0) return undefined;
      return {
        says: payload < 8 ? 'ftyp is too short for a brand and a version' : 'ftyp ends within a brand',
        box: ftyp,
        offset: ftyp.start + ftyp.size - odd,
        length: odd,
        expected: '8 bytes and 4 for each compatible brand',
        actual: `${String(payload)} bytes`,
      };
    },
  }),
  'CMAF-HDR-008': rule('header', {
    says: 'A CMAF track says so by one of the structural brands, cmfc or cmf2.',
    decides: ['DI-CMAF-GP-13', 'DI-MT-01a'],
    check: ({ ftyp, structural, brands }) => {
      if (ftyp === undefined || structural !== undefined) return undefined;
      return {
        says: 'no structural CMAF brand in ftyp (ffmpeg writes one with -movflags +cmaf)',
        ...at(ftyp, 'ftyp', 'major_brand'),
        expected: 'cmfc or cmf2',
        actual: listOf(brands),
      };
    },
  }),
  'CMAF-HDR-009': rule('header', {
    says: 'With a structural CMAF brand as major_brand, minor_version is 0.',
    decides: ['DI-MT-01a'],
    check: ({ ftyp }) => {
      const values = valuesOf(ftyp, 'ftyp');
      if (ftyp === undefined || values === undefined || values.minor_version === 0) return undefined;
      if (values.major_brand !== 'cmfc' && values.major_brand !== 'cmf2') return undefined;
      return fieldIs(
        ftyp,
        'ftyp',
        'minor_version',
        `minor_version with major_brand ${values.major_brand} is not 0: ffmpeg writes 512 whatever the brand`,
        'minor_version 0',
        `minor_version ${String(values.minor_version)}`,
      );
    },
  }),
  'CMAF-HDR-010': rule('box', {
    says: 'The major brand of ftyp and styp is among the compatible brands too.',
    decides: ['DI-MT-01a'],
    check: (box) => {
      if (box.parent !== undefined || (box.type !== 'ftyp' && box.type !== 'styp')) return undefined;
      const values = valuesOf(box, box.type);
      if (values === undefined || values.compatible_brands.includes(values.major_brand)) return undefined;
      return fieldIs(
        box,
        box.type,
        'major_brand',
        'the major brand is missing among the compatible brands',
        `${printable(values.major_brand)} among them`,
        listOf(values.compatible_brands) || 'none',
      );
    },
  }),
  'CMAF-HDR-011': rule('header', {
    says: 'A brand tells that the file is fragmented: iso5 or later, or one of CMAF.',
    check: ({ ftyp, brands }) => {
      if (ftyp === undefined || brands.size === 0) return undefined;
      if (![...brands].every((brand) => /^(isom|iso[2-4]|mp4[12]|avc1)$/.test(brand))) return undefined;
      return {
        says: 'only brands of plain MP4 in ftyp, none that knows of movie fragments as CMAF uses them',
        ...at(ftyp, 'ftyp', 'major_brand'),
        expected: 'iso6 or later, or a CMAF brand',
        actual: listOf(brands),
      };
    },
  }),
  'CMAF-HDR-012': rule('header', {
    says: 'The list of brands has no empty one, none twice, and none that belongs in styp.',
    check: ({ ftyp }) => {
      const values = valuesOf(ftyp, 'ftyp');
      if (ftyp === undefined || values === undefined) return undefined;
      const { compatible_brands } = values;
      const found: Broken[] = [];
      const from = decodeAs(ftyp, 'ftyp').at['compatible_brands'] ?? ftyp.start;
      const note = (says: string, i: number, expected: string): void => {
        if (found.some((each) => each.says === says)) return;
        found.push({
          says,
          box: ftyp,
          offset: from + 4 * i,
          length: 4,
          expected,
          actual: listOf(compatible_brands),
        });
      };
      const seen = new Set<string>();
      compatible_brands.forEach((brand, i) => {
        if (brand === '\0\0\0\0') note('an empty brand in ftyp', i, 'four characters');
        else if (seen.has(brand)) note('a brand stands twice in ftyp', i, 'each brand once');
        else if (objectBrands.has(brand)) note('a brand of media objects in ftyp', i, 'it in styp');
        seen.add(brand);
      });
      return found.length === 0 ? undefined : found;
    },
  }),
  'CMAF-HDR-013': rule('header', {
    says: 'A track of brand cmf2 is one of cmfc as well, and says both.',
    decides: ['DI-MT-01a'],
    check: ({ ftyp, brands }) => {
      if (ftyp === undefined || !brands.has('cmf2') || brands.has('cmfc')) return undefined;
      return {
        says: 'cmf2 without cmfc: receivers that know only cmfc will not take the track',
        ...at(ftyp, 'ftyp', 'compatible_brands'),
        expected: 'cmf2 and cmfc',
        actual: listOf(brands),
      };
    },
  }),
  'CMAF-HDR-059': rule('header', {
    says: 'A CMAF header is as large as what it describes needs.',
    check: ({ boxes, moov }) => {
      const [first] = boxes;
      const last = boxes.at(-1);
      if (first === undefined || last === undefined || moov === undefined) return undefined;
      const size = last.start + last.size - first.start;
      if (size >= 200 && size <= 256 * 1024) return undefined;
      return {
        says: size < 200 ? 'the header is too small for a track' : 'the header is unusually large',
        box: size < 200 ? moov : boxes.reduce((most, box) => (box.size > most.size ? box : most)),
        expected: '200 bytes to 256 KiB',
        actual: `${String(size)} bytes`,
      };
    },
  }),
  'CMAF-HDR-062': rule('header', {
    says: 'Nothing in the header shows that it was made for something other than CMAF.',
    check: (header) => {
      const { ftyp, moov } = header;
      if (ftyp === undefined) return undefined;
      const major = valuesOf(ftyp, 'ftyp')?.major_brand ?? '';
      const source = sources[major] ?? (hasSamples(header) ? 'a progressive MP4 file' : undefined);
      if (source === undefined) return undefined;
      return {
        says: `the header looks like ${source}, not like a CMAF track: other findings may come from that`,
        ...(sources[major] === undefined ? { box: moov ?? ftyp } : at(ftyp, 'ftyp', 'major_brand')),
        expected: 'a CMAF header',
        actual:
          sources[major] === undefined ? 'sample tables with entries' : `major_brand ${printable(major)}`,
      };
    },
  }),
};

const sources: Readonly<Record<string, string>> = {
  isml: 'Smooth Streaming',
  piff: 'Smooth Streaming (PIFF)',
  'qt  ': 'a QuickTime movie',
};

/** Whether the sample tables describe samples in the file itself. */
const hasSamples = ({ traks }: Header): boolean =>
  traks.some(({ box }) => {
    const stbl = find(box, 'mdia/minf/stbl');
    const times = valuesOf(find(stbl, 'stts'), 'stts');
    const chunks = valuesOf(find(stbl, 'stsc'), 'stsc');
    return times !== undefined && times.entry_count > 0 && chunks !== undefined && chunks.entry_count > 0;
  });
