/** One request of an ingest source on a connection: its head, its body as it comes, and what is answered. */
import { createGzip, gzipSync } from 'node:zlib';
import { join } from '../../media/bytes.ts';
import type { ResponseHead } from '../../http/message.ts';
import type { Line } from './line.ts';
import { requestText } from './request.ts';
import type { Errand, Quirks } from './request.ts';
import type { Scene } from './scene.ts';

/** How a connection went that is of no more use. */
export type Trouble =
  /** The connection ended, and nothing was refused. */
  | { readonly what: 'lost' }
  /** The other side did not take what was written for about two fragments (DI-GEN-09). */
  | { readonly what: 'stalled' }
  /** No answer came. */
  | { readonly what: 'unanswered' }
  /** A final response that is no success. */
  | { readonly what: 'refused'; readonly response: ResponseHead }
  | { readonly what: 'killed' };

export interface Post {
  /** Sends a piece of the body; answers with what keeps it from going on, if anything does. */
  send(bytes: Uint8Array): Promise<Trouble | undefined>;
  /** Ends the body as its framing says. */
  end(): Promise<void>;
  answer(): ResponseHead | undefined;
  /** What keeps the request from going on, as far as is known. */
  trouble(): Trouble | undefined;
  /** Waits for the answer, so many seconds at most. */
  answered(seconds: number): Promise<Trouble | undefined>;
}

export interface PostOptions {
  readonly line: Line;
  readonly errand: Errand;
  readonly scene: Scene;
  /** Of a fragment. */
  readonly seconds: number;
}

interface Coder {
  encode(bytes: Uint8Array): Promise<Uint8Array>;
  finish(): Promise<Uint8Array>;
}

const plain: Coder = {
  encode: (bytes) => Promise.resolve(bytes),
  finish: () => Promise.resolve(new Uint8Array(0)),
};

/** Compresses as it comes: what was written can be read by the other side at once (RFC 1952). */
const gzipped = (): Coder => {
  const stream = createGzip();
  const pieces: Uint8Array[] = [];
  stream.on('data', (piece: Uint8Array) => pieces.push(piece));
  const taken = (): Uint8Array => join(pieces.splice(0));
  return {
    encode: (bytes) =>
      new Promise((resolve) => {
        stream.write(bytes);
        stream.flush(() => resolve(taken()));
      }),
    finish: () =>
      new Promise((resolve) => {
        stream.once('end', () => resolve(taken()));
        stream.end();
      }),
  };
};

/** A body whose length is known, as it goes out. */
export const wholeBody = (bytes: Uint8Array, gzip: boolean): Uint8Array => (gzip ? gzipSync(bytes) : bytes);

/** How many fragments may go by while nothing is taken, or nothing answered (E-DI-47). */
const patientFragments = 2;

/** Whether a refusal is one that this source takes notice of. */
const isIgnored = (status: number, quirks: Quirks): boolean =>
  quirks.has('ignores-statuses') ||
  (status === 412 && quirks.has('ignores-412')) ||
  (status === 400 && quirks.has('ignores-400'));

const waitsOnStalls = (quirks: Quirks): boolean =>
  quirks.has('keeps-stalled-requests') || quirks.has('reuses-the-broken-connection');

/** Sends the head of a request, without waiting for anything. */
export const beginPost = ({ line, errand, scene, seconds }: PostOptions): Post => {
  const { clock, quirks } = scene;
  const { link } = line;
  const { framing, gzip } = errand;
  const answersBefore = line.finals().length;
  const coder = gzip && framing === 'chunks' && !quirks.has('gzip-in-name-only') ? gzipped() : plain;
  void link.sendHead(requestText(errand, quirks));

  const answer = (): ResponseHead | undefined => line.finals()[answersBefore];
  const trouble = (): Trouble | undefined => {
    const response = answer();
    if (scene.kill.aborted) return { what: 'killed' };
    if (response !== undefined && response.status >= 300 && !isIgnored(response.status, quirks))
      return { what: 'refused', response };
    // An answer and the end of the connection are an answer, where the request is over.
    return line.isOver() && response === undefined ? { what: 'lost' } : undefined;
  };
  const patience = waitsOnStalls(quirks) ? Infinity : patientFragments * seconds;

  /** As `trouble`, while the body is still to be sent. */
  const inTheWay = (): Trouble | undefined => trouble() ?? (line.isOver() ? { what: 'lost' } : undefined);

  const write = async (bytes: Uint8Array): Promise<Trouble | undefined> => {
    const before = inTheWay();
    if (before !== undefined) return before;
    if (bytes.length === 0) return undefined;
    let taken = false;
    const sent = framing === 'chunks' ? link.sendChunk(bytes) : link.send('payload', bytes);
    void sent.then(() => {
      taken = true;
      clock.ring();
    });
    const held = await clock.until(() => taken || inTheWay() !== undefined, patience);
    return inTheWay() ?? (held ? undefined : { what: 'stalled' });
  };

  return {
    answer,
    trouble: inTheWay,
    send: async (bytes) => write(await coder.encode(bytes)),
    end: async () => {
      const last = await coder.finish();
      if (last.length > 0) await write(last);
      if (framing === 'chunks') {
        if (!quirks.has('omits-last-chunk') && inTheWay() === undefined) void link.sendLastChunk();
      } else if (framing === 'close') link.finish();
    },
    answered: async (limit) => {
      const held = await clock.until(() => answer() !== undefined || trouble() !== undefined, limit);
      return trouble() ?? (held ? undefined : { what: 'unanswered' });
    },
  };
};

/** How long the answer to a request is waited for. */
export const answerPatience = ({ quirks }: Scene, seconds: number): number =>
  waitsOnStalls(quirks) ? Infinity : patientFragments * seconds;
