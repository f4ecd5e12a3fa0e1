/** One behaviour of the script, played on one request. */
import type { RequestHead } from '../../http/message.ts';
import { behaviourWords } from '../../scenario/behaviour.ts';
import type { Behaviour } from '../../scenario/behaviour.ts';
import type { Link } from '../../wire/link.ts';
import { hold, overhear, pause } from '../wait.ts';
import { finalText, interimText } from './answer-text.ts';
import { expectsContinue } from './request-kind.ts';
import { isOver } from './scene.ts';
import type { After, Scene } from './scene.ts';

export interface SourceRequest {
  readonly head: RequestHead;
  /** Its number on the connection, from 0. */
  readonly index: number;
  /** Payload bytes of the connection that came before it. */
  readonly before: number;
  readonly link: Link;
  readonly scene: Scene;
}

/** The body has come to its end, or will not go on. */
const bodyOver = ({ link, index }: SourceRequest): boolean =>
  link.state.messagesReceived > index || link.state.finReceived || isOver(link);

/** Sends 100 Continue when the behaviour says so; not where a body that came meanwhile has ended already. */
const sendInterim = async (behaviour: Behaviour, request: SourceRequest): Promise<void> => {
  const { head, link, scene } = request;
  if (behaviour.interim === 'never' || !expectsContinue(head)) return;
  if (head.version !== 'HTTP/1.1' && !scene.wording.interimToOldClients) return;
  if (typeof behaviour.interim === 'object') {
    await overhear(scene.stage, behaviour.interim.after, () => bodyOver(request));
    if (bodyOver(request) || scene.stage.signal.aborted) return;
  }
  scene.tally.done += 1;
  await link.sendHead(interimText(scene.wording));
};

/** Does to the connection what the behaviour says once enough of the body has come. */
const applyFault = async (
  behaviour: Behaviour,
  request: SourceRequest,
  bytes: () => number,
): Promise<After | undefined> => {
  const { then } = behaviour;
  const { link, scene } = request;
  if (then === undefined) return undefined;
  const threshold = 'reset' in then ? then.reset : 'close' in then ? then.close : then.stopReading;
  if (!(await hold(scene.stage, () => bytes() >= threshold || bodyOver(request)))) return 'is-over';
  if (bytes() < threshold) return undefined;
  const fault = 'reset' in then ? 'reset' : 'close' in then ? 'close' : 'stall';
  scene.stage.recorder.record({ event: 'fault', conn: link.id, fault, after: link.state.bytesReceived });
  scene.tally.done += 1;
  if (fault === 'reset') link.reset();
  if (fault === 'close') link.close();
  if (fault !== 'stall') return 'is-over';
  link.pause();
  if ('stopReading' in then && then.resumeAfter !== undefined) {
    await pause(scene.stage, then.resumeAfter);
    link.resume();
  }
  return undefined;
};

/** Plays a behaviour on a request that is meant as a source. */
export const playBehaviour = async (behaviour: Behaviour, request: SourceRequest): Promise<After> => {
  const { head, link, scene } = request;
  const { stage, tally, serve, wording, places } = scene;
  const isLast = tally.used >= serve.length - 1;
  stage.recorder.record({ event: 'step', index: tally.used, step: behaviourWords(behaviour) });
  tally.used += 1;
  const bytes = () => link.state.payloadReceived - request.before;
  if (isLast) tally.lastBody = bytes;

  let answered = false;
  const sendFinal = async () => {
    if (answered || behaviour.final === undefined || isOver(link)) return;
    answered = true;
    tally.done += 1;
    await link.sendHead(finalText(behaviour.final, wording, places, behaviour.closes));
  };
  const { finalWhen } = behaviour;

  if (finalWhen === 'at-once') await sendFinal();
  if (answered && behaviour.closes) return 'closes';
  await sendInterim(behaviour, request);
  // A client of old sends nothing before it has its 200.
  if (finalWhen === 'after-interim' || head.method === 'SOURCE') await sendFinal();
  const early =
    typeof finalWhen === 'object'
      ? hold(stage, () => bytes() >= finalWhen.afterBytes || bodyOver(request)).then(sendFinal)
      : Promise.resolve();
  if ((await applyFault(behaviour, request, bytes)) === 'is-over') return 'is-over';
  await early;
  if (answered && behaviour.closes) return 'closes';
  if (!(await hold(stage, () => bodyOver(request)))) return 'is-over';
  if (isOver(link)) return 'is-over';
  if (behaviour.finalDelay !== undefined) await overhear(stage, behaviour.finalDelay, () => isOver(link));
  await sendFinal();
  return link.state.finReceived || behaviour.closes ? 'closes' : 'goes-on';
};
