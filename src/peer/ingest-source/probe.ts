/** The first request of an ingest source: a POST to the POST URL that asks whether it may send (DI-CMAF-GP-01). */
import { join } from '../../media/bytes.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import { secondsOf } from './delivery.ts';
import { openLine } from './line.ts';
import { beginPost } from './post.ts';
import { failureWords, noHistory, reactionTo } from './reaction.ts';
import type { Failure } from './reaction.ts';
import type { Scene } from './scene.ts';

const skipsProbe = ({ quirks }: Scene): boolean =>
  quirks.has('skips-the-probe') || quirks.has('begins-without-authentication');

interface Asked {
  readonly failure?: Failure;
  readonly status?: number;
}

/** @returns whether the source may begin */
export const probe = async (track: SourceTrack, scene: Scene): Promise<boolean> => {
  const { quirks, home, clock, names, timing, kill, log } = scene;
  if (skipsProbe(scene)) return true;
  const body = quirks.has('probes-with-a-fragment')
    ? join(track.chunks(scene.firstFragment))
    : new Uint8Array(0);
  const seconds = track.fragmentDuration / track.timescale;

  let plan = { place: home, authorized: true, method: 'POST' as 'POST' | 'GET', history: noHistory };

  const asked = async (): Promise<Asked> => {
    const { place, authorized, method } = plan;
    const line = await openLine(place, scene);
    if ('unreachable' in line) return { failure: { what: 'unreachable', code: line.unreachable } };
    const errand = {
      place,
      point: home.target,
      method,
      account: authorized ? scene.account() : undefined,
      framing: { length: body.length },
      ...(body.length > 0 ? { contentType: track.contentType } : {}),
      gzip: false,
    };
    const post = beginPost({ line, errand, scene, seconds });
    const limit = timing.deadline('final') / timing.delay('second');
    const failure = (await post.send(body)) ?? (await post.answered(limit));
    line.leave();
    const status = post.answer()?.status;
    return { ...(failure === undefined ? {} : { failure }), ...(status === undefined ? {} : { status }) };
  };

  for (;;) {
    const { failure, status } = await asked();
    if (kill.aborted) return false;
    if (failure === undefined) {
      log(`probe: was answered ${String(status)}`);
      return true;
    }
    log(`probe: ${failureWords(failure)}`);
    if (quirks.has('ignores-a-failed-probe')) return true;
    const { place, authorized, history } = plan;
    const reaction = reactionTo({ failure, history, place, fresh: home, authorized, quirks });
    if (reaction.then === 'end') {
      log(`probe: gives up: ${reaction.because}`);
      return false;
    }
    if (reaction.why === 'failure') names.forget(place.host);
    if (reaction.newCredentials) scene.refusedAccount();
    plan = { ...reaction, place: reaction.why === 'failure' ? home : reaction.place };
    await clock.until(() => kill.aborted || scene.isStopping(), secondsOf(reaction.wait, seconds, scene));
    if (scene.isStopping()) return false;
  }
};
