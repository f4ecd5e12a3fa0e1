/** How a receiving entity is reached: IPv4 and IPv6, versions and suites of TLS, and proofs of who sends. */
import { suite } from '../../../src/scenario/scenario.ts';
import { transportScenarios } from '../../ingest/server/transport.ts';
import { sendOver } from './steps.ts';

export const transport = suite('cmaf/transport', transportScenarios('a source', sendOver));
