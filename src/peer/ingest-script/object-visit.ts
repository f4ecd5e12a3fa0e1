/** One request of a source under test that is about an object: an upload, a DELETE, or a look at what is stored. */
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import { pathOf } from '../../scenario/ingest/track-path.ts';
import { expectsContinue, keepsAlive } from '../script/request-kind.ts';
import { refusalOf } from './answers.ts';
import type { Answer } from './answers.ts';
import { decoded } from './body-reader.ts';
import type { Treatment, Visit } from './intake.ts';
import { kindByPath, kindReader } from './object-book.ts';
import type { Kind } from './object-book.ts';
import type { ObjectOccasion } from './object-playbill.ts';
import type { ObjectStore } from './object-store.ts';
import { isOfFirst, noteBegun, noteOther, secondsOf } from './objects.ts';
import type { Objects } from './objects.ts';
import type { Grounds, Visitor } from './scene.ts';

const allowed = [['Allow', 'DELETE, GET, HEAD, OPTIONS, POST, PUT']] as const;
const removed: Answer = { status: 200 };
const missing: Answer = { status: 404, why: 'There is no such object.' };

/** What is answered to whoever asks what we are, or wants what we do not do. */
const courtesy = ({ method }: RequestHead): Answer =>
  method === 'OPTIONS' ? { status: 204, fields: allowed } : { status: 405, fields: allowed };

/** The object as it was stored, to GET and HEAD. */
const objectAnswer = (path: string, store: ObjectStore): Answer => {
  const { contentType, coding, bytes } = store.find(path) ?? {};
  if (bytes === undefined) return missing;
  return {
    status: 200,
    fields: [
      ...(contentType === undefined ? [] : ([['Content-Type', contentType]] as const)),
      ...(coding === undefined ? [] : ([['Content-Encoding', coding]] as const)),
    ],
    body: [bytes],
  };
};

/** Where the path of a request ends and its query begins. */
const withoutQuery = (path: string): string => path.replace(/[?#].*$/s, '');

/** The publishing point, without the slash at its end. */
const bare = (path: string): string => path.replace(/\/+$/, '');

const isLook = ({ method }: RequestHead): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
const isRemoval = ({ method }: RequestHead): boolean => method === 'DELETE';
const isUpload = ({ method }: RequestHead): boolean => method === 'POST' || method === 'PUT';

/** Begins with the head of a request, whose body has not been read. */
export const objectVisit = (
  visitor: Visitor,
  head: RequestHead,
  objects: Objects,
  scene: Grounds,
  treat: Treatment,
): Visit => {
  const { acts, first } = objects;
  const { tally, stage } = scene;
  const path = pathOf(head.target);
  const realPath = objects.aliases.real(path);
  const name = withoutQuery(realPath);
  const store = visitor.second ? objects.secondStore : objects.store;
  const incoming = store.incoming(name);
  const bodyless =
    valueOf(head, 'transfer-encoding') === undefined && (valueOf(head, 'content-length') ?? '0') === '0';
  /** Nothing is brought to the publishing point itself: the source asks whether it is let in. */
  const isProbe = bodyless && (name.endsWith('/') || name === bare(stage.mount));
  const told = kindReader(name);
  const reader = decoded(head, told);
  const began = stage.recorder.now();
  let length = 0;
  let again = false;
  let met = false;
  let wasInside = false;
  let ended = false;
  let isTaken = false;
  let isStored = false;

  const happens = (occasion: ObjectOccasion): boolean => {
    const due = visitor.second ? undefined : acts.happens(occasion);
    if (due === undefined) return false;
    met = true;
    return treat.play(due, visit) === 'over';
  };
  const uploaded = (part: 'head' | 'inside' | 'end', kind: Kind): boolean => {
    if (visitor.second || isProbe) return false;
    const isMedia = kind === 'media' && (part === 'head' || length > 0);
    if (!isMedia) noteOther(name, objects);
    const isFirst = isMedia && isOfFirst(name, part === 'end', objects);
    return happens({ at: 'object', part, kind, path: name, first: isFirst, again, met });
  };
  /** The first bytes have come, so that it shows what it is. */
  const inside = (): void => {
    wasInside = true;
    uploaded('inside', told.kind());
  };
  /** An upload that came whole and was answered so. */
  const keep = (): void => {
    if (!ended || !isTaken || isStored || isProbe) return;
    isStored = true;
    incoming.keep({
      contentType: valueOf(head, 'content-type'),
      coding: valueOf(head, 'content-encoding'),
    });
    if (visitor.second) return;
    objects.pending.delete(name);
    if (told.kind() !== 'media' || length === 0 || !isOfFirst(name, true, objects)) return;
    first.begun ??= began;
    first.bytes += length;
    tally.fragments += 1;
    acts.taken(name);
  };
  const finalAnswer = (): Answer => {
    const isThere = store.has(name);
    if (isRemoval(head)) return isThere ? removed : missing;
    return { status: isThere || isProbe ? 200 : 201 };
  };
  const release = (): void => {
    if (!ended || visit.held || visit.answered || visitor.silent) return;
    treat.answer(visit, finalAnswer(), !keepsAlive(head));
  };
  const refuse = (answer: Answer): void => {
    treat.answer(visit, answer, !bodyless);
  };

  const visit: Visit = {
    visitor,
    head,
    path,
    realPath,
    get rate() {
      return { bytes: first.bytes, seconds: secondsOf(first, scene) };
    },
    answered: false,
    refused: false,
    get ended() {
      return ended;
    },
    held: false,
    push: (bytes) => {
      if (visit.refused) return;
      length += bytes.length;
      incoming.push(bytes);
      reader.push(bytes);
      if (!wasInside && told.isTold()) inside();
    },
    end: (complete) => {
      if (!visit.refused) reader.end(complete);
      ended = complete;
      if (complete && !visit.refused && isUpload(head)) {
        if (!wasInside) inside();
        if (isTaken) keep();
        else if (!visit.refused && !visit.answered && uploaded('end', told.kind())) return;
      }
      if (!visit.refused) release();
      const isMedia = told.kind() === 'media' && length > 0 && !visitor.second;
      if (complete && visitor.silent && isMedia && isOfFirst(name, true, objects)) acts.passed();
      if (visit.refused || visitor.silent || !complete) incoming.drop();
    },
    drop: incoming.drop,
    release,
    accepted: () => {
      isTaken = true;
      if (isUpload(head)) keep();
      if (isRemoval(head)) store.remove(name);
    },
  };

  tally.requests += 1;
  if (acts.isOver() && !visitor.second) tally.requestsSince += 1;
  if (isLook(head)) {
    const answer = head.method === 'OPTIONS' ? courtesy(head) : objectAnswer(name, store);
    treat.answer(visit, answer, !keepsAlive(head));
    return visit;
  }
  if (happens({ at: 'request' })) return visit;
  const isGuest = visitor.elsewhere && !visitor.second;
  const refusal = isGuest ? undefined : refusalOf(head, visitor.link, scene.reception, stage.owner);
  if (refusal !== undefined) refuse(refusal);
  else if (isRemoval(head)) happens({ at: 'removal' });
  else if (!isUpload(head)) refuse(courtesy(head));
  else {
    if (!visitor.second) again = noteBegun(name, objects);
    if (uploaded('head', kindByPath(name))) return visit;
    if (expectsContinue(head) && !visitor.silent && !visit.answered) treat.goAhead(visitor.link);
  }
  return visit;
};
