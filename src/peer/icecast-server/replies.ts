/** The heads of our answers, as latin1. Pure but for the date, which is given. */
import { headText, statusLine } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import { asPrinted } from './icy-fields.ts';
import type { Settings } from './settings.ts';

export interface Reply {
  readonly status: number;
  readonly fields?: readonly WrittenField[];
  /** The whole body; absent where the body follows by itself. */
  readonly text?: string;
}

const reasons: Readonly<Record<number, string>> = {
  100: 'Continue',
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  411: 'Length Required',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  500: 'Internal Server Error',
  501: 'Not Implemented',
};

export const methods = 'GET, HEAD, PUT, SOURCE, OPTIONS';

const dateField = (now: Date, { has }: Settings): WrittenField => {
  const date = now.toUTCString();
  return ['Date', has('dates-in-utc') ? date.replace('GMT', 'UTC') : date];
};

const versionOf = (status: number, { has }: Settings): string => {
  if (has('icy-status-line') && status < 300) return 'ICY';
  return has('http-1.0-status-line') ? 'HTTP/1.0' : 'HTTP/1.1';
};

const challenge = ({ has }: Settings): WrittenField[] => {
  if (has('401-without-challenge')) return [];
  return [
    ['WWW-Authenticate', has('401-without-realm') ? 'Basic' : 'Basic realm="ingestspec", charset="UTF-8"'],
  ];
};

/** 100 Continue: a head alone. */
export const interimText = (now: Date, settings: Settings): string => {
  const { has, name } = settings;
  return headText(statusLine(100, 'Continue'), [
    ...(has('100-without-date') ? [] : [dateField(now, settings)]),
    ...(has('100-without-server') ? [] : [['Server', name] satisfies WrittenField]),
    ...(has('content-length-on-100') ? [['Content-Length', '0'] satisfies WrittenField] : []),
  ]);
};

/** The head of a final answer, after which the connection is closed. */
export const replyText = ({ status, fields = [], text }: Reply, now: Date, settings: Settings): string => {
  const { has, name } = settings;
  const code =
    has('answers-403-to-everything') && status > 401 && status < 500 && status !== 404 ? 403 : status;
  const silent = code === 401;
  return headText(statusLine(code, reasons[code] ?? '', versionOf(code, settings)), [
    ...(silent && has('401-without-date') ? [] : [dateField(now, settings)]),
    ...(silent && has('401-without-server') ? [] : [['Server', name] satisfies WrittenField]),
    ...(code === 401 ? challenge(settings) : []),
    ...(code === 401 || code === 405 ? [['Allow', methods] satisfies WrittenField] : []),
    ...fields,
    ...(text === undefined
      ? []
      : [['Content-Length', String(asPrinted(text, settings).length)] satisfies WrittenField]),
    ['Connection', 'close'],
  ]);
};

/** An answer that is a sentence. */
export const refusal = (status: number): Reply => ({
  status,
  fields: [['Content-Type', 'text/plain; charset=utf-8']],
  text: `${reasons[status] ?? String(status)}\n`,
});
