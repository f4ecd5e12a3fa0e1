/** The answers of the scripted receiving entity as they stand on the wire, and whom it lets in. */
import { headText, statusLine } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { asUtf8, bytesOf, valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Reception } from '../../scenario/ingest/act.ts';
import type { Link } from '../../wire/link.ts';
import { isAuthorized } from '../script/request-kind.ts';
import type { Account } from '../stage.ts';

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** An answer: its status, and the reason of a refusal as a sentence for its body. */
export interface Answer {
  readonly status: number;
  readonly fields?: readonly (readonly [name: string, value: string])[];
  readonly why?: string;
  /** The body in portions, where it is an object that is read. */
  readonly body?: readonly Uint8Array[];
}

/** What the placeholders in the fields of an answer stand for. */
export type Places = Readonly<Record<'origin' | 'other-origin' | 'path', string>>;

/** The value of a field, its placeholders filled in. */
export const filledValue = (value: string, places: Places): string =>
  value.replace(/\{(origin|other-origin|path)\}/g, (_, name: keyof Places) => places[name]);

const has = (fields: readonly WrittenField[], name: string): boolean =>
  fields.some(([known]) => known.toLowerCase() === name);

const mayHaveBody = (status: number): boolean => status >= 200 && status !== 204 && status !== 304;

/** A final response: its head as latin1, and its body, be it the reason of a refusal; a 401 always has its challenge. */
export const answerText = (
  { status, fields = [], why, body: object }: Answer,
  places: Places,
  closes: boolean,
): { readonly head: string; readonly body: readonly Uint8Array[] } => {
  const own = fields.map(([name, value]): WrittenField => [name, filledValue(value, places)]);
  const reason = why === undefined || !mayHaveBody(status) ? [] : [bytesOf(asUtf8(`${why}\n`))];
  const body = object ?? reason;
  const length = body.reduce((sum, portion) => sum + portion.length, 0);
  const head = headText(statusLine(status, reasons[status] ?? 'Answer'), [
    ['Date', new Date().toUTCString()],
    ['Server', 'ingestspec'],
    ...(status === 401 && !has(own, 'www-authenticate')
      ? ([['WWW-Authenticate', 'Basic realm="ingestspec"']] as const)
      : []),
    ...own,
    ...(reason.length === 0 ? [] : ([['Content-Type', 'text/plain; charset=utf-8']] as const)),
    ...(mayHaveBody(status) && !has(own, 'content-length')
      ? ([['Content-Length', String(length)]] as const)
      : []),
    ...(closes ? ([['Connection', 'close']] as const) : []),
  ]);
  return { head, body };
};

/** Why somebody is not let in; undefined for whoever is. */
export const refusalOf = (
  head: RequestHead,
  link: Link,
  reception: Reception,
  owner: Account,
): Answer | undefined => {
  if (reception.tls?.demandsCertificate === true) {
    if (link.secure?.trusted === true) return undefined;
    return {
      status: 403,
      why:
        link.secure?.peerSubject === undefined
          ? 'A client certificate is needed.'
          : 'Nobody whom we trust vouches for the client certificate.',
    };
  }
  const { credentials = 'demanded' } = reception;
  if (credentials === 'ignored' || isAuthorized(head, owner)) return undefined;
  const shown = valueOf(head, 'authorization') !== undefined;
  return {
    status: credentials === 'challenged' ? 401 : 403,
    why: shown ? 'The credentials are wrong.' : 'Credentials are needed.',
  };
};
