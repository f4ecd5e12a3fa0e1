/** What the steps of a scenario will send, worked out before the first of them: lengths can only be declared so. */
import { gzipSync } from 'node:zlib';
import { bytesOf } from '../../http/message.ts';
import { join } from '../../media/bytes.ts';
import { samples } from '../../media/samples.ts';
import type { SampleName } from '../../media/samples.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import type { SourceTrack, TestTrackName } from '../../media/tracks/test-track.ts';
import type { Step } from '../../scenario/stimulus.ts';
import { framePortions, mediaPortions, recut } from './portions.ts';
import type { Portion } from './portions.ts';

type StreamStep = Extract<Step, { do: 'stream' }>;
type MediaStep = Extract<Step, { do: 'media' }>;

export interface Layout {
  /**
   * What a stream step or a media step sends, in the portions in which it is made: the header of the sample where the
   * stream begins, then frames; objects or chunks of a track; or what of the compressed body falls to the step.
   */
  readonly portions: (step: number) => readonly Portion[];
  /** How many bytes of body follow the request of a step, on its connection. */
  readonly bodyLength: (step: number) => number;
}

/** How much of a compressed body an HTTP chunk carries. */
const compressedChunk = 1024;

const isRequest = (step: Step): step is Extract<Step, { do: 'request' | 'trickle' | 'insist' }> =>
  step.do === 'request' || step.do === 'trickle' || step.do === 'insist';

const isOn = (step: Step, conn: string): boolean => 'conn' in step && step.conn === conn;

const lengthOf = (portions: readonly Portion[]): number =>
  portions.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** Frames are numbered over the whole scenario, so that no two connections ever send the same frame. */
const streamsOf = (steps: readonly Step[]): ((index: number) => readonly Portion[]) => {
  const used = new Map<SampleName, number>();
  const begun = new Set<string>();
  const streams = new Map<
    number,
    { readonly step: StreamStep; readonly first: number; readonly header: boolean }
  >();
  steps.forEach((step, index) => {
    if (isRequest(step)) begun.delete(step.conn);
    if (step.do !== 'stream') return;
    const first = used.get(step.sample) ?? 0;
    used.set(step.sample, first + step.frames);
    streams.set(index, { step, first, header: !begun.has(step.conn) });
    begun.add(step.conn);
  });
  return (index) => {
    const stream = streams.get(index);
    if (stream === undefined) return [];
    const sample = samples[stream.step.sample];
    const frames = Array.from({ length: stream.step.frames }, (_, number) =>
      sample.frame(stream.first + number),
    );
    const pieces = stream.header && sample.header.length > 0 ? [sample.header, ...frames] : frames;
    return framePortions(stream.step, pieces);
  };
};

/** @param trackOf the track of a name, where it is not our own */
export const layOut = (
  steps: readonly Step[],
  trackOf: (name: TestTrackName) => SourceTrack = sourceTrack,
): Layout => {
  const streamed = streamsOf(steps);
  const made = new Map<MediaStep, readonly Portion[]>();
  /** Made once, as a large object takes a while: its length is asked before it is sent. */
  const plain = (step: MediaStep): readonly Portion[] => {
    const portions = made.get(step) ?? mediaPortions(step, trackOf(step.track));
    made.set(step, portions);
    return portions;
  };

  /** The steps of a request's body, on its connection up to its next request. */
  const bodyOf = (request: number): readonly number[] => {
    const at = steps[request];
    if (at === undefined || !('conn' in at)) return [];
    const body: number[] = [];
    for (let index = request + 1; index < steps.length; index += 1) {
      const step = steps[index];
      if (step === undefined || !isOn(step, at.conn)) continue;
      if (isRequest(step)) break;
      body.push(index);
    }
    return body;
  };

  const requestOf = (step: MediaStep, index: number): number =>
    steps.findLastIndex((one, at) => at < index && isRequest(one) && one.conn === step.conn);

  /** The media of the whole body are compressed as one; each step has its share of them, by what it is the source of. */
  const compressed = (step: MediaStep, index: number, request: number): readonly Portion[] => {
    const media = bodyOf(request).flatMap((at) => {
      const one = steps[at];
      return one?.do === 'media' ? [{ at, portions: plain(one) }] : [];
    });
    const all = lengthOf(media.flatMap(({ portions }) => portions));
    const whole = gzipSync(join(media.flatMap(({ portions }) => portions.map(({ bytes }) => bytes))));
    const upTo = (before: number) => Math.floor((whole.length * before) / Math.max(all, 1));
    const own = plain(step);
    const before = lengthOf(media.filter(({ at }) => at < index).flatMap(({ portions }) => portions));
    const isLast = media.at(-1)?.at === index;
    const share = whole.subarray(upTo(before), isLast ? whole.length : upTo(before + lengthOf(own)));
    const seconds = own.reduce((sum, portion) => sum + portion.seconds, 0);
    return recut([{ bytes: share, seconds }], step.chunkBytes ?? compressedChunk);
  };

  const sent = (step: MediaStep, index: number): readonly Portion[] => {
    const request = requestOf(step, index);
    const at = steps[request];
    if (at !== undefined && isRequest(at) && at.plan.coding !== undefined)
      return compressed(step, index, request);
    return step.chunkBytes === undefined ? plain(step) : recut(plain(step), step.chunkBytes);
  };

  const portions = (index: number): readonly Portion[] => {
    const step = steps[index];
    return step?.do === 'media' ? sent(step, index) : streamed(index);
  };

  const stepLength = (index: number): number => {
    const step = steps[index];
    if (step?.do === 'write' && step.part !== 'chunk-size') return bytesOf(step.text).length;
    return lengthOf(portions(index));
  };

  return {
    portions,
    bodyLength: (request) => bodyOf(request).reduce((sum, index) => sum + stepLength(index), 0),
  };
};
