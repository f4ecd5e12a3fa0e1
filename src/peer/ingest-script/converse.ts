/** One connection of a source under test: its requests are treated as they come, one after the other. */
import { bytesOf } from '../../http/message.ts';
import type { Link } from '../../wire/link.ts';
import { expectsContinue, keepsAlive } from '../script/request-kind.ts';
import { overhear } from '../wait.ts';
import { answerText } from './answers.ts';
import type { Answer } from './answers.ts';
import { playDeed } from './deeds.ts';
import { isGone } from './scene.ts';
import type { Scene, Visitor } from './scene.ts';
import { visitOf } from './visit.ts';
import type { Treatment, Visit } from './visit.ts';

/** More connections at once than a source has use for. */
export const mostConnections = 1_000;

const say = (link: Link, answer: Answer, path: string, closes: boolean, scene: Scene): void => {
  const { own, other } = scene.origins;
  const { head, body } = answerText(answer, { origin: own, 'other-origin': other, path }, closes);
  scene.tally.done += 1;
  void link.sendHead(head);
  if (body !== '') void link.send('payload', bytesOf(body));
};

/** Hears a source out that was answered for good, so that no RST of ours takes the answer from it. */
const dismiss = (visitor: Visitor, scene: Scene): void => {
  const { link } = visitor;
  visitor.dismissed = true;
  link.resume();
  link.finish();
  void overhear(scene.stage, 'refusal', () => link.state.finReceived || isGone(link)).then(() => {
    link.close();
  });
};

const treatmentIn = (scene: Scene): Treatment => {
  const answer: Treatment['answer'] = (visit, given, closes) => {
    const { visitor, head, path } = visit;
    if (visit.answered || visitor.silent || visitor.dismissed) return;
    visit.answered = true;
    visit.refused = closes || given.status >= 300;
    // Nobody may be waiting for the body of a request that is refused before 100 Continue.
    if (visit.refused && !closes && expectsContinue(head)) visitor.link.bodyRefused();
    const ends = closes || !keepsAlive(head);
    say(visitor.link, given, path, ends, scene);
    if (ends) dismiss(visitor, scene);
  };
  return {
    answer,
    play: (due, visit) => playDeed(due, visit, scene, answer),
    goAhead: (link) => {
      scene.tally.done += 1;
      void link.sendHead('HTTP/1.1 100 Continue\r\n\r\n');
    },
  };
};

/** Treats what comes on a connection until it is over. */
export const converse = (visitor: Visitor, scene: Scene): void => {
  const { link } = visitor;
  const treatment = treatmentIn(scene);
  let visit: Visit | undefined;
  let astray = false;

  const endBody = (complete: boolean): void => {
    const ended = visit;
    visit = undefined;
    if (!visitor.dismissed) ended?.end(complete);
  };

  link.listen({
    head: (head) => {
      if (visitor.dismissed || head.kind !== 'request') return;
      visit = visitOf(visitor, head, scene, treatment);
    },
    payload: (bytes) => {
      scene.tally.stirrings += 1;
      if (!visitor.dismissed) visit?.push(bytes);
    },
    messageEnd: () => {
      endBody(true);
    },
    stray: () => {
      if (astray || visitor.dismissed || visitor.silent) return;
      astray = true;
      endBody(false);
      say(link, { status: 400, why: 'This is no request of HTTP/1.1.' }, '/', true, scene);
      dismiss(visitor, scene);
    },
    fin: () => {
      endBody(false);
      link.close();
    },
    closed: () => {
      endBody(false);
      visitor.leave();
    },
  });

  if (scene.visitors.size > mostConnections) {
    say(link, { status: 503, why: 'There are too many connections.' }, '/', true, scene);
    dismiss(visitor, scene);
  }
};
