export interface MediaType {
  /** `type/subtype` in lower case. */
  readonly essence: string;
  /** By names in lower case; of parameters that repeat, the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

// RFC 9110: token 5.6.2, OWS 5.6.3, quoted-string 5.6.4, parameters 5.6.6, media-type 8.3.1.
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const quotedString = String.raw`"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t !-~\x80-\xff])*"`;
const essenceAt = new RegExp(`(${token}/${token})`, 'y');
const parameterAt = new RegExp(`[\\t ]*;[\\t ]*(?:(${token})=(${token}|${quotedString}))?`, 'y');

/** Reads a media type as RFC 9110 (8.3.1) writes it; undefined where the text is none. */
export const parseMediaType = (text: string): MediaType | undefined => {
  essenceAt.lastIndex = 0;
  const essence = essenceAt.exec(text)?.[1]?.toLowerCase();
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  for (let at = essence.length; at < text.length; at = parameterAt.lastIndex) {
    parameterAt.lastIndex = at;
    const match = parameterAt.exec(text);
    if (match === null) return undefined;
    const [name, value] = [match[1]?.toLowerCase(), match[2]];
    if (name === undefined || value === undefined || parameters.has(name)) continue;
    parameters.set(name, value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value);
  }
  return { essence, parameters };
};

/** Whether the text is a media type as RFC 9110 (8.3.1) writes it. */
export const isMediaType = (text: string): boolean => parseMediaType(text) !== undefined;
