/** The requests with which an ingest source delivers its tracks. */
import { valueOf, valuesOf } from '../../http/message.ts';
import type { Oddity } from '../../http/message.ts';
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear, under } from '../combine.ts';
import { postsOf, sentTracks } from '../ingest/sent-tracks.ts';
import type { Post, SentTrack } from '../ingest/sent-tracks.ts';
import { countlessPath } from '../ingest/track-path.ts';
import { fieldPlace, quoted, scaled, seconds } from './client-select.ts';
import {
  busyFor,
  counted,
  everyOne,
  headOf,
  isTaken,
  noPost,
  notThere,
  ofEachPost,
  ofEachTrack,
  requestsOf,
  segmentMilliseconds,
} from './ingest-select.ts';

/** POST, or PUT as later editions have it (E-DI-08). */
export const postMethod: Check = under('E-DI-08', (seen) => {
  const requests = requestsOf(seen);
  const [first] = requests;
  if (first === undefined) return noPost(seen);
  const other = requests.find(({ request }) => request.head.method === 'PUT');
  if (other !== undefined) return broken('POST', 'PUT', other.request.place);
  return postsOf(seen).length > 0
    ? met()
    : broken(
        'a POST request',
        quoted(`${first.request.head.method} ${first.request.head.target}`),
        first.request.place,
      );
});

const malformations: readonly Oddity[] = [
  'obs-fold',
  'space-before-colon',
  'no-colon',
  'bad-name',
  'nul',
  'control-character',
  'bad-start-line',
  'repeated-content-length',
  'bad-content-length',
];

/** A request of HTTP/1.1 that RFC 9112 finds nothing wrong with, Host included. */
export const http11: Check = ofEachPost((post) => {
  const { head } = post.exchange.request;
  if (head.version !== 'HTTP/1.1')
    return broken(
      'HTTP/1.1 in the request line',
      quoted(`${head.method} ${head.target} ${head.version}`),
      headOf(post),
    );
  const wrong = head.oddities.find((oddity) => malformations.includes(oddity));
  if (wrong !== undefined)
    return broken('a well-formed head (RFC 9112)', `a head with ${wrong.replaceAll('-', ' ')}`, headOf(post));
  const hosts = valuesOf(head, 'host').length;
  if (hosts === 1) return met();
  return broken(
    'one Host field',
    `${hosts === 0 ? 'no' : String(hosts)} Host field${hosts > 1 ? 's' : ''}`,
    headOf(post),
  );
});

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Every path begins with the path of the publishing point. */
export const belowPoint: Check = ofEachPost((post, { parameters: { mount, secondMount } }) => {
  const path = decoded(post.path);
  const isBelow = [mount, ...(secondMount === undefined ? [] : [secondMount])].some((point) => {
    const base = decoded(point).replace(/\/$/, '');
    return path === base || path.startsWith(`${base}/`) || path.startsWith(`${base}?`);
  });
  return isBelow
    ? met()
    : broken(`a path that begins with ${quoted(mount)}`, quoted(post.path), headOf(post));
});

const isEmpty = ({ exchange }: Post): boolean => exchange.request.body.length === 0;

const firstKind = ({ objects }: Post): string | undefined => objects[0]?.kind;

/** What the body of a request begins with, as a noun phrase. */
const beginning = (post: Post): string => {
  const kind = firstKind(post);
  if (kind === undefined) return isEmpty(post) ? 'no body' : 'bytes that are no box';
  if (kind === 'header') return 'a CMAF header';
  return kind === 'fragment'
    ? 'a media fragment'
    : kind === 'mfra'
      ? 'an mfra box'
      : 'bytes that are no CMAF';
};

/** The first request holds the CMAF header, or nothing. */
export const headerOrNothingFirst: Check = (seen) => {
  const [first] = postsOf(seen);
  if (first === undefined) return noPost(seen);
  return isEmpty(first) || firstKind(first) === 'header'
    ? met(beginning(first))
    : broken('a CMAF header, or nothing', beginning(first), headOf(first));
};

/** The CMAF header of each track comes before its first media fragment. */
export const headerBeforeMedia: Check = ofEachTrack((track, seen) => {
  const first = track.objects.find(({ object }) => object.kind === 'header' || object.kind === 'fragment');
  if (first === undefined) return notThere(seen, 'no media came');
  return first.object.kind === 'header'
    ? met()
    : broken('the CMAF header before the first media fragment', 'a media fragment first', first.place);
});

