/** What a trace means: conversations instead of bytes. Made by `observe()`, read by the checks. */
import type { Framing, Oddity, RequestHead, ResponseHead } from '../http/message.ts';
import type {
  Attempt,
  By,
  CommandEnds,
  CredentialsSeen,
  Deadline,
  Direction,
  End,
  Fault,
  Finish,
  Hello,
  Load,
  Lookup,
  Page,
  Parameters,
  Secure,
  StepBegins,
  Taken,
  TokenSeen,
  Unreachable,
} from './event.ts';

/** Where in the trace a thing can be looked up. */
export interface Place {
  /** Number of the event (its line in the file, from 0). */
  readonly event: number;
  /** Byte offset in its direction of the connection. */
  readonly offset?: number;
}

/** An event together with its number. */
export type At<Event> = Event & { readonly number: number };

/** One chunk of a chunked body. */
export interface Chunk {
  readonly size: number;
  readonly extension: string;
  readonly at: number;
  readonly place: Place;
}

/** A run of payload as it came. */
export interface Arrival {
  readonly at: number;
  /** Offset in the body. */
  readonly offset: number;
  readonly length: number;
  readonly place: Place;
}

export interface Body {
  readonly framing: Framing;
  /** Payload bytes that crossed the wire. */
  readonly length: number;
  /** The first bytes of the payload, as far as the trace kept them. */
  readonly kept: Uint8Array;
  readonly chunks: readonly Chunk[];
  readonly arrivals: readonly Arrival[];
  /** Whether the end of the body was seen: the last chunk, the last byte of the length, or FIN where close frames it. */
  readonly complete: boolean;
  readonly oddities: readonly Oddity[];
}

export interface Message<H> {
  readonly head: H;
  readonly at: number;
  readonly place: Place;
  readonly body: Body;
}

/** One request and what was answered to it. Requests come from whoever opened the connection. */
export interface Exchange {
  readonly conn: number;
  readonly request: Message<RequestHead>;
  /** Informational responses (1xx), in order. */
  readonly interims: readonly Message<ResponseHead>[];
  /** The final response. */
  readonly response?: Message<ResponseHead>;
  readonly credentials?: At<CredentialsSeen>;
  readonly token?: At<TokenSeen>;
}

/** Bytes that could not be read as part of a message. */
export interface Stray {
  readonly dir: Direction;
  readonly text: string;
  readonly length: number;
  readonly at: number;
  readonly place: Place;
}

export interface Connection {
  readonly id: number;
  readonly label: string;
  /** Who opened it. */
  readonly by: By;
  readonly at: number;
  readonly local: string;
  readonly remote: string;
  readonly place: Place;
  readonly secure?: At<Secure>;
  readonly hello?: At<Hello>;
  readonly exchanges: readonly Exchange[];
  readonly strays: readonly Stray[];
  readonly ends: readonly At<End>[];
  readonly faults: readonly At<Fault>[];
  /** How much of what we sent the target was last known to have read. */
  readonly taken?: At<Taken>;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface Command {
  readonly argv: readonly string[];
  readonly at: number;
  readonly stderr: string;
  readonly exit?: At<CommandEnds>;
}

export interface Observations {
  readonly scenario: string;
  /** Wall-clock time of its beginning, ISO 8601; empty where the trace has none. */
  readonly started: string;
  readonly parameters: Parameters;
  readonly connections: readonly Connection[];
  readonly unreachable: readonly At<Unreachable>[];
  /** What our name server was asked. */
  readonly lookups: readonly At<Lookup>[];
  /** Attempts to connect to an address that does not answer. */
  readonly attempts: readonly At<Attempt>[];
  readonly pages: readonly At<Page>[];
  readonly deadlines: readonly At<Deadline>[];
  readonly steps: readonly At<StepBegins>[];
  /** The command under test, or the first instance of it. */
  readonly command?: Command;
  /** The second instance. */
  readonly second?: Command;
  readonly load?: Load;
  /** Absent where the trace was cut. */
  readonly finish?: Finish;
  /** Time of the last event. */
  readonly until: number;
}
