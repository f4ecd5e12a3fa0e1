/** When a scenario has seen enough of an ingest source under test. */
import type { IngestUntil } from '../../scenario/ingest/act.ts';
import type { DelayName } from '../../scenario/timing.ts';
import { hold, overhear, pause, settle, within } from '../wait.ts';
import type { Scene, Tally } from './scene.ts';

/** Where a host is busy, whatever was due before the delay was over still has its turn. */
const turnsAfterDelay = 10;

/** No scenario needs more, and no source that does so much need be watched on. */
const mostRequests = 10_000;
const mostOpened = 20_000;

/** What shows that the two sides are at it. */
const signs = ({ opened, requests, stirrings, done }: Tally): string =>
  [opened, requests, stirrings, done].join(' ');

/** Resolves once nothing of the kind was seen during the delay, while nothing of ours was under way. */
const quiet = async (scene: Scene, delay: DelayName, sign: (tally: Tally) => string): Promise<void> => {
  const { stage, tally } = scene;
  for (;;) {
    if (tally.busy > 0) await hold(stage, () => tally.busy === 0);
    const before = sign(tally);
    const stirred = (): boolean => sign(tally) !== before || tally.busy > 0;
    let loud = await overhear(stage, delay, stirred);
    for (let turn = 0; turn < turnsAfterDelay && !loud; turn += 1) {
      await settle();
      loud = stirred();
    }
    if (!loud || stage.signal.aborted) return;
  }
};

/** The source was asked to end: resolves once it has no connection for a while. */
const farewell = async (
  { stage, tally }: Pick<Scene, 'stage' | 'tally'>,
  quietened: () => Promise<void>,
): Promise<void> => {
  for (;;) {
    await quietened();
    const { opened } = tally;
    const again = await overhear(stage, 'silence', () => tally.opened !== opened);
    if (!again || stage.signal.aborted) return;
  }
};

export interface Farewell {
  /** Tells the source to end; called at most once. */
  askToStop(): void;
  /** Resolves when no connection is open. */
  quietened(): Promise<void>;
  /** Resolves when the source is known to have gone. */
  readonly gone: Promise<void>;
}

/** Tells the source to end; resolves `true` once it has, and `false` when the time for it is over. */
export const askToEnd = (scene: Scene, end: Farewell): Promise<boolean> => {
  end.askToStop();
  const over = Promise.race([end.gone, farewell(scene, end.quietened)]);
  return within(scene.stage, 'the end of the source when asked', 'close', over);
};

/**
 * Resolves when there is no more to see, or when the scene is over: `true`, or `false` where the source was asked to
 * end and has not.
 */
export const enough = async (until: IngestUntil, scene: Scene, end: Farewell): Promise<boolean> => {
  const { stage, tally, intake } = scene;
  const tooMuch = hold(stage, () => tally.requests >= mostRequests || tally.opened >= mostOpened);
  const quietOnce = async (delay: DelayName, sign: (tally: Tally) => string) => {
    if (await hold(stage, () => tally.opened > 0)) await quiet(scene, delay, sign);
  };
  let ended = true;
  const seen = async (): Promise<void> => {
    if ('fragments' in until) {
      await Promise.race([
        hold(stage, () => intake.isOver() && intake.since() >= until.fragments),
        quietOnce(until.orQuietFor, signs),
      ]);
    } else if ('media' in until) {
      await Promise.race([
        hold(stage, () => intake.isOver() && intake.seconds() >= until.media),
        quietOnce(until.orQuietFor, signs),
      ]);
    } else if ('requests' in until) {
      await Promise.race([
        hold(stage, () => intake.isOver() && tally.requestsSince >= until.requests),
        quietOnce(until.orQuietFor, ({ requests, done }) => [requests, done].join(' ')),
      ]);
    } else if ('objects' in until) {
      await Promise.race([
        hold(stage, () => intake.isOver() && intake.since() >= until.objects),
        quietOnce(until.orQuietFor, signs),
      ]);
    } else if ('window' in until) {
      if (await hold(stage, () => tally.requests > 0)) await pause(stage, until.window);
    } else if (await hold(stage, () => tally.fragments >= until.stopAfter)) {
      ended = await askToEnd(scene, end);
    }
  };
  await Promise.race([seen(), tooMuch]);
  return ended;
};
