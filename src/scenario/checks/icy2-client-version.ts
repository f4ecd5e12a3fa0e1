/** How a source client announces ICY-META 2, and the fields that even the smallest one sends. */
import { valueOf, valuesOf } from '../../http/message.ts';
import { isIcy2 } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met } from '../combine.ts';
import { ofReconnection } from './client-reconnection.ts';
import {
  fieldPlace,
  headPlace,
  longestBody,
  noRequest,
  notReached,
  ofEach,
  ofFirst,
  quoted,
  requestsOf,
} from './client-select.ts';

const header = 'icy-metadata-version';

/** The name of the same field in the dialect of version 2.2 (E-ICY-21). */
const otherName = 'icy-meta-version';

const absentWords = ({ request: { head } }: Exchange): string =>
  valueOf(head, otherName) === undefined ? `no ${header}` : `no ${header}, but ${otherName}`;

const announcement = (exchange: Exchange): Outcome => {
  const values = valuesOf(exchange.request.head, header);
  const place = fieldPlace(exchange, header);
  const [value] = values;
  if (value === undefined) {
    const outcome = broken(`one ${header} field`, absentWords(exchange), headPlace(exchange));
    return valueOf(exchange.request.head, otherName) === undefined
      ? outcome
      : { ...outcome, erratum: 'E-ICY-21' };
  }
  if (values.length > 1)
    return broken(`one ${header} field`, `${String(values.length)} ${header} fields`, place);
  return isIcy2(value)
    ? met(value)
    : broken(`${header} that begins with 2.`, `${header}: ${quoted(value)}`, place);
};

/** Each source request announces ICY-META 2 once, by a version that begins with `2.` */
export const announced: Check = ofEach(announcement);

/** The request that has the stream is the one that has the version. */
export const announcedWithStream: Check = (seen) => {
  const exchange = longestBody(seen);
  if (exchange === undefined) return noRequest(seen);
  if (valueOf(exchange.request.head, header) !== undefined) return met();
  const other = requestsOf(seen).find((one) => valueOf(one.request.head, header) !== undefined);
  const expected = `${header} in the request that has the stream`;
  return other === undefined
    ? broken(expected, absentWords(exchange), headPlace(exchange))
    : broken(
        expected,
        `${header} in the request ${quoted(`${other.request.head.method} ${other.request.head.target}`)} alone`,
        fieldPlace(other, header),
      );
};

/** A field that even the smallest source client sends, with a value. */
export const minimum = (name: IcyHeader): Check =>
  ofFirst((first) => {
    const [value] = valuesOf(first.request.head, name);
    if (value === undefined) return broken(`${name} with a value`, `no ${name}`, headPlace(first));
    return value === ''
      ? broken(`${name} with a value`, `${name} without a value`, fieldPlace(first, name))
      : met();
  });

/** After the connection was lost, the version again. */
export const announcedAgain: Check = ofReconnection((exchange, seen) => {
  const [first] = requestsOf(seen);
  if (first !== undefined && valueOf(first.request.head, header) === undefined)
    return notReached(seen, `the client never sent ${header}`);
  return valueOf(exchange.request.head, header) === undefined
    ? broken(`${header} on each connection`, `no ${header} after the interruption`, headPlace(exchange))
    : met();
});
