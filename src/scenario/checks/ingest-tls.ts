/** The TLS of an ingest source, and the certificates of both sides. */
import type { Connection, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { postsOf } from '../ingest/sent-tracks.ts';
import { counted, headOf, noPost, notThere } from './ingest-select.ts';

const ofTarget = (seen: Observations): readonly Connection[] =>
  seen.connections.filter(({ by }) => by === 'target');

const secured = (seen: Observations): Connection | undefined =>
  ofTarget(seen).find(({ secure }) => secure !== undefined);

const noHandshake = (seen: Observations, expected: string): Outcome => {
  const [first] = ofTarget(seen);
  if (first === undefined) return noPost(seen);
  const [stray] = first.strays;
  const end = first.ends.find(({ by }) => by === 'target');
  const actual =
    stray !== undefined && first.hello === undefined
      ? 'a connection without TLS'
      : `a handshake that failed${end?.code === undefined ? '' : ` (${end.code})`}`;
  return broken(expected, actual, stray?.place ?? first.place);
};

/** Requests come over TLS. */
export const overTls: Check = (seen) => {
  const one = secured(seen);
  if (one?.secure === undefined) return noHandshake(seen, 'a TLS handshake');
  return postsOf(seen).some(({ connection }) => connection.secure !== undefined)
    ? met(`${one.secure.protocol}, ${one.secure.cipher}`)
    : broken('a request over TLS', 'a handshake, and no request after it', one.place);
};

/** The only version that is offered is spoken. */
export const speaksVersion =
  (version: string): Check =>
  (seen) => {
    const one = secured(seen);
    if (one?.secure === undefined) return noHandshake(seen, `a handshake in ${version}`);
    return one.secure.protocol === version && postsOf(seen).length > 0
      ? met(version)
      : broken(`a request over ${version}`, `none over ${one.secure.protocol}`, one.place);
  };

/** A version below 1.2 is not spoken; the text does not say that it must not be. */
export const noOldVersion: Check = (seen) => {
  const [first] = ofTarget(seen);
  if (first === undefined) return noPost(seen);
  const old = secured(seen);
  return old?.secure === undefined
    ? met(`no handshake in ${counted(ofTarget(seen).length, 'connection')}`)
    : noted(`${old.secure.protocol}, which is below 1.2`, old.place);
};

/** Suites of TLS 1.2 in the intermediate profile of Mozilla, version 5.7, by the names that IANA gives them. */
const intermediateSuites = new Set([
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
]);
const modernSuites = new Set([
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
]);
const intermediateGroups = new Set(['x25519', 'secp256r1', 'secp384r1']);

/** Names in a list of suites that ask for something else than a suite. */
const signals = new Set(['TLS_EMPTY_RENEGOTIATION_INFO_SCSV', 'TLS_FALLBACK_SCSV']);
const isGrease = (name: string): boolean => /^0x([0-9a-f])a\1a$/i.test(name);

/** What the source offers has what the intermediate profile needs; what it has besides is noted. */
export const intermediateProfile: Check = (seen) => {
  const one = ofTarget(seen).find(({ hello }) => hello !== undefined);
  const hello = one?.hello;
  if (hello === undefined)
    return ofTarget(seen).length === 0 ? noPost(seen) : noHandshake(seen, 'a ClientHello');
  const place = { event: hello.number };
  const offered = hello.ciphers.filter((name) => !signals.has(name) && !isGrease(name));
  const usable = offered.filter((name) => intermediateSuites.has(name) || modernSuites.has(name));
  const versions = hello.versions.filter((version) => version === 'TLSv1.2' || version === 'TLSv1.3');
  if (versions.length === 0)
    return broken('TLS 1.2 or 1.3 (intermediate profile, 5.7)', hello.versions.join(', '), place);
  if (usable.length === 0)
    return broken('a suite of the intermediate profile (5.7)', offered.slice(0, 4).join(', '), place);
  if (!hello.groups.some((group) => intermediateGroups.has(group)))
    return broken('x25519, secp256r1 or secp384r1', hello.groups.join(', ') || 'no group', place);
  const foreign = offered.filter((name) => !usable.includes(name));
  return foreign.length === 0
    ? met(counted(usable.length, 'suite'))
    : noted(
        `${counted(usable.length, 'suite')} of the intermediate profile, and ${String(foreign.length)} besides, such as ${foreign[0] ?? ''}`,
        place,
      );
};

/** Who sends is proved over TLS: by Basic authentication, or by a certificate. */
export const provenOverTls: Check = (seen) => {
  const posts = postsOf(seen);
  const [first] = posts;
  if (first === undefined)
    return secured(seen) === undefined ? noHandshake(seen, 'a TLS handshake') : noPost(seen);
  const proven = posts.find((post) => {
    const { secure } = post.connection;
    const { credentials } = post.exchange;
    const basic = credentials?.user === 'right' && credentials.password === 'right';
    return secure !== undefined && (basic || secure.trusted === true);
  });
  if (proven === undefined)
    return broken(
      'the credentials that were given, or a certificate, over TLS',
      'neither of them',
      headOf(first),
    );
  return met(proven.exchange.credentials === undefined ? 'a certificate' : 'Basic authentication');
};

/** The source shows a certificate when it is asked for one. */
export const showsCertificate: Check = (seen) => {
  const one = secured(seen);
  if (one?.secure === undefined) return noHandshake(seen, 'a handshake with a client certificate');
  const shown = ofTarget(seen).find(({ secure }) => secure?.peerFingerprint !== undefined);
  return shown === undefined
    ? broken('a client certificate', 'none', { event: one.secure.number })
    : met(shown.secure?.peerSubject);
};

/** A certificate that vouches for itself, as OpenSSL calls it. */
const selfSigned = 'DEPTH_ZERO_SELF_SIGNED_CERT';

/** The certificate of the source is of a trusted authority, or vouches for itself. */
export const rightfulCertificate: Check = (seen) => {
  const shown = ofTarget(seen).find(({ secure }) => secure?.peerFingerprint !== undefined);
  const secure = shown?.secure;
  if (secure === undefined) return notThere(seen, 'the ingest source showed no certificate');
  if (secure.trusted === true) return met('a certificate of the trusted authority');
  if (secure.trustError === selfSigned) return met('a certificate that vouches for itself');
  return broken(
    'a certificate of the trusted authority, or one that vouches for itself',
    `one that is neither (${secure.trustError ?? 'nobody vouches for it'})`,
    { event: secure.number },
  );
};

/** A server whose certificate proves nothing gets no request. */
export const refusesServer: Check = (seen) => {
  const [first] = ofTarget(seen);
  if (first === undefined) return noPost(seen);
  const [post] = postsOf(seen);
  if (post !== undefined) {
    const shown = post.exchange.credentials === undefined ? 'a request' : 'a request with credentials';
    return broken('no request to a server that cannot prove who it is', shown, headOf(post));
  }
  if (first.hello === undefined && secured(seen) === undefined)
    return unclear('prerequisite-missing', 'the ingest source did not begin a TLS handshake');
  return met(`no request in ${counted(ofTarget(seen).length, 'connection')}`);
};
