/** What the rules of the validator say of the media that an ingest source sent. */
import { join } from '../../media/bytes.ts';
import type { RuleId } from '../../rules/facts/index.ts';
import type { Finding, Place as MediaPlace } from '../../rules/finding.ts';
import type { Input, ObjectInput, TrackInput } from '../../rules/input.ts';
import { switchingSets } from '../../rules/engine/switching-sets.ts';
import { judge } from '../../rules/judge.ts';
import type { Judgement } from '../../rules/judge.ts';
import type { Track } from '../../rules/model/track.ts';
import { defaultSettings } from '../../rules/settings.ts';
import type { Settings } from '../../rules/settings.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import { curtain } from '../checks/client-select.ts';
import { isOfSecondInstance } from './instances.ts';
import { placeOf } from './posts.ts';
import { sentTracks } from './sent-tracks.ts';
import type { Post, SentTrack } from './sent-tracks.ts';

/** Of each fragment the first access unit is read: parameter sets that come with the samples stand there. */
const settings: Settings = { ...defaultSettings, session: true, deep: 'first-sample' };

/** A track that was sent, as the rules read it. */
export interface ReceivedTrack {
  readonly sent: SentTrack;
  readonly track: Track;
  /** What came of it, in order, as far as the trace kept it. */
  readonly bytes: Uint8Array;
}

/** Two instances' sending of one track: the second took over from the first, or sent beside it. */
export interface ReceivedPair {
  readonly first: Track;
  readonly second: Track;
  readonly replaced: boolean;
}

/** A finding, and where in the trace the bytes at fault are. */
export interface ReceivedFinding {
  readonly finding: Finding;
  readonly evidence: readonly Place[];
  /** The request line of the object, shortened: `POST /live/video.cmfv`. */
  readonly request: string;
}

export interface ReceivedMedia {
  readonly tracks: readonly ReceivedTrack[];
  readonly pairs: readonly ReceivedPair[];
  /** Switching sets that the source tells of, or that tracks look like. */
  readonly sets: readonly (readonly Track[])[];
  readonly findings: readonly ReceivedFinding[];
  readonly exercised: ReadonlySet<RuleId>;
  /** Whether the source came to its own end, so that nothing more belongs to its session. */
  readonly ended: boolean;
  /** Whether the bytes of some track go on after what the trace kept. */
  readonly truncated: boolean;
}

/** The source ended by itself or when it was asked to, before we had seen enough and cut it off. */
const hasEnded = (seen: Observations): boolean => {
  const exit = seen.command?.exit;
  if (exit === undefined || seen.second !== undefined || exit.number > curtain(seen).event) return false;
  return exit.signal !== 'SIGKILL' && (exit.code === 0 || exit.asked);
};

/** When it was known that a request had failed, as the number of an event; undefined where it did not. */
const failedAt = ({ exchange: { request, response }, connection }: Post): number | undefined => {
  if (response !== undefined) return response.head.status >= 400 ? response.place.event : undefined;
  if (request.body.complete) return connection.ends[0]?.number;
  return connection.ends[0]?.number ?? Infinity;
};

/** The objects of a track under names of their own, and the requests that they are from. */
interface Named {
  readonly input: TrackInput;
  readonly posts: ReadonlyMap<string, Post>;
  readonly truncated: boolean;
}

/** The end of the last object of which all was kept. */
const lastWhole = ({ objects }: Post): number =>
  objects.reduce((end, { offset, length, complete }) => (complete ? Math.max(end, offset + length) : end), 0);

/** Gives every object a name that no other has: its path, and what stands behind `#` is no part of that. */
type Naming = (path: string) => string;

const naming = (): Naming => {
  const counts = new Map<string, number>();
  return (path) => {
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    return count === 1 ? path : `${path}#${String(count)}`;
  };
};

