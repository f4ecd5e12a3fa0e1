/** Serves one connection: one request, its answer, and the end. */
import type { RequestHead } from '../../http/message.ts';
import type { Link, LinkListener } from '../../wire/link.ts';
import { admit, asRead, awaitsContinue, malformed } from './admission.ts';
import type { Admission } from './admission.ts';
import { closeInOrder } from './closing.ts';
import type { House } from './house.ts';
import { asPrinted } from './icy-fields.ts';
import { listenerSession } from './listener-session.ts';
import type { Mount } from './mounts.ts';
import { pageFor } from './page-for.ts';
import { interimText, methods, refusal, replyText } from './replies.ts';
import type { Reply } from './replies.ts';
import { sourceSession } from './source-session.ts';
import { streamInfo } from './stream-info.ts';
import { mountOf } from './target.ts';

/** How long a client may take for its head, in milliseconds; as Icecast has it. */
const headTimeoutMs = 15_000;

/** Answers, and closes in order. */
const reply = (link: Link, answer: Reply, head: RequestHead | undefined, house: House): LinkListener => {
  void link.sendHead(replyText(answer, house.now(), house.settings));
  if (answer.text !== undefined && head?.method !== 'HEAD')
    void link.send('payload', asPrinted(answer.text, house.settings));
  closeInOrder(link, house);
  return {};
};

const close = (link: Link): LinkListener => {
  link.close();
  return {};
};

const openMount = (name: string, whole: RequestHead, house: House): Mount => {
  const { mounts, memory, settings, secure, now } = house;
  const there = mounts.find(name);
  if (there) return there;
  const info = streamInfo({ head: asRead(whole, settings), secure, wasIcy2: memory.wasIcy2(name) }, settings);
  return mounts.open(name, memory.recall(name, info), now());
};

/** The body of a refused source handed on: a quirk. */
const feed = (head: RequestHead, name: string, house: House): LinkListener => {
  const mount = openMount(name, head, house);
  return {
    payload: (bytes) => {
      mount.feed(Uint8Array.from(bytes));
    },
  };
};

/** A refusal that does not read on: what is in flight is answered with RST. A quirk. */
const refuseAndReset = (link: Link, status: number, { settings, now }: House): LinkListener => {
  void link.sendHead(replyText({ status }, now(), settings));
  return {
    payload: () => {
      link.reset();
    },
    fin: () => {
      link.close();
    },
  };
};

const refuseSource = (
  link: Link,
  head: RequestHead,
  { status, mount }: Extract<Admission, { verdict: 'refused' }>,
  house: House,
): LinkListener => {
  const { settings, now } = house;
  if (settings.has('100-before-auth') && awaitsContinue(head, settings)) {
    void link.sendHead(interimText(now(), settings));
  }
  if (settings.has('resets-after-refusing') && !awaitsContinue(head, settings)) {
    return refuseAndReset(link, status, house);
  }
  reply(link, refusal(status), head, house);
  return settings.has('feeds-refused-sources') && mount !== undefined ? feed(head, mount, house) : {};
};

const serveSource = (link: Link, head: RequestHead, house: House): LinkListener => {
  const { settings, mounts, secure } = house;
  if (secure && settings.has('no-sources-over-tls')) return reply(link, refusal(403), head, house);
  const admission = admit(asRead(head, settings), settings, (mount) => mounts.find(mount) !== undefined);
  house.log(`${link.remote} ${head.method} ${head.target} ${admission.verdict}`);
  if (admission.verdict === 'closed') return close(link);
  if (admission.verdict === 'refused') return refuseSource(link, head, admission, house);
  const second = mounts.find(admission.mount) !== undefined;
  if (second && settings.has('closes-second-source-after-200'))
    return reply(link, { status: 200 }, head, house);
  return sourceSession(link, head, openMount(admission.mount, head, house), house);
};

const serveReader = (link: Link, head: RequestHead, house: House): LinkListener => {
  const { settings, mounts, origin } = house;
  const wrong = malformed(head, settings);
  if (wrong !== undefined) return reply(link, refusal(wrong), head, house);
  const page = pageFor(head, mounts, origin, settings);
  if (page) return reply(link, page, head, house);
  const named = mountOf(head.target, settings);
  const mount = 'mount' in named ? mounts.find(named.mount) : undefined;
  if (mount) return listenerSession(link, head, mount, house);
  if (!settings.has('holds-early-listeners')) return reply(link, refusal(404), head, house);
  void link.sendHead(replyText({ status: 200 }, house.now(), settings));
  return { fin: () => void link.close() };
};

const serveOptions = (link: Link, head: RequestHead, house: House): LinkListener => {
  const { has } = house.settings;
  if (has('closes-on-options')) return close(link);
  if (has('answers-404-to-options')) return reply(link, refusal(404), head, house);
  return reply(link, { status: 204, fields: [['Allow', methods]] }, head, house);
};

const serveRequest = (link: Link, head: RequestHead, house: House): LinkListener => {
  const { has } = house.settings;
  switch (head.method) {
    case 'PUT':
      return serveSource(link, head, house);
    case 'SOURCE':
      return has('refuses-source-method')
        ? reply(link, refusal(501), head, house)
        : serveSource(link, head, house);
    case 'POST':
      return has('takes-post-for-put')
        ? serveSource(link, head, house)
        : reply(link, refusal(has('refuses-posts-in-error') ? 500 : 405), head, house);
    case 'GET':
    case 'HEAD':
      return serveReader(link, head, house);
    case 'OPTIONS':
      return serveOptions(link, head, house);
    default:
      return has('closes-on-unknown-method') ? close(link) : reply(link, refusal(501), head, house);
  }
};

/** Takes the first request of a connection; every answer of ours is the last on it. */
export const serve = (link: Link, house: House): void => {
  let session: LinkListener | undefined;
  const timer = setTimeout(() => {
    link.close();
  }, headTimeoutMs);
  link.listen({
    head: (head) => {
      clearTimeout(timer);
      if (session === undefined && head.kind === 'request') session = serveRequest(link, head, house);
    },
    span: (part, bytes) => session?.span?.(part, bytes, link),
    payload: (bytes) => session?.payload?.(bytes, link),
    messageEnd: () => session?.messageEnd?.(link),
    stray: (bytes) => {
      if (session) {
        session.stray?.(bytes, link);
        return;
      }
      clearTimeout(timer);
      session = reply(link, refusal(400), undefined, house);
    },
    fin: () => {
      if (session?.fin) session.fin(link);
      else if (session === undefined) link.close();
    },
    closed: () => {
      clearTimeout(timer);
      session?.closed?.(link);
    },
  });
};
