/** The head of an ICY2 source: what has to stand in it, and that the stream alone comes behind it. */
import { latin1, valuesOf } from '../../http/message.ts';
import { sniff } from '../../media/sniff.ts';
import type { Exchange, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { isBasic } from './client-credentials.ts';
import {
  connectionOf,
  fieldPlace,
  headPlace,
  noRequest,
  notReached,
  ofFirst,
  quoted,
  sourceRequests,
} from './client-select.ts';
import { icyFieldsIn, notSent } from './icy2-client-select.ts';

/** Host, Basic credentials (at once, or when challenged) and Content-Type. */
export const fieldsOfTheHandshake: Check = ofFirst((first, seen) => {
  const missing = ['Host', 'Content-Type'].find((name) => valuesOf(first.request.head, name).length === 0);
  if (missing !== undefined) return broken(`a ${missing} field`, `no ${missing}`, headPlace(first));
  return sourceRequests(seen).some(isBasic)
    ? met()
    : broken('an Authorization field with Basic credentials', 'no Basic credentials', headPlace(first));
});

/** What came behind the head of a request, as far as it was kept, and where it began: body, or no part of a message. */
const behind = (
  exchange: Exchange,
  seen: Observations,
): { readonly bytes: Uint8Array; readonly text: string; readonly place: Place } | undefined => {
  const stray = connectionOf(seen, exchange)?.strays.find(
    ({ dir, place }) => dir === 'received' && place.event > exchange.request.place.event,
  );
  const { kept, arrivals } = exchange.request.body;
  const [arrival] = arrivals;
  if (stray !== undefined && (arrival === undefined || stray.place.event < arrival.place.event))
    return { bytes: new Uint8Array(0), text: stray.text, place: stray.place };
  if (arrival === undefined) return undefined;
  return { bytes: kept, text: latin1(kept.subarray(0, 4096)), place: arrival.place };
};

const field = /^[\r\n]*(icy-[a-z-]+)[ \t]*:/i;

type Behind = NonNullable<ReturnType<typeof behind>>;

const ofBehind =
  (look: (found: Behind, exchange: Exchange) => Outcome): Check =>
  (seen) => {
    const requests = sourceRequests(seen);
    if (requests.length === 0) return noRequest(seen);
    const outcomes = requests.flatMap((exchange) => {
      const found = behind(exchange, seen);
      return found === undefined ? [] : [look(found, exchange)];
    });
    return (
      outcomes.find(({ outcome }) => outcome === 'broken') ??
      outcomes[0] ??
      notReached(seen, 'the client sent none of its stream')
    );
  };

const fieldsBehind = ({ text, place }: Behind, expected: string): Outcome | undefined => {
  const name = field.exec(text)?.[1];
  return name === undefined
    ? undefined
    : broken(expected, `${name} behind the empty line that ends the head`, place);
};

/** The stream begins right behind the empty line: no further line comes between them. */
export const streamBehindHead: Check = ofBehind((found) => {
  const lines = fieldsBehind(found, 'the stream behind the empty line that ends the head');
  if (lines !== undefined) return lines;
  if (/^\r?\n/.test(found.text))
    return broken('the stream right behind the head', 'a further empty line before it', found.place);
  if (found.bytes.length === 0) return noted(`bytes that are no body (${quoted(found.text)})`, found.place);
  return sniff(found.bytes) === undefined ? noted('a stream of no kind that we know', found.place) : met();
});

/** No line of ICY stands below the first empty line. */
export const fieldsAboveEmptyLine: Check = ofBehind((found, exchange) => {
  const lines = fieldsBehind(found, 'all ICY fields above the empty line that ends the head');
  if (lines !== undefined) return lines;
  return icyFieldsIn(exchange).length === 0 ? notSent('field of ICY-META') : met();
});

/** All that is said of the stream is said in the head. */
export const metadataInHead: Check = ofBehind((found) => {
  const lines = fieldsBehind(found, 'metadata in the head alone');
  if (lines !== undefined) return lines;
  return found.text.includes("StreamTitle='")
    ? broken('metadata in the head alone', 'a metadata block for listeners in the stream', found.place)
    : met();
});

/** Fields without a value are left out; an empty one is of little harm. */
export const noEmptyFields: Check = ofFirst((first) => {
  const empty = icyFieldsIn(first).find(({ value }) => value === '');
  if (empty !== undefined)
    return {
      ...broken('no field that has no value', `${empty.name} without a value`, fieldPlace(first, empty.name)),
      atMost: 'should',
    };
  return icyFieldsIn(first).length === 0 ? notSent('field of ICY-META') : met();
});
