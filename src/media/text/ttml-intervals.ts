import type { XmlElement } from './read-xml.ts';
import { compare, plus, zero } from './rational.ts';
import type { Rational } from './rational.ts';
import { ttmlNamespace } from './ttml-namespaces.ts';
import { ttmlTime } from './ttml-time.ts';
import type { TtmlClock } from './ttml-time.ts';

/** When an element of a document is active, in seconds on the timeline of the document. */
export interface TtmlInterval {
  readonly element: 'body' | 'div' | 'p' | 'span';
  /** Whether it has a `begin`, `end` or `dur` of its own. */
  readonly timed: boolean;
  /** Absent where it cannot be told: after a sibling without an end in a `seq`, or without a time that we can read. */
  readonly begin?: Rational;
  /** The first moment at which it is no longer active; absent where nothing ends it, or it cannot be told. */
  readonly end?: Rational;
}

/** The intervals in the order of the document, and the time expressions that are none. */
export interface TtmlTiming {
  readonly intervals: readonly TtmlInterval[];
  readonly faults: readonly string[];
}

type Timed = TtmlInterval['element'];

const timedNames: ReadonlySet<string> = new Set(['body', 'div', 'p', 'span']);
const isTimed = (name: string | null): name is Timed => name !== null && timedNames.has(name);

/** The times of the element around: none, if it has no begin that can be told. */
interface Around {
  readonly begin?: Rational;
  readonly end?: Rational;
}

const earlier = (a: Rational | undefined, b: Rational | undefined): Rational | undefined =>
  a === undefined ? b : b === undefined ? a : compare(a, b) <= 0 ? a : b;

const offsetOf = (
  element: XmlElement,
  name: string,
  clock: TtmlClock,
  faults: string[],
): Rational | 'none' | 'unread' => {
  const text = element.getAttributeNS(null, name);
  if (text === null) return 'none';
  const time = ttmlTime(text, clock);
  if (time !== undefined) return time;
  if (!text.trim().startsWith('wallclock(') && faults.length < 100)
    faults.push(`${name}="${text.slice(0, 60)}" of ${element.localName ?? ''} is no time expression`);
  return 'unread';
};

const intervalOf = (
  element: XmlElement,
  name: Timed,
  from: Around,
  clock: TtmlClock,
  faults: string[],
): TtmlInterval => {
  const begin = offsetOf(element, 'begin', clock, faults);
  const end = offsetOf(element, 'end', clock, faults);
  const dur = offsetOf(element, 'dur', clock, faults);
  const timed = begin !== 'none' || end !== 'none' || dur !== 'none';
  if (from.begin === undefined || begin === 'unread') return { element: name, timed };
  const begins = begin === 'none' ? from.begin : plus(from.begin, begin);
  if (end === 'unread' || dur === 'unread') return { element: name, timed, begin: begins };
  const own = earlier(
    end === 'none' ? undefined : plus(from.begin, end),
    dur === 'none' ? undefined : plus(begins, dur),
  );
  const ends = earlier(own, from.end);
  return { element: name, timed, begin: begins, ...(ends === undefined ? {} : { end: ends }) };
};

/**
 * The active intervals of `body` and the `div`, `p` and `span` in it (TTML2, 12.2 and 12.3). `begin` and `end` count
 * from the begin of the element around, or in a `seq` from the end of the sibling before; of `end` and `dur` the
 * earlier one holds; no element outlasts the one around it. Without `end` and `dur` an element lasts as long as that.
 */
export const ttmlIntervals = (body: XmlElement, clock: TtmlClock): TtmlTiming => {
  const intervals: TtmlInterval[] = [];
  const faults: string[] = [];
  const visit = (element: XmlElement, name: Timed, from: Around): Around => {
    const interval = intervalOf(element, name, from, clock, faults);
    intervals.push(interval);
    const isSequence = element.getAttributeNS(null, 'timeContainer') === 'seq';
    let around: Around = interval;
    for (let node = element.firstChild; node !== null; node = node.nextSibling) {
      if (node.nodeType !== 1 || node.namespaceURI !== ttmlNamespace.tt || !isTimed(node.localName)) continue;
      const child = visit(node as XmlElement, node.localName, around);
      if (isSequence)
        around = {
          ...(child.end === undefined ? {} : { begin: child.end }),
          ...(interval.end === undefined ? {} : { end: interval.end }),
        };
    }
    return interval;
  };
  // The reader of XML bounds the depth, so that this recursion is bounded too.
  visit(body, 'body', { begin: zero });
  return { intervals, faults };
};
