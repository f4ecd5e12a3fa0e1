/**
 * What we do to a server under test, as data: a list of small steps that our source client performs in order.
 * A step names the connection it is about; connections that the scenario opens live side by side until the end.
 *
 * Names in braces are filled in when a step is performed: `{mount}`, `{host}`, `{origin}`; the mount point of a further
 * account `{mount:open}`; the mount point otherwise spelt, `{bare-mount}` without its slash and `{encoded-mount}` with
 * its last letter percent-encoded; the path of a test track below the publishing point `{track:video}`; and, of
 * interface 2, how the path of every object of the scenario begins, `{store}`, mostly a folder of its own; the
 * publishing point with its slash, `{root}`; and what names of this scenario alone end with, `{suffix}`. Of ICY-META,
 * the target's valid token for the mount point without its scheme, `{token}`.
 */
import type { SampleName } from '../media/samples.ts';
import type { TestTrackName } from '../media/tracks/test-track.ts';
import type { TransportPlan } from './ingest/connect-step.ts';
import type { MediaPiece } from './ingest/media-step.ts';
import type { DeadlineName, DelayName } from './timing.ts';

/** Whose credentials a request carries; the real ones come from the target file. */
export type Identity =
  /** The account of the mount. */
  | 'owner'
  /** No Authorization at all. */
  | 'nobody'
  /** The right user with a wrong password. */
  | 'stranger'
  /** A user that does not exist, with the owner's password. */
  | 'impostor'
  /** An empty user, with the owner's password. */
  | 'nameless'
  /** The administrator of the target file. */
  | 'admin'
  /** A further account of the target file: `colon`, `utf8`, `open`. */
  | { readonly account: string }
  /** A value of Authorization written out, latin1. */
  | { readonly authorization: string };

/** How the body of a request is framed. */
export type BodyFraming =
  /** Content-Length; the number where it should differ from what the scenario streams. */
  { readonly by: 'length'; readonly length?: number } | { readonly by: 'chunks' } | { readonly by: 'close' };

/** A request as it will stand on the wire. */
export interface RequestPlan {
  readonly method: string;
  /** Request target; `{mount}` stands for the mount point of the scenario. */
  readonly target: string;
  readonly version: string;
  readonly as: Identity;
  /** The scheme token of Authorization, `Basic` unless the scenario is about it. */
  readonly scheme: string;
  /** Lines of Host: one, none, or several. */
  readonly hosts: readonly string[];
  readonly framing: BodyFraming | undefined;
  readonly expect: string | undefined;
  readonly contentType: string | undefined;
  /** `gzip`: the body is compressed as a whole, and Content-Encoding says so. */
  readonly coding?: 'gzip';
  readonly userAgent: string | undefined;
  /** Further fields; text is sent as UTF-8. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Further fields given as latin1, sent as they are. */
  readonly rawFields: readonly (readonly [name: string, value: string])[];
  /** Where Authorization stands among the fields. */
  readonly authorizationAt: 'first' | 'last';
  /** What ends each line, latin1. */
  readonly lineEnd: string;
}

/** What a step waits for on its connection. */
export type Awaited =
  /** An informational or a final response. */
  | { readonly kind: 'go-ahead' }
  | { readonly kind: 'final' }
  /** FIN or RST from the target. */
  | { readonly kind: 'closed' }
  /** At least so many payload bytes received on the connection. */
  | { readonly kind: 'payload'; readonly bytes: number };

