/** What is asked of TLS, in Node's words; and what it settled on a connection, as the trace tells it. */
import type { SecureContextOptions, SecureVersion, TLSSocket } from 'node:tls';
import type { SecureFacts } from './link.ts';

/** Versions and suites of one side. */
export interface TlsNarrowing {
  readonly minVersion?: SecureVersion | undefined;
  readonly maxVersion?: SecureVersion | undefined;
  /** OpenSSL names, in the order of preference; those of TLS 1.2 and below leave no TLS 1.3. */
  readonly ciphers?: readonly string[] | undefined;
}

const suitesOfTls13 = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];

const isOld = (version: SecureVersion | undefined): boolean => version === 'TLSv1' || version === 'TLSv1.1';

/**
 * Node itself begins at TLS 1.2, and OpenSSL refuses the hashes of older versions unless its security level is 0: both
 * are set where an older version is asked for. Suites of TLS 1.3 are chosen apart from the others, so where none of
 * them is named TLS 1.3 has to go.
 */
export const narrowed = ({ minVersion, maxVersion, ciphers }: TlsNarrowing): SecureContextOptions => {
  const min = minVersion ?? (isOld(maxVersion) ? maxVersion : undefined);
  const without13 = ciphers?.every((name) => !name.startsWith('TLS_')) === true;
  const max = without13 && !isOld(maxVersion) ? 'TLSv1.2' : maxVersion;
  const list = ciphers ?? (isOld(min) ? [...suitesOfTls13, 'DEFAULT'] : undefined);
  return {
    ...(min === undefined ? {} : { minVersion: min }),
    ...(max === undefined ? {} : { maxVersion: max }),
    ...(list === undefined ? {} : { ciphers: (isOld(min) ? [...list, '@SECLEVEL=0'] : list).join(':') }),
  };
};

const subjectOf = (subject: object): string =>
  Object.entries(subject)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');

/** Read after the handshake. Whether the other side is trusted is told only where it showed a certificate. */
export const secureFacts = (socket: TLSSocket): SecureFacts => {
  const certificate = socket.getPeerCertificate();
  const shown = Object.keys(certificate).length > 0;
  const serverName = (socket as { servername?: string | false }).servername;
  // Node sets it to null where all is well, whatever its types say.
  const error = socket.authorizationError as Error | string | null | undefined;
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    ...(typeof serverName === 'string' && serverName !== '' ? { serverName } : {}),
    ...(shown
      ? {
          peerSubject: subjectOf(certificate.subject),
          peerFingerprint: certificate.fingerprint256,
          trusted: socket.authorized,
          ...(error === null || error === undefined
            ? {}
            : {
                trustError:
                  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : error,
              }),
        }
      : {}),
  };
};
