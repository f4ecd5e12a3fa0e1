/** An ingest source of interface 2 over TLS. */
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { overTlsScenarios } from '../../ingest/client/tls.ts';

export const tls = <const F extends Format>(format: F) =>
  suite(`${format}/client/tls`, overTlsScenarios({ objects: 1, orQuietFor: 'indefinite' }));
