/** Mutants of scenarios: a deviation of our own peer that a scenario must catch. */
import type { ClauseId } from '../spec/index.ts';
import type { ServerQuirk } from './server-quirks.ts';
import type { ClientQuirk } from './client-quirks.ts';
import type { ListenerQuirk } from './icy2/listener-quirks.ts';
import type { ReceiverQuirk } from './ingest/receiver-quirks.ts';
import type { SourceQuirk } from './ingest/source-quirks.ts';

interface Caught {
  /** Clauses of the scenario that the mutant breaks: those, and no others. */
  readonly breaks: readonly ClauseId[];
}

export interface ServerMutant extends Caught {
  readonly peer: 'icecast-server';
  readonly quirks: readonly ServerQuirk[];
}

export interface ClientMutant extends Caught {
  readonly peer: 'source-client';
  readonly quirks: readonly ClientQuirk[];
}

export interface ListenerMutant extends Caught {
  readonly peer: 'listener';
  readonly quirks: readonly ListenerQuirk[];
}

export interface ReceiverMutant extends Caught {
  readonly peer: 'receiving-entity';
  readonly quirks: readonly ReceiverQuirk[];
}

export interface SourceMutant extends Caught {
  readonly peer: 'ingest-source';
  readonly quirks: readonly SourceQuirk[];
}

export type Mutant = ServerMutant | ClientMutant | ListenerMutant | ReceiverMutant | SourceMutant;

/** A server that deviates so; the scenario must say exactly that these clauses are broken. */
export const server = (quirk: ServerQuirk | readonly ServerQuirk[], ...breaks: ClauseId[]): ServerMutant => ({
  peer: 'icecast-server',
  quirks: typeof quirk === 'string' ? [quirk] : quirk,
  breaks,
});

/** A client that deviates so. */
export const client = (quirk: ClientQuirk | readonly ClientQuirk[], ...breaks: ClauseId[]): ClientMutant => ({
  peer: 'source-client',
  quirks: typeof quirk === 'string' ? [quirk] : quirk,
  breaks,
});

/** A listener that deviates so. */
export const listener = (
  quirk: ListenerQuirk | readonly ListenerQuirk[],
  ...breaks: ClauseId[]
): ListenerMutant => ({
  peer: 'listener',
  quirks: typeof quirk === 'string' ? [quirk] : quirk,
  breaks,
});

/** A receiving entity that deviates so. */
export const receiver = (
  quirk: ReceiverQuirk | readonly ReceiverQuirk[],
  ...breaks: ClauseId[]
): ReceiverMutant => ({
  peer: 'receiving-entity',
  quirks: typeof quirk === 'string' ? [quirk] : quirk,
  breaks,
});

/** An ingest source that deviates so. */
export const source = (quirk: SourceQuirk | readonly SourceQuirk[], ...breaks: ClauseId[]): SourceMutant => ({
  peer: 'ingest-source',
  quirks: typeof quirk === 'string' ? [quirk] : quirk,
  breaks,
});
