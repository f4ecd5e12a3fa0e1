/** What stands in the head of an answer: its status line, Date, Server, WWW-Authenticate. */
import { valueOf, valuesOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import type { Message, Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, noted, under, unclear } from '../combine.ts';
import { connectionOf, continueOf, exchangeOf, finalOf } from '../select.ts';
import { answerWords, neverAsked, printable, statusWords } from '../words.ts';

const answers = {
  '100': continueOf,
  final: finalOf,
} as const;

/** Which answer of the source's connection a check is about. */
export type AnswerName = keyof typeof answers;

const ofMessage =
  (
    which: AnswerName,
    judge: (message: Message<ResponseHead>, seen: Observations) => ReturnType<Check>,
  ): Check =>
  (seen) => {
    if (connectionOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const message = answers[which](seen, 'source');
    return message
      ? judge(message, seen)
      : unclear('dependency-failed', `no ${which} answer to look at: ${answerWords(seen, 'source')}`);
  };

/** RFC 9110, section 5.6.7: the one form in which dates are generated. */
const imfFixdate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (GMT|UTC)$/;

/** Date in IMF-fixdate; with UTC, as the document prints it, under E-ICE-06. */
export const dated = (which: AnswerName): Check =>
  ofMessage(which, ({ head, place }) => {
    const date = valueOf(head, 'Date');
    if (date === undefined) return broken('a Date header', `${statusWords(head)} without Date`, place);
    const [, , , zone] = imfFixdate.exec(date) ?? [];
    if (zone === 'GMT') return met(date);
    const finding = broken('a Date in the form of HTTP, ending in GMT', `Date: ${printable(date)}`, place);
    return zone === 'UTC' ? { ...finding, erratum: 'E-ICE-06' } : finding;
  });

/** Server, with something in it. */
export const named = (which: AnswerName): Check =>
  ofMessage(which, ({ head, place }) => {
    const server = valueOf(head, 'Server');
    return server
      ? met(printable(server))
      : broken('a Server header', `${statusWords(head)} without Server`, place);
  });

/** No challenge is longer; what a hostile one holds beyond that is not looked at. */
const longestChallenge = 1024;

/** A challenge to the Basic scheme that names a realm (RFC 7617, section 2). */
export const basicChallenge: Check = under(
  'E-ICE-05',
  ofMessage('final', ({ head, place }) => {
    const challenges = valuesOf(head, 'WWW-Authenticate');
    const expected = 'WWW-Authenticate: Basic with a realm';
    if (challenges.length === 0)
      return broken(expected, `${statusWords(head)} without WWW-Authenticate`, place);
    const found = challenges.some((one) =>
      /(^|,)\s*Basic\s+(.*,\s*)?realm\s*=\s*("[^"]*"|[^\s",]+)/i.test(one.slice(0, longestChallenge)),
    );
    return found
      ? met(printable(challenges.join(', ')))
      : broken(expected, `WWW-Authenticate: ${printable(challenges.join(', '))}`, place);
  }),
);

/** Status lines of HTTP/1.1; those of HTTP/1.0 are noted. */
export const statusLine: Check = (seen) => {
  const exchange = exchangeOf(seen, 'source');
  const connection = connectionOf(seen, 'source');
  if (connection === undefined || exchange === undefined) return neverAsked(seen, 'source');
  const expected = 'a status line of HTTP/1.1';
  const stray = connection.strays.find((one) => one.dir === 'received');
  if (stray) return broken(expected, `“${printable(stray.text, 40)}”`, stray.place);
  const messages = [...exchange.interims, ...(exchange.response ? [exchange.response] : [])];
  const lineOf = (message: Message<ResponseHead>) => printable(message.head.text.split(/\r?\n/, 1)[0] ?? '');
  const wrong = messages.find(
    ({ head }) => !/^HTTP\/1\.[01]$/.test(head.version) || head.oddities.includes('bad-start-line'),
  );
  if (wrong) return broken(expected, `“${lineOf(wrong)}”`, wrong.place);
  const older = messages.find(({ head }) => head.version === 'HTTP/1.0');
  if (older) return noted(`“${lineOf(older)}”`, older.place);
  return messages.length > 0 ? met() : unclear('not-triggered', answerWords(seen, 'source'));
};

/** The document is about Icecast later than 2.4.0; what a server says of itself is recorded. */
export const coveredVersion: Check = ofMessage('final', ({ head, place }) => {
  const server = valueOf(head, 'Server');
  if (server === undefined) return noted('no Server header', place);
  const [, major = 0, minor = 0, patch = 0] = (/icecast\D*(\d+)\.(\d+)(?:\.(\d+))?/i.exec(server) ?? []).map(
    Number,
  );
  const named = /icecast/i.test(server) && major > 0;
  const later = major > 2 || (major === 2 && (minor > 4 || (minor === 4 && patch > 0)));
  return named && !later
    ? noted(`${printable(server)}, which is older than the document`, place)
    : met(printable(server));
});