const named = (name: string, sent: readonly Post[], nameOf: Naming, ended: boolean): Named => {
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

const hasMedia = ({ objects }: Named['input']): boolean => objects.some(({ bytes }) => bytes.length > 0);

/** What one track of the first instance and its like of the second are called. */
const relativePath = (seen: Observations, { posts }: SentTrack): string => {
  const { mount, secondMount } = seen.parameters;
  const path = posts[0]?.path ?? '';
  const point = secondMount !== undefined && path.startsWith(secondMount) ? secondMount : mount;
  return path.startsWith(point) ? path.slice(point.length) : path;
};

interface SentPair {
  readonly name: string;
  readonly first: readonly Post[];
  readonly second: readonly Post[];
}

/** The tracks that both instances sent: on one path, on like paths, or alone in their kind. */
const sentPairs = (seen: Observations): readonly SentPair[] => {
  if (seen.second === undefined) return [];
  const isSecond = (post: Post): boolean => isOfSecondInstance(seen, post);
  const tracks = sentTracks(seen);
  const ofSecond = tracks.filter(({ posts }) => posts.some(isSecond));
  return tracks
    .filter(({ posts }) => !posts.every(isSecond))
    .flatMap((first) => {
      const alike = ofSecond.filter(({ kind }) => kind === first.kind);
      const second =
        alike.find((track) => track === first) ??
        alike.find((track) => relativePath(seen, track) === relativePath(seen, first)) ??
        (alike.length === 1 ? alike[0] : undefined);
      if (second === undefined) return [];
      const own = first.posts.filter((post) => !isSecond(post));
      return [{ name: first.key, first: own, second: second.posts.filter(isSecond) }];
    });
};

/** Where in the requests of a judgement a finding is. */
const located =
  (objects: ReadonlyMap<string, Post>, tracks: ReadonlyMap<string, Track>) =>
  (finding: Finding): ReceivedFinding => {
    const whereIs = ({ object, offset }: MediaPlace): readonly [Post, number] | undefined => {
      // What is found of several tracks names the track, and where one of its fragments begins.
      const grid = tracks.get(object)?.grid;
      const fragment =
        grid === undefined ? -1 : [...Array(grid.count).keys()].find((i) => grid.start(i) === offset);
      const name =
        grid === undefined
          ? object
          : fragment === undefined || fragment < 0
            ? undefined
            : grid.object(fragment);
      const post = name === undefined ? undefined : objects.get(name);
      if (post !== undefined) return [post, offset];
      const first = objects.get(tracks.get(object)?.objects[0] ?? '');
      return first === undefined ? undefined : [first, 0];
    };
    const places = [finding, ...finding.more].flatMap((place) => {
      const found = whereIs(place);
      return found === undefined ? [] : [found];
    });
    const [post] = places[0] ?? [];
    const { method = '' } = post?.exchange.request.head ?? {};
    return {
      finding,
      evidence: places.map(([one, offset]) => placeOf(one, offset)),
      request: post === undefined ? finding.object : `${method} ${post.path}`,
    };
  };

interface Judged {
  readonly judgement: Judgement;
  readonly findings: readonly ReceivedFinding[];
  readonly tracks: readonly Track[];
}

const judged = (all: readonly Named[], more: Omit<Input, 'tracks'>, withTracks: boolean): Judged => {
  const judgement = judge({ tracks: all.map(({ input }) => input), ...more }, settings);
  const tracks = judgement.tracks.map(({ track }) => track);
  const objects = new Map(all.flatMap(({ posts }) => [...posts]));
  const locate = located(objects, new Map(tracks.map((track) => [track.name, track])));
  const together = judgement.together.flatMap(({ findings }) => findings);
  const alone = withTracks ? judgement.tracks.flatMap(({ findings }) => findings) : [];
  return { judgement, findings: [...alone, ...together].map(locate), tracks };
};

const judgedPair = (seen: Observations, { name, first, second }: SentPair) => {
  const nameOf = naming();
  const names = [`${name} (first instance)`, `${name} (second instance)`] as const;
  const both = [named(names[0], first, nameOf, false), named(names[1], second, nameOf, false)];
  const replaced = seen.parameters.secondMount === undefined;
  const { judgement, findings, tracks } = judged(
    both,
    // Whether they are a set is none of the question.
    { switchingSets: [], redundant: { a: names[0], b: names[1], replaced } },
    false,
  );
  const [a, b] = tracks;
  const exercised = [...judgement.exercised].filter((id) => id.startsWith('RED-'));
  return {
    pairs: a === undefined || b === undefined ? [] : [{ first: a, second: b, replaced }],
    findings,
    exercised,
  };
};

const look = (seen: Observations): ReceivedMedia => {
  const ended = hasEnded(seen);
  const nameOf = naming();
  const all = sentTracks(seen).map((sent) => ({
    sent,
    named: named(sent.key, sent.posts, nameOf, ended),
  }));
  const media = all.filter((one) => hasMedia(one.named.input));
  // What only the second instance sent is a presentation of its own.
  const isBeside = ({ sent }: (typeof all)[number]): boolean =>
    seen.second !== undefined && sent.posts.every((post) => isOfSecondInstance(seen, post));
  const groups = [media.filter((one) => !isBeside(one)), media.filter(isBeside)].filter(
    ({ length }) => length > 0,
  );
  const presentations = groups.map((group) => ({
    group,
    ...judged(
      group.map((one) => one.named),
      { presentation: true },
      true,
    ),
  }));
  const pairs = sentPairs(seen).map((pair) => judgedPair(seen, pair));
  return {
    tracks: presentations.flatMap(({ group, tracks }) =>
      group.flatMap(({ sent, named: { input } }, index) => {
        const track = tracks[index];
        return track === undefined
          ? []
          : [{ sent, track, bytes: join(input.objects.map(({ bytes }) => bytes)) }];
      }),
    ),
    pairs: pairs.flatMap((one) => one.pairs),
    sets: presentations.flatMap((one) =>
      switchingSets(one.tracks, { tracks: [] }).map(({ tracks }) => tracks),
    ),
    findings: [...presentations, ...pairs].flatMap(({ findings }) => findings),
    exercised: new Set([
      ...presentations.flatMap(({ judgement }) => [...judgement.exercised]),
      ...pairs.flatMap(({ exercised }) => exercised),
    ]),
    ended,
    truncated: all.some(({ named: { truncated } }) => truncated),
  };
};

const known = new WeakMap<Observations, ReceivedMedia>();

/** What the rules say of all that came, read once. TTML is only read where the XML parser is loaded. */
export const receivedMedia = (seen: Observations): ReceivedMedia => {
  const made = known.get(seen) ?? look(seen);
  known.set(seen, made);
  return made;
};
