/** Throw-away certificates: an authority, a server and a client that it vouches for, made anew each time. */
import type { webcrypto } from 'node:crypto';
import type { JsonGeneralNames } from '@peculiar/x509';

/** A certificate and its private key, PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  /** The certificate to trust, PEM. */
  readonly ca: string;
  /** For 127.0.0.1, ::1, localhost and the names that were asked for. */
  readonly server: Identity;
  readonly client: Identity;
}

export interface CertificateWishes {
  /** Further DNS names or addresses of the server. */
  readonly names?: readonly string[];
  /** Who the client is; `ingest source` where absent. */
  readonly clientName?: string;
  /** When all of it ceases to be valid; in a day where absent. Before now, for an expired one. */
  readonly notAfter?: Date;
}

/** What a certificate is to say. */
export interface CertificatePlan {
  /** Common name. */
  readonly name: string;
  /** What it is for (RFC 5280, section 4.2.1.12). */
  readonly usage: 'server' | 'client';
  /** DNS names and addresses. */
  readonly names?: readonly string[];
  /** In a day where absent. */
  readonly notAfter?: Date;
  /** ECDSA on P-256 where absent; RSA of 2048 bits takes a tenth of a second or more. */
  readonly keys?: 'ECDSA' | 'RSA';
}

/** Who vouches for certificates. */
export interface Authority {
  /** Its certificate, PEM. */
  readonly cert: string;
  issue(plan: CertificatePlan): Promise<Identity>;
}

const algorithms = {
  ECDSA: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RSA: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
} as const;
const day = 24 * 60 * 60 * 1000;

const isAddress = (name: string): boolean => name.includes(':') || /^\d+(\.\d+){3}$/.test(name);

const pem = (label: string, bytes: ArrayBuffer): string => {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
};

const newKeys = (kind: keyof typeof algorithms = 'ECDSA'): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithms[kind], true, ['sign', 'verify']);

const privateKey = async (keys: webcrypto.CryptoKeyPair): Promise<string> =>
  pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey));

/** Loads the library only here: it takes a sixth of a second. */
const library = async () => {
  await import('reflect-metadata');
  return import('@peculiar/x509');
};

/** Valid since a day before now or before its end, whichever comes first. */
const validityUntil = (notAfter = new Date(Date.now() + day)) => ({
  notBefore: new Date(Math.min(Date.now(), notAfter.getTime()) - day),
  notAfter,
});

/** Positive and of 8 bytes at most, so that no two certificates of an issuer have the same (RFC 5280, 4.1.2.2). */
const serialNumber = (): string =>
  `01${Buffer.from(crypto.getRandomValues(new Uint8Array(7))).toString('hex')}`;

const extensionsOf = async ({ usage, names = [] }: CertificatePlan) => {
  const x509 = await library();
  const alternatives: JsonGeneralNames = names.map((value) => ({
    type: isAddress(value) ? 'ip' : 'dns',
    value,
  }));
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[`${usage}Auth`]]),
    ...(alternatives.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(alternatives)]),
  ];
};

/** Makes an authority; `name` is its common name. */
export const makeAuthority = async (
  name = 'ingestspec throw-away authority',
  notAfter?: Date,
): Promise<Authority> => {
  const x509 = await library();
  const authority = await newKeys();
  const issuer = `CN=${name}`;
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: issuer,
    keys: authority,
    signingAlgorithm: algorithms.ECDSA,
    serialNumber: serialNumber(),
    ...validityUntil(notAfter),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  return {
    cert: root.toString('pem'),
    issue: async (plan) => {
      const keys = await newKeys(plan.keys);
      const certificate = await x509.X509CertificateGenerator.create({
        subject: [{ CN: [plan.name] }],
        issuer,
        signingKey: authority.privateKey,
        publicKey: keys.publicKey,
        signingAlgorithm: algorithms.ECDSA,
        serialNumber: serialNumber(),
        ...validityUntil(plan.notAfter ?? notAfter),
        extensions: [
          ...(await extensionsOf(plan)),
          await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
        ],
      });
      return { cert: certificate.toString('pem'), key: await privateKey(keys) };
    },
  };
};

/** Makes a certificate that nobody but itself vouches for. */
export const makeSelfSigned = async (plan: CertificatePlan): Promise<Identity> => {
  const x509 = await library();
  const keys = await newKeys(plan.keys);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [plan.name] }],
    keys,
    signingAlgorithm: algorithms[plan.keys ?? 'ECDSA'],
    serialNumber: serialNumber(),
    ...validityUntil(plan.notAfter),
    extensions: await extensionsOf(plan),
  });
  return { cert: certificate.toString('pem'), key: await privateKey(keys) };
};

/** The names that a server on this machine has. */
export const localNames = ['localhost', '127.0.0.1', '::1'] as const;

/** Makes an authority, a server certificate and a client certificate; ECDSA on P-256, valid since yesterday. */
export const makeCertificates = async (wishes: CertificateWishes = {}): Promise<Certificates> => {
  const authority = await makeAuthority(undefined, wishes.notAfter);
  const names = [...new Set([...localNames, ...(wishes.names ?? [])])];
  return {
    ca: authority.cert,
    server: await authority.issue({ name: 'localhost', usage: 'server', names }),
    client: await authority.issue({ name: wishes.clientName ?? 'ingest source', usage: 'client' }),
  };
};
