import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseContentType } from './content-type.ts';
import { parseTtml } from './ttml-document.ts';
import type { TtmlDocument } from './ttml-document.ts';
import { ttml } from './ttml-text.ts';
import { ttmlClock, ttmlTime } from './ttml-time.ts';

const utf8 = new TextEncoder();

const namespaces =
  'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ' +
  'xmlns:smpte="http://www.smpte-ra.org/schemas/2052-1/2010/smpte-tt"';
const tt = (attributes: string, inside: string): Uint8Array =>
  utf8.encode(`<tt ${namespaces} ${attributes}>${inside}</tt>`);

const read = (bytes: Uint8Array): TtmlDocument => {
  const parsed = parseTtml(bytes);
  if ('broken' in parsed) throw new Error(parsed.broken);
  return parsed.value;
};
const spans = (bytes: Uint8Array): string[] =>
  read(bytes).intervals.map(
    ({ element, begin, end }) =>
      `${element} ${[begin, end].map((time) => (time === undefined ? '?' : `${time.numerator}/${time.denominator}`)).join(' ')}`,
  );

test('a document says what it is', () => {
  const document = read(
    ttml({ lang: 'de', paragraphs: [{ begin: '1s', end: '00:00:02.5', text: 'a < b & c' }] }),
  );
  expect(document).toMatchObject({
    encoding: 'utf-8',
    hasByteOrderMark: false,
    declaredEncoding: 'UTF-8',
    root: { localName: 'tt', namespace: 'http://www.w3.org/ns/ttml' },
    lang: 'de',
    timeBase: 'media',
    elementCount: 4,
    faults: [],
    images: [],
  });
  expect(read(ttml({ paragraphs: [] }))).not.toHaveProperty('lang');
});

test('profiles and images are found', () => {
  const document = read(
    tt(
      'ttp:profile="a" ttp:contentProfiles="any(b  c)"',
      '<body><div smpte:backgroundImage="x.png"/><div><image src="y.png"/><other src="no"/></div></body>',
    ),
  );
  expect(document).toMatchObject({
    profile: 'a',
    contentProfiles: 'any(b  c)',
    contentProfileDesignators: ['b', 'c'],
    images: [
      { element: 'div', attribute: 'backgroundImage', reference: 'x.png' },
      { element: 'image', attribute: 'src', reference: 'y.png' },
    ],
  });
});

test('times count from the element around, and none outlasts it', () => {
  expect(
    spans(
      tt(
        '',
        '<body begin="10s"><div begin="1s" end="5s"><p begin="1s" dur="1s"/><p end="9s"/><p/></div></body>',
      ),
    ),
  ).toEqual(['body 10/1 ?', 'div 11/1 15/1', 'p 12/1 13/1', 'p 11/1 15/1', 'p 11/1 15/1']);
});

test('in a sequence times count from the end before', () => {
  expect(
    spans(
      tt(
        '',
        '<body><div timeContainer="seq"><p dur="2s"/><p begin="1s" dur="1s"/><p/><p dur="1s"/></div></body>',
      ),
    ),
  ).toEqual(['body 0/1 ?', 'div 0/1 ?', 'p 0/1 2/1', 'p 3/1 4/1', 'p 4/1 ?', 'p ? ?']);
});

test('a time expression that is none is a fault, and its time is not told', () => {
  const bytes = tt('', '<body><div><p begin="soon" end="2s"/><p end="1:2"/></div></body>');
  expect(read(bytes).faults).toHaveLength(2);
  expect(spans(bytes).slice(2)).toEqual(['p ? ?', 'p 0/1 ?']);
});

test('time expressions are exact', () => {
  const none = { frameRate: null, frameRateMultiplier: null, subFrameRate: null, tickRate: null };
  const ntsc = ttmlClock({ ...none, frameRate: '30', frameRateMultiplier: '1000 1001' });
  const seconds = (text: string, clock = ntsc): string => {
    const time = ttmlTime(text, clock);
    return time === undefined ? 'none' : `${time.numerator}/${time.denominator}`;
  };
  expect(seconds('00:00:00:01')).toBe('1001/30000');
  expect(seconds('01:00:00.25')).toBe('14401/4');
  expect(seconds('1.5h')).toBe('5400/1');
  expect(seconds('2m')).toBe('120/1');
  expect(seconds('1ms')).toBe('1/1000');
  expect(seconds('30f')).toBe('1001/1000');
  expect(seconds('1t')).toBe('1/30');
  expect(seconds('5t', ttmlClock(none))).toBe('5/1');
  expect(seconds('5t', ttmlClock({ ...none, tickRate: '10000000' }))).toBe('1/2000000');
  for (const bad of [
    '',
    '1',
    '1:00:00',
    '00:60:00',
    '00:00:61',
    '-1s',
    '1 s',
    '00:00:00,5',
    '9'.repeat(50) + 's',
  ])
    expect(seconds(bad)).toBe('none');
});

