import { splitLines } from './lines.ts';
import { collectMedia } from './media-playlist.ts';
import { collectMultivariant } from './multivariant-playlist.ts';
import type { Playlist, UriLine } from './playlist-model.ts';
import { bareTags, mediaTags, multivariantTags, singleTags } from './playlist-tags.ts';
import { decimalInteger } from './playlist-values.ts';
import { faultList, isBroken, quote, type Reading, type TakeFault } from './reading.ts';
import { manifestText } from './text.ts';

// Control characters other than LF, which ends the line, and CR, which has a fault of its own.
const control = /[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/** Everything below U+0300 is composed already. */
const beyondLatin = /[^\u0000-\u02FF]/;

/** Longer runs of combining marks no language has (UAX #15, 13), and to put them in order takes time with their square. */
const manyMarks = /\p{M}{31}/u;

const isComposed = (text: string): boolean =>
  !beyondLatin.test(text) || manyMarks.test(text) || text.normalize('NFC') === text;

/** What may be wrong with any line (RFC 8216, 4.1), apart from white space, which a title may have. */
const checkCharacters = (text: string, line: number, fault: TakeFault): void => {
  if (control.test(text)) fault(line, 'The line has a control character.');
  if (text.includes('\r')) fault(line, 'The line has a carriage return that no line feed comes after.');
  if (!isComposed(text)) fault(line, 'The line is not in Unicode normalization form C.');
};

/** A line as it was probably meant: white space must not be there, save in the title of a segment. */
const trimmed = (text: string, line: number, fault: TakeFault): string => {
  const start = text.trimStart();
  const clean = start.startsWith('#EXTINF:') ? start : start.trimEnd();
  if (clean !== text) fault(line, 'White space stands at the beginning or the end of the line.');
  return clean;
};

const kindOf = (tags: ReadonlySet<string>): Playlist['kind'] => {
  const names = [...tags];
  const media = names.some((name) => mediaTags.has(name));
  const multivariant = names.some((name) => multivariantTags.has(name));
  if (media && multivariant) return 'both';
  return media ? 'media' : multivariant ? 'multivariant' : 'neither';
};

/**
 * Reads a playlist (RFC 8216, 4), media or multivariant, from its bytes or its text. Whatever does not follow the
 * grammar becomes a fault, and is read as it was probably meant; unknown tags and comments are ignored. Variables
 * (EXT-X-DEFINE) are not put in.
 * Broken: more than 8 MiB, and bytes that are not UTF-8. Text that is no playlist at all has the kind `neither`.
 */
export const readPlaylist = (source: Uint8Array | string): Reading<Playlist> => {
  const decoded = manifestText(source);
  if (isBroken(decoded)) return decoded;
  const { text, bom } = decoded.value;
  const { lines, lineEnding, terminated } = splitLines(text);
  const { faults, take: fault } = faultList();
  const [media, multivariant] = [collectMedia(fault), collectMultivariant(fault)];
  const tags = new Set<string>();
  const strayUris: UriLine[] = [];
  let version: bigint | undefined;

  const tag = (name: string, value: string | undefined, line: number): void => {
    const known = mediaTags.has(name) || multivariantTags.has(name) || singleTags.has(name);
    if (!known) return;
    if (tags.has(name) && singleTags.has(name)) fault(line, `${name} stands twice.`);
    tags.add(name);
    if (bareTags.has(name) && value !== undefined) fault(line, `${name} has a value: ${quote(value)}.`);
    if (name === 'EXT-X-VERSION') {
      const read = decimalInteger(value ?? '');
      if (read === undefined) fault(line, `EXT-X-VERSION is not a decimal integer: ${quote(value ?? '')}.`);
      version ??= read;
    }
    (multivariantTags.has(name) ? multivariant : media).tag(name, value ?? '', line);
  };

  if (bom) fault(1, 'The playlist begins with a byte order mark.');
  if (lines[0] !== '#EXTM3U') fault(1, 'The first line is not #EXTM3U.');
  lines.forEach((raw, i) => {
    const line = i + 1;
    checkCharacters(raw, line, fault);
    const content = trimmed(raw, line, fault);
    if (content === '') return;
    if (content.startsWith('#')) {
      if (!content.startsWith('#EXT')) return;
      const colon = content.indexOf(':');
      tag(
        colon === -1 ? content.slice(1) : content.slice(1, colon),
        colon === -1 ? undefined : content.slice(colon + 1),
        line,
      );
      return;
    }
    if (/\s/.test(content)) fault(line, 'The URI has white space.');
    if (media.uri(content, line) || multivariant.uri(content, line)) return;
    strayUris.push({ uri: content, line });
    fault(line, `No EXTINF and no EXT-X-STREAM-INF stands before the URI ${quote(content)}.`);
  });

  const kind = kindOf(tags);
  if (kind === 'both') fault(1, 'Tags of a media playlist and of a multivariant playlist stand together.');
  const [mediaRead, multivariantRead] = [media.finish(), multivariant.finish()];
  return {
    value: {
      kind,
      bom,
      firstLine: (lines[0] ?? '').slice(0, 80),
      lineEnding,
      terminated,
      version,
      independentSegments: tags.has('EXT-X-INDEPENDENT-SEGMENTS'),
      media: mediaRead,
      multivariant: multivariantRead,
      strayUris,
      faults: faults.toSorted((a, b) => a.line - b.line),
    },
  };
};
