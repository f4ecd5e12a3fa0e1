/** What the headers of a switching set have in common: one rule for each row of the tables. */
import { decodeAs, find } from '../../media/isobmff/box.ts';
import type { Header } from '../model/header.ts';
import type { HeaderDifference } from '../model/normalised-header.ts';
import { isProfile } from '../model/profile-brands.ts';
import type { Track } from '../model/track.ts';
import { fieldIs } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import type { ClauseId } from '../../spec/index.ts';
import { asBroken, differencesAt, eachHeaderWithFirst } from './pairwise.ts';

/** What a row says of a difference: a finding as it is, a lesser one, or none. */
type Verdict = 'differs' | 'lesser' | 'fine';

interface Row {
  readonly says: string;
  readonly decides: readonly ClauseId[];
  /** Paths of the boxes that the row is about. */
  readonly about: RegExp;
  readonly judged?: (difference: HeaderDifference, first: Track, other: Track) => Verdict;
}

/** A row: every difference below its boxes, unless it says otherwise. Handlers that differ are told once, by 001. */
const row = ({ says, decides, about, judged = () => 'differs' }: Row): Rule =>
  rule('switching set', {
    says,
    decides,
    unless: ['CMAF-SWS-001'],
    check: eachHeaderWithFirst((a, b, [first, other]) =>
      differencesAt(a, b, ({ path }) => about.test(path)).flatMap((difference): readonly Broken[] => {
        const verdict = judged(difference, first, other);
        if (verdict === 'fine') return [];
        return [{ ...asBroken(difference), ...(verdict === 'lesser' ? { as: 'warning' as const } : {}) }];
      }),
    ),
  });

/** Whether two tracks have different ids, which is told of tkhd and then of no other box. */
const otherId = (first: Track, other: Track): boolean => first.trak?.trackId !== other.trak?.trackId;

const nameOf = (header: Header): string => {
  const hdlr = find(header.moov, 'trak/mdia/hdlr');
  return hdlr === undefined ? '' : decodeAs(hdlr, 'hdlr').value.name;
};

const brandsOf = (header: Header): string =>
  [...header.brands]
    .filter((brand) => !isProfile(brand))
    .sort()
    .join(' ');

