const utf8 = new TextEncoder();

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const timing = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${escaped(value)}"`;

/** The bytes of a small TTML document (TTML2, 8.1) in UTF-8; without `lang` it has no `xml:lang`, which is an error. */
export const ttml = (document: {
  readonly lang?: string;
  readonly paragraphs: readonly { readonly begin?: string; readonly end?: string; readonly text: string }[];
}): Uint8Array => {
  const lang = document.lang === undefined ? '' : ` xml:lang="${escaped(document.lang)}"`;
  const paragraphs = document.paragraphs.map(
    ({ begin, end, text }) => `<p${timing('begin', begin)}${timing('end', end)}>${escaped(text)}</p>`,
  );
  return utf8.encode(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<tt xmlns="http://www.w3.org/ns/ttml"${lang}><body><div>${paragraphs.join('')}</div></body></tt>\n`,
  );
};
