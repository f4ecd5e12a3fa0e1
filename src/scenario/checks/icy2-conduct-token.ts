/** Where the token of a source turns up again: in what listeners are given, in statistics, on pages. */
import { latin1 } from '../../http/message.ts';
import { canaryPrefix } from '../../trace/canary.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, isSuccess, refusalOf } from '../select.ts';
import { answerWords, neverAsked, printable, turnedAway } from '../words.ts';

/** A token of ours that is known again wherever it turns up, of 128 bits in hexadecimal. */
export const canary = (bits: string): string => `Bearer ${canaryPrefix}${bits}`;

/** Base64 of a text inside another one, whatever stands before and behind it: its three alignments without their ends. */
const base64Forms = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const encoded = btoa(`${' '.repeat(before)}${text}`).replace(/=+$/, '');
    const from = before === 0 ? 0 : before + 1;
    return encoded.slice(from, encoded.length - ((before + text.length) % 3 === 0 ? 0 : 1));
  });

/** The spellings in which a token can be known again; the random part is the same percent-encoded, in XML and in JSON. */
const formsOf = (token: string): readonly string[] => {
  const bits = token.slice(token.lastIndexOf('-') + 1);
  const hex = Array.from(bits, (digit) => digit.charCodeAt(0).toString(16)).join('');
  return [bits, hex, ...base64Forms(bits)];
};

interface Leak {
  readonly words: string;
  readonly place: Place;
}

const placeOfForm = (text: string, forms: readonly string[]): { at: number; form: string } | undefined => {
  for (const form of forms) {
    const at = text.indexOf(form);
    if (at !== -1) return { at, form };
    const upper = text.indexOf(form.toUpperCase());
    if (upper !== -1) return { at: upper, form };
  }
  return undefined;
};

/** The line in which a place stands, so that a reader sees under which name the token went out. */
const lineAround = (text: string, at: number, length: number): string => {
  const from = Math.max(text.lastIndexOf('\n', at) + 1, at - 80);
  const until = text.indexOf('\n', at);
  return printable(
    text.slice(from, Math.min(until === -1 ? text.length : until, at + length + 16)).trim(),
    160,
  );
};

const inHead = (seen: Observations, name: string, forms: readonly string[]): Leak | undefined => {
  const response = exchangeOf(seen, name)?.response;
  if (response === undefined) return undefined;
  const { text } = response.head;
  const found = placeOfForm(text, forms);
  if (found === undefined) return undefined;
  const offset = (response.place.offset ?? 0) + text.lastIndexOf('\n', found.at) + 1;
  return {
    words: `${lineAround(text, found.at, found.form.length)} in the head for ${name}`,
    place: { ...response.place, offset },
  };
};

const inStream = (seen: Observations, name: string, forms: readonly string[]): Leak | undefined => {
  const body = exchangeOf(seen, name)?.response?.body;
  if (body === undefined) return undefined;
  const bytes = latin1(body.kept);
  const found = placeOfForm(bytes, forms);
  if (found === undefined) return undefined;
  const arrival = body.arrivals.findLast((one) => one.offset <= found.at);
  const place = arrival?.place ?? { event: 0 };
  return {
    words: `${lineAround(bytes, found.at, found.form.length)} at byte ${String(found.at)} of what ${name} got`,
    place: {
      ...place,
      ...(place.offset === undefined ? {} : { offset: place.offset + found.at - (arrival?.offset ?? 0) }),
    },
  };
};

/** Judges where a token was looked for, once the source that sent it was taken. */
const whenTaken =
  (check: Check): Check =>
  (seen) => {
    if (exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const refusal = refusalOf(seen, 'source');
    return refusal ? turnedAway('source', refusal) : check(seen);
  };

const secret = 'nothing of the token, however it is spelt';

/** Listeners see nothing of the token, in heads and in what follows them. */
export const keptFromListeners = (token: string, ...names: readonly string[]): Check =>
  whenTaken((seen) => {
    const answered = names.filter((name) => {
      const response = exchangeOf(seen, name)?.response;
      return response !== undefined && isSuccess(response);
    });
    const [first = ''] = names;
    if (answered.length === 0)
      return unclear('prerequisite-missing', `no listener was answered: ${answerWords(seen, first)}`);
    const forms = formsOf(token);
    for (const name of names) {
      const leak = inHead(seen, name, forms) ?? inStream(seen, name, forms);
      if (leak) return broken(secret, leak.words, leak.place);
    }
    return met(answered.join(', '));
  });

/** Pages of these names show nothing of the token. */
export const keptFromPages = (token: string, ...names: readonly string[]): Check =>
  whenTaken((seen) => {
    const pages = seen.pages.filter(({ page, status }) => names.includes(page) && status === 200);
    if (pages.length === 0)
      return unclear('prerequisite-missing', `none of ${names.join(', ')} was answered with a page`);
    const forms = formsOf(token);
    for (const page of pages) {
      const text = page.text ?? '';
      const found = placeOfForm(text, forms);
      if (found)
        return broken(secret, `${lineAround(text, found.at, found.form.length)} in ${page.page}`, {
          event: page.number,
        });
    }
    return met(pages.map(({ page }) => page).join(', '));
  });

/** The same of what only the administrator is shown, who might set the token himself: a warning at most. */
export const keptFromAdministrator =
  (token: string): Check =>
  (seen) => {
    const outcome = keptFromPages(token, 'stats')(seen);
    return outcome.outcome === 'broken' ? { ...outcome, atMost: 'should' } : outcome;
  };
