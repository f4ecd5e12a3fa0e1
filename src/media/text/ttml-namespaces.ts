/** The namespaces of TTML (TTML2, 5.1), of its extension by SMPTE (ST 2052-1, 5.1), and of `xml:`. */
export const ttmlNamespace = {
  tt: 'http://www.w3.org/ns/ttml',
  parameter: 'http://www.w3.org/ns/ttml#parameter',
  styling: 'http://www.w3.org/ns/ttml#styling',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

/** Whether this is the namespace of SMPTE-TT, which has one for each edition. */
export const isSmpteTt = (namespace: string | null): boolean =>
  namespace !== null && /^http:\/\/www\.smpte-ra\.org\/schemas\/2052-1\/\d{4}\/smpte-tt$/.test(namespace);
