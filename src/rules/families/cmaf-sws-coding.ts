/** What the codings of a switching set have in common: sample entries, profiles, colour, protection. */
import { child, childrenOf, decodeAs, find, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { seiPayloads } from '../../media/codec/sei.ts';
import { parseHvcC } from '../../media/codec/hevc.ts';
import { pictureOf } from '../model/codec.ts';
import { originalOf, type Header, type Trak } from '../model/header.ts';
import { sameBytes } from '../model/normalised-header.ts';
import { profilesOf, shareProfile } from '../model/profile-brands.ts';
import { hexText } from '../model/text-of.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { eachHeaderWithFirst, soundHeader } from './pairwise.ts';

const codingsOf = (trak: Trak): string => [...new Set(trak.entries.map(originalOf))].sort().join(' ');

/** The first traks of two headers; undefined where one has none. */
const traksOf = (a: Header, b: Header): readonly [Trak, Trak] | undefined => {
  const [one, two] = [a.traks[0], b.traks[0]];
  return one === undefined || two === undefined ? undefined : [one, two];
};

/** User data and metadata that may differ, as one text: all but kind and cprt. */
const freeData = (header: Header): string => {
  const holders = [header.moov, find(header.moov, 'trak')].filter((box) => box !== undefined);
  const boxes = holders.flatMap((box) => [
    ...childrenOf(box, 'meta'),
    ...childrenOf(box, 'udta').flatMap((udta) =>
      udta.children.filter(({ type }) => type !== 'kind' && type !== 'cprt'),
    ),
  ]);
  return boxes.map((box) => `${box.type} ${hexText(payloadOf(box))}`).join('\n');
};

/** SEI messages that say how pictures are to be shown: mastering display, light levels, transfer characteristics. */
const shownBy: ReadonlySet<number> = new Set([137, 144, 147]);

const displaySei = (trak: Trak): string => {
  const box = child(trak.entries[0], 'hvcC');
  const parsed = box === undefined ? undefined : parseHvcC(payloadOf(box));
  const arrays = parsed !== undefined && 'value' in parsed ? parsed.value.arrays : [];
  return arrays
    .filter(({ NAL_unit_type }) => NAL_unit_type === 39 || NAL_unit_type === 40)
    .flatMap(({ nalus }) => nalus.flatMap(({ bytes }) => seiPayloads(bytes, 2).payloads))
    .filter(({ payloadType }) => shownBy.has(payloadType))
    .map(({ payloadType, bytes }) => `${String(payloadType)} ${hexText(bytes)}`)
    .sort()
    .join(', ');
};

const colourBox = (trak: Trak): Box | undefined => child(trak.entries[0], 'colr');
const colourText = (trak: Trak): string => {
  const box = colourBox(trak);
  return box === undefined ? 'no colr' : hexText(payloadOf(box));
};
const codedColour = (trak: Trak): string | undefined => {
  const colour = pictureOf(trak)?.colour;
  return colour === undefined ? undefined : Object.values(colour).join(' ');
};

const hevcDiffers = (one: Trak, two: Trak): Broken | undefined => {
  const [first, other] = [colourText(one), colourText(two)];
  const box = colourBox(two) ?? two.entries[0];
  const place = box === undefined ? {} : { box };
  if (first !== other) return { says: 'colr differs', ...place, expected: first, actual: other };
  const [coded, otherCoded] = [codedColour(one), codedColour(two)];
  if (coded !== undefined && otherCoded !== undefined && coded !== otherCoded) {
    return {
      says: 'the colour in the sequence parameter set differs',
      ...place,
      expected: coded,
      actual: otherCoded,
    };
  }
  const [sei, otherSei] = [displaySei(one), displaySei(two)];
  return sei === otherSei
    ? undefined
    : {
        says: 'the SEI messages on display differ',
        ...place,
        expected: sei || 'none',
        actual: otherSei || 'none',
      };
};

interface Protection {
  readonly scheme: string;
  readonly key: string;
  readonly box?: Box;
}

const protectionOf = (trak: Trak): Protection => {
  const sinf = child(trak.entries[0], 'sinf');
  const schm = child(sinf, 'schm');
  const tenc = find(sinf, 'schi/tenc');
  return {
    scheme: schm === undefined ? 'none' : decodeAs(schm, 'schm').value.scheme_type,
    key: tenc === undefined ? '' : hexText(decodeAs(tenc, 'tenc').value.default_KID),
    ...(sinf === undefined ? {} : { box: schm ?? sinf }),
  };
};

const protectionDiffers = (one: Trak, two: Trak): Broken | undefined => {
  const [first, other] = [protectionOf(one), protectionOf(two)];
  const box = other.box ?? two.entries[0];
  const place = box === undefined ? {} : { box };
  if (first.scheme !== other.scheme) {
    return { says: 'the protection scheme differs', ...place, expected: first.scheme, actual: other.scheme };
  }
  if (first.key === other.key) return undefined;
  return { says: 'the key differs', ...place, expected: first.key, actual: other.key, as: 'info' };
};

/** Codings whose parameter sets stand in the samples, so that one header can do for all. */
const inBand: ReadonlySet<string> = new Set(['avc3', 'avc4', 'hev1', 'dvav', 'dvhe', 'vvi1']);

interface Demand {
  readonly width: number;
  readonly height: number;
  readonly level: number;
}

const demandOf = (trak: Trak): Demand | undefined => {
  const tkhd = child(trak.box, 'tkhd');
  const picture = pictureOf(trak);
  if (tkhd === undefined || picture === undefined || !inBand.has(trak.original)) return undefined;
  const { width, height } = decodeAs(tkhd, 'tkhd').value;
  return { width: width / 0x10000, height: height / 0x10000, level: picture.level };
};

const covers = (a: Demand, b: Demand): boolean =>
  a.width >= b.width && a.height >= b.height && a.level >= b.level;

const text = ({ width, height, level }: Demand): string =>
  `${String(width)} by ${String(height)}, level ${String(level)}`;

export const cmafSwsCodingRules = {
  'CMAF-SWS-013': rule('switching set', {
    says: 'The sample entries of a switching set have one four-character code.',
    decides: ['DI-SWS-stsd'],
    unless: ['CMAF-SWS-001'],
    check: eachHeaderWithFirst((a, b) => {
      const traks = traksOf(a, b);
      if (traks === undefined) return undefined;
      const [wanted, there] = traks.map(codingsOf);
      const box = traks[1].entries[0];
      if (wanted === there || wanted === undefined || there === undefined) return undefined;
      return {
        says: 'a switching set mixes codings: these are aligned switching sets at most',
        ...(box === undefined ? {} : { box, offset: box.start + 4, length: 4 }),
        expected: wanted,
        actual: there,
      };
    }),
  }),
  'CMAF-SWS-014': rule('switching set', {
    says: 'The udta and meta boxes of a switching set may differ, kind and cprt apart.',
    decides: ['DI-SWS-udta', 'DI-SWS-meta'],
    check: eachHeaderWithFirst((a, b) => {
      const box = find(b.moov, 'udta') ?? find(b.moov, 'meta') ?? find(b.moov, 'trak/udta') ?? b.moov;
      return freeData(a) === freeData(b)
        ? undefined
        : { says: 'user data or metadata differ, which is allowed', ...(box === undefined ? {} : { box }) };
    }),
  }),
  'CMAF-SWS-015': rule('switching set', {
    says: 'The tracks of a switching set conform to one media profile.',
    decides: ['DI-SWS-00'],
    unless: ['CMAF-SWS-001', 'CMAF-SWS-013'],
    check: eachHeaderWithFirst((a, b) => {
      const [wanted, there] = [profilesOf(a.brands), profilesOf(b.brands)];
      if (wanted.length === 0 || there.length === 0 || shareProfile(wanted, there)) return undefined;
      return {
        says: 'no media profile covers the whole switching set',
        ...(b.ftyp === undefined ? {} : { box: b.ftyp }),
        expected: wanted.join(' '),
        actual: there.join(' '),
      };
    }),
  }),
  'CMAF-SWS-019': rule('switching set', {
    says: 'HEVC tracks of a switching set have the same colour and the same SEI messages on display in their headers.',
    decides: ['DI-SWS-00'],
    unless: ['CMAF-SWS-001', 'CMAF-SWS-013'],
    applies: ({ trak }) => trak !== undefined && /^(?:hvc1|hev1)$/.test(trak.original),
    check: eachHeaderWithFirst((a, b) => {
      const traks = traksOf(a, b);
      return traks === undefined ? undefined : hevcDiffers(...traks);
    }),
  }),
  'CMAF-SWS-020': rule('switching set', {
    says: 'The tracks of a switching set are encrypted by one scheme, or none of them is.',
    decides: ['DI-SWS-00'],
    unless: ['CMAF-SWS-001'],
    applies: ({ trak }) => trak?.encrypted === true,
    check: eachHeaderWithFirst((a, b) => {
      const traks = traksOf(a, b);
      return traks === undefined ? undefined : protectionDiffers(...traks);
    }),
  }),
  'CMAF-SWS-021': rule('switching set', {
    says: 'Where parameter sets stand in the samples, one CMAF header can do for all tracks of a switching set.',
    applies: ({ trak }) => trak !== undefined && inBand.has(trak.original),
    check: ({ tracks }) => {
      const demands = tracks.map(({ trak }) => (trak === undefined ? undefined : demandOf(trak)));
      const known = demands.filter((demand) => demand !== undefined);
      const [first] = known;
      if (first === undefined || known.length < tracks.length) return undefined;
      const most = known.reduce((a, b) => ({
        width: Math.max(a.width, b.width),
        height: Math.max(a.height, b.height),
        level: Math.max(a.level, b.level),
      }));
      if (known.some((demand) => covers(demand, most))) return undefined;
      return {
        says: 'no header of the switching set can initialise a decoder for all of its tracks',
        expected: text(most),
        actual: known.map(text).join('; '),
      };
    },
  }),
  'CMAF-SWS-022': rule('switching set', {
    says: 'No two tracks of a switching set are the same rendition.',
    check: ({ tracks }) =>
      tracks.flatMap((track, i): readonly Broken[] => {
        const header = soundHeader(track);
        const twin = tracks.slice(0, i).find((before) => {
          const known = soundHeader(before);
          return header !== undefined && known !== undefined && sameBytes(known, header);
        });
        if (twin === undefined) return [];
        return [
          {
            object: track.name,
            says: 'two tracks have the same CMAF header: redundant sources rather than a switching set',
            box: 'moov',
            expected: 'a header of its own',
            actual: `that of ${twin.name}`,
          },
        ];
      }),
  }),
} satisfies Record<string, Rule>;
