/** One connection of a listener under test: its request is answered as the script says. */
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import { raw, headText, statusLine } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { listenerActWords } from '../../scenario/icy2/listening.ts';
import type { ListenerAct } from '../../scenario/icy2/listening.ts';
import type { Link } from '../../wire/link.ts';
import { hold, overhear } from '../wait.ts';
import { feed } from './feed.ts';
import { isOver } from './scene.ts';
import type { Scene } from './scene.ts';

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  404: 'Not Found',
  503: 'Service Unavailable',
};

/** The act of a script that has none. */
const notFound: ListenerAct = { status: 404 };

/** Where redirects lead: another path than the first, so that whoever follows can be told. */
export const movedTo = (mount: string): string => `/moved${mount}`;

/** Whether a request is for the mount point, or for where it has moved. */
const isForMount = ({ target }: RequestHead, { stage: { mount } }: Scene): boolean => {
  const path = target.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  return path === mount || path === movedTo(mount);
};

const asksForMetadata = (head: RequestHead): boolean => valueOf(head, 'icy-metadata')?.trim() === '1';

const headOf = (act: ListenerAct, withMetadata: boolean, { origin, stage }: Scene): string => {
  const { status, version = 'HTTP/1.1', stream, contentType, fields = [], chunked } = act;
  const filled = (value: string): string =>
    value.replaceAll('{origin}', origin).replaceAll('{mount}', stage.mount);
  const metaint = withMetadata ? stream?.metadata?.metaint : undefined;
  const common: WrittenField[] = [
    ['Date', new Date().toUTCString()],
    ['Server', 'ingestspec'],
    ['Connection', 'close'],
  ];
  return headText(statusLine(status, reasons[status] ?? 'Answer', version), [
    // Servers of old send neither.
    ...(version === 'ICY' ? [] : common),
    ...(stream === undefined || contentType === 'none' ? [] : [['Content-Type', 'audio/mpeg'] as const]),
    ...fields.map(([name, value]): WrittenField => [name, raw(filled(value))]),
    ...(metaint === undefined ? [] : [['icy-metaint', raw(metaint)] as const]),
    ...(chunked ? [['Transfer-Encoding', 'chunked'] as const] : []),
    ...(stream === undefined ? [['Content-Length', '0'] as const] : []),
  ]);
};

/** Plays the next act on a request. */
const playAct = async (head: RequestHead, link: Link, scene: Scene): Promise<void> => {
  const { play, stage, tally } = scene;
  const act = play[tally.used] ?? play.at(-1) ?? notFound;
  const isLast = tally.used >= play.length - 1;
  stage.recorder.record({ event: 'step', index: tally.used, step: listenerActWords(act) });
  tally.used += 1;
  tally.asked += 1;
  if (act.delay !== undefined) await overhear(stage, act.delay, () => isOver(link));
  if (isOver(link) || stage.signal.aborted) return;
  const asked = asksForMetadata(head);
  await link.sendHead(headOf(act, asked, scene));
  const { stream } = act;
  if (stream === undefined) return;
  await feed({ act, stream, metadata: asked ? stream.metadata : undefined, link, scene, isLast });
};

/** Answers the request of a connection; it has one, as each answer closes it. */
export const converse = async (link: Link, scene: Scene): Promise<void> => {
  const came = (): boolean => link.state.heads.length > 0;
  await hold(scene.stage, () => came() || isOver(link));
  const head = link.state.heads[0];
  if (head?.kind === 'request') {
    if (!isForMount(head, scene)) await link.sendHead(headOf(notFound, false, scene));
    else if (head.method === 'HEAD') {
      const act = scene.play[scene.tally.used] ?? scene.play.at(-1) ?? notFound;
      await link.sendHead(headOf(act, asksForMetadata(head), scene));
    } else await playAct(head, link, scene);
  }
  if (!scene.stage.signal.aborted) link.close();
};
