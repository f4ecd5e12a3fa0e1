/** The request heads of our ingest source, as latin1, with the deviations it is told to have. */
import { basicToken } from '../../http/basic.ts';
import { headText, requestLine } from '../../http/write-head.ts';
import type { WrittenField } from '../../http/write-head.ts';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import type { Account } from '../stage.ts';
import { authorityOf } from './place.ts';
import type { Place } from './place.ts';

export type Quirks = ReadonlySet<SourceQuirk>;

/** How a body is delimited: by chunks, by a length in bytes, or by the end of the connection. */
export type Framing = 'chunks' | 'close' | { readonly length: number };

export interface Errand {
  readonly place: Place;
  /** The path and query of the POST URL itself. */
  readonly point: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'GET';
  /** Absent where the request carries no credentials. */
  readonly account?: Account | undefined;
  readonly framing: Framing;
  /** Absent where there is no body to speak of. */
  readonly contentType?: string;
  readonly gzip: boolean;
  /** The usual one where absent; empty where none is sent. */
  readonly userAgent?: string;
}

/** More than any scenario waits for. */
const declaredLength = 100_000_000;

/** A body without an end in sight goes by chunks (DI-CMAF-GP-03). */
export const endlessFraming = (quirks: Quirks): Framing => {
  if (quirks.has('declares-a-length')) return { length: declaredLength };
  return quirks.has('speaks-http-1.0') ? 'close' : 'chunks';
};

const framingFields = (framing: Framing, quirks: Quirks): WrittenField[] => {
  if (framing === 'close') return [];
  if (framing !== 'chunks') return [['Content-Length', String(framing.length)]];
  const chunked: WrittenField = ['Transfer-Encoding', 'chunked'];
  return quirks.has('length-and-chunks') ? [['Content-Length', String(declaredLength)], chunked] : [chunked];
};

const methodOf = ({ method }: Errand, quirks: Quirks): string =>
  method === 'POST' && quirks.has('uses-put') ? 'PUT' : method;

const targetOf = ({ place, point }: Errand, quirks: Quirks): string => {
  if (quirks.has('ignores-the-path')) return '/';
  return quirks.has('one-path-for-all') ? point : place.target;
};

const passwordOf = ({ password }: Account, quirks: Quirks): string =>
  quirks.has('wrong-password') ? `not-${password}` : password;

const contentTypeOf = (contentType: string, quirks: Quirks): string =>
  quirks.has('form-content-type') ? 'application/x-www-form-urlencoded' : contentType;

export const requestText = (errand: Errand, quirks: Quirks): string => {
  const { place, account, framing, contentType, gzip, method, userAgent = 'ingestspec/1' } = errand;
  const withCredentials = account !== undefined && !quirks.has('omits-credentials');
  const fields: WrittenField[] = [
    ...(quirks.has('omits-host') ? [] : [['Host', authorityOf(place)] as const]),
    ...(userAgent === '' ? [] : [['User-Agent', userAgent] as const]),
    ...(withCredentials
      ? [['Authorization', `Basic ${basicToken(account.user, passwordOf(account, quirks))}`] as const]
      : []),
    ...(contentType === undefined ? [] : [['Content-Type', contentTypeOf(contentType, quirks)] as const]),
    ...(gzip ? [['Content-Encoding', 'gzip'] as const] : []),
    ...(method === 'GET' || method === 'DELETE' ? [] : framingFields(framing, quirks)),
  ];
  const version = quirks.has('speaks-http-1.0') ? 'HTTP/1.0' : 'HTTP/1.1';
  return headText(requestLine(methodOf(errand, quirks), targetOf(errand, quirks), version), fields);
};
