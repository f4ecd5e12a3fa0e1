import type { ingestFacts } from '../facts/ingest.ts';
import { ingestHeaderMutants } from './ingest-header.ts';
import { ingestSessionMutants } from './ingest-session.ts';
import type { MutantsOf } from './mutant.ts';

export const ingestMutants: MutantsOf<typeof ingestFacts> = {
  ...ingestHeaderMutants,
  ...ingestSessionMutants,
};
