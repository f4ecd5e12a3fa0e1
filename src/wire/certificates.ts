/** Throw-away certificates: an authority, a server and a client that it vouches for, made anew each time. */
import type { webcrypto } from 'node:crypto';
import type { JsonGeneralNames, X509Certificate } from '@peculiar/x509';

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

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 24 * 60 * 60 * 1000;

const isAddress = (name: string): boolean => name.includes(':') || /^\d+(\.\d+){3}$/.test(name);

const pem = (label: string, bytes: ArrayBuffer): string => {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
};

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const privateKey = async (keys: webcrypto.CryptoKeyPair): Promise<string> =>
  pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey));

/** Loads the library only here: it takes a sixth of a second. */
const library = async () => {
  await import('reflect-metadata');
  return import('@peculiar/x509');
};

/** Makes an authority, a server certificate and a client certificate; ECDSA on P-256, valid since yesterday. */
export const makeCertificates = async (wishes: CertificateWishes = {}): Promise<Certificates> => {
  const x509 = await library();
  const notAfter = wishes.notAfter ?? new Date(Date.now() + day);
  const notBefore = new Date(Math.min(Date.now(), notAfter.getTime()) - day);
  const validity = { notBefore, notAfter };
  const authority = await newKeys();
  const issuer = 'CN=ingestspec throw-away authority';
  const root: X509Certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: issuer,
    keys: authority,
    signingAlgorithm: algorithm,
    serialNumber: '01',
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authority.publicKey),
    ],
  });

  const issue = async (name: string, serialNumber: string, usage: string, names: JsonGeneralNames) => {
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: [{ CN: [name] }],
      issuer,
      signingKey: authority.privateKey,
      publicKey: keys.publicKey,
      signingAlgorithm: algorithm,
      serialNumber,
      ...validity,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([usage]),
        await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
        ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
      ],
    });
    return { cert: certificate.toString('pem'), key: await privateKey(keys) };
  };

  const serverNames = [...new Set(['localhost', '127.0.0.1', '::1', ...(wishes.names ?? [])])];
  return {
    ca: root.toString('pem'),
    server: await issue(
      'localhost',
      '02',
      x509.ExtendedKeyUsage.serverAuth,
      serverNames.map((value) => ({ type: isAddress(value) ? 'ip' : 'dns', value })),
    ),
    client: await issue(wishes.clientName ?? 'ingest source', '03', x509.ExtendedKeyUsage.clientAuth, []),
  };
};
