/** The deeds of the script, done to a request, to its connection, or to everybody. */
import { backAgain, deedWords, noBlackHole } from '../../scenario/ingest/act.ts';
import type { Deed } from '../../scenario/ingest/act.ts';
import type { DelayName } from '../../scenario/timing.ts';
import type { Fault } from '../../trace/event.ts';
import { pathOf } from '../../scenario/ingest/track-path.ts';
import type { Link } from '../../wire/link.ts';
import { pause } from '../wait.ts';
import { filledValue } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Due } from './playbill.ts';
import { concerned, isGone } from './scene.ts';
import type { Scene } from './scene.ts';
import { readSlowly } from './slow.ts';
import type { Visit } from './intake.ts';

type Answering = (visit: Visit, answer: Answer, closes: boolean) => void;

const note = (link: Link, fault: Fault['fault'], scene: Scene): void => {
  scene.stage.recorder.record({ event: 'fault', conn: link.id, fault, after: link.state.bytesReceived });
};

const resetEverybody = (scene: Scene): void => {
  for (const visitor of concerned(scene)) {
    visitor.dismissed = true;
    if (isGone(visitor.link)) continue;
    note(visitor.link, 'reset', scene);
    visitor.link.reset();
  }
};

/**
 * Lets a deed run at whose end the ports are open again; what goes wrong in it ends the scene. Nobody is expected to do
 * anything meanwhile.
 */
const untilBack = (index: number, scene: Scene, run: () => Promise<void>): void => {
  const { tally, stage, doors } = scene;
  const runAndOpen = async (): Promise<void> => {
    await run();
    if (!stage.signal.aborted) await doors.accept();
  };
  tally.busy += 1;
  runAndOpen().then(
    () => {
      tally.busy -= 1;
      tally.done += 1;
      if (!stage.signal.aborted) stage.recorder.record({ event: 'step', index, step: backAgain });
    },
    (thrown: unknown) => {
      scene.fail(thrown);
    },
  );
};

/** In one turn, so that nobody comes back in between. */
const shut = async (scene: Scene): Promise<void> => {
  const closed = scene.doors.refuse();
  resetEverybody(scene);
  await closed;
};

const closeFor = async (delay: DelayName, scene: Scene): Promise<void> => {
  await shut(scene);
  await pause(scene.stage, delay);
};

const beSilentFor = async (delay: DelayName, index: number, scene: Scene): Promise<void> => {
  const { doors, stage } = scene;
  // Nothing more is read while the hole is made, and nobody new is heard.
  scene.tally.falling = true;
  for (const visitor of concerned(scene)) {
    visitor.dismissed = true;
    visitor.link.pause();
  }
  const reason = await doors.fallSilent();
  if (reason !== undefined)
    stage.recorder.record({ event: 'step', index, step: `${noBlackHole}: ${reason}` });
  resetEverybody(scene);
  scene.tally.falling = false;
  await pause(stage, delay);
  await doors.endSilence();
};

const stall = (visit: Visit, resumeAfter: DelayName | undefined, scene: Scene): void => {
  const { visitor } = visit;
  const { link } = visitor;
  note(link, 'stall', scene);
  visit.held = true;
  link.pause();
  if (resumeAfter === undefined) {
    // Whether it has gone can be told no more.
    visitor.leave();
    return;
  }
  void pause(scene.stage, resumeAfter).then(() => {
    if (isGone(link) || scene.stage.signal.aborted) {
      visit.drop();
      return;
    }
    scene.tally.done += 1;
    link.resume();
    visit.held = false;
    visit.release();
  });
};

/** Where a redirect leads, on this authority: what comes there later is of the same track, or the same object. */
const follow = (visit: Visit, deed: Deed & { do: 'answer' }, scene: Scene): void => {
  const location = deed.fields?.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || deed.status < 300 || deed.status >= 400) return;
  const { own, other } = scene.origins;
  const target = filledValue(location, { origin: own, 'other-origin': other, path: visit.path });
  const at = pathOf(visit.path);
  if (URL.canParse(target, `${own}${at}`)) {
    const { pathname, search } = new URL(target, `${own}${at}`);
    scene.intake.lead(visit.realPath, `${pathname}${search}`);
  }
  // As it was written, where a URL would be written otherwise.
  scene.intake.lead(visit.realPath, pathOf(target));
};

const answerAsTold = (
  deed: Deed & { do: 'answer' },
  visit: Visit,
  scene: Scene,
  answer: Answering,
): 'over' | 'goes-on' => {
  const { status, fields, closes } = deed;
  const given: Answer = { status, ...(fields === undefined ? {} : { fields }) };
  follow(visit, deed, scene);
  if (deed.after === undefined) {
    answer(visit, given, closes);
    return closes || status >= 300 ? 'over' : 'goes-on';
  }
  visit.held = true;
  void pause(scene.stage, deed.after).then(() => {
    if (scene.stage.signal.aborted || isGone(visit.visitor.link)) visit.drop();
    else answer(visit, given, closes);
  });
  return 'over';
};

/** Does what is due; says whether nothing more is to be made of the request. */
export const playDeed = (
  { act, index }: Due,
  visit: Visit,
  scene: Scene,
  answer: Answering,
): 'over' | 'goes-on' => {
  const { deed } = act;
  const { visitor } = visit;
  const { link } = visitor;
  const { tally, stage } = scene;
  stage.recorder.record({ event: 'step', index, step: deedWords(deed) });
  tally.done += 1;
  switch (deed.do) {
    case 'answer':
      return answerAsTold(deed, visit, scene, answer);
    case 'reset':
    case 'close':
      visit.refused = true;
      visitor.dismissed = true;
      note(link, deed.do, scene);
      if (deed.do === 'reset') link.reset();
      else link.close();
      return 'over';
    case 'stall':
      stall(visit, deed.resumeAfter, scene);
      return 'goes-on';
    case 'silence':
      note(link, 'silence', scene);
      visitor.silent = true;
      return 'goes-on';
    case 'slow':
      note(link, 'slow', scene);
      void readSlowly(link, visit, deed.rate, stage);
      return 'goes-on';
    case 'outage':
      untilBack(index, scene, () => closeFor(deed.for, scene));
      return 'over';
    case 'restart':
      scene.intake.forget();
      untilBack(index, scene, () => closeFor(deed.after, scene));
      return 'over';
    case 'black-hole':
      untilBack(index, scene, () => beSilentFor(deed.for, index, scene));
      return 'over';
    case 'move':
      scene.move();
      void shut(scene);
      return 'over';
    case 'kill-source':
      scene.killSource();
      return 'goes-on';
  }
};
