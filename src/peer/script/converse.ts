/** One connection of a client under test: its requests are answered as the script says, one after the other. */
import type { Behaviour } from '../../scenario/behaviour.ts';
import type { Link } from '../../wire/link.ts';
import { hold, overhear } from '../wait.ts';
import { finalText } from './answer-text.ts';
import { playBehaviour } from './play-behaviour.ts';
import type { SourceRequest } from './play-behaviour.ts';
import { isAuthorized, keepsAlive, kindOf } from './request-kind.ts';
import { isOver } from './scene.ts';
import type { After, Scene } from './scene.ts';

const methods: readonly [string, string] = ['Allow', 'GET, HEAD, OPTIONS, PUT, SOURCE'];

const anotherBehaviour: Behaviour = { interim: 'at-once', finalWhen: 'at-end', closes: false };

/** The behaviour that the next source request meets. */
const next = (scene: Scene): Behaviour =>
  scene.serve[scene.tally.used] ?? scene.serve.at(-1) ?? anotherBehaviour;

const admits = (behaviour: Behaviour): boolean =>
  behaviour.final === undefined || behaviour.final.status < 300;

const answer = async (request: SourceRequest): Promise<After> => {
  const { head, link, scene } = request;
  const { wording, places, stage, tally } = scene;
  const after: After = keepsAlive(head) ? 'goes-on' : 'closes';
  const say = (status: number, ...fields: (readonly [string, string])[]) =>
    link.sendHead(finalText({ status, fields }, wording, places, after === 'closes'));
  switch (kindOf(head)) {
    case 'options':
      await say(200, methods);
      return after;
    case 'metadata':
      await say(200);
      return after;
    case 'page':
      await say(400, methods);
      return after;
    case 'shy-source':
      await say(401, methods);
      return after;
    case 'source':
      break;
  }
  tally.asked += 1;
  const behaviour = next(scene);
  if (admits(behaviour) && behaviour.credentials !== 'ignored' && !isAuthorized(head, stage.owner)) {
    await link.sendHead(finalText({ status: 401 }, wording, places, true));
    return 'closes';
  }
  return playBehaviour(behaviour, request);
};

/** Hears a client out whose request was answered for good, so that no RST of ours takes the answer from it. */
const hearOut = async (link: Link, scene: Scene): Promise<void> => {
  link.finish();
  await overhear(scene.stage, 'refusal', () => link.state.finReceived || isOver(link));
  link.close();
};

/** Answers what comes on a connection until it is over. */
export const converse = async (link: Link, scene: Scene): Promise<void> => {
  const { stage } = scene;
  for (let index = 0, before = 0; ; index += 1, before = link.state.payloadReceived) {
    const came = () => link.state.heads.length > index;
    if (!(await hold(stage, () => came() || link.state.finReceived || isOver(link)))) return;
    const head = link.state.heads[index];
    if (head?.kind !== 'request') break;
    const after = await answer({ head, index, before, link, scene });
    if (after === 'is-over' || isOver(link)) return;
    if (after === 'closes') {
      await hearOut(link, scene);
      return;
    }
  }
  link.close();
};
