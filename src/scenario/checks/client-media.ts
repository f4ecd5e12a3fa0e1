/** The bytes that a source client streams. */
import { has, ascii } from '../../media/bytes.ts';
import type { FrameBreak } from '../../media/frame-reading.ts';
import { readFrames } from '../../media/read-frames.ts';
import { samples } from '../../media/samples.ts';
import type { SampleName } from '../../media/samples.ts';
import { sniff } from '../../media/sniff.ts';
import type { Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { headPlace, longestBody, noRequest, notReached } from './client-select.ts';

export const readableKind = (kind: string | undefined): SampleName | undefined =>
  kind !== undefined && kind in samples ? (kind as SampleName) : undefined;

/** Tags between frames belong to files that are streamed one after the other; players pass over them. */
const tags = ['ID3', 'TAG', 'APETAGEX'].map(ascii);

const isTag = (bytes: Uint8Array, { offset }: FrameBreak): boolean =>
  tags.some((tag) => has(bytes, offset, tag));

const placeOf = ({ request }: Exchange, offset: number): Place => {
  const arrival = request.body.arrivals.find(
    (one) => offset >= one.offset && offset < one.offset + one.length,
  );
  if (arrival === undefined) return request.place;
  const { event, offset: from } = arrival.place;
  return from === undefined ? { event } : { event, offset: from + offset - arrival.offset };
};

/** A check of the longest body, where it is of a kind that we can read. */
export const ofReadableStream =
  (look: (exchange: Exchange, kind: SampleName, seen: Observations) => Outcome): Check =>
  (seen) => {
    const exchange = longestBody(seen);
    if (exchange === undefined) return noRequest(seen);
    const { body } = exchange.request;
    if (body.length === 0) return notReached(seen, 'the client sent none of its stream');
    const kind = readableKind(sniff(body.kept));
    return kind === undefined
      ? noted('a stream of no kind that we can read', body.arrivals[0]?.place ?? headPlace(exchange))
      : look(exchange, kind, seen);
  };

/** Frames that follow each other without a gap; tags between them do not count. */
export const contiguousFrames: Check = ofReadableStream((exchange, kind) => {
  const { kept } = exchange.request.body;
  const { frames, breaks } = readFrames(kind, kept);
  const gap = breaks.find((one) => !isTag(kept, one));
  if (gap !== undefined) {
    return broken(
      `frames of ${kind} without a gap`,
      `at byte ${String(gap.offset)} of the body: ${gap.reason}`,
      placeOf(exchange, gap.offset),
    );
  }
  return frames > 0
    ? met(`${String(frames)} frames of ${kind}`)
    : unclear('window-too-short', 'not even one frame came');
});
