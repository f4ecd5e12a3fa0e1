import { readAttributes, type Attributes } from './attribute-list.ts';
import { byteRange, decimal, decimalInteger } from './playlist-values.ts';
import { quote, type TakeFault } from './reading.ts';

/** Tags that stand in a media playlist only (RFC 8216, 4.3.2 and 4.3.3, and its second edition, 4.4.3 to 4.4.5). */
export const mediaTags: ReadonlySet<string> = new Set([
  'EXTINF',
  'EXT-X-BYTERANGE',
  'EXT-X-DISCONTINUITY',
  'EXT-X-KEY',
  'EXT-X-MAP',
  'EXT-X-PROGRAM-DATE-TIME',
  'EXT-X-DATERANGE',
  'EXT-X-GAP',
  'EXT-X-BITRATE',
  'EXT-X-PART',
  'EXT-X-TARGETDURATION',
  'EXT-X-MEDIA-SEQUENCE',
  'EXT-X-DISCONTINUITY-SEQUENCE',
  'EXT-X-ENDLIST',
  'EXT-X-PLAYLIST-TYPE',
  'EXT-X-I-FRAMES-ONLY',
  'EXT-X-PART-INF',
  'EXT-X-SERVER-CONTROL',
  'EXT-X-SKIP',
  'EXT-X-PRELOAD-HINT',
  'EXT-X-RENDITION-REPORT',
]);

/** Tags that stand in a multivariant playlist only (RFC 8216, 4.3.4). */
export const multivariantTags: ReadonlySet<string> = new Set([
  'EXT-X-MEDIA',
  'EXT-X-STREAM-INF',
  'EXT-X-I-FRAME-STREAM-INF',
  'EXT-X-SESSION-DATA',
  'EXT-X-SESSION-KEY',
  'EXT-X-CONTENT-STEERING',
]);

/** Tags that stand at most once (RFC 8216, 4.3.1.2, 4.3.3 and 4.3.5). */
export const singleTags: ReadonlySet<string> = new Set([
  'EXTM3U',
  'EXT-X-VERSION',
  'EXT-X-INDEPENDENT-SEGMENTS',
  'EXT-X-START',
  'EXT-X-TARGETDURATION',
  'EXT-X-MEDIA-SEQUENCE',
  'EXT-X-DISCONTINUITY-SEQUENCE',
  'EXT-X-ENDLIST',
  'EXT-X-PLAYLIST-TYPE',
  'EXT-X-I-FRAMES-ONLY',
  'EXT-X-PART-INF',
  'EXT-X-SERVER-CONTROL',
  'EXT-X-SKIP',
]);

/** Tags without a value. */
export const bareTags: ReadonlySet<string> = new Set([
  'EXTM3U',
  'EXT-X-DISCONTINUITY',
  'EXT-X-GAP',
  'EXT-X-ENDLIST',
  'EXT-X-I-FRAMES-ONLY',
  'EXT-X-INDEPENDENT-SEGMENTS',
]);

/** The types of attribute values (RFC 8216, 4.2); a `quoted-range` is a byte range within quotes. */
type ValueType =
  'string' | 'token' | 'integer' | 'decimal' | 'hex' | 'resolution' | 'quoted-range' | 'either';

interface AttributeRule {
  readonly required: readonly string[];
  readonly types: Readonly<Record<string, ValueType>>;
}

const streamTypes = {
  BANDWIDTH: 'integer',
  'AVERAGE-BANDWIDTH': 'integer',
  CODECS: 'string',
  RESOLUTION: 'resolution',
  'FRAME-RATE': 'decimal',
  'HDCP-LEVEL': 'token',
  VIDEO: 'string',
} as const;

const keyTypes = {
  METHOD: 'token',
  URI: 'string',
  IV: 'hex',
  KEYFORMAT: 'string',
  KEYFORMATVERSIONS: 'string',
} as const;

