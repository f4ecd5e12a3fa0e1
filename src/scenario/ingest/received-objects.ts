/** What a source sent of a track, as objects that the rules can read, and where in the trace they are. */
import type { Finding, Place as MediaPlace } from '../../rules/finding.ts';
import type { ObjectInput, TrackInput } from '../../rules/input.ts';
import type { Track } from '../../rules/model/track.ts';
import type { Place } from '../../trace/observations.ts';
import { placeOf } from './posts.ts';
import type { Post } from './posts.ts';

/** A finding, and where in the trace the bytes at fault are. */
export interface ReceivedFinding {
  readonly finding: Finding;
  readonly evidence: readonly Place[];
  /** The request that brought it. */
  readonly post?: Post;
  /** The key of the track that it is about; absent where it is about several. */
  readonly track?: string;
  /** The request line of the object, shortened: `POST /live/video.cmfv`. */
  readonly request: string;
}

/** When it was known that a request had failed, as the number of an event; undefined where it did not. */
const failedAt = ({ exchange: { request, response }, connection }: Post): number | undefined => {
  if (response !== undefined) return response.head.status >= 400 ? response.place.event : undefined;
  if (request.body.complete) return connection.ends[0]?.number;
  return connection.ends[0]?.number ?? Infinity;
};

/** The objects of a track under names of their own, and the requests that they are from. */
export interface NamedObjects {
  readonly input: TrackInput;
  readonly posts: ReadonlyMap<string, Post>;
  readonly truncated: boolean;
}

/** The end of the last object of which all was kept. */
const lastWhole = ({ objects }: Post): number =>
  objects.reduce((end, { offset, length, complete }) => (complete ? Math.max(end, offset + length) : end), 0);

/** Gives every object a name that no other has: its path, and what stands behind `#` is no part of that. */
export type Naming = (path: string) => string;

export const naming = (): Naming => {
  const counts = new Map<string, number>();
  return (path) => {
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    return count === 1 ? path : `${path}#${String(count)}`;
  };
};

export const named = (name: string, sent: readonly Post[], nameOf: Naming, ended: boolean): NamedObjects => {
  const posts = new Map<string, Post>();
  const objects: ObjectInput[] = [];
  let truncated = false;
  for (const [index, post] of sent.entries()) {
    if (truncated) break;
    if (post.body.length === 0 && post.whole) continue;
    truncated = !post.whole;
    const object = nameOf(post.path);
    posts.set(object, post);
    const before = sent[index - 1];
    const failed = before === undefined ? undefined : failedAt(before);
    objects.push({
      name: object,
      bytes: truncated ? post.body.subarray(0, lastWhole(post)) : post.body,
      complete: !truncated && post.exchange.request.body.complete && (ended || index < sent.length - 1),
      afterFailure: failed !== undefined && failed < post.exchange.request.place.event,
    });
  }
  return { input: { name, objects }, posts, truncated };
};

/** Where in the requests of a judgement a finding is, about one track or about what several are together. */
export const located =
  (all: readonly NamedObjects[], tracks: readonly Track[], about: 'one' | 'several') =>
  (finding: Finding): ReceivedFinding => {
    const objectOf = (name: string): Post | undefined =>
      all.find(({ posts }) => posts.has(name))?.posts.get(name);
    const whereIs = ({ object, offset }: MediaPlace): readonly [Post, number] | undefined => {
      const own = objectOf(object);
      const track = tracks.find(({ name }) => name === object);
      if (about === 'one' || track === undefined) return own === undefined ? undefined : [own, offset];
      // What is found of several tracks names the track at fault, and where one of its fragments begins.
      const fragments = Array.from({ length: track.grid.count }, (_, index) => index);
      const at = fragments.find((index) => track.grid.start(index) === offset);
      if (at === undefined && own !== undefined) return [own, offset];
      const found = objectOf((at === undefined ? track.objects[0] : track.grid.object(at)) ?? '');
      return found === undefined ? undefined : [found, at === undefined ? 0 : offset];
    };
    const places = [finding, ...finding.more].flatMap((place) => {
      const found = whereIs(place);
      return found === undefined ? [] : [found];
    });
    const [post] = places[0] ?? [];
    const { method = '' } = post?.exchange.request.head ?? {};
    return {
      finding,
      ...(post === undefined ? {} : { post }),
      evidence: places.map(([one, offset]) => placeOf(one, offset)),
      request: post === undefined ? finding.object : `${method} ${post.path}`,
    };
  };
