/** An ingest source over TLS. */
import { suite } from '../../../src/scenario/scenario.ts';
import { overTlsScenarios } from '../../ingest/client/tls.ts';

export const tls = suite('cmaf/client/tls', overTlsScenarios({ fragments: 1, orQuietFor: 'indefinite' }));
