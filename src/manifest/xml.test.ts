import { expect, test } from 'vitest';
import { childrenOf, lineOf, readXml, textOf } from './xml.ts';
import { unsignedLong, xsDouble, xsDuration, xsInteger } from './xml-values.ts';

test('elements, their lines and their text', () => {
  const reading = readXml(
    '\uFEFF<?xml version="1.0"?>\r\n<a xmlns="u"><!-- - -->\r\n<b> x&amp;&#x41;<![CDATA[<]]> </b>\ufffd</a>\n<?p?>',
  );
  if ('broken' in reading) throw new Error(reading.broken);
  const [b] = childrenOf(reading.value, 'b');
  expect(b && [lineOf(b), textOf(b)]).toEqual([3, 'x&A<']);
});

test.for<[string, string, number, number]>([
  ['<a>\n<b></a></b>', 'The end tag of "a" stands where that of "b" belongs.', 2, 4],
  ['<a></a></a>', 'The end tag of "a" stands where that of "nothing" belongs.', 1, 8],
  ['<a>\n  <b>', 'The element "b" does not end.', 2, 6],
  ['<a/><b/>', 'There is more than one root element.', 1, 5],
  ['<a/>x', 'Text stands outside the root element.', 1, 5],
  ['<![CDATA[]]><a/>', 'Text stands outside the root element.', 1, 1],
  ['', 'There is no root element.', 1, 1],
  ['<!DOCTYPE a><a/>', 'The document has a DOCTYPE.', 1, 1],
  ['<!doctype a><a/>', 'This "<!" begins nothing.', 1, 1],
  ['<a>\n&b;</a>', 'This is no reference: "&b;".', 2, 1],
  ['<a b="c&d=1"/>', 'This is no reference: "&d=1\\"".', 1, 8],
  ['<a>&#0;</a>', 'This is no reference: "&#0;".', 1, 4],
  ['<a>&#xD800;</a>', 'This is no reference: "&#xD800;".', 1, 4],
  ['<a>\u0001</a>', 'The document has a character that XML does not allow.', 1, 4],
  ['<a>]]></a>', 'Text has a "]]>".', 1, 4],
  ['<a><!-- -- --></a>', 'A comment has a "--".', 1, 4],
  ['<a><!-- </a>', 'A comment does not end.', 1, 4],
  ['<a><? ?></a>', 'A processing instruction has no name.', 1, 4],
  ['<a><b</a>', 'A tag has what is no attribute.', 1, 6],
  ['<a b=c/>', 'A tag has what is no attribute.', 1, 3],
  ['<a b="1"c="2"/>', 'A tag has what is no attribute.', 1, 9],
  ['<a b="<"/>', 'A tag has what is no attribute.', 1, 3],
  ['<a b="1"', 'A tag does not end.', 1, 9],
  ['< a/>', 'This "<" begins no tag.', 1, 1],
  ['<a></a b>', 'This is no end tag.', 1, 4],
])('%j is refused: %s', ([text, broken, line, column]) => {
  expect(readXml(text)).toEqual({ broken, line, column });
});

test.for<[string, string]>([
  ['a name that is none', '<a><1/></a>'],
  ['a prefix that nothing binds', '<a>\n<b:c/></a>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['a declaration in the middle', '<a><?xml version="1.0"?></a>'],
  ['a declaration that is none', '<?xml encoding="UTF-8"?><a/>'],
])('not well-formed: %s', ([, text]) => {
  expect(readXml(text)).toHaveProperty('broken');
  expect(readXml(text)).toHaveProperty('line');
});

test('documents that would take much time are refused', () => {
  expect(readXml('<a>'.repeat(100) + '</a>'.repeat(100))).toHaveProperty('value');
  expect(readXml('<a>'.repeat(101) + '</a>'.repeat(101))).toMatchObject({ column: 301 });
  const attributes = (count: number): string =>
    Array.from({ length: count }, (_, i) => ` a${String(i)}=""`).join('');
  expect(readXml(`<a${attributes(200)}/>`)).toHaveProperty('value');
  expect(readXml(`<a${attributes(201)}/>`)).toHaveProperty(
    'broken',
    'An element has more than 200 attributes.',
  );
  expect(readXml(`<a>${'<b/>'.repeat(500_001)}</a>`)).toHaveProperty('broken');
});

test.for([
  ['PT2S', 2],
  ['PT0.500S', 0.5],
  ['P1DT1H1M1.5S', 90061.5],
  ['P1Y1M', 395 * 86400],
  ['-PT1S', -1],
  ['PT', undefined],
  ['P', undefined],
  ['P1DT', undefined],
  ['1S', undefined],
  ['PT-1S', undefined],
  ['PT1.S', undefined],
] as const)('the duration %s', ([text, seconds]) => {
  expect(xsDuration(text)).toBe(seconds);
});

test('numbers', () => {
  expect([unsignedLong('18446744073709551615'), unsignedLong('+1')]).toEqual([2n ** 64n - 1n, 1n]);
  expect([unsignedLong('18446744073709551616'), unsignedLong('-1'), unsignedLong('')]).toEqual(
    Array(3).fill(undefined),
  );
  expect([xsInteger('-1'), xsInteger('1.0'), xsInteger('9'.repeat(19))]).toEqual([-1n, undefined, undefined]);
  expect([xsDouble('1e3'), xsDouble('INF'), xsDouble('.5'), xsDouble('x')]).toEqual([
    1000,
    Infinity,
    0.5,
    undefined,
  ]);
});
