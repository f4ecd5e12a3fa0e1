/** How a receiving entity is reached: address families, versions and suites of TLS, certificates of those who send. */
import type { Connection, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { connectionOf, finalOf, isSuccess, on } from '../select.ts';
import { answerPlace, answerWords, statusWords } from '../words.ts';
import { taken } from './receiver-answers.ts';

const versionNames: Readonly<Record<string, string>> = {
  TLSv1: 'TLS 1.0',
  'TLSv1.1': 'TLS 1.1',
  'TLSv1.2': 'TLS 1.2',
  'TLSv1.3': 'TLS 1.3',
};

/** Why a connection of a scenario was not made, and where that stands. */
const lostOf = (seen: Observations, name: string): { code: string; place: Place } | undefined => {
  const lost = seen.unreachable.findLast((one) => one.label === name);
  return lost && { code: lost.code, place: { event: lost.number } };
};

const isTaken = (seen: Observations, name: string): boolean => {
  const response = finalOf(seen, name);
  return response !== undefined && isSuccess(response);
};

/** Our own TLS does not offer what the scenario asks of it: nothing is known of the target. */
const isOurs = (code: string): boolean => /NO_PROTOCOLS_AVAILABLE|NO_CIPHER|NO_CIPHERS_AVAILABLE/.test(code);

/** The connection is made, and its request is taken; one that cannot be made is the finding. */
export const reachedBy =
  (name: string, words: string): Check =>
  (seen) => {
    const lost = lostOf(seen, name);
    const expected = `a request taken (2xx) ${words}`;
    if (lost && connectionOf(seen, name) === undefined) {
      return isOurs(lost.code)
        ? unclear('prerequisite-missing', `this host cannot connect ${words} (${lost.code})`)
        : broken(expected, `no connection (${lost.code})`, lost.place);
    }
    const outcome = on(name, taken)(seen);
    return outcome.outcome === 'broken' ? { ...outcome, expected } : outcome;
  };

const versionOf = (connection: Connection | undefined): string => connection?.secure?.protocol ?? '';

/** The connection `source` comes about with this version of TLS, and its request is taken. */
export const speaks =
  (version: 'TLSv1.2' | 'TLSv1.3'): Check =>
  (seen) => {
    const words = `with ${versionNames[version] ?? version}`;
    const outcome = reachedBy('source', words)(seen);
    const spoken = versionOf(connectionOf(seen, 'source'));
    if (outcome.outcome !== 'met') return outcome;
    return spoken === version
      ? met(`${spoken}, ${outcome.actual ?? ''}`)
      : unclear('prerequisite-missing', `the connection was made with ${spoken || 'no TLS'}`);
  };

/** The connection `source`, which offers nothing above TLS 1.1, does not come about. */
export const speaksNothingOlder: Check = (seen) => {
  const lost = lostOf(seen, 'source');
  const connection = connectionOf(seen, 'source');
  const spoken = versionOf(connection);
  if (connection?.secure !== undefined) {
    const words = `a connection with ${versionNames[spoken] ?? spoken}`;
    return broken('TLS below 1.2 refused', words, { event: connection.secure.number });
  }
  if (lost === undefined) return unclear('not-triggered', 'the connection was not tried');
  return isOurs(lost.code)
    ? unclear('prerequisite-missing', `this host cannot offer TLS below 1.2 (${lost.code})`)
    : met(`no connection (${lost.code})`);
};

/** At least one of the connections, each with one suite, comes about; which ones is recorded. */
export const someSuite =
  (names: readonly string[]): Check =>
  (seen) => {
    const secured = names.filter((name) => connectionOf(seen, name)?.secure !== undefined);
    if (secured.length > 0) return met(secured.join(', '));
    const lost = names.map((name) => lostOf(seen, name));
    const [first] = lost.flatMap((one) => (one === undefined ? [] : [one]));
    if (first === undefined) return unclear('not-triggered', 'no connection was tried');
    return broken(
      `a connection with one of ${String(names.length)} suites of TLS 1.2 in the intermediate profile`,
      `none with any of them (${first.code})`,
      first.place,
    );
  };

/** A connection that was turned away: no TLS came about, or it ended without an answer, or the answer is 4xx. */
const turnedAwayBy = (seen: Observations, name: string): Outcome => {
  const lost = lostOf(seen, name);
  const connection = connectionOf(seen, name);
  if (connection === undefined) {
    return lost ? met(`no connection (${lost.code})`) : unclear('not-triggered', `${name} did not connect`);
  }
  const response = finalOf(seen, name);
  const [first] = connection.ends;
  const ended = first?.by === 'target' || first?.how === 'error';
  const status = response?.head.status ?? 0;
  if ((response === undefined && ended) || (status >= 400 && status < 500))
    return met(answerWords(seen, name));
  return broken(
    'the source turned away: no connection, a close, or 4xx',
    answerWords(seen, name),
    ...answerPlace(seen, name),
  );
};

/** Who shows no proof, or this certificate, is turned away. */
export const turnedAwayAs =
  (name: string): Check =>
  (seen) =>
    turnedAwayBy(seen, name);

/** The certificate alone lets its source in, or together with the credentials, where both are demanded. */
export const certificateTaken =
  (alone: string, withCredentials: string): Check =>
  (seen) => {
    const name = [alone, withCredentials].find((one) => isTaken(seen, one));
    if (name !== undefined) {
      const words = name === alone ? 'with the certificate alone' : 'with certificate and credentials';
      return met(`${answerWords(seen, name)} ${words}`);
    }
    const lost = lostOf(seen, withCredentials) ?? lostOf(seen, alone);
    const actual =
      connectionOf(seen, withCredentials) === undefined && lost
        ? `no connection (${lost.code})`
        : answerWords(seen, withCredentials);
    const place = lost ? [lost.place] : answerPlace(seen, withCredentials);
    return broken('a source taken (2xx) that shows the certificate', actual, ...place);
  };

/**
 * DI-GEN-05: over TLS, credentials of the Basic scheme are a proof of who sends: with them 2xx, without any proof no
 * 2xx. Where certificates are declared, they may be the proof instead.
 */
export const basicIsProof: Check = (seen) => {
  const without = turnedAwayBy(seen, 'nobody');
  if (without.outcome !== 'met') return without;
  const outcome = reachedBy('source', 'with Basic over TLS')(seen);
  if (outcome.outcome !== 'broken' || seen.parameters.features['clientCertificates'] !== true) return outcome;
  const response = finalOf(seen, 'source');
  const words = response ? statusWords(response.head) : answerWords(seen, 'source');
  return noted(
    `${words} with Basic over TLS; certificates may be the proof instead`,
    ...answerPlace(seen, 'source'),
  );
};
