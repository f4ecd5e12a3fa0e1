/** The steps that send: heads, streams, bytes as they are, and the end of a body. */
import { performance } from 'node:perf_hooks';
import { bytesOf } from '../../http/message.ts';
import { samples } from '../../media/samples.ts';
import type { Step } from '../../scenario/stimulus.ts';
import { requestText } from '../request-text.ts';
import type { Stage } from '../stage.ts';
import { isOver } from './connections.ts';
import type { Line } from './connections.ts';
import type { Play } from './play.ts';
import { scaledBy, sleepUntil } from './pace.ts';

type Of<Do extends Step['do']> = Extract<Step, { do: Do }>;

export const sendHead = async (play: Play, step: Of<'request' | 'trickle'>, index: number): Promise<void> => {
  const { connections, layout } = play;
  const line = await connections.open(step.conn);
  if (line === undefined) return;
  const text = requestText(step.plan, connections.cast, layout.bodyLength(index));
  connections.begin(line, step.plan.framing);
  await connections.send(line, (link) =>
    step.do === 'trickle' ? link.sendByteByByte('head', bytesOf(text)) : link.sendHead(text),
  );
};

const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

/**
 * What is handed to the connection at a time: a chunk each where the body is chunked, a frame each where it is
 * paced, and otherwise all at once, so that an answer which comes meanwhile is read and not lost to a failed write.
 */
const portions = (
  step: Of<'stream'>,
  pieces: readonly Uint8Array[],
  framing: Line['framing'],
): readonly Uint8Array[] => {
  if (step.chunkBytes !== undefined) return cut(joined(pieces), step.chunkBytes);
  return framing?.by === 'chunks' || step.pace !== undefined ? pieces : [joined(pieces)];
};

const playTime = (step: Of<'stream'>, stage: Stage): number =>
  step.pace === undefined ? 0 : samples[step.sample].frameMilliseconds * scaledBy(stage);

export const sendStream = async (play: Play, step: Of<'stream'>, index: number): Promise<void> => {
  const { stage, connections, layout } = play;
  const line = connections.find(step.conn);
  if (line === undefined) return;
  const interval = playTime(step, stage);
  const start = performance.now();
  const chunked = line.framing?.by === 'chunks';
  for (const [number, portion] of portions(step, layout.pieces(index), line.framing).entries()) {
    if (interval > 0) await sleepUntil(start + number * interval, stage.signal);
    if (line.link.state.broken !== undefined || (interval > 0 && isOver(line))) return;
    await connections.send(line, (link) =>
      chunked ? link.sendChunk(portion, step.extension) : link.send('payload', portion),
    );
  }
};

export const writeRaw = async ({ connections }: Play, step: Of<'write'>): Promise<void> => {
  const line = connections.find(step.conn);
  if (line) await connections.send(line, (link) => link.send(step.part ?? 'payload', bytesOf(step.text)));
};

export const finishBody = async ({ connections }: Play, conn: string): Promise<void> => {
  const line = connections.find(conn);
  if (line?.framing?.by === 'chunks') await connections.send(line, (link) => link.sendLastChunk());
  if (line?.framing?.by === 'close') line.link.finish();
};
