/** The certificates of a run: made once, whoever needs them first. */
import { makeIngestCertificates } from '../wire/ingest-certificates.ts';
import type { IngestCertificates } from '../wire/ingest-certificates.ts';

let made: Promise<IngestCertificates> | undefined;

export const runCertificates = (): Promise<IngestCertificates> => {
  made ??= makeIngestCertificates();
  return made;
};
