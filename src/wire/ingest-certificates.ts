/** All certificates that a run of ingest scenarios needs, of both sides: good ones, and one of each kind that is not. */
import { localNames, makeAuthority, makeSelfSigned } from './certificates.ts';
import type { Identity } from './certificates.ts';

/** What a source's certificate is like; see `clientCertificates` of the scenarios, which has words for them. */
export type ClientIdentity =
  'trusted' | 'self-signed' | 'self-signed-unknown' | 'other-authority' | 'expired' | 'server-only';

export interface IngestCertificates {
  /** Who vouches for servers and clients; the certificate that a source is told to trust, PEM. */
  readonly authority: { readonly cert: string };
  /** For localhost, 127.0.0.1, ::1, ingest.test and what was asked for. */
  readonly server: Identity;
  /** The same with an RSA key, where it was asked for: half of the intermediate profile's suites need one. */
  readonly serverRsa?: Identity;
  /** The right names, and nobody vouches for it. */
  readonly serverSelfSigned: Identity;
  /** The right names and authority, and a date that has passed. */
  readonly serverExpired: Identity;
  /** The right authority, and no name or address that is ours. */
  readonly serverOtherName: Identity;
  /** Certificates that a source can show. */
  readonly client: Readonly<Record<ClientIdentity, Identity>>;
  /** What a receiving entity is told to trust of clients: the authority, and the self-signed certificate; PEM. */
  readonly trustedClients: string;
}

export interface IngestCertificateWishes {
  /** Further DNS names or addresses of the server. */
  readonly names?: readonly string[];
  /** Whether a server certificate with an RSA key is made too. */
  readonly rsa?: boolean;
}

const hour = 60 * 60 * 1000;

/**
 * Makes them all, with keys on P-256: some 30 ms beside the loading of the library. They are valid for a day, or have
 * expired an hour ago.
 */
export const makeIngestCertificates = async (
  wishes: IngestCertificateWishes = {},
): Promise<IngestCertificates> => {
  const [authority, stranger] = await Promise.all([
    makeAuthority(),
    makeAuthority('ingestspec authority that nobody knows'),
  ]);
  const expired = new Date(Date.now() - hour);
  const names = [...new Set([...localNames, 'ingest.test', ...(wishes.names ?? [])])];
  const forServer = { name: 'localhost', usage: 'server', names } as const;
  const forClient = { name: 'ingest source', usage: 'client' } as const;
  const [server, serverSelfSigned, serverExpired, serverOtherName, serverRsa] = await Promise.all([
    authority.issue(forServer),
    makeSelfSigned(forServer),
    authority.issue({ ...forServer, notAfter: expired }),
    authority.issue({ ...forServer, name: 'other.test', names: ['other.test'] }),
    wishes.rsa === true ? authority.issue({ ...forServer, keys: 'RSA' }) : undefined,
  ]);
  const [trusted, selfSigned, unknown, foreign, late, serverOnly] = await Promise.all([
    authority.issue(forClient),
    makeSelfSigned(forClient),
    makeSelfSigned({ ...forClient, name: 'unknown ingest source' }),
    stranger.issue(forClient),
    authority.issue({ ...forClient, notAfter: expired }),
    authority.issue({ ...forClient, usage: 'server' }),
  ]);
  return {
    authority: { cert: authority.cert },
    server,
    ...(serverRsa === undefined ? {} : { serverRsa }),
    serverSelfSigned,
    serverExpired,
    serverOtherName,
    client: {
      trusted,
      'self-signed': selfSigned,
      'self-signed-unknown': unknown,
      'other-authority': foreign,
      expired: late,
      'server-only': serverOnly,
    },
    trustedClients: `${authority.cert}\n${selfSigned.cert}\n`,
  };
};
