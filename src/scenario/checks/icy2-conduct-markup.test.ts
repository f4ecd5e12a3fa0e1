import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultOfXml, tagsOf, unescaped } from './icy2-conduct-markup.ts';

test.for([
  '<a/>',
  '<?xml version="1.0"?>\n<!-- & < --><a b="1" c=\'"\'><d>x &lt; y &#x26; z</d><e/></a>\n',
  '<a><![CDATA[<b> & ]]></a>',
  '<!DOCTYPE a>\n<a>]] ></a >',
])('well-formed: %s', (text) => {
  expect(faultOfXml(text)).toBeUndefined();
});

test.for<[text: string, fault: string]>([
  ['', 'no element'],
  ['text', 'text outside of the document'],
  ['<a/>more', 'text outside of the document'],
  ['<a/><b/>', 'a second document'],
  ['<a>', 'no end of <a>'],
  ['<a></b>', '</b> where </a> would end'],
  ['</a>', '</a> where </…> would end'],
  ['<a>Tom & Jerry</a>', 'an & that begins no reference'],
  ['<a b="x & y"/>', 'an & that begins no reference'],
  ['<a>&nbsp;</a>', 'an & that begins no reference'],
  ['<a>1 < 2</a>', 'a < that begins no tag'],
  ['<a b=c/>', 'a tag that does not end'],
  ['<a b="<"/>', 'a tag that does not end'],
  ['<a>]]></a>', ']]> in text'],
  ['<a>\u0001</a>', 'a character that no XML may have'],
  ['<a><!-- </a>', '<!-- without -->'],
])('not well-formed: %s', ([text, fault]) => {
  expect(faultOfXml(text)).toContain(fault);
});

test('the elements of a page are seen as a browser sees them', () => {
  const html =
    '<!DOCTYPE html><p CLASS=x hidden>1 < 2<!-- <b> --><a href="java&#115;cript:x" onclick=\'y()\'>z</a>' +
    '<script>if (a<b) c()</script><br/>end';
  expect(tagsOf(html).map(({ name }) => name)).toEqual(['p', 'a', 'script', 'br']);
  expect(tagsOf(html).map(({ attributes }) => attributes)).toEqual([
    [
      ['class', 'x'],
      ['hidden', ''],
    ],
    [
      ['href', 'javascript:x'],
      ['onclick', 'y()'],
    ],
    [],
    [],
  ]);
  expect(tagsOf(html)[2]?.content).toBe('if (a<b) c()');
});

test('references are resolved, and what is none stays', () => {
  expect(unescaped('&lt;&#65;&#x1f3b5;&amp;lt; &nbsp; & &#xffffffff;')).toBe('<A🎵&lt; &nbsp; & \ufffd');
});

test('no text makes it throw or hang', () => {
  const odd = fc.array(fc.constantFrom('<', '</', 'a', '>', '"', "'", '=', '&', ';', '<!--', '<script', ' '));
  fc.assert(
    fc.property(odd, (parts) => {
      faultOfXml(parts.join(''));
      tagsOf(parts.join(''));
    }),
  );
  for (const part of ['<', '<a ', '<a b="', '<a b=', '&', '<!--', '<script', '</a', '<a b c'])
    expect(() => [faultOfXml(part.repeat(50_000)), tagsOf(part.repeat(50_000))]).not.toThrow();
});
