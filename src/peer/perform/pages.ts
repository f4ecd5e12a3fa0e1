/** Pages, fetched politely: statistics, updates of metadata. */
import { isUtf8 } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import net from 'node:net';
import { Agent, request } from 'undici';
import { basicToken } from '../../http/basic.ts';
import { statisticsOf } from '../../scenario/statistics.ts';
import type { Step } from '../../scenario/stimulus.ts';
import { notUtf8 } from '../../trace/event.ts';
import type { ServerTarget } from '../perform.ts';
import { accountOf, filledIn } from '../request-text.ts';
import type { Stage } from '../stage.ts';
import { sleepUntil } from './pace.ts';
import { castOf } from './transport.ts';

type PageStep = Extract<Step, { do: 'page' }>;

export interface Pages {
  fetch(step: PageStep): Promise<void>;
  close(): Promise<void>;
}

type ShownText = Extract<PageStep['until'], object>;

interface Fetched {
  readonly status?: number;
  readonly contentType?: string;
  readonly text?: string;
  readonly error?: string;
}

/** No page is read further than this. */
const longestPage = 1024 * 1024;

/** How long a server is let alone before a page is fetched again, in milliseconds. */
export const betweenFetches = 50;

/** An agent for one server, to be destroyed after use. */
export const agentFor = ({
  host,
  port,
  tls,
  resolve,
}: Pick<ServerTarget, 'host' | 'port' | 'tls' | 'resolve'>): Agent => {
  const address = resolve?.[`${host}:${String(port)}`];
  return new Agent({
    connect: {
      ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
      ...(tls?.cert === undefined ? {} : { cert: tls.cert }),
      ...(tls?.key === undefined ? {} : { key: tls.key }),
      ...(tls?.servername === undefined ? {} : { servername: tls.servername }),
      rejectUnauthorized: tls?.insecure !== true,
      ...(address === undefined
        ? {}
        : {
            lookup: (_host, options, found) => {
              const family = net.isIP(address);
              if (options.all === true) found(null, [{ address, family }]);
              else found(null, address, family);
            },
          }),
    },
  });
};

/** The first bytes of a body, up to a bound. */
export const readBounded = async (body: AsyncIterable<Uint8Array>, bound: number): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part.subarray(0, bound - length));
    length += part.length;
    if (length >= bound) break;
  }
  return Buffer.concat(parts);
};

/** Why nothing was answered: a code where there is one. */
export const messageOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  // What a time-out throws has a number for a code.
  const { code } = thrown as { code?: unknown };
  return typeof code === 'string' ? code : thrown.message;
};

/** Whether the page speaks of the mount point, be its slashes escaped or not. */
const shows = (text: string, mount: string): boolean => text.includes(mount.replace(/^\//, ''));

const untilWords = (until: PageStep['until']): string => {
  if (typeof until === 'object') return `a page that shows “${until.shows}”`;
  return until === 'mount-gone' ? 'a page without the mount point' : 'a page that shows the mount point';
};

/** Pages of a server; our own agent, closed at the end. */
export const openPages = (target: ServerTarget, stage: Stage): Pages => {
  const agent = agentFor(target);
  const cast = castOf(target, stage, target);
  const { origin } = cast;

  const urlOf = (page: PageStep['page']): string => {
    if (page === 'status') return target.statusUrl ?? `${origin}/status-json.xsl`;
    if (page === 'stats') return target.statsUrl ?? `${origin}/admin/stats`;
    return `${origin}${filledIn(page.path, cast)}`;
  };

  const fetchOnce = async (step: PageStep, url: string, milliseconds: number): Promise<Fetched> => {
    const account = accountOf(step.as, cast);
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: agent,
        headers: account ? { authorization: `Basic ${basicToken(account.user, account.password)}` } : {},
        signal: AbortSignal.any([stage.signal, AbortSignal.timeout(milliseconds)]),
      });
      const contentType = headers['content-type'];
      const bytes = await readBounded(body, longestPage);
      // What was cut off may end inside a character.
      const isText = bytes.length === longestPage || isUtf8(bytes);
      return {
        status: statusCode,
        text: bytes.toString('utf8'),
        ...(typeof contentType === 'string' ? { contentType } : {}),
        ...(isText ? {} : { error: notUtf8 }),
      };
    } catch (thrown) {
      return { error: messageOf(thrown) };
    }
  };

  const showsText = ({ shows: wanted, of }: ShownText, text: string): boolean => {
    if (of === undefined) return text.includes(wanted);
    const values = Object.values(statisticsOf(text, filledIn(of, cast)) ?? {});
    return values.some((value) => value.includes(wanted));
  };

  const isDone = (step: PageStep, { status, text }: Fetched): boolean => {
    if (step.until === 'answered') return true;
    // An answer that is no page will not become one; without any answer we ask again.
    if (status !== 200) return status !== undefined;
    if (typeof step.until === 'object') return showsText(step.until, text ?? '');
    return shows(text ?? '', stage.mount) === (step.until === 'mount-shown');
  };

  const fetchUntil = async (step: PageStep): Promise<void> => {
    const page = typeof step.page === 'string' ? step.page : step.page.path;
    const url = urlOf(step.page);
    const milliseconds = stage.timing.deadline('page');
    const until = performance.now() + milliseconds;
    for (;;) {
      const fetched = await fetchOnce(step, url, milliseconds);
      const over = performance.now() >= until || stage.signal.aborted;
      if (isDone(step, fetched) || over) {
        stage.recorder.record({ event: 'page', page, url, ...fetched });
        if (!isDone(step, fetched) && !stage.signal.aborted) {
          const awaited = untilWords(step.until);
          stage.recorder.record({ event: 'deadline', name: 'page', awaited, milliseconds });
        }
        return;
      }
      await sleepUntil(performance.now() + betweenFetches, stage.signal);
    }
  };

  return { fetch: fetchUntil, close: () => agent.destroy() };
};
