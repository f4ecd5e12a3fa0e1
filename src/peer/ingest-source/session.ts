/** What a track sends on one connection: one long request, or requests one after the other. */
import { join } from '../../media/bytes.ts';
import { emptyMfra } from '../../media/tracks/forms.ts';
import type { ResponseHead } from '../../http/message.ts';
import { errandOf, gotThrough, isAtEnd, isDue, nextChunks, tookOne } from './course.ts';
import type { Course } from './course.ts';
import { populatedMfra } from './populated-mfra.ts';
import { closesAfter } from './line.ts';
import type { Line } from './line.ts';
import { answerPatience, beginPost, wholeBody } from './post.ts';
import type { Post, Trouble } from './post.ts';
import { endlessFraming } from './request.ts';
import type { Framing } from './request.ts';
import type { Scene } from './scene.ts';

export type Outcome =
  | Trouble
  /** The track was ended by us, and what was said to that. */
  | { readonly what: 'ended'; readonly response: ResponseHead | undefined }
  /** The other side closes its connections after an answer. */
  | { readonly what: 'closed' };

export interface Delivery {
  readonly line: Line;
  readonly course: Course;
  readonly scene: Scene;
}

/** What tells the end of the event (DI-CMAF-GP-06a, E-DI-12). */
const endMark = ({ quirks }: Scene): Uint8Array | undefined => {
  if (quirks.has('omits-mfra')) return undefined;
  return quirks.has('populated-mfra') ? populatedMfra : emptyMfra;
};

const ended = ({ line }: Delivery, post: Post | undefined): Outcome => {
  line.leave();
  return { what: 'ended', response: post?.answer() };
};

/** The last chunk is out: the answer is waited for, then the connection ends (DI-CMAF-GP-06c). */
const awaitLastAnswer = async (delivery: Delivery, post: Post): Promise<Outcome> => {
  const { line, scene } = delivery;
  const { quirks, timing } = scene;
  if (quirks.has('resets-at-end')) line.link.reset();
  if (quirks.has('resets-at-end') || quirks.has('does-not-wait-for-the-response')) {
    return ended(delivery, undefined);
  }
  const trouble = await post.answered(timing.deadline('final') / timing.delay('second'));
  // Nobody answers: what was sent may have arrived or not, and the event is over.
  return trouble === undefined || trouble.what === 'unanswered' ? ended(delivery, post) : trouble;
};

/** Whether the header goes out before the next fragment. */
const headerIsNext = ({ course, scene }: Delivery): boolean =>
  course.header && !(scene.quirks.has('fragments-before-the-header') && course.sent === 0);

const headerSaid = ({ course, scene }: Delivery, target: string): void => {
  course.header = false;
  scene.log(`${course.track.name}: header sent to ${target}`);
};

/** One request without an end: the header, fragments as they are made, mfra. */
export const longSession = async (delivery: Delivery): Promise<Outcome> => {
  const { line, course, scene } = delivery;
  const { clock, quirks } = scene;
  const errand = errandOf(course, scene, 'init', endlessFraming(quirks));
  const post = beginPost({ line, errand, scene, seconds: course.seconds });
  const header = async (): Promise<Trouble | undefined> => {
    headerSaid(delivery, errand.place.target);
    return post.send(course.track.header);
  };
  for (;;) {
    const failed = headerIsNext(delivery) ? await header() : undefined;
    if (failed !== undefined) return failed;
    clock.begin();
    await clock.until(() => isAtEnd(course, scene) || isDue(course, scene) || post.trouble() !== undefined);
    const trouble = post.trouble();
    if (trouble !== undefined) return trouble;
    if (isAtEnd(course, scene)) break;
    for (const chunk of nextChunks(course)) {
      const stuck = await post.send(chunk);
      if (stuck === undefined) continue;
      tookOne(course, scene);
      return stuck;
    }
    tookOne(course, scene);
  }
  const mark = endMark(scene);
  const failed = mark === undefined ? undefined : await post.send(mark);
  if (failed !== undefined) return failed;
  await post.end();
  return awaitLastAnswer(delivery, post);
};

