/** How a connection to a receiving entity under test is made, where that is the point of a scenario. */

/** Certificates that a source may show; they are made afresh for each run, but for `trusted` of a target of others. */
export const clientCertificates = {
  none: 'no certificate',
  trusted: 'a certificate of the authority that the target trusts',
  'self-signed': 'a certificate that vouches for itself, which the target was told to trust',
  'self-signed-unknown': 'a certificate that vouches for itself, which the target does not know',
  'other-authority': 'a certificate of an authority that the target does not know',
  expired: 'a certificate of the right authority that has expired',
  'server-only': 'a certificate of the right authority that is not meant for clients',
} as const;
export type ClientCertificate = keyof typeof clientCertificates;

/** Suites of the Mozilla "intermediate" profile, version 5.7, by their OpenSSL names. */
export const intermediateCiphers = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
  'DHE-RSA-CHACHA20-POLY1305',
] as const;

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface TransportPlan {
  /** Over TLS, with these versions at least and at most; plain where absent. */
  readonly tls?: {
    readonly min?: TlsVersion;
    readonly max?: TlsVersion;
    /** OpenSSL names, for TLS 1.2 and below. */
    readonly ciphers?: readonly string[];
    readonly certificate?: ClientCertificate;
  };
  /** The address family; whatever the target's name gives where absent. */
  readonly family?: 4 | 6;
}

/** How a connection is made, in a few words, for the trace. */
export const transportWords = ({ tls, family }: TransportPlan): string => {
  const words = [
    ...(family === undefined ? [] : [`over IPv${String(family)}`]),
    ...(tls === undefined
      ? []
      : [
          `with ${tls.min === undefined || tls.min === tls.max ? (tls.max ?? 'TLS') : `TLS from ${tls.min}`}`,
        ]),
    ...(tls?.ciphers === undefined ? [] : [`offering ${tls.ciphers.join(', ')}`]),
    ...(tls?.certificate === undefined ? [] : [clientCertificates[tls.certificate]]),
  ];
  return words.join(', ') || 'plainly';
};