test('byte order marks are recognised', () => {
  const text = '\ufeff<tt xmlns="http://www.w3.org/ns/ttml"/>';
  expect(read(utf8.encode(text))).toMatchObject({ encoding: 'utf-8', hasByteOrderMark: true });
  const little = Uint8Array.from(
    [...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]),
  );
  expect(read(little)).toMatchObject({ encoding: 'utf-16le', hasByteOrderMark: true });
});

test.for([
  ['nothing', ''],
  ['no XML', 'hello'],
  ['a tag that does not end', '<tt'],
  ['tags that do not match', '<tt><body></tt>'],
  ['a root that does not end', '<tt><body/>'],
  ['a second root', '<tt/><tt/>'],
  ['text behind the root', '<tt/>x'],
  ['a bare ampersand', '<tt>a & b</tt>'],
  ['an entity that nobody declared', '<tt>&a;</tt>'],
  ['a value without quotes', '<tt a=b/>'],
  ['an attribute twice', '<tt a="1" a="2"/>'],
  ['an unbound prefix', '<a:tt/>'],
  ['a control character', '<tt>\u0001</tt>'],
  ['an internal subset', '<!DOCTYPE tt [<!ENTITY a "b">]><tt>&a;</tt>'],
])('%s is broken', ([, text]) => {
  expect(parseTtml(utf8.encode(text))).toHaveProperty('broken');
});

test('what must not cost much is broken at once', () => {
  const refused = (text: string) => expect(parseTtml(utf8.encode(text))).toHaveProperty('broken');
  refused(`<tt>${'<p/>'.repeat(50_001)}</tt>`);
  refused('<p>'.repeat(300) + '</p>'.repeat(300));
  refused(`<tt ${Array.from({ length: 200 }, (_, i) => `a${i}=""`).join(' ')}/>`);
  refused(`<tt>${'<!---->'.repeat(20_000)}</tt>`);
  expect(parseTtml(new Uint8Array(2 ** 20 + 1))).toMatchObject({ at: 2 ** 20 });
  expect(parseTtml(Uint8Array.of(0x3c, 0xff))).toEqual({ broken: 'the document is not UTF-8', at: 0 });
});

test('a document type without an internal subset, and characters that are allowed, are read', () => {
  expect(
    read(utf8.encode('<!DOCTYPE tt SYSTEM "a.dtd"><tt>\ufffd&amp;&#x41;<![CDATA[a & b]]></tt>')).root
      .localName,
  ).toBe('tt');
});

test('content types have codecs', () => {
  expect(parseContentType('application/ttml+xml;codecs=im1t|etd1')).toMatchObject({
    value: { type: 'application/ttml+xml', codecs: ['im1t', 'etd1'], codecsText: 'im1t|etd1' },
  });
  expect(parseContentType('Application/TTML+XML; Codecs="im1t, im2t"')).toMatchObject({
    value: { type: 'application/ttml+xml', codecs: ['im1t', 'im2t'] },
  });
  expect(parseContentType('application/ttml+xml')).toMatchObject({ value: { codecs: [] } });
  expect(parseContentType('ttml')).toHaveProperty('broken');
  expect(parseContentType('')).toHaveProperty('broken');
});

test('no bytes make these parsers throw', () => {
  const good = tt('', '<body begin="1s"><p end="3f">x</p></body>');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.string(), fc.nat(good.length), (bytes, text, at) => {
      expect(parseTtml(bytes)).toBeTypeOf('object');
      expect(parseTtml(utf8.encode(`<tt>${text}</tt>`))).toBeTypeOf('object');
      expect(parseTtml(good.map((byte, i) => bytes[i - at] ?? byte))).toBeTypeOf('object');
      expect(parseContentType(text)).toBeTypeOf('object');
    }),
  );
});
