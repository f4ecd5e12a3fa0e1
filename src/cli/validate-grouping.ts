/** Which files of a directory make a track: a CMAF header and the segments behind it. */
import { naturally } from './validate-glob.ts';

/** What a look at a file told: enough to say what it belongs to. */
export interface FoundObject {
  /** With `/` between the names of directories. */
  readonly path: string;
  /** Whether it has a `moov`: a CMAF header, or a whole file. */
  readonly header: boolean;
  /** The track_IDs of its `moov`, or of its first `moof`. */
  readonly trackIds: readonly number[];
}

/** The files of one track, the header first. */
export interface TrackObjects {
  readonly name: string;
  readonly objects: readonly string[];
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const extensionOf = (path: string): string => /\.[^.]*$/.exec(fileOf(path))?.[0].toLowerCase() ?? '';

/** Words in names that tell what a file is, not which track it belongs to. */
const roles = /^(?:init|initialization|header|hdr|moov|chunk|seg|segment|frag|fragment|part|media)$/;

/** What in a name can tell the track: words and numbers, `chunk-stream0-00001.m4s` as `stream`, `0`, `00001`. */
const wordsOf = (path: string): readonly string[] =>
  (
    fileOf(path)
      .toLowerCase()
      .replace(/\.[^.]*$/, '')
      .match(/\p{L}+|\p{N}+/gu) ?? []
  ).filter((word) => !roles.test(word));

/** Characters in the longest run of words that two names share. */
const likeness = (a: readonly string[], b: readonly string[]): number => {
  let best = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let length = 0;
      for (let k = 0; a[i + k] !== undefined && a[i + k] === b[j + k]; k++) length += a[i + k]?.length ?? 0;
      best = Math.max(best, length);
    }
  }
  return best;
};

/** Names with more words than this are compared by their first ones. */
const mostWords = 16;

interface Known extends FoundObject {
  readonly folder: string;
  readonly extension: string;
  readonly words: readonly string[];
}

const known = (object: FoundObject): Known => ({
  ...object,
  folder: folderOf(object.path),
  extension: extensionOf(object.path),
  words: wordsOf(object.path).slice(0, mostWords),
});

/** The headers that are as good as the best one. */
const best = (headers: readonly Known[], worth: (header: Known) => number): readonly Known[] => {
  const most = headers.reduce((top, header) => Math.max(top, worth(header)), -Infinity);
  return headers.filter((header) => worth(header) === most);
};

const isWithin = (folder: string, outer: string): boolean =>
  outer === '' || `${folder}/`.startsWith(`${outer}/`);

/** Headers in the same directory, or else in the nearest one around it, or else all. */
const near = (segment: Known, headers: readonly Known[]): readonly Known[] => {
  const around = headers.filter(({ folder }) => isWithin(segment.folder, folder));
  return around.length === 0 ? headers : best(around, ({ folder }) => folder.length);
};

const headerOf = (segment: Known, headers: readonly Known[]): Known | undefined => {
  if (headers.length === 0) return undefined;
  const nearest = near(segment, headers);
  const alike = best(nearest, ({ words }) => likeness(words, segment.words));
  const sameKind = best(alike, ({ extension }) => Number(extension === segment.extension));
  const sameTrack = best(sameKind, ({ trackIds }) =>
    Number(trackIds.some((id) => segment.trackIds.includes(id))),
  );
  return sameTrack[0];
};

/** Segments without any header belong together by their directory, their names without numbers, and their kind. */
const headlessKey = ({ folder, words, extension }: Known): string => {
  const last = words.findLastIndex((word) => /^\p{N}+$/u.test(word));
  return [folder, words.filter((_, index) => index !== last).join(' '), extension].join('\n');
};

/**
 * Puts files into tracks (ISO/IEC 23000-19, 7.3.2: a CMAF track is a CMAF header and the fragments behind it). Every
 * file with a `moov` begins a track; a segment goes to the header of its directory whose name has the most in common
 * with its own, of those to one with the same extension, of those to one with its track_ID. Segments come in the
 * natural order of their paths. A track is called by its first file, or by `root` where it is the only one and has
 * several files. Where `named` has the header of a segment, as manifests name it, that is where it goes.
 */
export const groupObjects = (
  found: readonly FoundObject[],
  root = '',
  named: ReadonlyMap<string, string> = new Map(),
): readonly TrackObjects[] => {
  const objects = found.map(known).sort((a, b) => naturally(a.path, b.path));
  const headers = objects.filter(({ header }) => header);
  const tracks = new Map<string, Known[]>(headers.map((header) => [header.path, [header]]));
  for (const segment of objects) {
    if (segment.header) continue;
    const told = named.get(segment.path);
    const known = told !== undefined && tracks.has(told) ? told : undefined;
    const key = known ?? headerOf(segment, headers)?.path ?? headlessKey(segment);
    const own = tracks.get(key);
    if (own === undefined) tracks.set(key, [segment]);
    else own.push(segment);
  }
  const groups = [...tracks.values()].map((own) => own.map(({ path }) => path));
  return groups.map((own) => {
    const [first = root] = own;
    const alone = groups.length === 1 && own.length > 1 && root !== '';
    return { name: alone ? root : first, objects: own };
  });
};
