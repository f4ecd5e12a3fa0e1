/** Whether a request may be the source of a mount point, decided by its head alone. Pure. */
import { framingOf } from '../../http/framing.ts';
import { utf8, valueOf, valuesOf } from '../../http/message.ts';
import type { Oddity, RequestHead } from '../../http/message.ts';
import { bodyUntilClose } from '../../http/unframed.ts';
import { authorizeSource } from './authorize.ts';
import { wrongIcy } from './icy-refusal.ts';
import type { ServerQuirk } from '../../scenario/server-quirks.ts';
import type { Settings } from './settings.ts';
import { mountOf } from './target.ts';

export type Admission =
  | { readonly verdict: 'taken'; readonly mount: string }
  /** Answered with a status; `mount` is what was asked for, as far as that was read. */
  | { readonly verdict: 'refused'; readonly status: number; readonly mount?: string }
  /** Closed without an answer. */
  | { readonly verdict: 'closed' };

/** Oddities of a head for which a careful server refuses it, each with the quirks that let it pass. */
const intolerable: Readonly<Partial<Record<Oddity, readonly ServerQuirk[]>>> = {
  'bare-lf': ['accepts-bare-lf'],
  'bare-cr': [],
  'obs-fold': [],
  'space-before-colon': [],
  'no-colon': [],
  'bad-name': [],
  nul: [],
  'bad-start-line': ['mounts-need-no-slash', 'closes-on-odd-targets'],
  'transfer-encoding-with-content-length': ['prefers-content-length'],
  'repeated-content-length': [],
  'bad-content-length': [],
};

const refuse = (status: number, mount?: string): Admission => ({
  verdict: 'refused',
  status,
  ...(mount === undefined ? {} : { mount }),
});

/** What is wrong with the head as HTTP, as a status. */
export const malformed = (head: RequestHead, settings: Settings): number | undefined => {
  const { has } = settings;
  const framing = framingOf(head, { unframed: bodyUntilClose(head) ? 'close' : 'none' });
  const odd = [...head.oddities, ...framing.oddities].some(
    (oddity) => intolerable[oddity] !== undefined && !intolerable[oddity].some(has),
  );
  if (odd) return 400;
  if (head.version !== 'HTTP/1.1') return undefined;
  const hosts = valuesOf(head, 'Host').length;
  if (hosts === 0 && !has('accepts-missing-host')) return 400;
  if (hosts > 1 && !has('accepts-two-hosts')) return 400;
  return undefined;
};

const supported = /^(audio\/(mpeg|mp3|aac|aacp|ogg|webm|flac|x-flac)|application\/ogg|video\/(ogg|webm))$/;

const wrongType = (head: RequestHead, { has }: Settings): number | undefined => {
  const type = valueOf(head, 'Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (!type) {
    if (has('accepts-missing-type')) return undefined;
    return has('answers-501-to-missing-type') ? 501 : 400;
  }
  if (has('accepts-unsupported-type')) return undefined;
  if (type === 'audio/mpeg') return has('refuses-mpeg') ? 415 : undefined;
  return has('mpeg-only') || !supported.test(type) ? 415 : undefined;
};

const wrongFraming = (head: RequestHead, { has }: Settings): number | undefined => {
  const { framing, oddities } = framingOf(head, { unframed: 'close' });
  if (oddities.includes('unknown-transfer-coding') && !has('ignores-unknown-transfer-coding')) return 501;
  const declared = valueOf(head, 'Transfer-Encoding') !== undefined || framing.by !== 'close';
  return !declared && head.method !== 'SOURCE' && has('demands-framing') ? 411 : undefined;
};

/** Whether the client waits for 100 Continue; HTTP/1.0 has no such thing (RFC 9110, section 10.1.1). */
export const awaitsContinue = (head: RequestHead, { has }: Settings): boolean => {
  const expect = valueOf(head, 'Expect') ?? '';
  const known = has('compares-expect-exactly')
    ? expect === '100-continue'
    : expect.toLowerCase() === '100-continue';
  return known && (head.version === 'HTTP/1.1' || has('100-to-http-1.0'));
};

const wrongExpectation = (head: RequestHead, { has }: Settings): number | undefined => {
  const expect = valueOf(head, 'Expect');
  if (expect === undefined) return has('insists-on-expect') ? 417 : undefined;
  if (expect.toLowerCase() === '100-continue' || has('ignores-unknown-expectation')) return undefined;
  return has('answers-500-to-unknown-expectation') ? 500 : 417;
};

const wrongText = (head: RequestHead, { has }: Settings): number | undefined =>
  has('answers-500-to-invalid-utf-8') && head.fields.some((field) => utf8(field.value) === undefined)
    ? 500
    : undefined;

const allowedLines = ({ has }: Settings): number => {
  if (has('drops-lines-beyond-32') || has('drops-icy-fields-beyond-32-lines')) return 32;
  return has('drops-lines-beyond-48') ? 48 : Infinity;
};

/** The head as the server sees it: with the lines that it reads, the request line counted. */
export const asRead = (head: RequestHead, settings: Settings): RequestHead => ({
  ...head,
  fields: head.fields.slice(0, allowedLines(settings) - 1),
});

/**
 * Decides in the order in which a server can: the lines, the mount point, who asks, then what is offered.
 *
 * @param inUse whether a mount point has a source
 */
export const admit = (
  head: RequestHead,
  settings: Settings,
  inUse: (mount: string) => boolean,
): Admission => {
  const { has } = settings;
  if (head.text.length > 4096 && has('closes-on-long-head')) return { verdict: 'closed' };
  const badHead = malformed(head, settings);
  if (badHead !== undefined) return refuse(badHead);
  const named = mountOf(head.target, settings);
  if ('close' in named) return { verdict: 'closed' };
  if ('status' in named) return refuse(named.status);
  const { mount } = named;
  const authority = authorizeSource(head, mount, settings);
  if (authority !== 'granted') return refuse(authority === 'error' ? 500 : 401, mount);
  const wrong =
    wrongType(head, settings) ??
    wrongFraming(head, settings) ??
    wrongExpectation(head, settings) ??
    wrongText(head, settings) ??
    wrongIcy(head, settings);
  if (wrong !== undefined) return refuse(wrong, mount);
  const second = has('mixes-second-source') || has('closes-second-source-after-200');
  return inUse(mount) && !second ? refuse(409, mount) : { verdict: 'taken', mount };
};
