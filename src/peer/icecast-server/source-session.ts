/** A source on its mount point: what it is answered, its body handed on, and its end. */
import type { RequestHead } from '../../http/message.ts';
import { framingOf } from '../../http/framing.ts';
import type { Link, LinkListener } from '../../wire/link.ts';
import { awaitsContinue } from './admission.ts';
import { bodyFields } from './body-fields.ts';
import { closeInOrder } from './closing.ts';
import type { House } from './house.ts';
import { asPrinted } from './icy-fields.ts';
import type { Mount } from './mounts.ts';
import { interimText, refusal, replyText } from './replies.ts';
import type { Reply } from './replies.ts';
import { streamInfo } from './stream-info.ts';

const shortSource = 48 * 1024;
const smallChunk = 256;

/** Whether the bytes of the chunked coding are handed on with the payload. */
const leaks = (head: RequestHead, { settings: { has } }: House): boolean => {
  const { framing, oddities } = framingOf(head, { unframed: 'close' });
  if (framing.by !== 'chunks') return false;
  return has('leaks-chunk-framing') || (has('prefers-content-length') && oddities.length > 0);
};

const sizeOf = (line: Uint8Array): number => Number.parseInt(Buffer.from(line).toString('latin1'), 16);

const altered = (bytes: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 0x20;
  return copy;
};

/** What is done with lines of fields in a body: nothing, unless the server is told to deviate (E-ICY-02). */
const noticing = (
  head: RequestHead,
  mount: Mount,
  { settings, secure }: House,
  giveUp: (status: number) => void,
): ((bytes: Uint8Array) => void) | undefined => {
  if (settings.has('falls-over-the-printed-example')) return bodyFields(() => giveUp(500));
  if (!settings.has('reads-fields-from-the-body')) return undefined;
  return bodyFields((fields) => {
    const whole = { ...head, fields: [...head.fields, ...fields] };
    mount.describe(streamInfo({ head: whole, secure, wasIcy2: false }, settings));
  });
};

/** Serves a source that was taken; gives what its connection is to tell from now on. */
export const sourceSession = (link: Link, head: RequestHead, mount: Mount, house: House): LinkListener => {
  const { settings, now } = house;
  const { has } = settings;
  const raw = leaks(head, house);
  const { framing } = framingOf(head, { unframed: 'close' });
  const expects = awaitsContinue(head, settings);
  let answered = false;
  let over = false;
  let received = 0;
  let chunk = Infinity;

  const answer = (reply: Reply): void => {
    answered = true;
    void link.sendHead(replyText(reply, now(), settings));
    if (reply.text !== undefined) void link.send('payload', asPrinted(reply.text, settings));
  };

  const leave = (): void => {
    over = true;
    clearTimeout(timer);
    mount.end();
  };

  /** The source is given up: what is left of its body is of no interest. */
  const giveUp = (status?: number): void => {
    if (over) return;
    leave();
    if (status !== undefined && !answered) answer(refusal(status));
    closeInOrder(link, house);
  };

  const timer = setTimeout(giveUp, house.sourceTimeoutMs);

  const bodyEnds = (): void => {
    if (over) return;
    if (has('ignores-last-chunk') && framing.by === 'chunks') return;
    if (has('ignores-content-length') && framing.by === 'length') return;
    if (has('keeps-mount-after-end')) over = true;
    else leave();
    const silent = has('closes-without-final-response') || (has('no-final-without-expect') && !expects);
    if (!answered && !silent) answer(has('ends-with-500') ? refusal(500) : { status: 200 });
    closeInOrder(link, house);
  };

  const vanishes = (): void => {
    if (over) return;
    if (has('keeps-mount-of-vanished-source')) {
      over = true;
      clearTimeout(timer);
    } else leave();
    link.close();
  };

  const handOn = (bytes: Uint8Array): void => {
    if (over) return;
    timer.refresh();
    received += bytes.length;
    mount.feed(has('alters-bytes') ? altered(bytes) : Uint8Array.from(bytes));
    if (received >= shortSource && has('cuts-sources-short')) giveUp();
  };

  const begin = (): void => {
    const early = has('early-final-response') || has('200-instead-of-100') || head.method === 'SOURCE';
    const interim = (expects && !has('200-instead-of-100') && !has('never-sends-100')) || has('unasked-100');
    if (interim) void link.sendHead(interimText(now(), settings));
    if (early) answer({ status: 200 });
    if (has('drops-silent-sources')) {
      setImmediate(() => {
        if (received === 0) giveUp();
      });
    }
  };

  begin();
  const noticed = noticing(head, mount, house, giveUp);
  return {
    payload: (bytes) => {
      noticed?.(bytes);
      if (!raw && (chunk >= smallChunk || !has('loses-small-chunks'))) handOn(bytes);
    },
    span: (part, bytes) => {
      if (part === 'chunk-size') {
        chunk = sizeOf(bytes);
        if (has('refuses-chunk-extensions') && bytes.includes(0x3b)) giveUp(400);
      }
      if (raw && part !== 'head' && part !== 'stray') handOn(bytes);
    },
    stray: (bytes) => {
      if (has('forwards-bad-chunks') || raw) handOn(bytes);
      else giveUp(400);
    },
    messageEnd: bodyEnds,
    fin: vanishes,
    closed: vanishes,
  };
};
