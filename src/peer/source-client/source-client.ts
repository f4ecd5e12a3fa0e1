/** Our reference source client: a program of its own that delivers a stream to a mount point until it is ended. */
import { randomInt } from 'node:crypto';
import { valueOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import { samples } from '../../media/samples.ts';
import type { SampleName } from '../../media/samples.ts';
import type { ClientQuirk } from '../../scenario/client-quirks.ts';
import type { DialTls } from '../../wire/dial.ts';
import { recorder } from '../../wire/recorder.ts';
import type { Stage, Timing } from '../stage.ts';
import { pause, settle } from '../wait.ts';
import { attempt } from './attempt.ts';
import type { Outcome } from './attempt.ts';
import { followed } from './redirect.ts';
import type { Place } from './redirect.ts';
import type { FieldOrder, Icy2, Icy2Plan } from './icy2-fields.ts';
import type { Quirks } from './request.ts';

export interface SourceClientOptions {
  readonly host: string;
  readonly port: number;
  readonly mount: string;
  readonly user: string;
  readonly password: string;
  readonly quirks: readonly ClientQuirk[];
  readonly timing: Timing;
  /** Kills it. */
  readonly signal: AbortSignal;
  /** Asks it to end its stream cleanly. */
  readonly stop: AbortSignal;
  readonly sample?: SampleName;
  /** The media type that it declares, where it is not the sample's. */
  readonly contentType?: string;
  /** How much of ICY-META 2 it speaks: nothing where absent. A token is sent over TLS alone. */
  readonly icy2?: Icy2;
  /** In which order it sends the fields of ICY-META 2; that of the document where absent. */
  readonly order?: FieldOrder;
  readonly tls?: DialTls;
  /** Further fields, and other values for ours. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
  /** Told in a sentence what happens. */
  readonly log?: (line: string) => void;
}

/** Redirects that are followed one after the other. */
const redirectsAtMost = 5;

/** How many requests a client has under way that cannot wait. */
const hammers = 3;

interface Plan {
  readonly place: Place;
  readonly authorized: boolean;
  readonly method: string;
  readonly redirects: number;
  /** Refused in spite of its credentials, how many times in a row. */
  readonly rebuffs: number;
}

/** What to do next: end with this exit code, or try so, at once or after the usual delay. */
type Next = { readonly exit: number } | { readonly plan: Plan; readonly after: 'nothing' | 'retry' };

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const afterRefusal = (response: ResponseHead, plan: Plan, fresh: Plan, quirks: Quirks): Next => {
  const again = (next: Plan): Next => ({ plan: next, after: quirks.has('hammers') ? 'nothing' : 'retry' });
  if (isRedirect(response.status) && !quirks.has('ignores-redirects') && plan.redirects < redirectsAtMost) {
    const place = followed(plan.place, valueOf(response, 'location') ?? '');
    if (place === undefined) return { exit: 1 };
    const elsewhere = place.host !== fresh.place.host || place.port !== fresh.place.port;
    const kept = elsewhere
      ? quirks.has('carries-authorization-elsewhere')
      : !quirks.has('drops-authorization-on-redirect');
    return {
      plan: {
        ...plan,
        place,
        authorized: plan.authorized && kept,
        method: quirks.has('get-on-redirect') ? 'GET' : plan.method,
        redirects: plan.redirects + 1,
      },
      after: 'nothing',
    };
  }
  if (isRedirect(response.status)) return { exit: 1 };
  if (response.status !== 401) return again(fresh);
  if (quirks.has('ignores-challenge') || quirks.has('omits-credentials')) return { exit: 1 };
  if (plan.authorized)
    return plan.rebuffs > 0 && !quirks.has('hammers')
      ? { exit: 1 }
      : again({ ...plan, rebuffs: plan.rebuffs + 1 });
  const athome = plan.place.host === fresh.place.host && plan.place.port === fresh.place.port;
  const withheld =
    quirks.has('drops-authorization-on-redirect') || quirks.has('forgets-credentials-on-reconnection');
  return athome && !withheld ? { plan: { ...plan, authorized: true }, after: 'nothing' } : { exit: 1 };
};

const nextAfter = (outcome: Outcome, plan: Plan, fresh: Plan, quirks: Quirks): Next => {
  switch (outcome.what) {
    case 'ended':
      return { exit: outcome.response !== undefined && outcome.response.status >= 300 ? 1 : 0 };
    case 'gave-up':
      return { exit: 1 };
    case 'unreachable':
    case 'lost':
      if (quirks.has('never-retries')) return { exit: 1 };
      return {
        plan: {
          ...fresh,
          authorized: fresh.authorized && !quirks.has('forgets-credentials-on-reconnection'),
        },
        after: 'retry',
      };
    case 'refused':
      if (quirks.has('never-retries') && !isRedirect(outcome.response.status)) return { exit: 1 };
      return afterRefusal(outcome.response, plan, fresh, quirks);
  }
};

const outcomeWords = (outcome: Outcome): string => {
  if (outcome.what === 'unreachable') return `could not connect: ${outcome.code}`;
  if (outcome.what === 'refused') return `was answered ${String(outcome.response.status)}`;
  return {
    lost: 'lost the connection',
    ended: 'ended the stream',
    'gave-up': 'did not understand the answer',
  }[outcome.what];
};

/** The recording of a client that keeps nothing: it is how waits notice that something happened. */
const privateStage = (
  { timing, mount, user, password }: SourceClientOptions,
  signal: AbortSignal,
): Stage => ({
  recorder: recorder({ sink: () => undefined, keep: 0, secrets: [], redact: false }),
  timing,
  signal,
  mount,
  owner: { user, password },
  accounts: {},
});

/**
 * Delivers a stream until it is told to end, trying again after failures.
 *
 * @returns its exit code: 0 when it ended because it was told to, 1 when it gave up
 */
export const sourceClient = async (options: SourceClientOptions): Promise<number> => {
  if (!options.quirks.includes('hammers')) return deliver(options);
  const ready = meeting(hammers);
  const codes = await Promise.all(Array.from({ length: hammers }, () => deliver(options, ready)));
  return Math.max(...codes);
};

/** Lets so many go on together, when all have come and the other side has seen them come. */
const meeting = (count: number): (() => Promise<void>) => {
  let missing = count;
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return async () => {
    missing -= 1;
    if (missing === 0) void settle().then(settle).then(begin);
    await begun;
  };
};

const icy2PlanOf = (
  { icy2 = 'none', order = 'table' }: SourceClientOptions,
  facts: Pick<Icy2Plan, 'mount' | 'secure' | 'again' | 'session'>,
): { readonly icy2?: Icy2Plan } =>
  icy2 === 'none' ? {} : { icy2: { fields: icy2, order, ...facts, connection: randomInt(2 ** 31) } };

const deliver = async (options: SourceClientOptions, ready?: () => Promise<void>): Promise<number> => {
  const { host, port, mount, user, password, signal, stop, sample = 'mp3', log } = options;
  const quirks: Quirks = new Set(options.quirks);
  const told = AbortSignal.any([signal, stop]);
  const fresh: Plan = {
    place: { host, port, target: mount },
    authorized: !quirks.has('omits-credentials') && !quirks.has('waits-for-challenge'),
    method: 'PUT',
    redirects: 0,
    rebuffs: 0,
  };
  const tls = quirks.has('speaks-plain-to-https') ? undefined : options.tls;
  const session = randomInt(2 ** 31);
  let plan = fresh;
  for (let again = false; ; again = true) {
    const stage = privateStage(options, signal);
    const { contentType = samples[sample].contentType } = options;
    const outcome = await attempt({
      errand: {
        ...plan.place,
        user,
        password,
        authorized: plan.authorized,
        method: plan.method,
        contentType,
        fields: options.fields ?? [],
        ...icy2PlanOf(options, { mount: plan.place.target, secure: tls !== undefined, again, session }),
      },
      quirks,
      sample,
      stage,
      stop,
      again,
      ...(ready ? { ready } : {}),
      ...(tls ? { tls } : {}),
    });
    if (told.aborted) return outcome.what === 'ended' || outcome.what === 'lost' ? 0 : 1;
    log?.(`The source client ${outcomeWords(outcome)}.`);
    const next = nextAfter(outcome, plan, fresh, quirks);
    if ('exit' in next) return next.exit;
    plan = next.plan;
    if (next.after === 'retry') await pause({ ...stage, signal: told }, 'retry');
    if (told.aborted) return 0;
  }
};
