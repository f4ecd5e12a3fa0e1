import { child, decodeAs, find, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { parseSchemeList } from '../../media/events/scheme-list.ts';
import type { Trak } from '../model/header.ts';
import { at } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { mediaHeaderOf, wrongHandler } from './cmaf-imsc-handler.ts';
import { eventUri, formatUri, shortEventUri } from './cmaf-meta-events.ts';

const codings = ['urim', 'evte', 'metx', 'mett', 'mebx'];

const structure = (trak: Trak, fileName: string): Broken | undefined => {
  const expected = trak.kind === 'metadata' || codings.includes(trak.original) || /\.cmfm$/i.test(fileName);
  if (!expected) return undefined;
  if (trak.handler !== 'meta') return wrongHandler(trak, 'meta');
  const header = mediaHeaderOf(trak);
  if (header === undefined || header.type === 'nmhd') return undefined;
  return {
    says: 'the media header of a metadata track is not nmhd',
    box: header,
    expected: 'nmhd',
    actual: header.type,
  };
};

const uriBox = (trak: Trak): Box | undefined => find(trak.entries[0], 'uri ');

/** The field of a URI box, for a finding about it. */
const uriField = (trak: Trak): Pick<Broken, 'box' | 'offset' | 'length'> => {
  const box = uriBox(trak);
  return box === undefined ? {} : at(box, 'uri ', 'theURI', Math.max(0, box.size - box.header - 4));
};

const uriPresent = (trak: Trak): Broken | undefined => {
  const [entry] = trak.entries;
  if (entry === undefined) return undefined;
  const box = uriBox(trak);
  if (box === undefined) {
    return {
      says: 'the sample entry does not tell the format of its samples: it has no uri box',
      box: entry,
      expected: "a box 'uri ' (with a space)",
      actual: entry.children.map(({ type }) => type).join(', ') || 'no boxes',
    };
  }
  const { version, theURI } = decodeAs(box, 'uri ').value;
  if (version !== 0) {
    return {
      says: 'the uri box has a version that is not defined',
      ...at(box, 'uri ', 'version', 1),
      expected: '0',
      actual: String(version),
    };
  }
  return theURI === ''
    ? { says: 'the uri box is empty', ...uriField(trak), expected: eventUri, actual: 'no URI' }
    : undefined;
};

/** A scheme and something behind it, of the characters that RFC 3986 allows (3.1 and appendix A). */
const uriSyntax = /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;
/** `urn:` with the identifier of a namespace and something in it (RFC 8141, 2). */
const urnSyntax = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:.+$/i;

/** Whether a text is a URI as events and metadata tracks name schemes by (RFC 3986; RFC 8141 for URNs). */
export const isUri = (text: string): boolean =>
  uriSyntax.test(text) && (!/^urn:/i.test(text) || urnSyntax.test(text));

const uriKnown = (trak: Trak): Broken | undefined => {
  const uri = formatUri(trak);
  if (uri === undefined || uri === '' || uri === eventUri) return undefined;
  const hint =
    uri === shortEventUri
      ? 'lacks its urn:'
      : /scte35/i.test(uri)
        ? 'is that of SCTE 35, whose sections belong into event message boxes'
        : 'is not that of event messages';
  return {
    says: `the URI of the sample format ${hint}`,
    ...uriField(trak),
    expected: eventUri,
    actual: uri.slice(0, 120),
  };
};

const schemes = (trak: Trak): Broken | undefined => {
  const [entry] = trak.entries;
  if (entry === undefined) return undefined;
  const silb = child(entry, 'silb');
  const expected = 'silb with the schemes of its events';
  if (silb === undefined) {
    return {
      says: 'the sample entry does not list the schemes of its events',
      box: entry,
      expected,
      actual: 'no silb',
    };
  }
  const parsed = parseSchemeList(payloadOf(silb));
  if ('value' in parsed) return undefined;
  return {
    says: 'the list of schemes cannot be read',
    box: silb,
    offset: silb.start + silb.header + (parsed.at ?? 0),
    expected,
    actual: parsed.broken,
  };
};

const first =
  (coding: string) =>
  ({ trak }: { readonly trak?: Trak }) =>
    trak?.original === coding;

/** What the header of a metadata track says (ISO/IEC 14496-12, 12.3; ISO/IEC 23001-18, 7). */
export const metaHeaderRules = {
  'CMAF-META-001': rule('trak', {
    says: 'A metadata track has the handler meta and the media header nmhd.',
    decides: ['DI-TM-01a', 'DI-TM-01b'],
    check: (trak, { name }) => structure(trak, name),
  }),
  'CMAF-META-002': rule('trak', {
    says: 'A sample entry that is named by a URI has a uri box with that URI.',
    decides: ['DI-TM-03'],
    applies: first('urim'),
    check: uriPresent,
  }),
  'CMAF-META-003': rule('trak', {
    says: 'What names the format of the samples is a URI.',
    decides: ['DI-TM-03'],
    unless: ['CMAF-META-002'],
    applies: first('urim'),
    check: (trak) => {
      const uri = formatUri(trak);
      if (uri === undefined || uri === '' || isUri(uri)) return undefined;
      return {
        says: 'what names the format of the samples is no URI',
        ...uriField(trak),
        expected: `a URI such as ${eventUri}`,
        actual: JSON.stringify(uri.slice(0, 120)),
      };
    },
  }),
  'CMAF-META-004': rule('trak', {
    says: 'The samples of a track of events are named as event messages.',
    decides: ['DI-TM-04', 'DI-TM-P1', 'DI-T4-mpeg'],
    unless: ['CMAF-META-002', 'CMAF-META-003'],
    applies: first('urim'),
    check: uriKnown,
  }),
  'CMAF-META-005': rule('trak', {
    says: 'Events come in the form of this edition: event message boxes in samples named by a URI.',
    applies: (track) => first('evte')(track) && !track.settings.head,
    check: ({ entries: [entry] }) => ({
      says: 'events come as instances (evte), which later editions ask for',
      ...(entry === undefined ? {} : { box: entry }),
      expected: `urim with ${eventUri}, or evte`,
      actual: 'evte',
    }),
  }),
  'CMAF-META-006': rule('trak', {
    says: 'A track of event instances lists the schemes of its events.',
    applies: first('evte'),
    check: schemes,
  }),
};
