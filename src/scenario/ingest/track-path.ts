/** What of a request's path names the track, and what only counts its segments. */

/** Words that stand in a name where it is that of the header, and those with which names of segments begin. */
const headerWord = /initializationsegment|init|header/i;
const segmentWord = /^(?:chunk|segment|seg|fragment|frag|media)(?=[-_])/i;

/** A name and its extension; digits of the extension count nothing (`.m4s`). */
const named = /^(.*?)(\.[a-z][a-z0-9]{0,7})?$/is;

/** `/a/Streams(v.cmfv)/Segment(12)` is of the track `/a/Streams(v.cmfv)`. */
const streams = /^(.*?Streams\([^)]*\))/i;

/** Path and query of a request target; the origin of an absolute form is left off. */
export const pathOf = (target: string): string => target.replace(/^https?:\/\/[^/?]*/i, '') || '/';

/**
 * The path without what counts segments: the last run of digits of its last name, or the word in it for the header. Two paths of one track come out alike; those of two tracks may too, so that the media must tell.
 */
export const countlessPath = (path: string): string => {
  const stream = streams.exec(path)?.[1];
  if (stream !== undefined) return stream;
  const cut = path.lastIndexOf('/') + 1;
  const [, name = '', extension = ''] = named.exec(path.slice(cut)) ?? [];
  const plain = headerWord.test(name)
    ? name.replace(headerWord, '')
    : name.replace(segmentWord, '').replace(/\d+(?=\D*$)/, '');
  return path.slice(0, cut) + plain.replace(/^[-_.]+|[-_.]+$/g, '') + extension;
};
