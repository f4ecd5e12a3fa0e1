/** An ingest source over TLS, whichever interface it is of. */
import {
  intermediateProfile,
  noOldVersion,
  overTls,
  provenOverTls,
  refusesServer,
  rightfulCertificate,
  showsCertificate,
  speaksVersion,
} from '../../../src/scenario/checks/ingest-tls.ts';
import type { IngestUntil, Reception } from '../../../src/scenario/ingest/act.ts';
import type { SourceScenario } from '../../../src/scenario/scenario.ts';

type Certificate = NonNullable<NonNullable<Reception['tls']>['certificate']>;

const comesOrNot: IngestUntil = { requests: 1, orQuietFor: 'refusal' };

const untrustworthy = (certificate: Certificate, why: string): SourceScenario => ({
  title: `A server whose certificate ${why}`,
  receive: [],
  until: comesOrNot,
  reception: { tls: { certificate } },
  needs: ['trustsAuthority'],
  expect: { 'DI-GEN-06a': refusesServer },
});

/** The scenarios; `begins` is when a source of the interface has shown that it is let in. */
export const overTlsScenarios = (begins: IngestUntil) =>
  ({
    'any-version': {
      title: 'HTTPS, with all versions of TLS that are in use',
      receive: [],
      until: begins,
      reception: { tls: {} },
      needs: ['trustsAuthority'],
      expect: {
        'DI-GEN-02a': overTls,
        'DI-GEN-05': provenOverTls,
        'DI-GEN-07': intermediateProfile,
      },
    },

    'tls-1.2': {
      title: 'HTTPS with TLS 1.2 alone',
      receive: [],
      until: begins,
      reception: { tls: { min: 'TLSv1.2', max: 'TLSv1.2' } },
      needs: ['trustsAuthority'],
      expect: { 'DI-GEN-02b': speaksVersion('TLSv1.2') },
    },

    'tls-1.3': {
      title: 'HTTPS with TLS 1.3 alone',
      receive: [],
      until: begins,
      reception: { tls: { min: 'TLSv1.3', max: 'TLSv1.3' } },
      needs: ['trustsAuthority'],
      expect: { 'DI-GEN-02c': speaksVersion('TLSv1.3') },
    },

    'tls-1.1': {
      title: 'HTTPS with nothing later than TLS 1.1',
      receive: [],
      until: comesOrNot,
      reception: { tls: { min: 'TLSv1', max: 'TLSv1.1' } },
      needs: ['trustsAuthority'],
      expect: { 'DI-GEN-02b': noOldVersion },
    },

    'client-certificate': {
      title: 'A server that demands a client certificate',
      receive: [],
      until: begins,
      reception: { tls: { demandsCertificate: true } },
      needs: ['trustsAuthority', 'sourceCertificate'],
      expect: {
        'DI-GEN-05': provenOverTls,
        'DI-GEN-06a': showsCertificate,
        'DI-GEN-06b': rightfulCertificate,
      },
    },

    'self-signed-server': untrustworthy('self-signed', 'vouches for itself'),
    'expired-server': untrustworthy('expired', 'has expired'),
    'other-name': untrustworthy('other-name', 'is for another name'),
  }) satisfies Readonly<Record<string, SourceScenario>>;
