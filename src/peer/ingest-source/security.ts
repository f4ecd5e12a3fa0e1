/** What our ingest source offers over TLS, with the deviations it is told to have. */
import { intermediateCiphers } from '../../scenario/ingest/connect-step.ts';
import { makeCertificates } from '../../wire/certificates.ts';
import type { DialTls } from '../../wire/dial.ts';
import type { Quirks } from './request.ts';

/** The suites of TLS 1.3, and those of the intermediate profile of Mozilla for TLS 1.2 (DI-GEN-07). */
const intermediate = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  ...intermediateCiphers,
];

/** Suites of CBC and of RSA key exchange, which the profile does not have. */
const old = [
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA',
  'AES128-SHA',
  'AES256-SHA',
];

const versionsWith = (quirks: Quirks): DialTls => {
  if (quirks.has('tls-1.1-only')) return { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' };
  if (quirks.has('old-ciphers')) return { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: old };
  return {
    minVersion: 'TLSv1.2',
    ciphers: quirks.has('weak-ciphers-besides') ? [...intermediate, ...old] : intermediate,
  };
};

/** The settings that a connection of the source is made with; `undefined` where it does not speak TLS. */
export const securityWith = async (
  tls: DialTls | undefined,
  quirks: Quirks,
): Promise<DialTls | undefined> => {
  if (tls === undefined || quirks.has('plain-http')) return undefined;
  const { cert, key, ...rest } = tls;
  const stranger =
    quirks.has('wrong-client-certificate') || quirks.has('refuses-every-server')
      ? await makeCertificates()
      : undefined;
  const own =
    stranger !== undefined && quirks.has('wrong-client-certificate') ? stranger.client : { cert, key };
  return {
    ...versionsWith(quirks),
    ...rest,
    ...(stranger !== undefined && quirks.has('refuses-every-server') ? { ca: stranger.ca } : {}),
    ...(quirks.has('trusts-any-server') ? { insecure: true } : {}),
    ...(quirks.has('no-client-certificate') ? {} : own),
  };
};
