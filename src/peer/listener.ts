/** A listener on its own: asks for a mount point, takes metadata and frames apart, and tells what it gets. */
import { utf8, valueOf } from '../http/message.ts';
import type { ResponseHead } from '../http/message.ts';
import { deinterleaver } from '../icy/metaint.ts';
import { readFrames } from '../media/read-frames.ts';
import { sniff } from '../media/sniff.ts';
import { get } from '../scenario/stimulus.ts';
import { dial, isLink } from '../wire/dial.ts';
import type { DialTls } from '../wire/dial.ts';
import type { Link } from '../wire/link.ts';
import { requestText } from './request-text.ts';
import { unrecorded } from './unrecorded.ts';

/** So many bytes hold some frames, so that a stream is said to be heard. */
const enoughBytes = 4 * 1024;

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** The path to ask for. */
  readonly mount: string;
  readonly tls?: DialTls;
  /** Ends the listening. */
  readonly signal: AbortSignal;
  /** Milliseconds for the connection. */
  readonly connectTimeoutMs: number;
  /** Told a line at a time what happens. */
  readonly tell: (line: string) => void;
}

/** What a listener got until the end. */
export interface Heard {
  /** Absent where nothing was answered. */
  readonly status?: number;
  /** Bytes of the stream, without metadata. */
  readonly bytes: number;
  /** Whole frames in them, where their kind is known: MPEG audio, ADTS, Ogg pages. */
  readonly frames: number;
  /** Places where the stream is not what it was, or bytes that are no frame. */
  readonly breaks: number;
  readonly titles: readonly string[];
}

/** Bytes that are looked at together; more than any frame has. */
const windowBytes = 64 * 1024;

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
};

interface Counts {
  frames: number;
  breaks: number;
}

/** Counts frames in a stream of any length, holding no more of it than a window and a frame. */
const frameCounter = (): { push(bytes: Uint8Array): void; counts(): Counts } => {
  let held: Uint8Array = new Uint8Array(0);
  const total: Counts = { frames: 0, breaks: 0 };
  const count = (): void => {
    const kind = sniff(held);
    if (kind !== 'mp3' && kind !== 'aac' && kind !== 'ogg') {
      held = new Uint8Array(0);
      return;
    }
    const { frames, breaks, trailing } = readFrames(kind, held);
    total.frames += frames;
    total.breaks += breaks.length;
    held = held.slice(held.length - Math.min(trailing, windowBytes));
  };
  return {
    push: (bytes) => {
      held = joined(held, bytes);
      if (held.length >= windowBytes) count();
    },
    counts: () => {
      if (held.length > 0) count();
      return total;
    },
  };
};

const printable = (bytes: string): string => (utf8(bytes) ?? bytes).replace(/\p{Cc}/gu, '?');

const headLines = (head: ResponseHead): string[] => [
  printable(`${head.version} ${String(head.status)} ${head.reason}`),
  ...head.fields.map((field) => printable(`${field.name}: ${field.value}`)),
];

const listenOn = (link: Link, { tell, signal }: ListenerOptions): Promise<Heard> =>
  new Promise((resolve) => {
    const counter = frameCounter();
    const titles: string[] = [];
    let status: number | undefined;
    let bytes = 0;
    let split = deinterleaver(0);
    const end = (): void => {
      link.close();
    };
    link.listen({
      head: (head) => {
        if (head.kind !== 'response' || head.status < 200) return;
        status = head.status;
        split = deinterleaver(Number(valueOf(head, 'icy-metaint') ?? 0));
        for (const line of headLines(head)) tell(line);
      },
      payload: (slice) => {
        if (status === undefined || status >= 300) return;
        const { payload, metadata } = split(slice);
        const before = bytes;
        for (const piece of payload) {
          bytes += piece.length;
          counter.push(piece);
        }
        if (before < enoughBytes && bytes >= enoughBytes) tell('the stream is heard');
        for (const { StreamTitle } of metadata) {
          if (StreamTitle === undefined) continue;
          titles.push(StreamTitle);
          if (titles.length > 100) titles.shift();
          tell(`StreamTitle: ${StreamTitle}`);
        }
      },
      messageEnd: end,
      fin: end,
      closed: () => {
        signal.removeEventListener('abort', end);
        resolve({ ...(status === undefined ? {} : { status }), bytes, ...counter.counts(), titles });
      },
    });
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });

/**
 * Listens until the stream ends, the connection is lost, or the signal is aborted.
 *
 * @returns what was heard; without a status where the connection could not be made or nothing was answered
 */
export const listener = async (options: ListenerOptions): Promise<Heard> => {
  const { host, port, mount, tls, tell, signal } = options;
  const link = await dial({
    host,
    port,
    label: 'listener',
    recorder: unrecorded(),
    connectTimeoutMs: options.connectTimeoutMs,
    signal,
    tls,
  });
  if (!isLink(link)) {
    tell(`could not connect: ${link.unreachable}`);
    return { bytes: 0, frames: 0, breaks: 0, titles: [] };
  }
  const authority = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  const cast = {
    mount,
    owner: { user: '', password: '' },
    accounts: {},
    authority,
    origin: `http://${authority}`,
  };
  const heard = listenOn(link, options);
  void link.sendHead(requestText(get({ fields: [['Icy-MetaData', '1']] }), cast, 0));
  return heard;
};
