/** How a source client frames the body of its request. */
import type { Exchange } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met } from '../combine.ts';
import { connectionOf, headPlace, longestBody, noRequest, notReached } from './client-select.ts';

const framingWords = (exchange: Exchange): string => {
  const { framing } = exchange.request.body;
  if (framing.by === 'length') return `Content-Length: ${String(framing.length)}`;
  return 'a body with neither Transfer-Encoding nor Content-Length';
};

/** A body in the chunked coding. */
export const chunkedBody: Check = (seen) => {
  const exchange = longestBody(seen);
  if (exchange === undefined) return noRequest(seen);
  return exchange.request.body.framing.by === 'chunks'
    ? met()
    : broken('Transfer-Encoding: chunked', framingWords(exchange), headPlace(exchange));
};

/** Chunks that RFC 9112 (7.1) can read, as far as they came. */
export const validChunks: Check = (seen) => {
  const exchange = longestBody(seen);
  if (exchange === undefined) return noRequest(seen);
  const { body } = exchange.request;
  if (body.framing.by !== 'chunks' || body.chunks.length === 0)
    return notReached(seen, 'the client sent no chunk');
  const stray = connectionOf(seen, exchange)?.strays.find(({ dir }) => dir === 'received');
  const wrong = body.oddities.find((oddity) => oddity === 'bad-chunk-size' || oddity === 'bad-chunk-end');
  const last = body.chunks.at(-1);
  if (stray === undefined && wrong === undefined) return met(`${String(body.chunks.length)} chunks`);
  const actual = wrong === undefined ? 'bytes that are no chunk' : wrong.replaceAll('-', ' ');
  return broken('valid chunks (RFC 9112, 7.1)', actual, stray?.place ?? last?.place ?? headPlace(exchange));
};

const ended = (exchange: Exchange, how: string | undefined, place: { event: number }): Outcome => {
  const { body } = exchange.request;
  if (body.framing.by === 'chunks') {
    return body.complete
      ? met('the last chunk')
      : broken('the last chunk', `${how ?? 'no end'} in the middle of the body`, place);
  }
  if (how === 'RST') return broken('the end of the body with FIN', 'RST', place);
  return how === 'FIN' || body.complete
    ? met(how ?? 'the end of the length')
    : broken('the end of the body', 'no end', place);
};

/** The body of the last request is brought to its end: by the last chunk, or by FIN where nothing frames it. */
export const bodyEnded: Check = (seen) => {
  const exchange = longestBody(seen);
  if (exchange === undefined) return noRequest(seen);
  if (exchange.request.body.length === 0) return notReached(seen, 'the client sent none of its stream');
  const end = connectionOf(seen, exchange)?.ends.find(({ by }) => by === 'target');
  return ended(exchange, end?.how.toUpperCase(), { event: end?.number ?? exchange.request.place.event });
};
