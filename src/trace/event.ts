/**
 * The trace: what happened in one scenario, as data, one event a line.
 *
 * It is the seam of the house. What touches sockets only writes it; what judges only reads it. An event's number
 * is its line (0-based) in the file; evidence in a report points there.
 */

/** Which end of a conversation did a thing. */
export type By = 'us' | 'target';

/** Bytes that we sent, or that we received. */
export type Direction = 'sent' | 'received';

/**
 * What a run of bytes is. Heads, chunk lines and trailers are kept whole as `text`; payload is kept as `data`
 * up to the limit of the recording, and counted beyond it. `stray` bytes belong to no message that could be read.
 */
export type Part = 'head' | 'payload' | 'chunk-size' | 'chunk-end' | 'trailer' | 'stray';

/** Milliseconds since the scenario began, monotonic. */
export interface Timed {
  readonly at: number;
}

/** The facts that the checks of a scenario may know; secrets are never among them. */
export interface Parameters {
  /** The side under test. */
  readonly role: 'server' | 'client' | 'listener';
  /** The address that was tested or served, without credentials: `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** The mount point of this scenario, as it should stand in the request line: `/live-3f2a-7.mp3`. */
  readonly mount: string;
  readonly user: string;
  /** Length of the password in bytes, which is all that a trace says of it. */
  readonly passwordLength: number;
  /** What the target declares or was seen to offer; see the target file. */
  readonly features: Readonly<Record<string, boolean | string | number>>;
  /** The address that the deed `move` leads to, where a scenario has two. */
  readonly secondOrigin?: string;
  /** The publishing point of the second of two sources, where it has one of its own. */
  readonly secondMount?: string;
  /** The second of two receiving entities that the source delivers to: the same path at another port. */
  readonly secondReceiver?: string;
  /** Where clients will fetch what the source uploads, as it was told; without credentials. */
  readonly delivery?: string;
  /** Names that earlier runs of the same command used, below the publishing point, and a digest of what they were. */
  readonly earlier?: Readonly<Record<string, string>>;
  /** Credentials were demanded (403 without), asked for by 401, or not looked at. */
  readonly demanded?: 'demanded' | 'challenged' | 'ignored';
  /** The personality that our server showed to a client. */
  readonly personality?: string;
  /**
   * How our delays were scaled, and the pace of our own source with them: 0.05 where our peers test each other.
   * Absent for 1; checks that speak of seconds multiply by it.
   */
  readonly delayScale?: number;
}

export interface Begin extends Timed {
  readonly event: 'begin';
  readonly version: 1;
  readonly scenario: string;
  /** Wall-clock start, ISO 8601. */
  readonly started: string;
  readonly parameters: Parameters;
}

export interface Open extends Timed {
  readonly event: 'open';
  /** Counts from 0 in order of opening. */
  readonly conn: number;
  readonly by: By;
  /** What the connection is for: `source`, `listener`, `status`, or a name that the scenario gave. */
  readonly label: string;
  readonly local: string;
  readonly remote: string;
}

/** A connection of ours that could not be made. */
export interface Unreachable extends Timed {
  readonly event: 'unreachable';
  readonly conn: number;
  readonly label: string;
  readonly remote: string;
  /** `ECONNREFUSED`, `ETIMEDOUT`, `ENOTFOUND`, or a TLS error code. */
  readonly code: string;
}

export interface Secure extends Timed {
  readonly event: 'secure';
  readonly conn: number;
  readonly protocol: string;
  readonly cipher: string;
  readonly serverName?: string;
  /** Subject and SHA-256 fingerprint of the other side's certificate, where it showed one. */
  readonly peerSubject?: string;
  readonly peerFingerprint?: string;
  readonly trusted?: boolean;
  readonly trustError?: string;
}

/** What a client offered in its TLS ClientHello (RFC 8446, 4.1.2), read before the handshake. */
export interface Hello extends Timed {
  readonly event: 'hello';
  readonly conn: number;
  /** Versions offered: `TLSv1.3`, `TLSv1.2`, or the number in hexadecimal. */
  readonly versions: readonly string[];
  /** Cipher suites by their IANA names, or `0x…` where we know none, in the order of preference. */
  readonly ciphers: readonly string[];
  /** Groups by name: `x25519`, `secp256r1`. */
  readonly groups: readonly string[];
  readonly serverName?: string;
  readonly alpn: readonly string[];
}

/** A query to our own name server, and what it answered. */
export interface Lookup extends Timed {
  readonly event: 'lookup';
  readonly name: string;
  /** `A`, `AAAA`, or another record type. */
  readonly type: string;
  readonly answers: readonly string[];
  /** Seconds. */
  readonly ttl: number;
  /** Address and port that asked. */
  readonly from: string;
}

/** An attempt to connect to an address that does not answer, as the system tells it: a SYN that waits. */
export interface Attempt extends Timed {
  readonly event: 'attempt';
  readonly state: 'begins' | 'ends';
  /** Milliseconds since the system was asked before: the thing may have happened as much earlier. */
  readonly unseen?: number;
  /** Address and port of the one that tries. */
  readonly from: string;
  readonly to: string;
}

/** A run of bytes of one kind on a connection. */
export interface Span extends Timed {
  readonly event: 'span';
  readonly conn: number;
  readonly dir: Direction;
  readonly part: Part;
  /** Offset of the first byte in this direction of the connection. */
  readonly offset: number;
  readonly length: number;
  /** The bytes as latin1, for every part but payload. Secrets in it are replaced by as many `*`. */
  readonly text?: string;
  /** The bytes in base64, for payload within the limit of the recording. */
  readonly data?: string;
}

