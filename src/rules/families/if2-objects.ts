import { readHeader } from '../../media/isobmff/tree.ts';
import { objectTypes } from '../../manifest/object-types.ts';
import { viewOf } from '../../media/bytes.ts';
import { excluded, rule, type Outcome, type Rule } from '../rule.ts';
import type { if2Facts } from '../facts/if2.ts';
import { claimsCmaf, cmafExtensions, type StoredObject } from '../model/publication.ts';

/** Extensions and the types that may be sent with them: as table 6 means it, and as it is printed for an MPD (E-DI-32). */
export const mediaTypes: Readonly<Record<string, readonly string[]>> = {
  ...objectTypes,
  '.mpd': [...objectTypes['.mpd'], 'application/x-mpegurl'],
  '.key': [],
};

/** What the content of an object must be by its extension. */
const contents: Readonly<Record<string, StoredObject['content']>> = {
  '.m3u8': 'm3u8',
  '.mpd': 'mpd',
  '.ts': 'ts',
  ...Object.fromEntries(
    ['.cmfv', '.cmfa', '.cmft', '.cmfm', '.mp4', '.m4v', '.m4a', '.m4s', '.init', '.header'].map((name) => [
      name,
      'isobmff',
    ]),
  ),
};

const words: Readonly<Record<StoredObject['content'], string>> = {
  isobmff: 'boxes of the ISO base media file format',
  m3u8: 'an HLS playlist',
  mpd: 'a DASH manifest',
  ts: 'an MPEG-2 transport stream',
  unknown: 'something else',
};

const bareType = (contentType: string): string => contentType.replace(/;.*$/, '').trim().toLowerCase();

/** Text with tags of a playlist: what is wrong with its first line is told by the rule for its grammar. */
const looksLikePlaylist = ({ opening }: StoredObject): boolean =>
  /^#EXT(?:INF|-X-)/m.test(new TextDecoder().decode(opening));

const contentFits = (object: StoredObject): Outcome => {
  const wanted = contents[object.extension];
  if (object.extension === '.key') {
    return object.size === 16
      ? undefined
      : {
          says: 'a key that has not the length of one',
          expected: '16 bytes',
          actual: `${String(object.size)} bytes`,
        };
  }
  if (wanted === undefined || object.size === 0) return undefined;
  if (wanted === 'm3u8' && object.content === 'unknown' && looksLikePlaylist(object)) return undefined;
  if (object.content === wanted) return undefined;
  return {
    says: 'the content is not what the extension says',
    expected: `${words[wanted]} in ${object.extension}`,
    actual: words[object.content],
  };
};

const firstType = ({ opening }: StoredObject): string =>
  readHeader(viewOf(opening), 0, opening.length)?.type ?? '';

/** More digits than any number of a segment has. */
const mostDigits = 40;

/** The number at the end of a name, with what stands before it. */
const numbered = (path: string): { readonly stem: string; readonly number: bigint } | undefined => {
  const match = /(?<!\d)(\d+)\.[^./]+$/.exec(path);
  const digits = match?.[1] ?? '';
  if (match === null || digits.length > mostDigits) return undefined;
  return { stem: path.slice(0, match.index), number: BigInt(digits) };
};

