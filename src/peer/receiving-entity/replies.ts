/** The answers of a receiving entity, as latin1. */
import { bytesOf } from '../../http/message.ts';
import { headText, statusLine } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

export interface Reply {
  readonly status: number;
  readonly fields?: readonly WrittenField[];
  readonly body?: Uint8Array;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  500: 'Internal Server Error',
  507: 'Insufficient Storage',
};

const name = 'ingestspec';
export const methodsOf = ({ stores }: Settings): string =>
  `POST, PUT, ${stores ? 'DELETE, ' : ''}GET, HEAD, OPTIONS`;

let second = -1;
let date = '';

/** The time of now as Date has it; made once a second. */
const dateNow = (): string => {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1000).toUTCString();
  }
  return date;
};

export const interimText = 'HTTP/1.1 100 Continue\r\n\r\n';

export const ok: Reply = { status: 200 };
export const created: Reply = { status: 201 };

/** The head of a final answer, its framing among the fields; `closes` says that the connection is closed after it. */
export const finalHead = (
  status: number,
  fields: readonly WrittenField[],
  closes: boolean,
  { has }: Settings,
): string => {
  const reason = status === 403 && has('refuses-without-a-reason') ? '' : (reasons[status] ?? '');
  return headText(statusLine(status, reason), [
    ['Date', dateNow()],
    ['Server', name],
    ...fields,
    ...(closes ? [['Connection', 'close'] satisfies WrittenField] : []),
  ]);
};

/** The head of an answer with a length. */
export const replyText = (
  { status, fields = [], body }: Reply,
  closes: boolean,
  settings: Settings,
): string =>
  finalHead(
    status,
    status === 204 || status === 304 ? fields : [...fields, ['Content-Length', String(body?.length ?? 0)]],
    closes,
    settings,
  );

let plainDate = '';
let okBytes: Uint8Array = new Uint8Array(0);
let createdBytes: Uint8Array = new Uint8Array(0);

const plainBytes = (status: string): Uint8Array =>
  bytesOf(`HTTP/1.1 ${status}\r\nDate: ${plainDate}\r\nServer: ${name}\r\nContent-Length: 0\r\n\r\n`);

/** Taken, and the connection goes on: the answers that are sent most, made once a second. */
export const plainHead = (reply: Reply): Uint8Array => {
  const now = dateNow();
  if (now !== plainDate) {
    plainDate = now;
    okBytes = plainBytes('200 OK');
    createdBytes = plainBytes('201 Created');
  }
  return reply === ok ? okBytes : createdBytes;
};

const challenge: WrittenField = ['WWW-Authenticate', 'Basic realm="ingest", charset="UTF-8"'];

/** A refusal with its reason as text. */
export const refusalReply = ({ status, why }: Refusal, settings: Settings): Reply => {
  const { has } = settings;
  const code = has('answers-400-to-everything') ? 400 : status;
  if (code === 403 && has('refuses-without-a-reason')) return { status: code };
  return {
    status: code,
    fields: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ...(code === 401 && !has('answers-401-without-challenge') ? [challenge] : []),
      ...(code === 405 ? [['Allow', methodsOf(settings)] satisfies WrittenField] : []),
    ],
    body: new TextEncoder().encode(`${why}.\n`),
  };
};
