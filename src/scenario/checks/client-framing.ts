/** How a source client frames the body of its request. */
import type { Exchange } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
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

/** A chunked body is brought to its end by the last chunk; where nothing frames it, there is nothing to bring. */
export const lastChunk: Check = (seen) => {
  const exchange = longestBody(seen);
  if (exchange === undefined) return noRequest(seen);
  const { body } = exchange.request;
  if (body.length === 0) return notReached(seen, 'the client sent none of its stream');
  if (body.framing.by !== 'chunks')
    return noted(`${framingWords(exchange)}, which no last chunk ends`, headPlace(exchange));
  if (body.complete) return met();
  const end = connectionOf(seen, exchange)?.ends.find(({ by }) => by === 'target');
  const actual = `${end?.how.toUpperCase() ?? 'no end'} in the middle of the body`;
  return broken('the last chunk', actual, end === undefined ? headPlace(exchange) : { event: end.number });
};
