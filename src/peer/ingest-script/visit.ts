/** One request of a source under test that brings a track. */
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { IngestObject } from '../../media/ingest/ingest-object.ts';
import { pathOf } from '../../scenario/ingest/track-path.ts';
import { expectsContinue, keepsAlive } from '../script/request-kind.ts';
import { refusalOf } from './answers.ts';
import type { Answer } from './answers.ts';
import { bodyReader } from './body-reader.ts';
import type { Treatment, Visit } from './intake.ts';
import type { Occasion } from './playbill.ts';
import type { Grounds, Visitor } from './scene.ts';
import type { Track } from './track-book.ts';
import { isFirstPath, noteCarried } from './tracks.ts';
import type { Tracks } from './tracks.ts';

const isSource = ({ method }: RequestHead): boolean => method === 'POST' || method === 'PUT';

/** What is answered to requests that bring nothing; a source may ask so what we are. */
const courtesy = ({ method }: RequestHead): Answer => ({
  status: method === 'OPTIONS' ? 204 : 405,
  fields: [['Allow', 'OPTIONS, POST, PUT']],
});

const taken: Answer = { status: 200 };
const withoutHeader: Answer = { status: 412, why: 'The CMAF header of this track is missing.' };

/** Begins with the head of a request, whose body has not been read. */
export const visitOf = (
  visitor: Visitor,
  head: RequestHead,
  tracks: Tracks,
  scene: Grounds,
  treat: Treatment,
): Visit => {
  const { book, acts, first, aliases } = tracks;
  const { tally } = scene;
  const { link } = visitor;
  const path = pathOf(head.target);
  const realPath = aliases.real(path);
  let track: Track | undefined;
  let carried = 0;
  let broughtFragment = false;
  let ended = false;

  const happens = (occasion: Occasion): boolean => {
    const isFirst = track === undefined ? isFirstPath(realPath, tracks) : track === first.track;
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
    noteCarried(realPath, now, tracks);
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
    get rate() {
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
    drop: () => undefined,
    release,
    accepted: () => undefined,
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
