/** The answers of the scripted server as they stand on the wire, in the words of a personality. */
import { headText, statusLine } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import type { Answer } from '../../scenario/behaviour.ts';
import type { Wording } from '../../scenario/personality.ts';

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** What the placeholders in the fields of an answer stand for. */
export type Places = Readonly<Record<'origin' | 'other-origin' | 'mount', string>>;

const filled = (text: string, places: Places): string =>
  text.replace(/\{(origin|other-origin|mount)\}/g, (_, name: keyof Places) => places[name]);

const greeting = (wording: Wording): WrittenField[] => [
  ['Date', new Date().toUTCString()],
  ['Server', wording.server],
];

const has = (fields: readonly WrittenField[], name: string): boolean =>
  fields.some(([known]) => known.toLowerCase() === name);

/** `100 Continue`; some personalities put fields on it that do not belong there. */
export const interimText = (wording: Wording): string =>
  headText(statusLine(100, 'Continue'), [...greeting(wording), ...wording.interimFields]);

/**
 * A final response without a body. A 401 always has its challenge; a length is told unless the body of the request
 * is still to come, where clients of old take it for the end.
 */
export const finalText = (answer: Answer, wording: Wording, places: Places, closes: boolean): string => {
  const { status, version = 'HTTP/1.1' } = answer;
  const own = (answer.fields ?? []).map(([name, value]): WrittenField => [name, filled(value, places)]);
  if (answer.line !== undefined) return headText(answer.line, own);
  const challenge: WrittenField[] =
    status === 401 && !has(own, 'www-authenticate') ? [['WWW-Authenticate', 'Basic realm="ingestspec"']] : [];
  const length: WrittenField[] = version === 'HTTP/1.1' || status >= 300 ? [['Content-Length', '0']] : [];
  const connection: WrittenField[] = closes ? [['Connection', 'close']] : [];
  return headText(statusLine(status, answer.reason ?? reasons[status] ?? 'Answer', version), [
    ...greeting(wording),
    ...challenge,
    ...own,
    ...length,
    ...connection,
  ]);
};