/** A probe, the header, and then the media. */
export const orderOfObjects: Check = ofEachTrack((track, seen) => {
  const header = track.objects.find(({ object }) => object.kind === 'header');
  const fragment = track.objects.find(({ object }) => object.kind === 'fragment' && object.complete);
  if (fragment === undefined) return notThere(seen, 'no media came');
  return header !== undefined && header.place.event <= fragment.place.event
    ? met('the CMAF header, then media fragments')
    : noted('media fragments that no CMAF header had come before', fragment.place);
});

const oneWay = (post: Post): Outcome | undefined => {
  const { head, body } = post.exchange.request;
  const place = fieldPlace(post.exchange, 'content-length');
  if (
    body.oddities.includes('transfer-encoding-with-content-length') ||
    head.oddities.includes('transfer-encoding-with-content-length')
  )
    return broken('Transfer-Encoding or Content-Length', 'both of them', place);
  return undefined;
};

/** Media of more segments than this in one body were not made when it began. */
const liveSegments = 1.5;
/** How much of the time that media play they take to come, at the least, where they are sent as they are made. */
const livePace = 0.5;

/** Whether a body carries media that were made while it was sent. */
const isLive = (post: Post, seen: Observations): boolean => {
  const track = sentTracks(seen).find(({ posts }) => posts.includes(post));
  if (track === undefined || track.timescale === 0) return false;
  const fragments = track.fragments.filter((one) => one.post === post);
  const ticks = fragments.reduce((sum, { fragment }) => sum + Number(fragment.duration), 0);
  const milliseconds = (ticks * 1000) / track.timescale;
  const span = (fragments.at(-1)?.at ?? 0) - (fragments[0]?.begunAt ?? 0);
  return (
    milliseconds > liveSegments * segmentMilliseconds(track) && span > scaled(seen, livePace * milliseconds)
  );
};

/** Chunks where the length cannot be known yet, a length where it can. */
export const chunkedWhenUnknown: Check = ofEachPost((post, seen) => {
  const { body } = post.exchange.request;
  const both = oneWay(post);
  if (both !== undefined) return both;
  const bad = body.oddities.find((oddity) => oddity === 'bad-chunk-size' || oddity === 'bad-chunk-end');
  if (bad !== undefined)
    return broken('valid chunks (RFC 9112, 7.1)', bad.replaceAll('-', ' '), headOf(post));
  if (body.framing.by === 'chunks') return met('Transfer-Encoding: chunked');
  if (body.framing.by === 'close' && body.length > 0)
    return broken('Transfer-Encoding: chunked', 'a body that the end of the connection ends', headOf(post));
  const [first] = body.arrivals;
  const span = (body.arrivals.at(-1)?.at ?? 0) - (first?.at ?? 0);
  if (body.complete || !isLive(post, seen)) return met('Content-Length');
  const length = body.framing.by === 'length' ? String(body.framing.length) : '0';
  return broken(
    'Transfer-Encoding: chunked, since the length is not known yet',
    `Content-Length: ${length} for media that are made as they go, ${seconds(seen, span)} so far`,
    fieldPlace(post.exchange, 'content-length'),
  );
});

/** How much of its duration a segment takes to come, at the least, where its chunks go out as they are made. */
const spread = 0.25;

/** The chunks of a segment come one by one as they are made, where they do. */
export const spreadChunks: Check = ofEachTrack((track, seen) => {
  if (track.kind !== 'video' && track.kind !== 'audio') return met();
  if (track.timescale === 0) return notThere(seen, 'no CMAF header came');
  const posts = track.posts.filter(
    ({ objects, exchange }) =>
      exchange.request.body.complete && objects.filter(({ kind }) => kind === 'fragment').length > 1,
  );
  if (posts.length === 0)
    return noted('no request with several chunks of a segment', track.objects[0]?.place ?? { event: 0 });
  const spreads = posts.map((post) => {
    const chunks = track.fragments.filter((one) => one.post === post);
    const duration = chunks.reduce((sum, { fragment }) => sum + Number(fragment.duration), 0);
    const milliseconds = (duration * 1000) / track.timescale;
    const span = (chunks.at(-1)?.at ?? 0) - (chunks[0]?.begunAt ?? 0);
    return span / scaled(seen, Math.max(milliseconds, 1));
  });
  const most = Math.max(...spreads);
  if (most >= spread) return met(`chunks over ${(most * 100).toFixed(0)} % of the duration of their segment`);
  const words = 'the chunks of a segment come all at once';
  return busyFor(seen) > scaled(seen, spread * segmentMilliseconds(track))
    ? unclear('host-overloaded', `${words}, while this host was busy`)
    : noted(words, headOf(posts[0] as Post));
});

const mediaTracks = (tracks: readonly SentTrack[]): readonly SentTrack[] =>
  tracks.filter(({ headers, fragments }) => headers.length > 0 && fragments.length > 0);

