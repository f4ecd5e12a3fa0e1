/** Streams to a listener as fast as it takes it, and counts what it has read. */
import type { ListenerAct, ServedMetadata, ServedStream } from '../../scenario/icy2/listening.ts';
import type { Link } from '../../wire/link.ts';
import { buffersAtMost, watchUptake } from '../../wire/uptake.ts';
import type { Uptake } from '../../wire/uptake.ts';
import { hold, overhear } from '../wait.ts';
import { bodyReader } from './body.ts';
import type { Piece } from './body.ts';
import { isOver } from './scene.ts';
import type { Scene } from './scene.ts';

/** How far we send ahead of what is waited for, so that no player lacks what it wants to have in store; in bytes. */
const ahead = 128 * 1024;
/** What is counted as news of a listener that reads on; in bytes. */
const stride = 4 * 1024;

/** Puts into the trace how much the listener has read: whenever that is a good deal more, and when it stands still. */
const uptakeRecord = (link: Link, scene: Scene, began: number) => {
  let told = -1;
  let latest: Uptake = { bytes: 0, exact: true };
  return {
    take: (uptake: Uptake): void => {
      const still = uptake.bytes === latest.bytes;
      latest = uptake;
      if (uptake.bytes === told || (!still && uptake.bytes - told < stride)) return;
      told = uptake.bytes;
      scene.stage.recorder.record({ event: 'taken', conn: link.id, ...uptake });
    },
    /** Of the body. */
    read: (): number => Math.max(0, told - began),
    exact: (): boolean => latest.exact,
  };
};

/** How much is sent where the stream has no end. */
const limitOf = ({ until }: Scene, exact: boolean): number =>
  ('read' in until ? until.read : 0) + ahead + (exact ? 0 : buffersAtMost);

const write = async (
  link: Link,
  { bytes, of }: Piece,
  { chunked }: ListenerAct,
  byteByByte: boolean,
): Promise<void> => {
  if (chunked) await link.sendChunk(bytes);
  else if (of === 'block' && byteByByte) await link.sendByteByByte('payload', bytes);
  else await link.send('payload', bytes);
};

/** What comes next in a stream, and where. */
const marksOf = ({ pause, ends }: ServedStream): number[] =>
  [pause?.after, ends?.after].filter((mark) => mark !== undefined);

const end = (link: Link, how: 'close' | 'reset', scene: Scene): void => {
  scene.stage.recorder.record({ event: 'fault', conn: link.id, fault: how, after: link.state.bytesReceived });
  if (how === 'reset') link.reset();
  else link.close();
};

/** What is served, and to whom. */
export interface Feeding {
  readonly act: ListenerAct;
  readonly stream: ServedStream;
  /** Absent for a listener that did not ask for it. */
  readonly metadata: ServedMetadata | undefined;
  readonly link: Link;
  readonly scene: Scene;
  /** Whether this is the last act of the script. */
  readonly isLast: boolean;
}

/** Serves the stream; the head has been sent. Resolves when the listener is gone, or the stream has come to its end. */
export const feed = async ({ act, stream, metadata, link, scene, isLast }: Feeding): Promise<void> => {
  const { stage, tally } = scene;
  const began = link.state.bytesSent;
  let written = began;
  const uptake = uptakeRecord(link, scene, began);
  const unwatch = watchUptake(
    link,
    () => written,
    (known) => {
      if (!isOver(link)) uptake.take(known);
    },
  );
  if (isLast) tally.last = { conn: link.id, read: () => uptake.read(), over: () => isOver(link) };
  const next = bodyReader(metadata);
  const gone = (): boolean => isOver(link) || stage.signal.aborted;
  let sent = 0;
  try {
    while (!gone()) {
      if (sent === stream.ends?.after) {
        // A reset right behind the last bytes may be taken for their regular end.
        const all = written - began;
        await overhear(stage, 'pause', () => isOver(link) || uptake.read() >= all);
        if (gone()) return;
        end(link, stream.ends.how, scene);
        return;
      }
      if (sent === stream.pause?.after) await overhear(stage, stream.pause.for, () => isOver(link));
      const room = limitOf(scene, uptake.exact()) - sent;
      if (room <= 0) {
        await hold(stage, () => isOver(link) || limitOf(scene, uptake.exact()) > sent);
        continue;
      }
      const before = sent;
      const mark = Math.min(...marksOf(stream).filter((one) => one > before), before + room);
      const piece = next(mark - before);
      await write(link, piece, act, metadata?.byteByByte === true);
      sent += piece.bytes.length;
      written = link.state.bytesSent;
    }
  } finally {
    unwatch();
  }
};
