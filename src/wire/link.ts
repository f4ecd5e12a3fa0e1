/**
 * What a connection looks like to our peers, whichever side opened it. `dial()` and `listen()` make links;
 * everything that a link sends or receives goes into the trace by itself, as it happens.
 */
import type { Head } from '../http/message.ts';
import type { Part, Secure } from '../trace/event.ts';

export { defaultLimits } from '../http/limits.ts';
export type { Limits } from '../http/limits.ts';

/** What has happened on a link so far; a live view, for waiting on. */
export interface LinkState {
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Heads received, in order: requests where the target opened the connection, responses where we did. */
  readonly heads: readonly Head[];
  /** Payload bytes received over all messages. */
  readonly payloadReceived: number;
  /** Messages received to their end. */
  readonly messagesReceived: number;
  /** The other side sent FIN. */
  readonly finReceived: boolean;
  /** The connection broke: RST or another error. */
  readonly broken: string | undefined;
  /** Neither direction will carry another byte. */
  readonly closed: boolean;
}

/** What TLS settled, as the trace has it. */
export type SecureFacts = Omit<Secure, 'event' | 'at' | 'conn'>;

/** Called as things arrive. Payload is a view of the socket's buffer: copy what is to be kept. */
export interface LinkListener {
  head?(head: Head, link: Link): void;
  payload?(bytes: Uint8Array, link: Link): void;
  messageEnd?(link: Link): void;
  /** Bytes that are no message (not HTTP at all, a head beyond the limits, a broken chunk line). */
  stray?(bytes: Uint8Array, link: Link): void;
  /** Every run of bytes received, payload and strays too, before the call that is about it alone. */
  span?(part: Part, bytes: Uint8Array, link: Link): void;
  fin?(link: Link): void;
  closed?(link: Link): void;
}

export interface Link {
  readonly id: number;
  readonly label: string;
  /** `address:port` */
  readonly local: string;
  readonly remote: string;
  readonly state: LinkState;
  /** Absent without TLS. */
  readonly secure?: SecureFacts | undefined;

  /** Adds a listener; what has already arrived is not told again. */
  listen(listener: LinkListener): void;

  /**
   * Writes bytes and records them as `part`. Resolves when the kernel has taken them or the link has ended;
   * never rejects: how a link ended is in its state and in the trace.
   */
  send(part: Part, bytes: Uint8Array): Promise<void>;
  /** As `send`, for whoever does not wait. */
  post(part: Part, bytes: Uint8Array): void;
  /** Writes a head given as latin1. */
  sendHead(text: string): Promise<void>;
  /** Writes one chunk: size line (with an extension such as `;name=value`), payload, line end. */
  sendChunk(payload: Uint8Array, extension?: string): Promise<void>;
  /** Writes the last chunk, with trailer lines as latin1 (`Name: value\r\n`…). */
  sendLastChunk(trailer?: string): Promise<void>;
  /** Writes byte by byte, each in a segment of its own. */
  sendByteByByte(part: Part, bytes: Uint8Array): Promise<void>;

  /** Stops reading: the kernel's window fills and the other side stalls. FIN and RST go unnoticed meanwhile. */
  pause(): void;
  resume(): void;

  /**
   * Says that the body which the last request announced will not come (it was refused before 100 Continue):
   * what arrives next is read as a new head.
   */
  bodyRefused(): void;

  /** Sends FIN; reading goes on. */
  finish(): void;
  /** Sends RST. */
  reset(): void;
  /** Ends both directions politely (FIN) without waiting for the other side. */
  close(): void;
}