export const if2ObjectRules = {
  'IF2-EXT-001': rule('object', {
    says: 'An object has an extension, and is sent with a type.',
    check: ({ extension, contentType, path }) => {
      if (extension === '')
        return { says: 'an object without an extension', expected: 'NAME.EXT', actual: path };
      return contentType !== undefined && contentType.trim() === ''
        ? { says: 'an object without a type', expected: 'a Content-Type', actual: 'an empty one' }
        : undefined;
    },
  }),
  'IF2-EXT-002': rule('object', {
    says: 'The type of an object is one that its extension may have.',
    check: ({ extension, contentType }) => {
      const permitted = mediaTypes[extension];
      if (permitted === undefined || permitted.length === 0 || contentType === undefined) return undefined;
      const sent = bareType(contentType);
      if (sent === '' || permitted.includes(sent)) return undefined;
      return {
        says: 'a type that the extension does not have',
        expected: permitted.join(' or '),
        actual: sent,
      };
    },
  }),
  'IF2-EXT-003': rule('object', {
    says: 'The extension of an object is one of those that the ingest document lists.',
    unless: ['IF2-MFT-001'],
    check: ({ extension }) =>
      extension === '' || Object.hasOwn(mediaTypes, extension)
        ? undefined
        : {
            says: 'an extension that the ingest document does not list',
            expected: Object.keys(mediaTypes).join(' '),
            actual: extension,
          },
  }),
  'IF2-EXT-004': rule('object', {
    says: 'The content of an object is what its extension says.',
    decides: ['DI-I2-FMT-ISOBMFF', 'DI-I2-FMT-CMAF', 'DI-I2-FMT-TS', 'DI-I2-FMT-MPD', 'DI-I2-FMT-M3U8'],
    unless: ['IF2-EXT-006'],
    check: contentFits,
  }),
  'IF2-EXT-005': rule('object', {
    says: 'A CMAF header that is an object of its own has the extension .init.',
    unless: ['IF2-EXT-001', 'IF2-EXT-004', 'IF2-EXT-006'],
    check: ({ hasHeader, hasMedia, extension }) =>
      hasHeader && !hasMedia && extension !== '.init' && extension !== '.header'
        ? {
            says: 'a CMAF header under another extension; most encoders do so, the table of extensions lists it too',
            expected: '.init',
            actual: extension,
            ...(['.mp4', '.m4s', '.cmfv', '.cmfa', '.cmft', '.cmfm'].includes(extension)
              ? { as: 'warning' as const }
              : {}),
          }
        : undefined,
  }),
  'IF2-EXT-006': rule('object', {
    says: 'Transport streams, and nothing else, have the extension .ts.',
    decides: ['DI-I2-FMT-TS'],
    check: ({ extension, content }) => {
      if (extension === '.ts' && content === 'isobmff') {
        return { says: 'fragmented MP4 under .ts', expected: words.ts, actual: words.isobmff };
      }
      return extension !== '.ts' && content === 'ts'
        ? { says: 'a transport stream under another extension', expected: '.ts', actual: extension }
        : undefined;
    },
  }),
  'IF2-EXT-007': rule('object', {
    says: 'An object with the extension .init or .header is a CMAF header.',
    unless: ['IF2-EXT-004'],
    check: (object) => {
      const { extension, content, hasHeader, hasMedia } = object;
      if ((extension !== '.init' && extension !== '.header') || content !== 'isobmff') return undefined;
      if (hasHeader && !hasMedia) return undefined;
      return {
        says: hasMedia
          ? 'media in an object that is to be a CMAF header'
          : 'no moov in an object that is to be a CMAF header',
        expected: 'ftyp and moov, no moof',
        actual: hasMedia ? 'a moof' : `a first box ${firstType(object)}`,
      };
    },
  }),
  'IF2-EXT-008': rule('object', {
    says: 'The extension of a CMAF object is that of its media.',
    decides: ['DI-I2-FMT-CMAF'],
    check: ({ extension, handler }) => {
      const wanted = cmafExtensions[extension];
      if (wanted === undefined || handler === undefined || wanted.includes(handler)) return undefined;
      return {
        says: 'media of another kind than the extension says',
        expected: `handler ${wanted.join(' or ')} for ${extension}`,
        actual: `handler ${handler}`,
      };
    },
  }),
  'IF2-NAM-001': rule('object', {
    says: 'The path of a media object is used once; only the same bytes may be sent again.',
    check: ({ before, grown, print, size, content, hasHeader, extension }) => {
      if (before === undefined || grown || content === 'm3u8' || content === 'mpd') return undefined;
      if (extension === '.m3u8' || extension === '.mpd' || extension === '.key') return undefined;
      if (before.print === print && before.size === size) return undefined;
      return {
        says: hasHeader
          ? 'another CMAF header under a path that was used before'
          : 'other media under a path that was used before',
        expected: 'a new path, or the bytes that were stored there',
        actual: `${String(size)} bytes where ${String(before.size)} other ones were`,
      };
    },
  }),
  'IF2-NAM-002': rule('publication', {
    says: 'Numbers at the end of the names of media objects rise in the order in which they are stored.',
    check: ({ ordered, objects }) => {
      if (!ordered) return undefined;
      const newest = new Map<string, bigint>();
      return objects.flatMap((object) => {
        if (object.before !== undefined || !object.hasMedia) return [];
        const name = numbered(object.path);
        if (name === undefined) return [];
        const last = newest.get(name.stem);
        newest.set(name.stem, name.number);
        if (last === undefined || name.number > last) return [];
        return [
          {
            says: 'the number in the name of a media object does not rise',
            object: object.path,
            expected: `more than ${String(last)}`,
            actual: String(name.number),
          },
        ];
      });
    },
  }),
  'IF2-NAM-003': rule('object', {
    says: 'Objects lie inside the path that was configured.',
    check: ({ path }) => {
      let depth = 0;
      for (const step of path.split(/[/\\]|%2f|%5c/i)) {
        const plain = step.replaceAll(/%2e/gi, '.');
        if (plain === '..') depth -= 1;
        else if (plain !== '' && plain !== '.') depth += 1;
        if (depth < 0) {
          return {
            says: 'a path that leads out of the publishing point',
            expected: 'a path inside it',
            actual: path,
          };
        }
      }
      return undefined;
    },
  }),
  'IF2-NAM-005': excluded('DELETE is a request: judged by the scenarios of interface 2', {
    says: 'Only objects that no manifest names are deleted.',
  }),
  'IF2-CMF-001': rule('object', {
    says: 'CMAF objects of interface 2 follow the rules for tracks of interface 1.',
    decides: ['DI-I2-00c'],
    check: ({ extension, track, name, before, trackErrors }) => {
      const claims = claimsCmaf(track, [extension]);
      // Once a track: with its first object.
      if (!claims || before !== undefined || track?.objects[0] !== name) return undefined;
      const broken = trackErrors.filter((id) => /^CMAF-(?:HDR|FRAG|TRK)-/.test(id));
      if (broken.length === 0) return undefined;
      return {
        says: 'a track that claims to be CMAF breaks rules for CMAF tracks',
        expected: 'no errors in it',
        actual: broken.slice(0, 20).join(' '),
      };
    },
  }),
} satisfies Partial<Record<keyof typeof if2Facts, Rule>>;