/** An end of a connection: FIN (that direction is finished), RST, or our giving up. */
export interface End extends Timed {
  readonly event: 'end';
  readonly conn: number;
  readonly by: By;
  readonly how: 'fin' | 'rst' | 'error';
  readonly code?: string;
}

/** How many of the bytes that we sent on a connection the program at its other end has read by now, at least. */
export interface Taken extends Timed {
  readonly event: 'taken';
  readonly conn: number;
  readonly bytes: number;
  /** Whether the system told what waits to be read; what may wait in its buffers was subtracted otherwise. */
  readonly exact: boolean;
}

/** Something that our peer did to a connection on purpose. */
export interface Fault extends Timed {
  readonly event: 'fault';
  readonly conn: number;
  readonly fault: 'reset' | 'close' | 'stall' | 'truncate' | 'refuse' | 'slow' | 'silence';
  /** Bytes received on the connection when it happened. */
  readonly after: number;
}

/** A wait that ran out. */
export interface Deadline extends Timed {
  readonly event: 'deadline';
  readonly name: string;
  /** What was waited for, as a noun phrase. */
  readonly awaited: string;
  readonly milliseconds: number;
  readonly conn?: number;
}

/** A step of the stimulus begins; its number in the scenario, and its words. */
export interface StepBegins extends Timed {
  readonly event: 'step';
  readonly index: number;
  readonly step: string;
}

/** The `error` of a page that was answered, and that is no UTF-8: `text` has U+FFFD in place of what could not be read. */
export const notUtf8 = 'the page is no UTF-8';

/** A page that was fetched politely: statistics, status, metadata. */
export interface Page extends Timed {
  readonly event: 'page';
  readonly page: string;
  readonly url: string;
  /** Absent where nothing was answered. */
  readonly status?: number;
  readonly contentType?: string;
  readonly text?: string;
  /** Why nothing was answered; or `notUtf8`. */
  readonly error?: string;
  /** What was read, in base64, where it is no text; see `read-back`. */
  readonly data?: string;
}

/** Credentials in a head, looked at before they were blanked out. */
export interface CredentialsSeen extends Timed {
  readonly event: 'credentials';
  readonly conn: number;
  /** Offset of the head that carried them. */
  readonly offset: number;
  /** The scheme as written: `Basic`, `basic`, `Digest`. */
  readonly scheme: string;
  /** Whether the token is canonical base64 with its padding (RFC 4648, section 4) and no line breaks. */
  readonly base64: 'valid' | 'unpadded' | 'invalid';
  /** Whether what was decoded has a colon. */
  readonly colon: boolean;
  /** Whether it decodes as UTF-8, and whether it has control characters. */
  readonly utf8: boolean;
  readonly controls: boolean;
  readonly user: 'right' | 'wrong' | 'empty';
  readonly password: 'right' | 'wrong' | 'empty';
}

/** An icy-auth-token in a head, looked at before it was blanked out. */
export interface TokenSeen extends Timed {
  readonly event: 'token';
  readonly conn: number;
  /** Offset of the head that carried it. */
  readonly offset: number;
  /** How it reads by the grammar of the field. */
  readonly reads: 'right' | 'unusual' | 'wrong';
  /** What is not right about it. */
  readonly why?: string;
  /** The facts of a JSON Web Token (RFC 7519); absent where the token is opaque. */
  readonly jwt?: {
    /** For how long it is good, in seconds: from `iat`, or from now, to `exp`; absent where it does not expire. */
    readonly lifetime?: number;
    /** Whether a claim has the mount point in it that is asked for. */
    readonly namesMount: boolean;
  };
}

/** The command under test. */
export interface CommandStarts extends Timed {
  readonly event: 'command';
  /** Which of two instances; absent where there is one. */
  readonly instance?: 'first' | 'second';
  readonly argv: readonly string[];
}
export interface CommandSays extends Timed {
  readonly event: 'output';
  readonly instance?: 'first' | 'second';
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}
export interface CommandEnds extends Timed {
  readonly event: 'exit';
  readonly instance?: 'first' | 'second';
  readonly code: number | null;
  readonly signal: string | null;
  /** Whether we had told it to end. */
  readonly asked: boolean;
  /** Why it could not be started, where it could not. */
  readonly error?: string;
}

/** How late this process ran its timers, sampled over the scenario. */
export interface Load extends Timed {
  readonly event: 'load';
  readonly maxDelay: number;
  readonly p99Delay: number;
}

/** The last event of a trace; a trace without it was cut. */
export interface Finish extends Timed {
  readonly event: 'finish';
  readonly outcome: 'complete' | 'interrupted' | 'error';
  /** What went wrong in the harness, for `error`. */
  readonly error?: string;
}

export type TraceEvent =
  | Begin
  | Open
  | Unreachable
  | Secure
  | Hello
  | Lookup
  | Attempt
  | Span
  | End
  | Taken
  | Fault
  | Deadline
  | StepBegins
  | Page
  | CredentialsSeen
  | TokenSeen
  | CommandStarts
  | CommandSays
  | CommandEnds
  | Load
  | Finish;

type WithoutTime<Event> = Event extends TraceEvent ? Omit<Event, 'at'> : never;

/** An event before the recorder has put the time on it. */
export type Happening = WithoutTime<TraceEvent>;