/** Each track has a connection of its own, or several. */
export const ownConnections: Check = (seen) => {
  const tracks = mediaTracks(sentTracks(seen));
  if (tracks.length < 2) return notThere(seen, `media of ${counted(tracks.length, 'track')} came`);
  const users = new Map<number, Set<string>>();
  for (const { key, objects } of tracks) {
    for (const { post } of objects) {
      const { id } = post.connection;
      users.set(id, (users.get(id) ?? new Set()).add(key));
    }
  }
  const shared = seen.connections.find(({ id }) => (users.get(id)?.size ?? 0) > 1);
  return shared === undefined
    ? met(`${counted(tracks.length, 'track')} over ${counted(users.size, 'connection')}`)
    : broken(
        'a connection for each track',
        `${String(users.get(shared.id)?.size ?? 0)} tracks over one connection`,
        shared.place,
      );
};

/** Each track has a relative path of its own. */
export const ownPaths: Check = (seen) => {
  const tracks = mediaTracks(sentTracks(seen));
  if (tracks.length < 2) return notThere(seen, `media of ${counted(tracks.length, 'track')} came`);
  const pathsOf = ({ objects }: SentTrack) => new Set(objects.map(({ post }) => post.path));
  const clash = tracks.find((track) =>
    tracks.some((other) => other !== track && [...pathsOf(other)].some((path) => pathsOf(track).has(path))),
  );
  const [post] = clash?.posts ?? [];
  return clash === undefined || post === undefined
    ? met(tracks.map(({ objects }) => quoted(objects[0]?.post.path ?? '')).join(', '))
    : broken('a relative path for each track', `${quoted(post.path)} for several`, headOf(post));
};

/** How the paths tell tracks and segments apart. */
export const pathStyle: Check = (seen) => {
  const tracks = mediaTracks(sentTracks(seen));
  if (tracks.length === 0) return notThere(seen, 'no media came');
  const base = decoded(seen.parameters.mount).replace(/\/$/, '');
  const styles = tracks.map((track): Outcome => {
    const paths = [...new Set(track.objects.map(({ post }) => post.path))];
    const [path = ''] = paths;
    if (paths.every((one) => decoded(one).replace(/\/$/, '') === base)) {
      const [post] = track.posts;
      return noted(
        'the POST URL itself, without a relative path',
        post === undefined ? { event: 0 } : headOf(post),
      );
    }
    return met(
      paths.length > 1 && paths.every((one) => countlessPath(one) === countlessPath(path))
        ? `a path for each segment, such as ${quoted(paths[1] ?? path)}`
        : `a path for each track, such as ${quoted(path)}`,
    );
  });
  return everyOne(styles) ?? notThere(seen, 'no media came');
};

/** The first request that is taken comes with credentials, or they were not asked for. */
export const authenticatedFirst: Check = (seen) => {
  const posts = postsOf(seen);
  const [first] = posts;
  if (first === undefined) return noPost(seen);
  const admitted = (post: Post): boolean =>
    post.exchange.credentials !== undefined || post.connection.secure?.trusted === true;
  const early = posts.find((post) => !admitted(post) && !isEmpty(post));
  const taken = posts.find(
    (post) => isTaken(post) || (admitted(post) && post.exchange.response === undefined),
  );
  const wrong = posts.find(
    ({ exchange: { credentials } }) =>
      credentials !== undefined && (credentials.user !== 'right' || credentials.password !== 'right'),
  );
  if (wrong !== undefined) return noted('other credentials than those that were given', headOf(wrong));
  if (taken === undefined && !posts.some(admitted)) return noted('no credentials', headOf(first));
  return early === undefined
    ? met('credentials from the first request that carried something')
    : noted('a request with media and without credentials', headOf(early));
};

/** A request in the gzip coding whose body is media once it is decoded. */
export const gzipCoded: Check = (seen) => {
  const posts = postsOf(seen).filter((post) => !isEmpty(post));
  if (posts.length === 0) return noPost(seen);
  const coded = posts.filter(
    ({ exchange }) => (valueOf(exchange.request.head, 'content-encoding') ?? '').toLowerCase() === 'gzip',
  );
  const [first] = posts;
  if (coded.length === 0)
    return broken('Content-Encoding: gzip', 'bodies without a content coding', headOf(first as Post));
  const bad = coded.find(({ objects }) => !objects.some(({ kind }) => kind !== 'other'));
  return bad === undefined
    ? met(`${counted(coded.length, 'request')} in gzip`)
    : broken('CMAF in the gzip coding', 'a body that gzip does not decode to CMAF', headOf(bad));
};