export const cmafSwsTableRules = {
  'CMAF-SWS-001': rule('switching set', {
    says: 'All tracks of a switching set have one handler.',
    decides: ['DI-SWS-00', 'DI-SWS-hdlr'],
    check: eachHeaderWithFirst((a, b) => {
      const hdlr = find(b.moov, 'trak/mdia/hdlr');
      const [wanted, there] = [a.traks[0]?.handler, b.traks[0]?.handler];
      if (hdlr === undefined || wanted === undefined || there === undefined || wanted === there)
        return undefined;
      return fieldIs(hdlr, 'hdlr', 'handler_type', 'a switching set mixes media types', wanted, there);
    }),
  }),
  'CMAF-SWS-002': rule('switching set', {
    says: 'The ftyp boxes of a switching set differ in nothing but the brands of media profiles.',
    decides: ['DI-SWS-ftyp'],
    unless: ['CMAF-SWS-001'],
    check: eachHeaderWithFirst((a, b) => [
      ...differencesAt(a, b, ({ path, field }) => path === 'ftyp' && field !== 'compatible_brands').map(
        asBroken,
      ),
      ...(b.ftyp === undefined || a.ftyp === undefined || brandsOf(a) === brandsOf(b)
        ? []
        : [
            fieldIs(
              b.ftyp,
              'ftyp',
              'compatible_brands',
              'ftyp differs in compatible_brands',
              brandsOf(a),
              brandsOf(b),
            ),
          ]),
    ]),
  }),
  'CMAF-SWS-003': row({
    says: 'The mvhd boxes of a switching set differ in nothing but their times of creation and modification.',
    decides: ['DI-SWS-mvhd'],
    about: /^moov\/mvhd$/,
    judged: ({ field }, first, other) => {
      if (field !== 'next_track_ID') return 'differs';
      return otherId(first, other) ? 'fine' : 'lesser';
    },
  }),
  'CMAF-SWS-004': row({
    says: 'The tkhd boxes of a switching set differ in nothing but width, height and the times of creation and modification.',
    decides: ['DI-SWS-tkhd', 'DI-SWS-ALTGROUP'],
    about: /^moov\/trak\/tkhd$/,
    judged: ({ field }, { settings }) => {
      if (field === 'width' || field === 'height') return 'fine';
      return field === 'track_ID' && !settings.strict ? 'lesser' : 'differs';
    },
  }),
  'CMAF-SWS-005': rule('switching set', {
    says: 'The pictures of a switching set have one aspect ratio.',
    decides: ['DI-SWS-N1'],
    unless: ['CMAF-SWS-001'],
    check: eachHeaderWithFirst((a, b) => aspectDiffers(a, b)),
  }),
  'CMAF-SWS-006': row({
    says: 'The trex boxes of a switching set are equal.',
    decides: ['DI-SWS-trex'],
    about: /^moov\/mvex\/trex$/,
    judged: ({ field }, first, other) => (field === 'track_ID' && otherId(first, other) ? 'fine' : 'differs'),
  }),
  'CMAF-SWS-007': row({
    says: 'The edit lists of a switching set are equal, but for the composition offset of video.',
    decides: ['DI-SWS-elst'],
    about: /^moov\/trak\/edts/,
    // A rendition without reordered pictures needs no edit where one with them does.
    judged: (difference, first) => {
      if (first.trak?.kind !== 'video') return 'differs';
      return difference.field === undefined || onlyMediaTime(difference) ? 'fine' : 'differs';
    },
  }),
  'CMAF-SWS-008': row({
    says: 'The mdhd boxes of a switching set differ in nothing but their times of creation and modification.',
    decides: ['DI-SWS-mdhd'],
    about: /^moov\/trak\/mdia\/mdhd$/,
    judged: ({ field }, { trak, settings }) =>
      field === 'timescale' && trak?.kind === 'audio' && !settings.strict ? 'lesser' : 'differs',
  }),
  'CMAF-SWS-009': row({
    says: 'The mehd boxes of a switching set are equal, or there is none.',
    decides: ['DI-SWS-mehd'],
    about: /^moov\/mvex\/mehd$/,
  }),
  'CMAF-SWS-010': rule('switching set', {
    says: 'The hdlr boxes of a switching set are equal, their names too.',
    decides: ['DI-SWS-hdlr'],
    unless: ['CMAF-SWS-001'],
    check: eachHeaderWithFirst((a, b) => {
      const hdlr = find(b.moov, 'trak/mdia/hdlr');
      if (hdlr === undefined || nameOf(a) === nameOf(b)) return undefined;
      return fieldIs(hdlr, 'hdlr', 'name', 'hdlr differs in name', nameOf(a), nameOf(b), nameOf(b).length);
    }),
  }),
  'CMAF-SWS-011': row({
    says: 'The media header boxes and the dref boxes of a switching set are equal.',
    decides: ['DI-SWS-vmhd', 'DI-SWS-smhd', 'DI-SWS-sthd', 'DI-SWS-dref'],
    about: /^moov\/trak\/mdia\/minf\/(?:vmhd|smhd|sthd|nmhd|dinf)/,
  }),
  'CMAF-SWS-012': row({
    says: 'The elng, kind and cprt boxes of a switching set are equal.',
    decides: ['DI-SWS-elng', 'DI-SWS-kind', 'DI-SWS-cprt'],
    about: /\/(?:elng|kind|cprt|udta)$/,
    judged: ({ field, a, b }) =>
      field === 'extended_language' && a.toLowerCase() === b.toLowerCase() ? 'fine' : 'differs',
  }),
} satisfies Record<string, Rule>;

/** `segment_duration:media_time:rate:rate` for each entry: whether nothing but the media time differs. */
const onlyMediaTime = ({ field, a, b }: HeaderDifference): boolean => {
  if (field !== 'entries') return false;
  const others = (text: string): string => text.replace(/(^| )(\d+):-?\d+:/g, '$1$2::');
  return others(a) === others(b);
};

/** Widths may be rounded: one per cent, or a pixel and a half, is no other aspect ratio. */
const aspectDiffers = (a: Header, b: Header): Broken | undefined => {
  const [one, two] = [find(a.moov, 'trak/tkhd'), find(b.moov, 'trak/tkhd')];
  if (one === undefined || two === undefined || b.traks[0]?.kind !== 'video') return undefined;
  const [first, other] = [decodeAs(one, 'tkhd').value, decodeAs(two, 'tkhd').value];
  if (first.width === 0 || first.height === 0 || other.width === 0 || other.height === 0) return undefined;
  const wanted = (first.width / first.height) * other.height;
  const off = Math.abs(other.width - wanted);
  if (off <= wanted / 100 || off <= 1.5 * 0x10000) return undefined;
  const size = (tkhd: typeof first): string =>
    `${String(tkhd.width / 0x10000)} by ${String(tkhd.height / 0x10000)}`;
  return fieldIs(
    two,
    'tkhd',
    'width',
    'the picture has another aspect ratio than the others of its switching set',
    `${(first.width / first.height).toFixed(3)} (${size(first)})`,
    `${(other.width / other.height).toFixed(3)} (${size(other)})`,
    8,
  );
};
