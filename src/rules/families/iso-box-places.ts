import { decodeAs, isKnown, printable, type Box } from '../../media/isobmff/box.ts';
import type { TopBox, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import { isRegistered, usertypeName } from './iso-box-registry.ts';

/** Where boxes may stand: `file` is the top of an object, `entry` any sample entry (ISO/IEC 14496-12, table 1). */
const places: Readonly<Record<string, string>> = {
  ftyp: 'file',
  styp: 'file',
  sidx: 'file',
  ssix: 'file',
  prft: 'file',
  emsg: 'file',
  moov: 'file',
  moof: 'file',
  mfra: 'file',
  mdat: 'file',
  mvhd: 'moov',
  trak: 'moov',
  mvex: 'moov',
  iods: 'moov',
  pssh: 'moov moof meta',
  mehd: 'mvex',
  trex: 'mvex',
  leva: 'mvex',
  trep: 'mvex',
  tkhd: 'trak',
  tref: 'trak',
  edts: 'trak',
  mdia: 'trak',
  elst: 'edts',
  mdhd: 'mdia',
  elng: 'mdia',
  hdlr: 'mdia meta minf',
  minf: 'mdia',
  vmhd: 'minf',
  smhd: 'minf',
  nmhd: 'minf',
  sthd: 'minf',
  dinf: 'minf meta',
  dref: 'dinf',
  'url ': 'dref',
  'urn ': 'dref',
  stbl: 'minf',
  stsd: 'stbl',
  stts: 'stbl',
  ctts: 'stbl',
  cslg: 'stbl trep',
  stsc: 'stbl',
  stsz: 'stbl',
  stz2: 'stbl',
  stco: 'stbl',
  co64: 'stbl',
  stss: 'stbl',
  sdtp: 'stbl traf',
  sbgp: 'stbl traf',
  sgpd: 'stbl traf',
  subs: 'stbl traf',
  saiz: 'stbl traf',
  saio: 'stbl traf',
  senc: 'traf trak',
  mfhd: 'moof',
  traf: 'moof',
  tfhd: 'traf',
  tfdt: 'traf',
  trun: 'traf',
  tfra: 'mfra',
  mfro: 'mfra',
  udta: 'moov trak moof traf',
  kind: 'udta',
  cprt: 'udta meta',
  meta: 'file moov trak moof traf udta',
  sinf: 'entry',
  frma: 'sinf',
  schm: 'sinf',
  schi: 'sinf',
  tenc: 'schi',
  btrt: 'entry',
  pasp: 'entry',
  colr: 'entry',
  mime: 'entry',
  'uri ': 'entry',
  uriI: 'entry',
  vttC: 'entry',
  vlab: 'entry',
  silb: 'entry',
};

const placeOf = ({ parent }: Box): string =>
  parent === undefined ? 'file' : parent.parent?.type === 'stsd' ? 'entry' : parent.type;

const strangePlace = (box: Box): Broken | undefined => {
  const allowed = Object.hasOwn(places, box.type) ? places[box.type] : undefined;
  const place = placeOf(box);
  // What an unknown sample entry calls its children is its own matter, and so are those of `stsd`.
  if (allowed === undefined || box.parent?.type === 'stsd' || allowed.split(' ').includes(place))
    return undefined;
  return {
    says: `${box.type} does not belong here, and readers will not look for it here`,
    box,
    offset: box.start + 4,
    length: 4,
    expected: `in ${allowed.replaceAll(' ', ' or ').replace('file', 'the object itself').replace('entry', 'a sample entry')}`,
    actual: place === 'file' ? 'in the object itself' : `in ${box.parent?.type ?? ''}`,
  };
};

const unknown = (box: Box): Broken | undefined => {
  if (box.usertype !== undefined) {
    if (usertypeName(box.usertype) !== undefined) return undefined;
    return {
      says: 'a uuid box that we do not know was passed over',
      box,
      offset: box.start + box.header - 16,
      length: 16,
      actual: box.usertype,
    };
  }
  const { type } = box;
  if (isKnown(type) || isRegistered(type) || printable(type) !== type || box.parent?.type === 'stsd')
    return undefined;
  return {
    says: `a box of type ${type}, which we do not know, was passed over`,
    box,
    offset: box.start + 4,
    length: 4,
    actual: type,
  };
};

/** What an object has held so far. */
interface Held {
  readonly object: string;
  header: boolean;
  media: boolean;
}

/**
 * Tells from the turns of headers and media whether objects are segments (a header of its own, then media alone) or
 * long streams that begin with a header each time, and finds what is neither.
 */
const mixing = (): ((top: TopBox, track: Track) => Broken | undefined) => {
  let now: Held | undefined;
  let before: Held | undefined;
  let headerAlone = false;
  let mediaAlone = false;
  return ({ type, object, moofs, start }, track) => {
    if (now?.object !== object) {
      before = now;
      now = { object, header: false, media: false };
      if (before !== undefined && before.header && !before.media) headerAlone = true;
      if (before !== undefined && before.media && !before.header) mediaAlone = true;
    }
    if (type === 'moov' || type === 'ftyp') {
      now.header = true;
      if (moofs === 0 || !headerAlone || !mediaAlone) return undefined;
      return {
        says: `${type} inside a media segment`,
        offset: start,
        length: 8,
        expected: 'the CMAF header in an object of its own, as before',
        actual: `${type} behind ${String(moofs)} moof`,
      };
    }
    if (type !== 'moof' || now.media) return undefined;
    now.media = true;
    if (now.header || before === undefined || !before.header || !before.media || !track.complete)
      return undefined;
    return {
      says: 'media without a header, although the object before had media in the same object as its header',
      offset: start,
      length: 8,
      expected: 'a CMAF header in an object of its own, or in front of the media of every object',
      actual: `moof at the beginning of ${object}, moof behind moov in ${before.object}`,
    };
  };
};

const compressed = new Set(['!mov', '!mof', '!six', '!ssx']);

const compression = ({ type, box, start }: TopBox): Broken | undefined => {
  if (compressed.has(type)) {
    return {
      says: `${printable(type)} is a compressed box, which no receiver of CMAF needs to inflate`,
      ...(box === undefined ? {} : { box }),
      offset: start + 4,
      length: 4,
      expected: 'plain boxes',
      actual: type,
    };
  }
  if (box === undefined || (type !== 'ftyp' && type !== 'styp')) return undefined;
  const { value, at } = decodeAs(box, type);
  const position = value.compatible_brands.indexOf('comp');
  if (position < 0 && value.major_brand !== 'comp') return undefined;
  return {
    says: 'the brand comp announces compressed boxes, which no receiver of CMAF needs to inflate',
    box,
    offset: position < 0 ? (at['major_brand'] ?? start) : (at['compatible_brands'] ?? start) + 4 * position,
    length: 4,
    expected: 'brands without comp',
    actual: 'comp',
  };
};

/** Where boxes stand, and boxes that ought not to be there. */
export const isoBoxPlaceRules = {
  'ISO-BOX-023': rule('box', {
    says: 'A box stands in a container in which readers look for it.',
    decides: ['DI-MT-01a'],
    unless: ['ISO-BOX-028'],
    check: strangePlace,
  }),
  'ISO-BOX-024': rule('box', {
    says: 'Boxes of unknown type are passed over and are no fault.',
    decides: ['DI-MT-01a'],
    check: unknown,
  }),
  'ISO-BOX-025': rule('top', {
    says: 'Header and media come in objects of their own, or every object begins with the header.',
    decides: ['DI-DEF-header', 'DI-DEF-cmafstream', 'DI-MT-01a'],
    start: mixing,
  }),
  'ISO-BOX-026': rule('top', {
    says: 'No compressed boxes are used.',
    decides: ['DI-MT-01a'],
    check: compression,
  }),
  'ISO-BOX-027': rule('top', {
    says: 'Media lies in mdat, not in imda.',
    decides: ['DI-MT-01a', 'DI-DEF-fragment'],
    check: ({ type, start }) =>
      type === 'imda'
        ? {
            says: 'media in an imda box, which receivers of CMAF do not read',
            offset: start + 4,
            length: 4,
            expected: 'mdat',
            actual: 'imda',
          }
        : undefined,
  }),
};
