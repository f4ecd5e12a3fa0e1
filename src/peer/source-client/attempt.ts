/** One connection of our source client: a request, what is answered, and the stream while it lasts. */
import type { ResponseHead } from '../../http/message.ts';
import type { SampleName } from '../../media/samples.ts';
import { dial } from '../../wire/dial.ts';
import type { DialTls } from '../../wire/dial.ts';
import type { Link } from '../../wire/link.ts';
import type { Stage } from '../stage.ts';
import { hold, overhear, settle, waitFor } from '../wait.ts';
import { announcementText, framingWith, probeTexts, requestText } from './request.ts';
import type { Errand, Quirks } from './request.ts';
import { stream } from './stream.ts';

export interface AttemptOptions {
  readonly errand: Errand;
  readonly quirks: Quirks;
  readonly sample: SampleName;
  /** Private to the client; its signal kills. */
  readonly stage: Stage;
  /** Asks the client to end its stream cleanly. */
  readonly stop: AbortSignal;
  readonly tls?: DialTls;
  readonly again: boolean;
  /** Waited for between connecting and asking. */
  readonly ready?: () => Promise<void>;
}

export type Outcome =
  | { readonly what: 'unreachable'; readonly code: string }
  /** The connection ended, and nothing was refused. */
  | { readonly what: 'lost' }
  /** A final response that is no success. */
  | { readonly what: 'refused'; readonly response: ResponseHead }
  /** The stream was ended by us, and what was said to that. */
  | { readonly what: 'ended'; readonly response: ResponseHead | undefined }
  /** An answer that this client does not understand. */
  | { readonly what: 'gave-up' };

const isOver = (link: Link): boolean =>
  link.state.closed || link.state.broken !== undefined || link.state.finReceived;

const responsesOn = (link: Link): ResponseHead[] =>
  link.state.heads.filter((head) => head.kind === 'response');
const finalOn = (link: Link): ResponseHead | undefined =>
  responsesOn(link).find((head) => head.status >= 200);
const refusalOn = (link: Link): ResponseHead | undefined => {
  const final = finalOn(link);
  return final !== undefined && final.status >= 300 ? final : undefined;
};

const connect = async ({ errand, stage, tls }: AttemptOptions): Promise<Link | { unreachable: string }> =>
  dial({
    host: errand.host,
    port: errand.port,
    label: 'source',
    recorder: stage.recorder,
    connectTimeoutMs: stage.timing.deadline('connect'),
    signal: stage.signal,
    ...(tls ? { tls } : {}),
  });

/** What is asked first, on connections of their own. */
const questions = ({ errand, quirks }: AttemptOptions): readonly string[] => [
  ...(quirks.has('probes-first') ? probeTexts(errand) : []),
  ...(quirks.has('icy2-version-beforehand') ? [announcementText(errand)] : []),
];

const probe = async (options: AttemptOptions): Promise<void> => {
  for (const text of questions(options)) {
    const link = await connect(options);
    if ('unreachable' in link) return;
    await link.sendHead(text);
    await waitFor(
      options.stage,
      'an answer to a probe',
      'final',
      () => finalOn(link) !== undefined || isOver(link),
    );
    link.close();
  }
};

/** Waits for the go-ahead as long as this client does. */
const awaitGoAhead = async (link: Link, { quirks, stage }: AttemptOptions): Promise<void> => {
  if (quirks.has('omits-expect') || quirks.has('unknown-expectation') || quirks.has('does-not-wait')) return;
  const answered = () => responsesOn(link).length > 0 || isOver(link);
  if (quirks.has('waits-for-ever')) {
    await hold(stage, answered);
    return;
  }
  if (await overhear(stage, 'patience', answered)) return;
  // A server that is due to answer before we lose patience may run late together with us.
  await settle();
};

/** What this client does not understand, of the answers that it has. */
const chokes = (link: Link, quirks: Quirks): boolean => {
  if (quirks.has('demands-icy2-of-servers') && responsesOn(link).length > 0) return true;
  const final = finalOn(link);
  if (final === undefined) return false;
  if (quirks.has('chokes-on-icy') && final.version === 'ICY') return true;
  return quirks.has('chokes-on-http-1.0') && final.version === 'HTTP/1.0';
};

const endStream = async (link: Link, { quirks, stage }: AttemptOptions): Promise<Outcome> => {
  if (quirks.has('resets-at-end')) {
    link.reset();
    return { what: 'ended', response: undefined };
  }
  const chunked = framingWith(quirks) === 'chunks';
  if (chunked && !quirks.has('omits-last-chunk')) await link.sendLastChunk();
  else link.finish();
  await waitFor(stage, 'a final response', 'final', () => finalOn(link) !== undefined || isOver(link));
  link.close();
  return { what: 'ended', response: finalOn(link) };
};

/** Connects, asks, and streams for as long as it may. */
export const attempt = async (options: AttemptOptions): Promise<Outcome> => {
  const { errand, quirks, stage, stop, sample, again } = options;
  const untilTold: Stage = { ...stage, signal: AbortSignal.any([stage.signal, stop]) };
  await probe(options);
  const link = await connect(options);
  if ('unreachable' in link) return { what: 'unreachable', code: link.unreachable };

  let answeredOtherwise = false;
  link.listen({
    stray: () => {
      answeredOtherwise = true;
    },
  });
  const givesUp = (): boolean =>
    chokes(link, quirks) || (answeredOtherwise && quirks.has('chokes-on-other-protocols'));

  await options.ready?.();
  const head = requestText(errand, quirks);
  const sent = link.sendHead(head);
  if (!quirks.has('does-not-wait')) await sent;
  if (errand.method !== 'PUT') await hold(untilTold, () => finalOn(link) !== undefined || isOver(link));
  await awaitGoAhead(link, { ...options, stage: untilTold });
  if (quirks.has('never-sends')) await hold(untilTold, () => isOver(link));

  const mustStop = () =>
    untilTold.signal.aborted ||
    isOver(link) ||
    givesUp() ||
    (refusalOn(link) !== undefined && !quirks.has('streams-after-refusal')) ||
    (finalOn(link) !== undefined && quirks.has('stops-on-early-200') && link.state.bytesSent > head.length);
  const { timing } = stage;
  await stream(link, {
    sample,
    framing: framingWith(quirks),
    quirks,
    timing,
    again,
    isOver: mustStop,
    signal: untilTold.signal,
  });

  const refusal = refusalOn(link);
  if (refusal !== undefined) {
    link.close();
    return { what: 'refused', response: refusal };
  }
  if (givesUp()) {
    link.close();
    return { what: 'gave-up' };
  }
  if (!isOver(link) && (stop.aborted || finalOn(link) !== undefined) && !stage.signal.aborted) {
    return endStream(link, options);
  }
  link.close();
  return { what: 'lost' };
};
