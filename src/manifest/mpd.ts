import type { Element } from '@xmldom/xmldom';
import { addressingReader, noAddressing, saysComplete, type ReadAddressing } from './mpd-addressing.ts';
import type {
  AdaptationSet,
  Addressing,
  BaseUrl,
  CommonAttributes,
  Descriptor,
  Mpd,
  Period,
  Representation,
} from './mpd-model.ts';
import { faultList, isBroken, quote, type TakeFault } from './reading.ts';
import { attributeReader, type AttributeReader } from './xml-values.ts';
import { childrenOf, lineOf, readXml, textOf, type NotWellFormed } from './xml.ts';

/** The namespace of every edition of the MPD schema (ISO/IEC 23009-1, Annex B). */
export const mpdNamespace = 'urn:mpeg:dash:schema:mpd:2011';

/** What every level of an MPD is read with. */
interface Readers {
  readonly read: AttributeReader;
  readonly fault: TakeFault;
  readonly addressing: ReadAddressing;
}

const baseUrls = (level: Element, { read }: Readers): readonly BaseUrl[] =>
  childrenOf(level, 'BaseURL').map((each) => ({
    line: lineOf(each),
    uri: textOf(each),
    availabilityTimeOffset: read.number(each, 'availabilityTimeOffset') ?? 0,
    availabilityTimeComplete: saysComplete(each, read),
  }));

const descriptors = (level: Element, name: string, { read, fault }: Readers): readonly Descriptor[] =>
  childrenOf(level, name).map((each) => {
    const schemeIdUri = read.string(each, 'schemeIdUri');
    if (schemeIdUri === undefined) fault(lineOf(each), `${name} has no @schemeIdUri.`);
    return {
      line: lineOf(each),
      schemeIdUri: schemeIdUri ?? '',
      value: read.string(each, 'value'),
      id: read.string(each, 'id'),
    };
  });

const commonAttributes = (
  element: Element,
  { read }: Readers,
  above?: CommonAttributes,
): CommonAttributes => ({
  mimeType: read.string(element, 'mimeType') ?? above?.mimeType,
  codecs: read.string(element, 'codecs') ?? above?.codecs,
  profiles: read.string(element, 'profiles') ?? above?.profiles,
  width: read.number(element, 'width') ?? above?.width,
  height: read.number(element, 'height') ?? above?.height,
  frameRate: read.string(element, 'frameRate') ?? above?.frameRate,
  audioSamplingRate: read.string(element, 'audioSamplingRate') ?? above?.audioSamplingRate,
});

const representation = (
  element: Element,
  readers: Readers,
  above: CommonAttributes & { readonly addressing: Addressing },
): Representation => {
  const { read, fault } = readers;
  const [id, bandwidth] = [read.string(element, 'id'), read.long(element, 'bandwidth')];
  if (id === undefined) fault(lineOf(element), 'A Representation has no @id.');
  else if (id === '' || /\s/.test(id)) fault(lineOf(element), `The @id of a Representation is ${quote(id)}.`);
  if (!element.hasAttribute('bandwidth')) fault(lineOf(element), 'A Representation has no @bandwidth.');
  const common = commonAttributes(element, readers, above);
  if (common.mimeType === undefined) fault(lineOf(element), 'A Representation has no @mimeType.');
  return {
    line: lineOf(element),
    id: id ?? '',
    bandwidth,
    ...common,
    BaseURLs: baseUrls(element, readers),
    EssentialProperties: descriptors(element, 'EssentialProperty', readers),
    SupplementalProperties: descriptors(element, 'SupplementalProperty', readers),
    addressing: readers.addressing(element, above.addressing),
  };
};

