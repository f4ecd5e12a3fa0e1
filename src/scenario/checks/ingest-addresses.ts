/** How an ingest source finds us: names, addresses, and how long it waits for a connection. */
import type { Connection, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { backAgain, noBlackHole } from '../ingest/act.ts';
import { postsOf } from '../ingest/sent-tracks.ts';
import { curtain, scaled, seconds } from './client-select.ts';
import { interruptionIn } from './ingest-interruption.ts';
import { busyFor, counted, endWords, notInterrupted, notThere } from './ingest-select.ts';

const ofTarget = (seen: Observations): readonly Connection[] =>
  seen.connections.filter(({ by }) => by === 'target');

const authorityOf = (origin: string): string => origin.replace(/^[a-z]+:\/\//, '');

/** A connection and a request at the address that the scenario offers; a source that finds none made no connection. */
export const reachesUs =
  (how: string): Check =>
  (seen) => {
    const [post] = postsOf(seen);
    if (post !== undefined) return met(`a request ${how}, from ${post.connection.remote}`);
    const exit = seen.command?.exit;
    const asked =
      seen.lookups.length > 0 ? `${counted(seen.lookups.length, 'lookup')}, and no request` : 'no connection';
    if (exit?.error !== undefined) return notThere(seen, exit.error);
    return broken(`a request ${how}`, `${asked}${endWords(seen)}`, { event: seen.lookups[0]?.number ?? 0 });
  };

/** One of several addresses does not take connections, and the source comes by another one. */
export const triesOthers: Check = (seen) => {
  const [post] = postsOf(seen);
  if (post !== undefined) return met(`a request at ${post.connection.local}`);
  const [lookup] = seen.lookups;
  return lookup === undefined
    ? notThere(seen, 'the name was not looked up')
    : noted(`no request at any address${endWords(seen)}`, { event: lookup.number });
};

/** A name is asked for again when the addresses that it had do no longer. */
export const looksUpAgain: Check = (seen) => {
  const when = interruptionIn(seen);
  if (when === undefined) return notInterrupted(seen);
  const before = seen.lookups.filter(({ number }) => number < when.event).length;
  if (before === 0) return notThere(seen, 'the name was not looked up');
  const [again] = seen.lookups.filter(({ number }) => number > when.event);
  return again === undefined
    ? broken(
        'another lookup after the addresses did not lead anywhere any more',
        `none in ${seconds(seen, curtain(seen).at - when.at)}`,
        when.place,
      )
    : met(`another lookup ${seconds(seen, again.at - when.at)} after the connection was lost`);
};

/** Segments that a source may need beside the time that an address may be kept, in seconds. */
const margin = 12;

/** An address that is out of date is left: the source comes to the new one once the old answer has expired. */
export const followsTheName: Check = (seen) => {
  const { secondOrigin } = seen.parameters;
  const when = interruptionIn(seen);
  if (when === undefined || secondOrigin === undefined) return notInterrupted(seen);
  const known = seen.lookups.find(({ number, answers }) => number < when.event && answers.length > 0);
  if (known === undefined) return notThere(seen, 'the name was not looked up');
  const authority = authorityOf(secondOrigin);
  const there = ofTarget(seen).find(({ local, place }) => local === authority && place.event > when.event);
  if (there !== undefined)
    return met(`at the new address ${seconds(seen, there.at - when.at)} after the move`);
  const watched = curtain(seen).at - when.at;
  return watched < scaled(seen, (known.ttl + margin) * 1000)
    ? seen.command?.exit === undefined || seen.command.exit.asked
      ? unclear('window-too-short', `the ingest source was watched for ${seconds(seen, watched)} only`)
      : broken('a connection to the new address', `none${endWords(seen)}`, when.place)
    : broken(
        'a connection to the new address',
        `none in ${seconds(seen, watched)}, where the address was to be kept for ${String(known.ttl)} s`,
        when.place,
      );
};

/** Whether the command ended by itself. */
const hasGone = ({ command }: Observations): boolean => command?.exit !== undefined && !command.exit.asked;

interface Try {
  readonly at: number;
  readonly number: number;
  readonly until?: number;
  /** What it lasted at least and at most, in milliseconds: the system is asked only now and then. */
  readonly least?: number;
  readonly most?: number;
}

const triesIn = (seen: Observations): readonly Try[] =>
  seen.attempts
    .filter(({ state }) => state === 'begins')
    .map(({ at, number, from, unseen = 0 }) => {
      const end = seen.attempts.find(
        (one) => one.state === 'ends' && one.from === from && one.number > number,
      );
      if (end === undefined) return { at, number };
      const time = end.at - at;
      return { at, number, until: end.at, least: time - (end.unseen ?? 0), most: time + unseen };
    });

const ofTries =
  (look: (tries: readonly Try[], back: number, seen: Observations) => Outcome): Check =>
  (seen) => {
    const impossible = seen.steps.find(({ step }) => step.startsWith(noBlackHole));
    if (impossible !== undefined) {
      return unclear('prerequisite-missing', `this host ${impossible.step}; run it with --setup namespaces`);
    }
    const when = interruptionIn(seen);
    if (when === undefined) return notInterrupted(seen);
    const back =
      seen.steps.find(({ step, number }) => step === backAgain && number > when.event)?.at ?? seen.until;
    const tries = triesIn(seen).filter(({ at }) => at < back);
    return tries.length > 0
      ? look(tries, back, seen)
      : notThere(seen, 'the ingest source made no attempt to connect while nobody answered');
  };

/** The shortest and the longest time that an attempt may take, in milliseconds (E-DI-15, and a tenth of leeway). */
const shortestTry = 800;
const longestTry = 7_000;
/** How far apart what an attempt lasted at least and at most may be, for it to count as known, in milliseconds. */
const coarse = 1_500;

/** The attempt in the middle, of those that were watched to their end: a busy host draws single ones out. */
const middle = (times: readonly Required<Try>[]): Required<Try> | undefined =>
  [...times].sort((one, other) => one.most - other.most)[Math.floor(times.length / 2)];

/** An attempt to connect is given up after about the duration of a segment. */
export const connectTimeout: Check = ofTries((tries, back, seen) => {
  const expected = 'attempts of 1 to 6 s';
  const longest = scaled(seen, longestTry) + busyFor(seen);
  const over = tries.filter((one): one is Required<Try> => one.until !== undefined && one.until < back);
  const [first] = tries;
  const waited = back - (first?.at ?? back);
  const place = { event: first?.number ?? 0 };
  const typical = middle(over);
  if (typical === undefined) {
    return waited > longest
      ? broken(expected, `one that went on for ${seconds(seen, waited)}, still under way then`, place)
      : unclear('window-too-short', 'no attempt was watched to its end');
  }
  const words = `${counted(over.length, 'attempt')} of ${seconds(seen, typical.until - typical.at)}`;
  const shortest = scaled(seen, shortestTry);
  if (typical.most < shortest || typical.least > longest) return broken(expected, words, place);
  const certain = typical.least >= shortest && typical.most <= longest;
  return certain || typical.most - typical.least < scaled(seen, coarse)
    ? met(words)
    : unclear('host-overloaded', `${words}, which this host saw too seldom to tell`);
});

/** An attempt that was given up is followed by another one. */
export const anotherAttempt: Check = ofTries((tries, back, seen) => {
  const first = tries.find(({ until }) => until !== undefined && until < back);
  const [last] = tries.slice(-1);
  if (first?.until === undefined && last !== undefined && hasGone(seen))
    return broken('another attempt', `none${endWords(seen)}`, { event: last.number });
  if (first?.until === undefined) return unclear('window-too-short', 'no attempt was given up');
  const next =
    tries.find(({ number }) => number > first.number)?.at ??
    ofTarget(seen).find(({ at }) => at > (first.until ?? back))?.at;
  return next === undefined
    ? broken('another attempt', `none in ${seconds(seen, curtain(seen).at - first.until)}${endWords(seen)}`, {
        event: first.number,
      })
    : met(`another attempt ${seconds(seen, next - first.until)} later`);
});
