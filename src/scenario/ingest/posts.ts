/** The requests of an ingest source, and the objects that they carry. */
import { Gunzip } from 'fflate';
import { valueOf } from '../../http/message.ts';
import { join } from '../../media/bytes.ts';
import type { HeaderFacts, IngestObject } from '../../media/ingest/ingest-object.ts';
import { ingestObjects } from '../../media/ingest/ingest-reader.ts';
import type { Arrival, Body, Connection, Exchange, Observations, Place } from '../../trace/observations.ts';
import { countlessPath, pathOf } from './track-path.ts';

/** A request with a body: POST, or PUT as later editions have it. */
export interface Post {
  readonly exchange: Exchange;
  readonly connection: Connection;
  /** Path and query, as in the request line. */
  readonly path: string;
  /** The body, its content coding undone, as far as the trace kept it. */
  readonly body: Uint8Array;
  /** Whether the trace kept all of it, so that its end is the source's doing. */
  readonly whole: boolean;
  readonly objects: readonly IngestObject[];
  /** Where a content coding was undone: how many bytes of the body were there at the end of each arrival. */
  readonly decodedBy?: readonly number[];
}

/** A body that is decoded is not read further than this, in bytes. */
const mostInflated = 64 * 1024 * 1024;

/** How much is given to the decoder at once, so that what it makes of it stays small. */
const slice = 16 * 1024;

/** What gzip makes of a body, up to where it is broken or too long, and how far each arrival brought it. */
const inflated = ({
  kept,
  arrivals,
}: Body): { readonly bytes: Uint8Array; readonly by: readonly number[] } => {
  const parts: Uint8Array[] = [];
  const by: number[] = [];
  let length = 0;
  try {
    const stream = new Gunzip((part) => {
      length += part.length;
      if (length <= mostInflated) parts.push(part);
    });
    for (const arrival of arrivals) {
      const end = Math.min(arrival.offset + arrival.length, kept.length);
      for (let at = arrival.offset; at < end && length <= mostInflated; at += slice) {
        stream.push(kept.subarray(at, Math.min(at + slice, end)), false);
      }
      by.push(length);
    }
    stream.push(new Uint8Array(0), true);
  } catch {
    // What came before the fault is what there is.
  }
  while (by.length < arrivals.length) by.push(length);
  return { bytes: join(parts), by };
};

const isPost = ({ request: { head } }: Exchange): boolean => head.method === 'POST' || head.method === 'PUT';

/** Headers by the track that they are of, as far as path and track_ID tell. */
type KnownHeaders = Map<string, HeaderFacts>;

const trackKey = (path: string, trackId: number | undefined): string =>
  `${countlessPath(path)} ${String(trackId)}`;

/** The objects of a body. What its fragments last may depend on a header that came in a request before. */
const objectsOf = (
  path: string,
  body: Uint8Array,
  complete: boolean,
  headers: KnownHeaders,
): readonly IngestObject[] => {
  const objects = ingestObjects(body, complete);
  const first = objects.find((object) => object.header !== undefined || object.fragment !== undefined);
  const header = headers.get(trackKey(path, first?.fragment?.trackId));
  for (const object of objects) {
    if (object.header !== undefined) headers.set(trackKey(path, object.header.trackId), object.header);
  }
  return first?.fragment === undefined || (header?.defaultSampleDuration ?? 0) === 0 || header === undefined
    ? objects
    : ingestObjects(body, complete, { header });
};

const postOf = (exchange: Exchange, connection: Connection, headers: KnownHeaders): Post => {
  const { head, body } = exchange.request;
  const path = pathOf(head.target);
  const whole = body.kept.length === body.length;
  const coding = (valueOf(head, 'content-encoding') ?? '').trim().toLowerCase();
  const decoded = coding === 'gzip' || coding === 'x-gzip' ? inflated(body) : undefined;
  const bytes = decoded?.bytes ?? body.kept;
  return {
    exchange,
    connection,
    path,
    body: bytes,
    whole,
    objects: objectsOf(path, bytes, whole && body.complete, headers),
    ...(decoded === undefined ? {} : { decodedBy: decoded.by }),
  };
};

const known = new WeakMap<Observations, readonly Post[]>();

/** The requests of the source that may carry media, in order of time. */
export const postsOf = (seen: Observations): readonly Post[] => {
  const made = known.get(seen);
  if (made !== undefined) return made;
  // Where a server is under test, we are the source.
  const sender = seen.parameters.role === 'server' ? 'us' : 'target';
  const headers: KnownHeaders = new Map();
  const posts = seen.connections
    .filter((connection) => connection.by === sender)
    .flatMap((connection) =>
      connection.exchanges.filter(isPost).map((exchange) => ({ exchange, connection })),
    )
    .sort((one, other) => one.exchange.request.place.event - other.exchange.request.place.event)
    .map(({ exchange, connection }) => postOf(exchange, connection, headers));
  known.set(seen, posts);
  return posts;
};

/** The run of bytes in which a byte of the body came; the last one where it never came. */
const arrivalOf = ({ exchange, decodedBy }: Post, offset: number): Arrival | undefined => {
  const { arrivals } = exchange.request.body;
  const endAt = (index: number): number => {
    const arrival = arrivals[index];
    return decodedBy?.[index] ?? (arrival === undefined ? Infinity : arrival.offset + arrival.length);
  };
  let [from, to] = [0, Math.max(0, arrivals.length - 1)];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (endAt(middle) > offset) to = middle;
    else from = middle + 1;
  }
  return arrivals[from];
};

/** When a byte of the body came, in milliseconds since the scenario began. */
export const timeOf = (post: Post, offset: number): number =>
  arrivalOf(post, offset)?.at ?? post.exchange.request.at;

/** Where in the trace a byte of the body stands; where its arrival begins, if a content coding hides it. */
export const placeOf = (post: Post, offset: number): Place => {
  const arrival = arrivalOf(post, offset);
  if (arrival === undefined) return post.exchange.request.place;
  const from = arrival.place.offset;
  return from === undefined || post.decodedBy !== undefined || offset < arrival.offset
    ? arrival.place
    : { event: arrival.place.event, offset: from + Math.min(offset - arrival.offset, arrival.length) };
};
