/** Steps that several groups of scenarios have in common. */
import type { TestTrackName } from '../../../src/media/tracks/test-track.ts';
import { header, post, send } from '../../../src/scenario/ingest/media-step.ts';
import type { TransportPlan } from '../../../src/scenario/ingest/connect-step.ts';
import { finish } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';

/** A further source on a connection of its own: the CMAF header of a track, and whether it is taken. */
export const afterwards = (track: TestTrackName = 'video'): readonly Step[] =>
  send([header()], { track, conn: 'afterwards' });

/** The CMAF header of the video track over a connection that is made in a way of its own. */
export const sendOver = (
  how: TransportPlan,
  conn = 'source',
  plan: Partial<RequestPlan> = {},
): readonly Step[] => [{ do: 'connect', conn, how }, ...send([header()], { conn, plan })];

/** A request that ends without a body. */
export const empty = (plan: Partial<RequestPlan> = {}): readonly Step[] => [
  { do: 'request', conn: 'source', plan: post('video', plan) },
  finish(),
  { do: 'await', conn: 'source', what: { kind: 'final' }, within: 'final' },
];

/**
 * A request of another track, from its beginning to its answer. What was sent before it on other connections has
 * reached the target by then, and their requests are under way.
 */
export const meanwhile = (conn = 'meanwhile'): readonly Step[] =>
  send([header()], { track: 'metadata', conn });