const adaptationSet = (element: Element, readers: Readers, above: Addressing): AdaptationSet => {
  const { read } = readers;
  const own = {
    ...commonAttributes(element, readers),
    addressing: readers.addressing(element, above),
  };
  return {
    line: lineOf(element),
    id: read.string(element, 'id'),
    group: read.string(element, 'group'),
    contentType: read.string(element, 'contentType'),
    lang: read.string(element, 'lang'),
    par: read.string(element, 'par'),
    segmentAlignment: read.string(element, 'segmentAlignment'),
    startWithSAP: read.string(element, 'startWithSAP'),
    ...own,
    BaseURLs: baseUrls(element, readers),
    EssentialProperties: descriptors(element, 'EssentialProperty', readers),
    SupplementalProperties: descriptors(element, 'SupplementalProperty', readers),
    Roles: descriptors(element, 'Role', readers),
    ContentProtections: descriptors(element, 'ContentProtection', readers),
    InbandEventStreams: descriptors(element, 'InbandEventStream', readers),
    Representations: childrenOf(element, 'Representation').map((each) => representation(each, readers, own)),
  };
};

const period = (element: Element, readers: Readers): Period => {
  const addressing = readers.addressing(element, noAddressing);
  return {
    line: lineOf(element),
    id: readers.read.string(element, 'id'),
    start: readers.read.duration(element, 'start'),
    duration: readers.read.duration(element, 'duration'),
    BaseURLs: baseUrls(element, readers),
    addressing,
    AdaptationSets: childrenOf(element, 'AdaptationSet').map((each) =>
      adaptationSet(each, readers, addressing),
    ),
  };
};

/**
 * Reads an MPD (ISO/IEC 23009-1, 5) from its bytes or its text. A root of another name or namespace, and each
 * attribute that is missing or not of its type, becomes a fault; elements of other namespaces are ignored, and so
 * are remote elements (xlink).
 * Broken: more than 8 MiB, not UTF-8, a DOCTYPE, or not well-formed, with the line and the column.
 */
export const readMpd = (source: Uint8Array | string): { readonly value: Mpd } | NotWellFormed => {
  const document = readXml(source);
  if (isBroken(document)) return document;
  const root = document.value;
  const { faults, take: fault } = faultList();
  const read = attributeReader(fault);
  const readers = { read, fault, addressing: addressingReader(read, fault) };
  const name = root.localName ?? root.tagName;
  const namespace = root.namespaceURI ?? undefined;
  const says = (message: string): void => fault(lineOf(root), message);
  if (name !== 'MPD') says(`The root element is ${quote(name)}, not MPD.`);
  if (namespace !== mpdNamespace) {
    says(`The namespace of the root element is ${quote(namespace ?? '')}, not ${mpdNamespace}.`);
  }
  for (const required of ['profiles', 'minBufferTime']) {
    if (!root.hasAttribute(required)) says(`The MPD has no @${required}.`);
  }
  const type = read.string(root, 'type') ?? 'static';
  if (type !== 'static' && type !== 'dynamic') says(`@type is neither static nor dynamic: ${quote(type)}.`);
  const Periods = childrenOf(root, 'Period').map((each) => period(each, readers));
  if (Periods.length === 0) says('The MPD has no Period.');
  return {
    value: {
      root: { name, namespace },
      type,
      profiles: (read.string(root, 'profiles') ?? '')
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
      availabilityStartTime: read.dateTime(root, 'availabilityStartTime'),
      publishTime: read.dateTime(root, 'publishTime'),
      minBufferTime: read.duration(root, 'minBufferTime'),
      mediaPresentationDuration: read.duration(root, 'mediaPresentationDuration'),
      timeShiftBufferDepth: read.duration(root, 'timeShiftBufferDepth'),
      minimumUpdatePeriod: read.duration(root, 'minimumUpdatePeriod'),
      suggestedPresentationDelay: read.duration(root, 'suggestedPresentationDelay'),
      BaseURLs: baseUrls(root, readers),
      UTCTimings: descriptors(root, 'UTCTiming', readers),
      Periods,
      faults,
    },
  };
};
