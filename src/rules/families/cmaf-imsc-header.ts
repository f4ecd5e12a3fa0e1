import { child, childrenOf, decodeAs } from '../../media/isobmff/box.ts';
import type { Trak } from '../model/header.ts';
import { at } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { mediaHeaderOf, wrongHandler } from './cmaf-imsc-handler.ts';
import { isImsc, isTtml, textProfile } from './cmaf-imsc-profile.ts';

const ttmlNamespace = 'http://www.w3.org/ns/ttml';

const structure = (trak: Trak): Broken | undefined => {
  const [entry] = trak.entries;
  if (trak.original !== 'stpp') {
    return {
      says: 'a brand of IMSC is set and the sample entry is not one of XML subtitles',
      ...(entry === undefined ? {} : { box: entry }),
      expected: 'sample entry stpp',
      actual: trak.original === '' ? 'no sample entry' : `sample entry ${trak.original}`,
    };
  }
  if (trak.handler !== 'subt') return wrongHandler(trak, 'subt');
  const header = mediaHeaderOf(trak);
  if (header === undefined || header.type === 'sthd') return undefined;
  return {
    says: 'the media header of a TTML track is not sthd',
    box: header,
    expected: 'sthd',
    actual: header.type,
  };
};

const namespaces = (trak: Trak): Broken | undefined => {
  const entry = textProfile(trak)?.entry;
  if (entry?.type !== 'stpp') return undefined;
  const { namespace } = decodeAs(entry, 'stpp').value;
  if (namespace.split(/\s+/).includes(ttmlNamespace)) return undefined;
  return {
    says: 'the namespaces of the sample entry do not have that of TTML',
    ...at(entry, 'stpp', 'namespace', namespace.length + 1),
    expected: ttmlNamespace,
    actual: JSON.stringify(namespace.slice(0, 80)),
  };
};

const imageTypes = (trak: Trak): Broken | undefined => {
  const profile = textProfile(trak);
  if (profile?.kind !== 'image' || profile.entry.type !== 'stpp') return undefined;
  const types = decodeAs(profile.entry, 'stpp').value.auxiliary_mime_types;
  if (
    types
      .toLowerCase()
      .split(/[\s,]+/)
      .includes('image/png')
  )
    return undefined;
  return {
    says: 'the sample entry of a track with images does not name their type',
    ...at(profile.entry, 'stpp', 'auxiliary_mime_types', types.length + 1),
    expected: 'auxiliary_mime_types with image/png',
    actual: JSON.stringify(types.slice(0, 80)),
  };
};

const contentType = (trak: Trak): Broken | undefined => {
  const profile = textProfile(trak);
  if (profile === undefined) return undefined;
  const { mime, entry } = profile;
  const expected = 'application/ttml+xml;codecs=im1t or im1i';
  if (mime === undefined) {
    return {
      says: 'the sample entry has no mime box',
      box: entry,
      expected: `mime with ${expected}`,
      actual: 'none',
    };
  }
  const where = at(mime, 'mime', 'content_type', mime.size - mime.header - 4);
  if (profile.contentType === undefined) {
    return { says: profile.unread ?? 'the content type cannot be read', ...where, expected, actual: 'none' };
  }
  const { type, codecs, codecsText } = profile.contentType;
  if (type !== 'application/ttml+xml') {
    return { says: 'the content type is not that of TTML', ...where, expected, actual: type };
  }
  if (codecs.some((codec) => isImsc(codec.toLowerCase()) || /^etd\d$/i.test(codec))) return undefined;
  return {
    says: 'the content type does not name a profile of IMSC',
    ...where,
    expected,
    actual: codecsText === undefined ? 'no codecs' : `codecs=${codecsText.slice(0, 60)}`,
  };
};

const agreement = (trak: Trak): Broken | undefined => {
  const profile = textProfile(trak);
  if (profile?.mime === undefined || profile.brands.length === 0 || profile.codecs.length === 0)
    return undefined;
  if (profile.brands.some((brand) => profile.codecs.includes(brand))) return undefined;
  return {
    says: 'the brand and the content type name different profiles',
    ...at(profile.mime, 'mime', 'content_type', profile.mime.size - profile.mime.header - 4),
    expected: `codecs=${profile.brands.join('|')} as in ftyp`,
    actual: `codecs=${profile.codecs.join('|')}`,
  };
};

const dashRole = 'urn:mpeg:dash:role:2011';

const role = (trak: Trak): Broken | undefined => {
  const kinds = childrenOf(child(trak.box, 'udta'), 'kind');
  const [first] = kinds;
  if (first === undefined) return undefined;
  const fields = kinds.map((kind) => decodeAs(kind, 'kind').value);
  if (fields.some(({ schemeURI, value }) => schemeURI === dashRole && value !== '')) return undefined;
  return {
    says: 'none of the kind boxes has a role of DASH',
    ...at(first, 'kind', 'schemeURI', first.size - first.header - 4),
    expected: `${dashRole} with a role such as main`,
    actual: fields
      .slice(0, 4)
      .map(({ schemeURI, value }) => `${schemeURI.slice(0, 60)}@${value.slice(0, 20)}`)
      .join(', '),
  };
};

/** What the header of a track of TTML, or of any timed text, says (ISO/IEC 14496-30, 5; ISO/IEC 23000-19, 11.3). */
export const imscHeaderRules = {
  'CMAF-IMSC-001': rule('trak', {
    says: 'A TTML track has the handler subt, the media header sthd and the sample entry stpp.',
    decides: ['DI-TT-01', 'DI-TT-02b', 'DI-TT-03', 'DI-TT-06', 'DI-TT-08', 'DI-TT-08b', 'DI-TT-08c'],
    check: (trak) =>
      trak.original === 'stpp' || [...trak.header.brands].some(isImsc) ? structure(trak) : undefined,
  }),
  'CMAF-IMSC-002': rule('trak', {
    says: 'The sample entry of a TTML track lists the namespace of TTML.',
    decides: ['DI-TT-03'],
    applies: isTtml,
    check: namespaces,
  }),
  'CMAF-IMSC-003': rule('trak', {
    says: 'The sample entry of a track with images lists their media type.',
    decides: ['DI-TT-08c'],
    applies: isTtml,
    check: imageTypes,
  }),
  'CMAF-IMSC-004': rule('trak', {
    says: 'The sample entry of a TTML track tells the content type and the profile of IMSC.',
    decides: ['DI-TT-05'],
    applies: isTtml,
    check: contentType,
  }),
  'CMAF-IMSC-005': rule('trak', {
    says: 'The brand and the content type of a TTML track name the same profile.',
    decides: ['DI-TT-08b', 'DI-TT-08c'],
    applies: isTtml,
    check: agreement,
  }),
  'CMAF-TXT-001': rule('trak', {
    says: 'The sample entry of a text track tells its bit rates.',
    decides: ['DI-TT-09'],
    applies: ({ trak }) => trak?.kind === 'text' || trak?.kind === 'subtitle',
    check: ({ entries: [entry] }) =>
      entry === undefined || child(entry, 'btrt') !== undefined
        ? undefined
        : {
            says: 'the sample entry of a text track has no btrt',
            box: entry,
            expected: 'btrt with average and maximum bit rate',
            actual: 'none',
          },
  }),
  'CMAF-TXT-002': rule('trak', {
    says: 'Where a track tells its kind, it tells a role of DASH.',
    decides: ['DI-MT-12b', 'DI-TT-11a', 'DI-TT-11b', 'DI-TT-N1', 'DI-TT-N2'],
    check: role,
  }),
};
