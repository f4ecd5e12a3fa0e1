/** The steps that send: heads, streams, media, bytes as they are, and the end of a body. */
import { performance } from 'node:perf_hooks';
import { bytesOf } from '../../http/message.ts';
import { join } from '../../media/bytes.ts';
import type { RequestPlan, Step } from '../../scenario/stimulus.ts';
import { requestText } from '../request-text.ts';
import { finalOf, isOver } from './connections.ts';
import type { Line } from './connections.ts';
import type { Play } from './play.ts';
import type { Portion } from './portions.ts';
import { scaledBy, sleepUntil } from './pace.ts';

type Of<Do extends Step['do']> = Extract<Step, { do: Do }>;

/** The head of a step's request on a connection; how long its body will be is worked out where it is declared. */
export const headOf = ({ layout }: Play, line: Line, plan: RequestPlan, index: number): string => {
  const declares = plan.framing?.by === 'length' && plan.framing.length === undefined;
  return requestText(plan, line.cast, declares ? layout.bodyLength(index) : 0);
};

/** Objects of a store go over any connection: where one was closed, or closes after its answer, another is made. */
const isOfStore = ({ target }: RequestPlan): boolean => target.includes('{store}');

export const sendHead = async (play: Play, step: Of<'request' | 'trickle'>, index: number): Promise<void> => {
  const { connections } = play;
  const line = await connections.open(step.conn, isOfStore(step.plan) ? 'replaced' : 'used');
  if (line === undefined) return;
  const text = headOf(play, line, step.plan, index);
  connections.begin(line, step.plan.framing);
  await connections.send(line, (link) =>
    step.do === 'trickle' ? link.sendByteByByte('head', bytesOf(text)) : link.sendHead(text),
  );
};

/** A body that is longer than this is handed over in its portions, in bytes. */
const mostAtOnce = 1024 * 1024;

/**
 * What is handed to the connection at a time: a chunk each where the body is chunked, a portion each where it is long,
 * paced or cut on purpose, and otherwise all at once, so that an answer which comes meanwhile is read and not lost to a
 * failed write.
 */
const handedOver = (
  step: Of<'stream' | 'media'>,
  portions: readonly Portion[],
  framing: Line['framing'],
): readonly Portion[] => {
  const length = portions.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const isCut = step.pace !== undefined || step.chunkBytes !== undefined;
  const apart = framing?.by === 'chunks' || isCut || length > mostAtOnce;
  return apart ? portions : [{ bytes: join(portions.map(({ bytes }) => bytes)), seconds: 0 }];
};

/** Sends frames of a sample or pieces of a track, at once or at the pace at which they play. */
export const sendMedia = async (play: Play, step: Of<'stream' | 'media'>, index: number): Promise<void> => {
  const { stage, connections, layout } = play;
  const line = connections.find(step.conn);
  if (line === undefined) return;
  const scale = step.pace === undefined ? 0 : 1000 * scaledBy(stage);
  const chunked = line.framing?.by === 'chunks';
  const isRefused = (): boolean => {
    if (step.do !== 'media' || step.regardless) return false;
    return (finalOf(line)?.status ?? 0) >= 300;
  };
  let due = performance.now();
  let sent = 0;
  for (const { bytes, seconds } of handedOver(step, layout.portions(index), line.framing)) {
    if (scale > 0) await sleepUntil(due, stage.signal);
    if (line.link.state.broken !== undefined || (scale > 0 && isOver(line))) return;
    if (sent >= mostAtOnce && isRefused()) {
      line.brokenOff = true;
      return;
    }
    await connections.send(line, (link) =>
      chunked ? link.sendChunk(bytes, step.extension) : link.send('payload', bytes),
    );
    sent += bytes.length;
    due += seconds * scale;
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
