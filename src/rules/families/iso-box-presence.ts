import { child, childrenOf, fieldsAt, type Box } from '../../media/isobmff/box.ts';
import type { Header } from '../model/header.ts';
import type { Shape } from '../model/shape.ts';
import type { Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';

/** What a box must contain: each entry is one type, or several of which one will do. */
const needs: Readonly<Record<string, readonly string[]>> = {
  moov: ['mvhd', 'trak', 'mvex'],
  trak: ['tkhd', 'mdia'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['dinf', 'stbl'],
  dinf: ['dref'],
  stbl: ['stsd', 'stts', 'stsc', 'stsz|stz2', 'stco|co64'],
  mvex: ['trex'],
};

const lacks = (box: Box, wanted: string): boolean =>
  !wanted.split('|').some((type) => child(box, type) !== undefined);

const missing = (wanted: string, parent: Box | undefined): Broken => {
  const name = wanted.replace('|', ' or ');
  return {
    says: parent === undefined ? `the CMAF header has no ${name}` : `${parent.type} has no ${name}`,
    ...(parent === undefined ? {} : { box: parent }),
    expected: `one ${name}`,
    actual: 'none',
  };
};

/** What is missing in a box and in all that must be in it, the outermost only. */
const missingIn = (box: Box, unneeded: readonly string[] = []): readonly Broken[] =>
  (needs[box.type] ?? [])
    .filter((wanted) => !unneeded.includes(wanted))
    .flatMap((wanted) =>
      lacks(box, wanted)
        ? [missing(wanted, box)]
        : wanted.split('|').flatMap((type) => childrenOf(box, type).flatMap((inner) => missingIn(inner))),
    );

/**
 * Whether a movie has its samples in itself. Such a file is no CMAF, which other rules say; as a file it is whole, and
 * needs nothing that fragments need.
 */
const isWhole = (moov: Box): boolean =>
  childrenOf(moov, 'trak').some(
    (trak) => (fieldsAt<'stts'>(trak, 'mdia/minf/stbl/stts')?.entry_count ?? 0) > 0,
  );

const missingInHeader = ({ ftyp, moov }: Header): readonly Broken[] => [
  ...(ftyp === undefined ? [missing('ftyp', undefined)] : []),
  ...(moov === undefined ? [missing('moov', undefined)] : missingIn(moov, isWhole(moov) ? ['mvex'] : [])),
];

/** Bit of tfhd: the fragment says that it has no samples. */
const durationIsEmpty = 0x10000;

/** That there is no tfdt is CMAF-FRAG-014's to say, or INGEST-018's, where it is a sign of Smooth Streaming. */
const missingInMoof = ({ moof, trafs }: Shape): readonly Broken[] => [
  ...['mfhd', 'traf'].filter((type) => lacks(moof, type)).map((type) => missing(type, moof)),
  ...trafs.flatMap(({ box, tfhd, truns, tfhdFlags }) => [
    ...(tfhd === undefined ? [missing('tfhd', box)] : []),
    ...(truns.length === 0 && (tfhdFlags & durationIsEmpty) === 0 ? [missing('trun', box)] : []),
  ]),
];

/** Boxes of which a parent has one at most; in a group, one of them all. */
const once: Readonly<Record<string, readonly (readonly string[])[]>> = {
  moov: [['mvhd'], ['mvex'], ['udta'], ['iods']],
  trak: [['tkhd'], ['edts'], ['mdia'], ['udta'], ['tref']],
  edts: [['elst']],
  mdia: [['mdhd'], ['hdlr'], ['elng'], ['minf']],
  minf: [['vmhd', 'smhd', 'hmhd', 'nmhd', 'sthd'], ['dinf'], ['stbl']],
  dinf: [['dref']],
  stbl: [
    ['stsd'],
    ['stts'],
    ['ctts'],
    ['cslg'],
    ['stsc'],
    ['stsz', 'stz2'],
    ['stco', 'co64'],
    ['stss'],
    ['sdtp'],
  ],
  mvex: [['mehd']],
  moof: [['mfhd']],
  traf: [['tfhd'], ['tfdt'], ['sdtp']],
  mfra: [['mfro']],
};

const repeated = (box: Box, { headers }: Track): Broken | undefined => {
  const { parent, type } = box;
  const siblings =
    parent?.children ?? (type === 'moov' || type === 'ftyp' ? (headers.at(-1)?.boxes ?? []) : []);
  const group = parent === undefined ? [type] : once[parent.type]?.find((each) => each.includes(type));
  if (group === undefined) return undefined;
  const first = siblings.find((each) => group.includes(each.type));
  if (first === undefined || first === box || !siblings.includes(box)) return undefined;
  const where = parent === undefined ? 'the CMAF header' : parent.type;
  return {
    says: `${where} has more than one ${group.join(' or ')}`,
    box,
    offset: box.start,
    length: box.size,
    expected: 'one at most',
    actual: first.type === type ? `a further ${type}` : `${first.type} and ${type}`,
  };
};

/** Which boxes there must be, and of which there must not be two. */
export const isoBoxPresenceRules = {
  'ISO-BOX-020': rule('header', {
    says: 'A CMAF header has every box that a fragmented file must have.',
    decides: ['DI-DEF-header', 'DI-MT-01a', 'DI-CMAF-GP-13', 'DI-CMAF-GC-01'],
    check: missingInHeader,
  }),
  'ISO-BOX-021': rule('moof', {
    says: 'A moof has a header, and track fragments with a header and samples.',
    decides: ['DI-DEF-fragment', 'DI-MT-01a', 'DI-CMAF-GP-13'],
    check: missingInMoof,
  }),
  'ISO-BOX-022': rule('box', {
    says: 'Boxes that a parent may have once are there no more than once.',
    decides: ['DI-MT-01a', 'DI-CMAF-GP-13'],
    check: repeated,
  }),
};
