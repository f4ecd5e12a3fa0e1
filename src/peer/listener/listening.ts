/** A listener that keeps listening: it follows redirects, and comes back when the stream has ended. */
import { listener } from '../listener.ts';
import type { Heard, ListenerOptions } from '../listener.ts';
import type { Stage, Timing } from '../stage.ts';
import { unrecorded } from '../unrecorded.ts';
import { pause, settle } from '../wait.ts';

export interface ListeningOptions extends ListenerOptions {
  readonly timing: Timing;
  /** How often it asks again when the stream has ended. */
  readonly returns: number;
}

/** Redirects that are followed one after the other. */
const redirectsAtMost = 5;

/** The place that Location names; `undefined` where it is none that can be listened to. */
const followed = (from: ListenerOptions, location: string): ListenerOptions | undefined => {
  const name = from.host.includes(':') ? `[${from.host}]` : from.host;
  const base = `http://${name}:${String(from.port)}${from.mount}`;
  if (!URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  if (url.protocol !== 'http:') return undefined;
  return {
    ...from,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 80 : Number(url.port),
    mount: `${url.pathname}${url.search}`,
  };
};

const staysAway = ({ quirks = [] }: ListenerOptions, { end }: Heard): boolean =>
  quirks.includes('never-comes-back') || (end === 'reset' && quirks.includes('never-comes-back-after-reset'));

/** Listens until there is nothing more to hear; resolves with what was heard last. */
export const keepListening = async (options: ListeningOptions): Promise<Heard> => {
  const { timing, signal, quirks = [] } = options;
  const owner = { user: '', password: '' };
  const stage: Stage = {
    recorder: unrecorded(),
    timing,
    signal,
    mount: options.mount,
    owner,
    accounts: {},
  };
  let place: ListenerOptions = options;
  let redirects = 0;
  let returns = 0;
  for (;;) {
    const heard = await listener(place);
    const { status, location, end } = heard;
    if (signal.aborted || end === 'gave-up' || end === 'unreachable') return heard;
    const isRedirect = status !== undefined && status >= 300 && status < 400 && location !== undefined;
    if (isRedirect && !quirks.includes('ignores-redirects') && redirects < redirectsAtMost) {
      const next = followed(place, location);
      if (next === undefined) return heard;
      redirects += 1;
      place = next;
      continue;
    }
    if (status === undefined || status >= 300) {
      if (!quirks.includes('hammers')) return heard;
      await settle();
      continue;
    }
    if (returns === options.returns || staysAway(options, heard)) return heard;
    returns += 1;
    place = options;
    redirects = 0;
    await pause(stage, 'pause');
  }
};
