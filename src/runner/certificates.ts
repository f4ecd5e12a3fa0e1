/** The certificates of a run: made once, whoever needs them first. */
import { makeIngestCertificates } from '../wire/ingest-certificates.ts';
import type { IngestCertificates } from '../wire/ingest-certificates.ts';
import type { IngestFacilities } from './target.ts';

let made: Promise<IngestCertificates> | undefined;

export const runCertificates = (): Promise<IngestCertificates> => {
  made ??= makeIngestCertificates();
  return made;
};

/** Those for servers at these addresses, where they are not of this machine's loopback. */
export const certificatesAt = (addresses: readonly string[]): Promise<IngestCertificates> =>
  addresses.length === 0 ? runCertificates() : makeIngestCertificates({ names: addresses });

/** Those to be shown to a receiving entity of somebody, who says which certificate it was told to trust by itself. */
export const certificatesFor = async ({ selfSigned }: IngestFacilities): Promise<IngestCertificates> => {
  const own = await runCertificates();
  return selfSigned === undefined ? own : { ...own, client: { ...own.client, 'self-signed': selfSigned } };
};
