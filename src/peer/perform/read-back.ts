/** Reading what a receiving entity kept of a track. */
import { performance } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';
import { request } from 'undici';
import type { Dispatcher } from 'undici';
import { basicToken } from '../../http/basic.ts';
import type { Step } from '../../scenario/stimulus.ts';
import { filledIn, trackPathOf } from '../request-text.ts';
import { sleepUntil } from './pace.ts';
import { agentFor, betweenFetches, messageOf, readBounded } from './pages.ts';
import type { Play } from './play.ts';
import { castOf } from './transport.ts';

type ReadBackStep = Extract<Step, { do: 'read-back' }>;

/** No track is read further than this. */
const longestTrack = 16 * 1024 * 1024;

interface Kept {
  readonly status?: number;
  readonly contentType?: string;
  /** Base64. */
  readonly data?: string;
  readonly error?: string;
}

const urlOf = ({ target, stage }: Play, step: ReadBackStep): URL => {
  const cast = castOf(target, stage, target);
  const path = trackPathOf(step.track, cast);
  const template =
    target.readBack === undefined || target.readBack === '' ? '{origin}{path}' : target.readBack;
  // A slash before the name is that of the path.
  return new URL(
    filledIn(
      template.replace(/\/?\{path\}/g, () => path),
      cast,
    ),
  );
};

/** Only the publishing point's own server is given its credentials. */
const headersOf = ({ target, stage }: Play, url: URL): Record<string, string> => {
  const { user, password } = stage.owner;
  const own = new URL(castOf(target, stage, target).origin).host === url.host;
  return own && user !== '' ? { authorization: `Basic ${basicToken(user, password)}` } : {};
};

/** What a content coding hides: a store may hand on a body as it came, and say how it is coded. */
const decoded = (bytes: Uint8Array, coding: string | readonly string[] | undefined): Uint8Array =>
  typeof coding === 'string' && /^(x-)?gzip$/i.test(coding.trim())
    ? gunzipSync(bytes, { maxOutputLength: longestTrack })
    : bytes;

const fetchOnce = async (
  play: Play,
  url: URL,
  dispatcher: Dispatcher,
  milliseconds: number,
): Promise<Kept> => {
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      headers: headersOf(play, url),
      signal: AbortSignal.any([play.stage.signal, AbortSignal.timeout(milliseconds)]),
    });
    const contentType = headers['content-type'];
    const bytes = decoded(await readBounded(body, longestTrack), headers['content-encoding']);
    const data = Buffer.from(bytes).toString('base64');
    return { status: statusCode, data, ...(typeof contentType === 'string' ? { contentType } : {}) };
  } catch (thrown) {
    return { error: messageOf(thrown) };
  }
};

const portOf = (url: URL): number =>
  Number(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port);

/** Fetches the track until it is there or the deadline for pages has passed, and records it as `read-back NAME`. */
export const readBack = async (play: Play, step: ReadBackStep): Promise<void> => {
  const { stage, target } = play;
  const { recorder, timing, signal } = stage;
  const url = urlOf(play, step);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { tls = target.secure?.tls, resolve } = target;
  const agent = agentFor({
    host,
    port: portOf(url),
    ...(tls === undefined ? {} : { tls }),
    ...(resolve === undefined ? {} : { resolve }),
  });
  const milliseconds = timing.deadline('page');
  const until = performance.now() + milliseconds;
  try {
    for (;;) {
      const kept = await fetchOnce(play, url, agent, milliseconds);
      const isThere = kept.status === 200;
      if (isThere || performance.now() >= until || signal.aborted) {
        recorder.record({ event: 'page', page: `read-back ${step.track}`, url: url.href, ...kept });
        if (!isThere && !signal.aborted)
          recorder.record({
            event: 'deadline',
            name: 'page',
            awaited: `the track ${step.track}`,
            milliseconds,
          });
        return;
      }
      await sleepUntil(performance.now() + betweenFetches, signal);
    }
  } finally {
    await agent.destroy();
  }
};
