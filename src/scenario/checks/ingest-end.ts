/** How an ingest source ends its event. */
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import type { Post, SentObject, SentTrack } from '../ingest/sent-tracks.ts';
import { headOf, notThere, ofEachTrack } from './ingest-select.ts';

/** An mfra box of its own eight bytes, or one that holds an mfro box of sixteen (E-DI-12). */
const emptyLengths = [8, 24];

const markOf = ({ objects }: SentTrack): SentObject | undefined => {
  const last = objects.at(-1);
  return last?.object.kind === 'mfra' ? last : undefined;
};

/** The last post that carried anything. */
const lastPost = ({ objects }: SentTrack): Post | undefined => objects.at(-1)?.post;

const ofEnded = (look: (track: SentTrack, last: Post, seen: Observations) => Outcome): Check =>
  ofEachTrack((track, seen) => {
    const last = lastPost(track);
    if (last === undefined || track.fragments.length === 0) return notThere(seen, 'no media came');
    return look(track, last, seen);
  });

/** The last bytes of each track are an empty mfra box. */
export const emptyMfraLast: Check = ofEnded((track, last) => {
  const mark = markOf(track);
  if (mark === undefined) {
    const named = track.objects.at(-1);
    return broken('an empty mfra box as the last bytes of the track', 'none', named?.place ?? headOf(last));
  }
  return emptyLengths.includes(mark.object.length)
    ? met()
    : broken(
        'an mfra box that lists nothing',
        `an mfra box of ${String(mark.object.length)} bytes`,
        mark.place,
      );
});

const isChunked = ({ exchange }: Post): boolean => exchange.request.body.framing.by === 'chunks';

const endByTarget = ({ connection }: Post) => connection.ends.find(({ by }) => by === 'target');

/** The last chunk ends a chunked body (E-DI-13: others have a length). */
export const lastChunkSent: Check = ofEnded((_, last) => {
  if (!isChunked(last))
    return last.exchange.request.body.complete
      ? met('a length, which no last chunk has to end')
      : noted('a body that its length does not end', headOf(last));
  const end = endByTarget(last);
  return last.exchange.request.body.complete
    ? met()
    : broken(
        'the zero-length chunk',
        `${end?.how.toUpperCase() ?? 'no end'} in the middle of the body`,
        end === undefined ? headOf(last) : { event: end.number },
      );
});

/** The connection is kept until the response has come. */
export const responseAwaited: Check = ofEnded((_, last, seen) => {
  const { response, request } = last.exchange;
  const end = endByTarget(last);
  if (end !== undefined && (response === undefined || end.number < response.place.event)) {
    return broken('the end of the connection after the response', `${end.how.toUpperCase()} before it`, {
      event: end.number,
    });
  }
  if (response === undefined)
    return request.body.complete
      ? notThere(seen, 'the response had no time to come')
      : notThere(seen, 'the ingest source did not end its body');
  return met();
});

/** mfra, last chunk, response, FIN: in this order. */
export const orderOfTheEnd: Check = ofEnded((track, last, seen) => {
  const wrong = [
    markOf(track) === undefined ? 'no mfra box' : undefined,
    isChunked(last) && !last.exchange.request.body.complete ? 'no last chunk' : undefined,
    last.exchange.response === undefined ? 'no time for the response' : undefined,
    endByTarget(last)?.how === 'rst' ? 'RST' : undefined,
  ].find((one) => one !== undefined);
  if (wrong !== undefined) return noted(wrong, headOf(last));
  return responseAwaited(seen).outcome === 'met'
    ? met('mfra, the end of the body, the response, FIN')
    : noted('the end of the connection before the response', headOf(last));
});
