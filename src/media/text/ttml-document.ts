import type { Parsed } from '../codec/parsed.ts';
import { longestXml, readXml } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';
import { ttmlIntervals } from './ttml-intervals.ts';
import type { TtmlInterval } from './ttml-intervals.ts';
import { isSmpteTt, ttmlNamespace } from './ttml-namespaces.ts';
import { ttmlClock } from './ttml-time.ts';
import { decodeXml } from './xml-encoding.ts';

/** A reference to an image. */
export interface TtmlImage {
  /** Of the element that has the reference. */
  readonly element: string;
  readonly attribute: 'backgroundImage' | 'src';
  readonly reference: string;
}

/** What a TTML document says of itself. */
export interface TtmlDocument {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly hasByteOrderMark: boolean;
  readonly declaredEncoding?: string;
  readonly root: { readonly localName: string; readonly namespace: string | null };
  /** `xml:lang` of the root; absent where there is none, and perhaps empty. */
  readonly lang?: string;
  /** `ttp:profile` of the root, as it is written. */
  readonly profile?: string;
  /** `ttp:contentProfiles` of the root, as it is written. */
  readonly contentProfiles?: string;
  /** The designators in `ttp:contentProfiles`, without `all()` or `any()` around them. */
  readonly contentProfileDesignators: readonly string[];
  /** `ttp:timeBase` of the root; without one it is `media`. */
  readonly timeBase: string;
  readonly elementCount: number;
  readonly images: readonly TtmlImage[];
  /** Of `body` and all below it; empty without a `body`. */
  readonly intervals: readonly TtmlInterval[];
  /** Time expressions that are none. */
  readonly faults: readonly string[];
}

const allElements = (root: XmlElement): XmlElement[] => {
  const elements = [root];
  for (let i = 0; i < elements.length; i++) {
    for (let node = elements[i]?.firstChild ?? null; node !== null; node = node.nextSibling)
      if (node.nodeType === 1) elements.push(node as XmlElement);
  }
  return elements;
};

const imagesOf = (element: XmlElement): TtmlImage[] => {
  const name = element.localName ?? '';
  const isSource = element.namespaceURI === ttmlNamespace.tt && ['image', 'source'].includes(name);
  return Array.from(element.attributes).flatMap((attribute): TtmlImage[] => {
    const { namespaceURI: namespace, localName, value } = attribute;
    if (localName === 'backgroundImage' && (isSmpteTt(namespace) || namespace === ttmlNamespace.styling))
      return [{ element: name, attribute: localName, reference: value }];
    const isReference = isSource && namespace === null && localName === 'src';
    return isReference ? [{ element: name, attribute: 'src', reference: value }] : [];
  });
};

const designators = (text: string | null): string[] =>
  (/^\s*(?:all|any)\s*\(([^()]*)\)\s*$/.exec(text ?? '')?.[1] ?? text ?? '')
    .split(/\s+/)
    .filter((designator) => designator !== '');

const bodyOf = (root: XmlElement): XmlElement | undefined => {
  for (let node = root.firstChild; node !== null; node = node.nextSibling)
    if (node.nodeType === 1 && node.namespaceURI === ttmlNamespace.tt && node.localName === 'body')
      return node as XmlElement;
  return undefined;
};

/**
 * Reads a TTML document (TTML2, 8 and 12). Broken where it is longer than 1 MiB, is not in the encoding of its byte
 * order mark (UTF-8 without one), is not well-formed, has an internal subset of a document type, or more than 50,000
 * elements; `at` then counts bytes, or characters where the text itself is wrong. Any root element is read: whether it
 * is a `tt` is for the reader to judge.
 */
export const parseTtml = (bytes: Uint8Array): Parsed<TtmlDocument> => {
  if (bytes.length > longestXml)
    return { broken: `the document is longer than ${longestXml} bytes`, at: longestXml };
  const decoded = decodeXml(bytes);
  if ('broken' in decoded) return decoded;
  const { text, ...encoding } = decoded.value;
  const read = readXml(text);
  if ('broken' in read) return read;
  const root = read.value;
  const parameter = (name: string): string | null => root.getAttributeNS(ttmlNamespace.parameter, name);
  const lang = root.getAttributeNS(ttmlNamespace.xml, 'lang');
  const profile = parameter('profile');
  const contentProfiles = parameter('contentProfiles');
  const clock = ttmlClock({
    frameRate: parameter('frameRate'),
    frameRateMultiplier: parameter('frameRateMultiplier'),
    subFrameRate: parameter('subFrameRate'),
    tickRate: parameter('tickRate'),
  });
  const elements = allElements(root);
  const body = bodyOf(root);
  return {
    value: {
      ...encoding,
      root: { localName: root.localName ?? '', namespace: root.namespaceURI },
      ...(lang === null ? {} : { lang }),
      ...(profile === null ? {} : { profile }),
      ...(contentProfiles === null ? {} : { contentProfiles }),
      contentProfileDesignators: designators(contentProfiles),
      timeBase: parameter('timeBase') ?? 'media',
      elementCount: elements.length,
      images: elements.flatMap(imagesOf),
      ...(body === undefined ? { intervals: [], faults: [] } : ttmlIntervals(body, clock)),
    },
  };
};
