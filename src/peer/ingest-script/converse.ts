/** One connection of a source under test: its requests are treated as they come, one after the other. */
import type { Link } from '../../wire/link.ts';
import { expectsContinue, keepsAlive } from '../script/request-kind.ts';
import { overhear } from '../wait.ts';
import { answerText } from './answers.ts';
import type { Answer } from './answers.ts';
import { playDeed } from './deeds.ts';
import { isGone } from './scene.ts';
import type { Scene, Visitor } from './scene.ts';
import type { Treatment, Visit } from './intake.ts';

/** More connections at once than a source has use for. */
export const mostConnections = 1_000;

/** What is answered: a path and a method; to what is no request, something in their place. */
interface Asked {
  readonly path: string;
  readonly method: string;
}

const nothing: Asked = { path: '/', method: '' };

const say = (link: Link, answer: Answer, asked: Asked, closes: boolean, scene: Scene): void => {
  const { own, other } = scene.origins;
  const { head, body } = answerText(answer, { origin: own, 'other-origin': other, path: asked.path }, closes);
  scene.tally.done += 1;
  void link.sendHead(head);
  if (asked.method === 'HEAD') return;
  for (const portion of body) void link.send('payload', portion);
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

/** Says one thing after the other, as requests that did not wait for each other are answered in their order. */
interface Turns {
  /** Holds back what is said from now on until the answer to this request is given. */
  awaits(visit: Visit): void;
  /** Says it now, or when its turn comes: an answer to a request, or something else. */
  say(speak: () => void, visit?: Visit): void;
}

const turnsOf = (): Turns => {
  const line: { readonly visit?: Visit; speak?: () => void }[] = [];
  return {
    awaits: (visit) => line.push({ visit }),
    say: (speak, visit) => {
      const due = visit === undefined ? undefined : line.find((one) => one.visit === visit);
      if (due === undefined) line.push({ speak });
      else due.speak = speak;
      for (let first = line[0]; first?.speak !== undefined; first = line[0]) {
        line.shift();
        first.speak();
      }
    },
  };
};

const treatmentIn = (scene: Scene): Treatment => {
  const turns = turnsOf();
  const answer: Treatment['answer'] = (visit, given, closes) => {
    const { visitor, head, path } = visit;
    if (visit.answered || visitor.silent || visitor.dismissed) return;
    visit.answered = true;
    visit.refused = closes || given.status >= 300;
    // Nobody may be waiting for the body of a request that is refused before 100 Continue.
    if (visit.refused && !closes && expectsContinue(head)) visitor.link.bodyRefused();
    const ends = closes || !keepsAlive(head);
    turns.say(() => {
      if (visitor.silent || visitor.dismissed || isGone(visitor.link)) {
        visit.drop();
        return;
      }
      say(visitor.link, given, { path, method: head.method }, ends, scene);
      if (given.status < 300) visit.accepted();
      else visit.drop();
      if (ends) dismiss(visitor, scene);
    }, visit);
  };
  return {
    answer,
    play: (due, visit) => {
      const { deed } = due.act;
      if (deed.do === 'answer' && deed.after !== undefined && !visit.answered) turns.awaits(visit);
      return playDeed(due, visit, scene, answer);
    },
    goAhead: (link) => {
      scene.tally.done += 1;
      turns.say(() => void link.sendHead('HTTP/1.1 100 Continue\r\n\r\n'));
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
    if (visitor.dismissed) ended?.drop();
    else ended?.end(complete);
  };

  link.listen({
    head: (head) => {
      if (visitor.dismissed || head.kind !== 'request') return;
      visit = scene.intake.visit(visitor, head, treatment);
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
      say(link, { status: 400, why: 'This is no request of HTTP/1.1.' }, nothing, true, scene);
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
    say(link, { status: 503, why: 'There are too many connections.' }, nothing, true, scene);
    dismiss(visitor, scene);
  }
};
