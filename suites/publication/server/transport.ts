/** How a store is reached: IPv4 and IPv6, versions and suites of TLS, and proofs of who sends. */
import type { TransportPlan } from '../../../src/scenario/ingest/connect-step.ts';
import { fragments, header } from '../../../src/scenario/ingest/media-step.ts';
import { upload } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { transportScenarios } from '../../ingest/server/transport.ts';

/** An object over a connection that is made in a way of its own. */
const uploadOver = (
  how: TransportPlan,
  conn = 'source',
  plan: Partial<RequestPlan> = {},
): readonly Step[] => [
  { do: 'connect', conn, how },
  ...upload(`video-${conn}.cmfv`, [header(), fragments(0, 1)], { conn, plan }),
];

export const transport = <const F extends Format>(format: F) =>
  suite(`${format}/transport`, transportScenarios('an object', uploadOver));
