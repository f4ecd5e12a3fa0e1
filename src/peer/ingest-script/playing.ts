/** The course of a scenario with an ingest source under test: one session of the source, or the same once more. */
import { setMaxListeners } from 'node:events';
import { ingestUntilWords } from '../../scenario/ingest/act.ts';
import type { IngestUntil } from '../../scenario/ingest/act.ts';
import { waitFor, within } from '../wait.ts';
import { askToEnd, enough } from './enough.ts';
import type { Farewell } from './enough.ts';
import type { Scene } from './scene.ts';

/** What was seen of a session: nothing or not enough; enough; or enough, but not its end though we asked for it. */
type Watched = 'too-little' | 'enough' | 'endless';

/** Watches the source until there is no more to see of it. */
const watch = async (until: IngestUntil, scene: Scene, end: Farewell, who: string): Promise<Watched> => {
  const { stage, tally } = scene;
  const came = await waitFor(stage, `a connection of ${who}`, 'startup', () => tally.opened > 0);
  if (!came) return 'too-little';
  let ended = true;
  const watching = enough(until, scene, end).then((has) => {
    ended = has;
  });
  const seen = await within(stage, ingestUntilWords(until), 'behaviour', watching);
  if (!seen || stage.signal.aborted) return 'too-little';
  return ended ? 'enough' : 'endless';
};

/** Plays one session; resolves `true` when enough was seen. */
export const playOnce = async (until: IngestUntil, scene: Scene, end: Farewell): Promise<boolean> =>
  (await watch(until, scene, end, 'the source')) !== 'too-little';

/** The scene as long as one session lasts. */
const sessionOf = (scene: Scene): { readonly session: Scene; readonly over: () => void } => {
  const ended = new AbortController();
  const signal = AbortSignal.any([scene.stage.signal, ended.signal]);
  setMaxListeners(0, signal);
  return {
    session: { ...scene, stage: { ...scene.stage, signal } },
    over: () => {
      ended.abort();
    },
  };
};

/**
 * Plays a session, ends it, waits for the source to be started once more, and plays another; whoever ends by itself is
 * started once more, too. Objects and fragments are counted anew; acts that are left are played in the second session.
 *
 * @param startAgain tells that the source is to be started once more
 */
export const playTwice = async (
  until: IngestUntil,
  scene: Scene,
  ends: { readonly first: Farewell; readonly second: Farewell },
  startAgain: () => void,
): Promise<boolean> => {
  const { stage, tally, intake } = scene;
  const { session, over } = sessionOf(scene);
  const watched = async (): Promise<boolean> => {
    const seen = await watch(until, session, ends.first, 'the source');
    return seen === 'enough' && ('stopAfter' in until || askToEnd(session, ends.first));
  };
  const goesOn = await Promise.race([watched(), ends.first.gone.then(() => true)]);
  over();
  if (!goesOn || stage.signal.aborted) return false;
  Object.assign(tally, { opened: 0, requests: 0, requestsSince: 0, fragments: 0 });
  intake.anew();
  startAgain();
  return (await watch(until, scene, ends.second, 'the source that is started once more')) !== 'too-little';
};