/** The attributes that have to be there, and the types of those that we know. */
const rules: ReadonlyMap<string, AttributeRule> = new Map<string, AttributeRule>([
  ['EXT-X-KEY', { required: ['METHOD'], types: keyTypes }],
  ['EXT-X-SESSION-KEY', { required: ['METHOD'], types: keyTypes }],
  ['EXT-X-MAP', { required: ['URI'], types: { URI: 'string', BYTERANGE: 'quoted-range' } }],
  [
    'EXT-X-STREAM-INF',
    {
      required: ['BANDWIDTH'],
      types: { ...streamTypes, AUDIO: 'string', SUBTITLES: 'string', 'CLOSED-CAPTIONS': 'either' },
    },
  ],
  ['EXT-X-I-FRAME-STREAM-INF', { required: ['BANDWIDTH', 'URI'], types: { ...streamTypes, URI: 'string' } }],
  [
    'EXT-X-MEDIA',
    {
      required: ['TYPE', 'GROUP-ID', 'NAME'],
      types: {
        TYPE: 'token',
        URI: 'string',
        'GROUP-ID': 'string',
        LANGUAGE: 'string',
        'ASSOC-LANGUAGE': 'string',
        NAME: 'string',
        DEFAULT: 'token',
        AUTOSELECT: 'token',
        FORCED: 'token',
        'INSTREAM-ID': 'string',
        CHARACTERISTICS: 'string',
        CHANNELS: 'string',
      },
    },
  ],
  ['EXT-X-SESSION-DATA', { required: ['DATA-ID'], types: { 'DATA-ID': 'string', URI: 'string' } }],
  [
    'EXT-X-PART',
    {
      required: ['URI', 'DURATION'],
      types: {
        URI: 'string',
        DURATION: 'decimal',
        INDEPENDENT: 'token',
        BYTERANGE: 'quoted-range',
        GAP: 'token',
      },
    },
  ],
  ['EXT-X-PART-INF', { required: ['PART-TARGET'], types: { 'PART-TARGET': 'decimal' } }],
  ['EXT-X-PRELOAD-HINT', { required: ['TYPE', 'URI'], types: { TYPE: 'token', URI: 'string' } }],
  ['EXT-X-RENDITION-REPORT', { required: [], types: { URI: 'string' } }],
  ['EXT-X-SKIP', { required: ['SKIPPED-SEGMENTS'], types: { 'SKIPPED-SEGMENTS': 'integer' } }],
  ['EXT-X-DATERANGE', { required: ['ID'], types: { ID: 'string', 'START-DATE': 'string' } }],
  ['EXT-X-START', { required: ['TIME-OFFSET'], types: {} }],
  ['EXT-X-SERVER-CONTROL', { required: [], types: {} }],
]);

const fits: Readonly<Record<ValueType, (text: string, quoted: boolean) => boolean>> = {
  string: (_, quoted) => quoted,
  token: (_, quoted) => !quoted,
  integer: (text, quoted) => !quoted && decimalInteger(text) !== undefined,
  decimal: (text, quoted) => !quoted && decimal(text) !== undefined,
  hex: (text, quoted) => !quoted && /^0[xX][0-9A-Fa-f]+$/.test(text),
  resolution: (text, quoted) => !quoted && /^\d{1,20}x\d{1,20}$/.test(text),
  'quoted-range': (text, quoted) => quoted && byteRange(text) !== undefined,
  either: (text, quoted) => quoted || text === 'NONE',
};

const wanted: Readonly<Record<ValueType, string>> = {
  string: 'a quoted string',
  token: 'a string without quotes',
  integer: 'a decimal integer',
  decimal: 'a decimal number',
  hex: 'a hexadecimal sequence',
  resolution: 'a width, an x and a height',
  'quoted-range': 'a byte range within quotes',
  either: 'a quoted string or NONE',
};

/**
 * The attributes of a tag, each held against its type and the required ones looked for (RFC 8216, 4.3); what is
 * wrong becomes faults of `line`. `undefined` for a tag that has no attribute list as far as we know.
 */
export const tagAttributes = (
  tag: string,
  value: string,
  line: number,
  fault: TakeFault,
): Attributes | undefined => {
  const rule = rules.get(tag);
  if (rule === undefined) return undefined;
  const attributes = readAttributes(value, line, fault);
  for (const name of rule.required) {
    if (!attributes.has(name)) fault(line, `${tag} has no ${name}.`);
  }
  for (const [name, type] of Object.entries(rule.types)) {
    const found = attributes.get(name);
    if (found === undefined || fits[type](found.text, found.quoted)) continue;
    fault(line, `${name} of ${tag} is not ${wanted[type]}: ${quote(found.text)}.`);
  }
  return attributes;
};

/** The same attributes as text alone. */
export const plainAttributes = (attributes: Attributes): ReadonlyMap<string, string> =>
  new Map([...attributes].map(([name, { text }]) => [name, text]));