export type Step =
  /** Sends a request head; opens the connection where it is not open yet. */
  | { readonly do: 'request'; readonly conn: string; readonly plan: RequestPlan }
  /** Streams so many frames of a sample, framed as the request said. Left out once the request was refused. */
  | {
      readonly do: 'stream';
      readonly conn: string;
      readonly sample: SampleName;
      readonly frames: number;
      /** Bytes a chunk carries; a frame each where absent. */
      readonly chunkBytes?: number;
      readonly extension?: string;
      /** In real time, as an encoder does; at once where absent. */
      readonly pace?: 'real-time';
      /** Streamed even though the request was refused: the body is in flight already. */
      readonly regardless?: boolean;
    }
  /** Sends pieces of a test track, framed as the request said. Left out once the request was refused. */
  | {
      readonly do: 'media';
      readonly conn: string;
      readonly track: TestTrackName;
      readonly pieces: readonly MediaPiece[];
      readonly pace?: 'real-time';
      readonly regardless: boolean;
      /** Bytes that an HTTP chunk carries, wherever the media divide; as the pieces say where absent. */
      readonly chunkBytes?: number;
      /** Follows the size in each chunk line: `;name=value`. */
      readonly extension?: string;
    }
  /** Opens a connection in a way of its own; `request` opens it otherwise. */
  | { readonly do: 'connect'; readonly conn: string; readonly how: TransportPlan }
  /** Restarts the target, which must offer it; connections to it are lost. */
  | { readonly do: 'restart' }
  /** Fetches what the target kept of a track, where it can be read back: the page `read-back video` of the trace. */
  | { readonly do: 'read-back'; readonly track: TestTrackName }
  /** Writes bytes as they are, latin1: as payload, or as a chunk line that is none. */
  | {
      readonly do: 'write';
      readonly conn: string;
      readonly text: string;
      readonly part?: 'payload' | 'chunk-size';
    }
  /**
   * Sends a request again and again, on a new connection each time, until the target accepts it (100 or 2xx) or
   * refuses it. For what a target may take a moment to notice: that a source has come, or gone.
   */
  | {
      readonly do: 'insist';
      readonly conn: string;
      readonly plan: RequestPlan;
      readonly until: 'accepted' | 'refused';
      readonly within: DeadlineName;
      /** The connection on which it rests: left out once the request of that one was refused. */
      readonly after?: string;
    }
  /** Writes a head byte by byte. */
  | { readonly do: 'trickle'; readonly conn: string; readonly plan: RequestPlan }
  /** Ends the body as its framing says: the last chunk, FIN, or nothing after the last byte of the length. */
  | { readonly do: 'finish'; readonly conn: string }
  | { readonly do: 'await'; readonly conn: string; readonly what: Awaited; readonly within: DeadlineName }
  /** Listens so long for something that ought not to come on the connection; over as soon as it comes. */
  | { readonly do: 'overhear'; readonly conn: string; readonly what: Awaited; readonly during: DelayName }
  /** Ends a connection. */
  | { readonly do: 'end'; readonly conn: string; readonly how: 'fin' | 'rst' | 'close' }
  /** A pause of ours between two things, where the pause is the stimulus. */
  | { readonly do: 'pause'; readonly during: DelayName }
  /** Fetches a page politely until it shows `{mount}` (or does not), or the deadline passes. */
  | {
      readonly do: 'page';
      /** `status` (public statistics), `stats` (of the administrator), or a path. */
      readonly page: 'status' | 'stats' | { readonly path: string };
      readonly as: Identity;
      readonly until:
        | 'answered'
        | 'mount-shown'
        | 'mount-gone'
        /** `of`: the mount point, `{mount}` in it, among whose statistics the text is to stand. */
        | { readonly shows: string; readonly of?: string };
    };

/** The fields of a source's first request, as the document prints them. */
export const put = (changes: Partial<RequestPlan> = {}): RequestPlan => ({
  method: 'PUT',
  target: '{mount}',
  version: 'HTTP/1.1',
  as: 'owner',
  scheme: 'Basic',
  hosts: ['{host}'],
  framing: { by: 'length' },
  expect: '100-continue',
  contentType: 'audio/mpeg',
  userAgent: 'ingestspec/1',
  fields: [],
  rawFields: [],
  authorizationAt: 'first',
  lineEnd: '\r\n',
  ...changes,
});

/** A listener's request. */
export const get = (changes: Partial<RequestPlan> = {}): RequestPlan =>
  put({
    method: 'GET',
    as: 'nobody',
    framing: undefined,
    expect: undefined,
    contentType: undefined,
    ...changes,
  });

/** What a source does with a request: sends the head, and waits for the go-ahead. */
export const source = (plan: RequestPlan, conn = 'source'): Step[] => [
  { do: 'request', conn, plan },
  { do: 'await', conn, what: { kind: 'go-ahead' }, within: 'interim' },
];

/** Streams frames of MP3 at once. */
export const frames = (count: number, conn = 'source'): Step => ({
  do: 'stream',
  conn,
  sample: 'mp3',
  frames: count,
});

/** A listener joins, and has been answered. */
export const listener = (conn = 'listener', plan: RequestPlan = get()): Step[] => [
  { do: 'request', conn, plan },
  { do: 'await', conn, what: { kind: 'final' }, within: 'final' },
];

/** A listener joins a mount point whose source has just come: it asks until it is let in. */
export const join = (conn = 'listener', plan: RequestPlan = get()): Step => ({
  do: 'insist',
  conn,
  plan,
  until: 'accepted',
  within: 'join',
  after: 'source',
});

/** Another source takes the mount point as soon as it can. */
export const another: Step = {
  do: 'insist',
  conn: 'second',
  plan: put({ framing: { by: 'length', length: 100_000 } }),
  until: 'accepted',
  within: 'join',
};

/** Waits until a listener has so many bytes of payload. */
export const hears = (bytes: number, conn = 'listener'): Step => ({
  do: 'await',
  conn,
  what: { kind: 'payload', bytes },
  within: 'payload',
});

export const awaitFinal = (conn = 'source'): Step => ({
  do: 'await',
  conn,
  what: { kind: 'final' },
  within: 'final',
});
export const awaitClosed = (conn = 'source'): Step => ({
  do: 'await',
  conn,
  what: { kind: 'closed' },
  within: 'close',
});
export const finish = (conn = 'source'): Step => ({ do: 'finish', conn });
export const endOf = (how: 'fin' | 'rst' | 'close', conn = 'source'): Step => ({ do: 'end', conn, how });
