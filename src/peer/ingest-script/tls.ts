/** What our side of TLS is like in a scenario. */
import type { Reception } from '../../scenario/ingest/act.ts';
import type { Identity } from '../../wire/certificates.ts';
import type { IngestCertificates } from '../../wire/ingest-certificates.ts';
import type { ListenTls } from '../../wire/listen.ts';

type TlsPlan = NonNullable<Reception['tls']>;

const identityOf = ({ certificate = 'good', cipher }: TlsPlan, made: IngestCertificates): Identity => {
  switch (certificate) {
    case 'good':
      // A suite of TLS 1.2 says what the key of the certificate is.
      return cipher?.includes('-RSA-') === true ? (made.serverRsa ?? made.server) : made.server;
    case 'self-signed':
      return made.serverSelfSigned;
    case 'expired':
      return made.serverExpired;
    case 'other-name':
      return made.serverOtherName;
  }
};

/** Our certificate, versions and suites; undefined without TLS. */
export const listenTls = (
  { tls }: Reception,
  certificates: IngestCertificates | undefined,
): ListenTls | undefined => {
  if (tls === undefined) return undefined;
  if (certificates === undefined) throw new TypeError('TLS needs certificates');
  const { cert, key } = identityOf(tls, certificates);
  return {
    cert,
    key,
    ...(tls.demandsCertificate === true ? { clientCa: certificates.trustedClients } : {}),
    ...(tls.min === undefined ? {} : { minVersion: tls.min }),
    ...(tls.max === undefined ? {} : { maxVersion: tls.max }),
    ...(tls.cipher === undefined ? {} : { ciphers: [tls.cipher] }),
  };
};