/** One object in a request of its own, answered. */
const whole = async (
  delivery: Delivery,
  number: number | 'init',
  bytes: Uint8Array,
): Promise<Trouble | Post> => {
  const { line, course, scene } = delivery;
  const body = wholeBody(bytes, scene.gzip && !scene.quirks.has('gzip-in-name-only'));
  const framing: Framing = scene.quirks.has('speaks-http-1.0') ? 'close' : { length: body.length };
  const errand = errandOf(course, scene, number, framing);
  const post = beginPost({ line, errand, scene, seconds: course.seconds });
  const failed = await post.send(body);
  if (failed !== undefined) return failed;
  await post.end();
  return post;
};

/** One fragment in a request of its own, each chunk as soon as it is made. */
const asMade = async (delivery: Delivery): Promise<Trouble | Post> => {
  const { line, course, scene } = delivery;
  const errand = errandOf(course, scene, course.next, endlessFraming(scene.quirks));
  const post = beginPost({ line, errand, scene, seconds: course.seconds });
  const chunks = nextChunks(course);
  for (const [index, chunk] of chunks.entries()) {
    const part = index / chunks.length;
    await scene.clock.until(() => isDue(course, scene, part) || post.trouble() !== undefined);
    const failed = post.trouble() ?? (await post.send(chunk));
    if (failed !== undefined) return failed;
  }
  await post.end();
  return post;
};

const isPost = (result: Trouble | Post): result is Post => 'send' in result;

/** Has a request answered, and says what keeps the next one from going out on the same connection. */
const through = async (
  { line, course, scene }: Delivery,
  request: () => Promise<Trouble | Post>,
  took: () => void,
): Promise<Trouble | { readonly what: 'closed' } | undefined> => {
  const done = await line.turn();
  const result = line.isOver() ? ({ what: 'lost' } as const) : await request();
  const failed = isPost(result) ? await result.answered(answerPatience(scene, course.seconds)) : result;
  done();
  if (failed !== undefined) return failed;
  took();
  const answer = isPost(result) ? result.answer() : undefined;
  return line.isOver() || (answer !== undefined && closesAfter(answer)) ? { what: 'closed' } : undefined;
};

const sendHeader = (delivery: Delivery) => {
  const { course, scene } = delivery;
  return through(
    delivery,
    () => whole(delivery, 'init', course.track.header),
    () => {
      headerSaid(delivery, errandOf(course, scene, 'init', 'chunks').place.target);
    },
  );
};

const sendFragment = async (delivery: Delivery) => {
  const { course, scene } = delivery;
  const chunks = nextChunks(course);
  if (chunks.length === 0) {
    course.next += 1;
    return undefined;
  }
  course.underWay = true;
  const flows = scene.requests === 'low-latency' && chunks.length > 1;
  return through(
    delivery,
    () => (flows ? asMade(delivery) : whole(delivery, course.next, join(chunks))),
    () => {
      tookOne(course, scene);
      gotThrough(course);
    },
  );
};

/** The header, fragments and mfra in requests of their own, one after the other on a connection that is kept. */
export const shortSession = async (delivery: Delivery): Promise<Outcome> => {
  const { line, course, scene } = delivery;
  const { clock } = scene;
  for (;;) {
    if (headerIsNext(delivery)) {
      const failed = await sendHeader(delivery);
      if (failed !== undefined) return failed;
    }
    clock.begin();
    await clock.until(() => isAtEnd(course, scene) || isDue(course, scene) || line.isOver());
    if (scene.kill.aborted) return { what: 'killed' };
    if (isAtEnd(course, scene)) break;
    // The connection ended between two requests; it may have been idle for too long, or the other side is gone.
    if (line.isOver()) return { what: 'lost' };
    const failed = await sendFragment(delivery);
    if (failed !== undefined) return failed;
  }
  const mark = endMark(scene);
  if (mark === undefined || line.isOver()) return ended(delivery, undefined);
  const done = await line.turn();
  const last = await whole(delivery, course.next, mark);
  const outcome = isPost(last) ? await awaitLastAnswer(delivery, last) : last;
  done();
  return outcome;
};
