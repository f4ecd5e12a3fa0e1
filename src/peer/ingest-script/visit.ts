/** One request of a source under test: what it carries, what becomes of it, and the acts that it meets. */
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { IngestObject } from '../../media/ingest/ingest-object.ts';
import { pathOf } from '../../scenario/ingest/track-path.ts';
import type { Link } from '../../wire/link.ts';
import { expectsContinue, keepsAlive } from '../script/request-kind.ts';
import { refusalOf } from './answers.ts';
import type { Answer } from './answers.ts';
import { bodyReader } from './body-reader.ts';
import type { Occasion } from './playbill.ts';
import { isFirstPath, noteCarried } from './scene.ts';
import type { Scene, Visitor } from './scene.ts';
import type { Track } from './track-book.ts';

/** What can be done to a request; deeds.ts and converse.ts do it. */
export interface Treatment {
  /** Plays what is due; says whether nothing more is to be made of the request. */
  play(due: NonNullable<ReturnType<Scene['acts']['happens']>>, visit: Visit): 'over' | 'goes-on';
  /** Answers; where `closes`, the source is heard out and the connection ended. */
  answer(visit: Visit, answer: Answer, closes: boolean): void;
  /** Sends 100 Continue. */
  goAhead(link: Link): void;
}

export interface Visit {
  readonly visitor: Visitor;
  readonly head: RequestHead;
  /** Path and query as they stand in the request line. */
  readonly path: string;
  /** The path as it was before redirects of ours. */
  readonly realPath: string;
  readonly track: Track | undefined;
  /** The final answer was given, or never will be. */
  answered: boolean;
  /** What it carries is looked at no more. */
  refused: boolean;
  /** Its end has come. */
  readonly ended: boolean;
  /** The answer at its end is held back: we read no more, or another answer is due. */
  held: boolean;
  push(bytes: Uint8Array): void;
  /** The body is over, as its sender meant it to be or not. */
  end(complete: boolean): void;
  /** Gives the answer of its end, where that was held back. */
  release(): void;
}

const isSource = ({ method }: RequestHead): boolean => method === 'POST' || method === 'PUT';

/** What is answered to requests that bring nothing; a source may ask so what we are. */
const courtesy = ({ method }: RequestHead): Answer => ({
  status: method === 'OPTIONS' ? 204 : 405,
  fields: [['Allow', 'OPTIONS, POST, PUT']],
});

const taken: Answer = { status: 200 };
const withoutHeader: Answer = { status: 412, why: 'The CMAF header of this track is missing.' };

/** Begins with the head of a request, whose body has not been read. */
export const visitOf = (visitor: Visitor, head: RequestHead, scene: Scene, treat: Treatment): Visit => {
  const { book, acts, tally, first } = scene;
  const { link } = visitor;
  const path = pathOf(head.target);
  const realPath = book.real(path);
  let track: Track | undefined;
  let carried = 0;
  let broughtFragment = false;
  let ended = false;

  const happens = (occasion: Occasion): boolean => {
    const isFirst = track === undefined ? isFirstPath(realPath, scene) : track === first.track;
    const key = track?.key ?? book.expected(realPath)?.key ?? realPath;
    const due = acts.happens(occasion, key, isFirst);
    if (due === undefined) return false;
    first.path ??= realPath;
    return treat.play(due, visit) === 'over';
  };
  const refuse = (answer: Answer): void => {
    first.path ??= realPath;
    treat.answer(visit, answer, !ended && !bodyless);
  };
  const carries = (now: Track): void => {
    track = now;
    noteCarried(realPath, now, scene);
  };
  const takeFragment = (object: IngestObject): void => {
    carries(book.ofFragment(realPath, link.id, object.fragment?.trackId));
    if (track === undefined || !object.complete) return;
    broughtFragment = true;
    track.fragments += 1;
    track.bytes += object.length;
    if (track.timescale > 0) track.seconds += Number(object.fragment?.duration ?? 0n) / track.timescale;
    if (track === first.track) tally.fragments += 1;
    happens('fragment');
  };
  const reader = bodyReader(head, {
    begins: (kind) => {
      if (visit.refused || kind !== 'fragment') return;
      carries(book.ofFragment(realPath, link.id));
      if (happens('begins')) return;
      if (track?.header === undefined && !visitor.silent && !visit.answered) refuse(withoutHeader);
    },
    ends: (object) => {
      if (visit.refused) return;
      if (object.kind === 'fragment') takeFragment(object);
      if (object.kind !== 'header' || !object.complete) return;
      carries(book.ofHeader(realPath, link.id, object));
      happens('header');
    },
  });
  const release = (): void => {
    if (!ended || visit.held || visit.answered || visitor.silent) return;
    if (carried === 0 && first.path === realPath) first.probed = true;
    treat.answer(visit, taken, !keepsAlive(head));
  };
  const bodyless =
    valueOf(head, 'transfer-encoding') === undefined && (valueOf(head, 'content-length') ?? '0') === '0';

  const visit: Visit = {
    visitor,
    head,
    path,
    realPath,
    get track() {
      return track;
    },
    answered: false,
    refused: false,
    get ended() {
      return ended;
    },
    held: false,
    push: (bytes) => {
      carried += bytes.length;
      if (!visit.refused) reader.push(bytes);
    },
    end: (complete) => {
      if (!visit.refused) reader.end(complete);
      ended = complete;
      if (!complete || visit.refused) return;
      if (broughtFragment && !visit.answered && happens('end')) return;
      release();
    },
    release,
  };

  tally.requests += 1;
  if (acts.isOver()) tally.requestsSince += 1;
  if (!isSource(head)) {
    treat.answer(visit, courtesy(head), !keepsAlive(head));
    return visit;
  }
  if (happens('request')) return visit;
  const refusal = visitor.elsewhere ? undefined : refusalOf(head, link, scene.reception, scene.stage.owner);
  if (refusal !== undefined) refuse(refusal);
  else if (expectsContinue(head) && !visitor.silent && !visit.answered) treat.goAhead(link);
  return visit;
};
