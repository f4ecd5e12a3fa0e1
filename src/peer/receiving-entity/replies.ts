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
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  411: 'Length Required',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  500: 'Internal Server Error',
};

const name = 'ingestspec';
export const methods = 'POST, PUT, GET, HEAD, OPTIONS';

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

/** The head of a final answer; `closes` says that the connection is closed after it. */
export const replyText = (
  { status, fields = [], body }: Reply,
  closes: boolean,
  { has }: Settings,
): string => {
  const reason = status === 403 && has('refuses-without-a-reason') ? '' : (reasons[status] ?? '');
  return headText(statusLine(status, reason), [
    ['Date', dateNow()],
    ['Server', name],
    ...fields,
    ...(status === 204 ? [] : [['Content-Length', String(body?.length ?? 0)] satisfies WrittenField]),
    ...(closes ? [['Connection', 'close'] satisfies WrittenField] : []),
  ]);
};

let okDate = '';
let okBytes: Uint8Array = new Uint8Array(0);

/** Taken, and the connection goes on: the answer that is sent most, made once a second. */
export const okHead = (): Uint8Array => {
  const now = dateNow();
  if (now !== okDate) {
    okDate = now;
    okBytes = bytesOf(`HTTP/1.1 200 OK\r\nDate: ${now}\r\nServer: ${name}\r\nContent-Length: 0\r\n\r\n`);
  }
  return okBytes;
};

const challenge: WrittenField = ['WWW-Authenticate', 'Basic realm="ingest", charset="UTF-8"'];

/** A refusal with its reason as text. */
export const refusalReply = ({ status, why }: Refusal, { has }: Settings): Reply => {
  const code = has('answers-400-to-everything') ? 400 : status;
  if (code === 403 && has('refuses-without-a-reason')) return { status: code };
  return {
    status: code,
    fields: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ...(code === 401 && !has('answers-401-without-challenge') ? [challenge] : []),
      ...(code === 405 ? [['Allow', methods] satisfies WrittenField] : []),
    ],
    body: new TextEncoder().encode(`${why}.\n`),
  };
};
