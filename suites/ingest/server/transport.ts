/** How a receiving entity of either interface is reached: IP versions, versions and suites of TLS, proofs of who sends. */
import {
  basicIsProof,
  certificateTaken,
  reachedBy,
  someSuite,
  speaks,
  speaksNothingOlder,
  turnedAwayAs,
} from '../../../src/scenario/checks/receiver-transport.ts';
import { all, silent } from '../../../src/scenario/combine.ts';
import { intermediateCiphers } from '../../../src/scenario/ingest/connect-step.ts';
import type {
  ClientCertificate,
  TlsVersion,
  TransportPlan,
} from '../../../src/scenario/ingest/connect-step.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';

/** Steps that bring something that is to be taken, over a connection that is made in a way of its own. */
export type SendOver = (how: TransportPlan, conn?: string, plan?: Partial<RequestPlan>) => readonly Step[];

/** The scenarios; `what` is sent by the interface, in the steps of `sendOver`. */
export const transportScenarios = (what: 'a source' | 'an object', sendOver: SendOver) => {
  const pinnedTo = (version: TlsVersion): readonly Step[] =>
    sendOver({ tls: { min: version, max: version } });

  /** Without credentials, so that nothing but the certificate can let the source in. */
  const withCertificate = (certificate: ClientCertificate, conn = 'source'): readonly Step[] =>
    sendOver({ tls: { certificate } }, conn, { as: 'nobody' });

  /** The certificate and the credentials, for receiving entities that want both. */
  const withBoth = (certificate: ClientCertificate): readonly Step[] =>
    sendOver({ tls: { certificate } }, 'both', { as: 'owner' });

  const turnedAway = (title: string, certificate: ClientCertificate): ServerScenario => ({
    title,
    needs: ['https', 'clientCertificates'],
    send: withCertificate(certificate),
    expect: { 'DI-GEN-06b': turnedAwayAs('source') },
  });

  return {
    'ipv4-and-ipv6': {
      title: `${what} over IPv4, and one over IPv6`,
      needs: ['ipv6'],
      send: [...sendOver({ family: 4 }, 'ipv4'), ...sendOver({ family: 6 }, 'ipv6')],
      expect: { 'DI-GEN-12b': [reachedBy('ipv4', 'over IPv4'), reachedBy('ipv6', 'over IPv6')] },
    },
    'tls-1.2': {
      title: 'a source that speaks TLS 1.2 and nothing else',
      needs: ['https'],
      send: pinnedTo('TLSv1.2'),
      expect: { 'DI-GEN-02b': speaks('TLSv1.2') },
    },
    'tls-1.3': {
      title: 'a source that speaks TLS 1.3 and nothing else',
      needs: ['https'],
      send: pinnedTo('TLSv1.3'),
      expect: { 'DI-GEN-02c': speaks('TLSv1.3') },
    },
    'tls-1.1': {
      title: 'a source that speaks nothing later than TLS 1.1',
      needs: ['https'],
      send: [{ do: 'connect', conn: 'source', how: { tls: { min: 'TLSv1', max: 'TLSv1.1' } } }],
      expect: { 'DI-GEN-02b': silent(speaksNothingOlder) },
    },
    'intermediate-suites': {
      title: 'the suites of the Mozilla intermediate profile, one by one',
      needs: ['https'],
      send: intermediateCiphers.map((cipher): Step => ({
        do: 'connect',
        conn: cipher,
        how: { tls: { min: 'TLSv1.2', max: 'TLSv1.2', ciphers: [cipher] } },
      })),
      expect: { 'DI-GEN-02b': silent(someSuite(intermediateCiphers)) },
    },
    'basic-over-tls': {
      title: 'a source over TLS with credentials, and one without any',
      needs: ['https', 'demandsCredentials'],
      send: [
        ...sendOver({ tls: {} }, 'nobody', { as: 'nobody' }),
        ...sendOver({ tls: {} }, 'source', { as: 'owner' }),
      ],
      expect: { 'DI-GEN-05': basicIsProof },
    },
    'client-certificate': {
      title:
        'a source that shows a certificate of the authority that the target trusts, and one that shows none',
      needs: ['https', 'clientCertificates'],
      send: [
        ...withCertificate('none', 'none'),
        ...withCertificate('trusted', 'alone'),
        ...withBoth('trusted'),
      ],
      expect: {
        'DI-GEN-06a': all(turnedAwayAs('none'), certificateTaken('alone', 'both')),
        'DI-GEN-05': certificateTaken('alone', 'both'),
      },
    },
    'self-signed-certificate': {
      title: 'a source whose certificate vouches for itself, and which the target was told to trust',
      needs: ['https', 'selfSignedClients'],
      send: [...withCertificate('self-signed', 'alone'), ...withBoth('self-signed')],
      expect: { 'DI-GEN-06c': certificateTaken('alone', 'both') },
    },
    'unknown-self-signed-certificate': turnedAway(
      'a source whose certificate vouches for itself, and which nobody knows',
      'self-signed-unknown',
    ),
    'certificate-of-another-authority': turnedAway(
      'a source with a certificate of an authority that the target does not know',
      'other-authority',
    ),
    'expired-certificate': turnedAway('a source with a certificate that has expired', 'expired'),
    'server-certificate': {
      ...turnedAway('a source with a certificate that is not meant for clients', 'server-only'),
      expect: { 'DI-GEN-06b': silent(turnedAwayAs('source')) },
    },
  } satisfies Readonly<Record<string, ServerScenario>>;
};
