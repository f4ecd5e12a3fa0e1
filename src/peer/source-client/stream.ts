/** The body of our source client: frames in real time, a few at once at most. */
import { performance } from 'node:perf_hooks';
import { concat } from '../../media/bytes.ts';
import { samples } from '../../media/samples.ts';
import type { SampleName } from '../../media/samples.ts';
import type { Link } from '../../wire/link.ts';
import type { Timing } from '../stage.ts';
import type { ClientFraming, Quirks } from './request.ts';

/** How many frames a chunk carries, at most, and how many go out before answers are looked for. */
const framesInChunk = 8;
const framesInTurn = 80;
/** How much media may be made up for after the host held us up, in milliseconds of media. */
const catchUp = 4_000;
/** How much goes out at once in a burst, in milliseconds, and how many different frames there are in it. */
const burst = 60_000;
const burstFrames = 64;
/** The frames that are torn, and the chunk whose size line is spoilt. */
const tornEvery = 25;
const spoiltChunk = 2;

export interface StreamOptions {
  readonly sample: SampleName;
  readonly framing: ClientFraming;
  readonly quirks: Quirks;
  readonly timing: Timing;
  /** Not the first connection: the stream was interrupted before. */
  readonly again: boolean;
  /** Whether it has to stop. */
  readonly isOver: () => boolean;
  readonly signal: AbortSignal;
}

const blankLine = Uint8Array.of(0x0d, 0x0a);

const tick = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });

/** Frames are costly to make, and every scenario streams the same ones. */
const made: Partial<Record<SampleName, Uint8Array[]>> = {};
const keptFrames = 2_048;

const frameOf = (sample: SampleName, index: number): Uint8Array => {
  const kept = (made[sample] ??= []);
  const frame = kept[index] ?? samples[sample].frame(index);
  if (index < keptFrames) kept[index] = frame;
  return frame;
};

const framesWith = ({ sample, quirks, again }: StreamOptions): ((index: number) => Uint8Array) => {
  const isBurst = quirks.has('sends-a-burst');
  const beginning = quirks.has('blank-line-before-stream') ? blankLine : new Uint8Array(0);
  return (index) => {
    const frame = frameOf(sample, isBurst ? index % burstFrames : index);
    const whole = index === 0 ? concat(beginning, samples[sample].header, frame) : frame;
    const half = whole.subarray(Math.floor(whole.length / 2));
    if (index === 0 && again && quirks.has('begins-mid-frame')) return half;
    if (quirks.has('tears-frames') && index % tornEvery === tornEvery - 1)
      return whole.subarray(0, half.length);
    return whole;
  };
};

/** How fast media goes out: milliseconds of ours for a millisecond of media. */
const slownessWith = ({ quirks, timing }: StreamOptions): number =>
  (timing.delay('second') / 1000) * (quirks.has('sends-too-slowly') ? 20 : 1);

/** Streams until it is told that it is over. */
export const stream = async (link: Link, options: StreamOptions): Promise<void> => {
  const { framing, quirks, isOver, signal } = options;
  const frame = framesWith(options);
  const frameMilliseconds = samples[options.sample].frameMilliseconds * slownessWith(options);
  const atOnce = quirks.has('sends-a-burst')
    ? Math.round(burst / samples[options.sample].frameMilliseconds)
    : 1;
  const behindAtMost = Math.round(catchUp / samples[options.sample].frameMilliseconds);
  let began = performance.now();
  let chunks = 0;
  const send = async (bytes: Uint8Array) => {
    chunks += 1;
    if (framing !== 'chunks') await link.send('payload', bytes);
    else if (quirks.has('bad-chunk-size') && chunks === spoiltChunk) {
      await link.send('chunk-size', new TextEncoder().encode('many\r\n'));
    } else await link.sendChunk(bytes);
  };
  for (let sent = 0; !isOver();) {
    const elapsed = Math.floor((performance.now() - began) / frameMilliseconds);
    const due = atOnce + elapsed;
    if (due - sent > behindAtMost + atOnce) began += (due - sent - behindAtMost) * frameMilliseconds;
    if (due <= sent) {
      await tick(began + (sent + 1 - atOnce) * frameMilliseconds - performance.now(), signal);
      continue;
    }
    const upTo = Math.min(due, sent + Math.max(framesInTurn, atOnce));
    while (sent < upTo) {
      const count = Math.min(framesInChunk, upTo - sent);
      await send(concat(...Array.from({ length: count }, (_, index) => frame(sent + index))));
      sent += count;
    }
    // However much there is to make up for, an answer that came meanwhile is seen.
    await new Promise((resolve) => setImmediate(resolve));
  }
};
