/** Our own ingest source of interface 2 as the target. */
import { sourceTrack } from '../media/tracks/presentation.ts';
import { presentationSource } from '../peer/presentation-source/presentation-source.ts';
import type { PresentationPlan, ReferencePlan } from '../scenario/scenario.ts';
import { ingestOwner } from './reference.ts';
import type { ReferenceSourceOptions } from './reference.ts';

export interface ReferencePresentationOptions extends Omit<ReferenceSourceOptions, 'firstFragment'> {
  /** What the suite is about: what is published where the plan does not say. */
  readonly format: 'dash' | 'hls';
  /** The number of the segment with which it begins: both instances have the same input. */
  readonly firstSegment?: number;
  /** The name of the event, where two sources are to have the same. */
  readonly eventName?: string;
  /** The port of a second receiving entity on the same host. */
  readonly secondPort?: number;
  readonly deliveryUrl?: string;
}

/** The plan of our own source, with what the suite says. */
export const presentationPlanOf = (
  plan: ReferencePlan,
  format: 'dash' | 'hls',
): PresentationPlan & { readonly formats: 'dash' | 'hls' | 'both' } => ({
  formats: format,
  ...plan.presentation,
});

/** Runs our source of interface 2 until it ends, and records it as a command would be. */
export const runReferencePresentation = async (options: ReferencePresentationOptions): Promise<void> => {
  const { host, port, mount, owner, quirks, plan, timing, recorder, signal, stop, tls, format } = options;
  const which = options.instance === undefined ? {} : { instance: options.instance };
  recorder.record({ event: 'command', ...which, argv: ['presentation-source'] });
  const code = await presentationSource({
    host,
    port,
    point: mount,
    user: owner.user,
    password: owner.password,
    updatedCredentials: ingestOwner,
    quirks,
    tracks: (plan.tracks ?? ['video', 'audio']).map(sourceTrack),
    plan: presentationPlanOf(plan, format),
    timing,
    pace: 'real-time',
    signal,
    stop,
    ...which,
    ...(options.eventName === undefined ? {} : { event: options.eventName }),
    ...(options.firstSegment === undefined ? {} : { firstSegment: options.firstSegment }),
    ...(options.secondPort === undefined ? {} : { second: { host, port: options.secondPort } }),
    ...(options.deliveryUrl === undefined ? {} : { deliveryUrl: options.deliveryUrl }),
    ...(tls === undefined ? {} : { tls: { ca: tls.ca, ...(tls.client === undefined ? {} : tls.client) } }),
    ...(options.nameserver === undefined ? {} : { nameserver: options.nameserver }),
  });
  const asked = stop.aborted || signal.aborted;
  recorder.record({ event: 'exit', ...which, code, signal: null, asked });
};
