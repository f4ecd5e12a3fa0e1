/** What TLS settled on a connection, as the trace tells it. */
import type { TLSSocket } from 'node:tls';
import type { SecureFacts } from './link.ts';

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
