/** What of the head of a source client is about ICY-META, as text. */
import { valuesOf } from '../../http/message.ts';
import type { Field } from '../../http/message.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { readIcyFields } from '../../icy/read-fields.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Outcome, Skipped } from '../check.ts';
import { broken } from '../combine.ts';
import { fieldPlace, quoted } from './client-select.ts';

/** The fields of ICY that a request has, those of no document among them. */
export const icyFieldsIn = ({ request }: Exchange): readonly Field[] =>
  request.head.fields.filter(({ name }) => name.toLowerCase().startsWith('icy-'));

/** All fields are optional: what a client leaves out says of itself that it does not apply. */
export const notSent = (what: string): Skipped => ({
  outcome: 'skipped',
  why: `the client sends no ${what}`,
});

/** The one value of a field, as text; `undefined` where it is not sent, and what is wrong where it is no text. */
export const textOf = (exchange: Exchange, header: IcyHeader): string | Outcome | undefined => {
  const field = readIcyFields(exchange.request.head.fields).fields.get(header);
  if (field === undefined) return undefined;
  const place = fieldPlace(exchange, header);
  if (field.repeated) return broken(`one ${header} field`, `${String(field.times)} ${header} fields`, place);
  const [{ text, latin1 }] = field.values;
  return text ?? broken(`${header} in UTF-8`, `${header} with the bytes ${quoted(latin1)}`, place);
};

/** The first value of a field, as it came; `undefined` where there is none, or it is empty. */
export const sentValue = (exchange: Exchange, header: IcyHeader): string | undefined => {
  const [value] = valuesOf(exchange.request.head, header);
  return value === '' ? undefined : value;
};
