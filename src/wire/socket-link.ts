/** A link over a TCP or TLS socket. */
import type { Socket } from 'node:net';
import type { Limits } from '../http/limits.ts';
import { bytesOf, latin1 } from '../http/message.ts';
import type { Head, RequestHead } from '../http/message.ts';
import { messageReader } from '../http/reader.ts';
import type { MessageReader, SpanPart } from '../http/reader.ts';
import { readStartLine } from '../http/start-line.ts';
import type { By, Part } from '../trace/event.ts';
import type { Link, LinkListener, LinkState, SecureFacts } from './link.ts';
import type { Recorder } from './recorder.ts';
import { sendQueue } from './send-queue.ts';
import type { SendQueue } from './send-queue.ts';

export interface SocketLinkOptions {
  readonly id: number;
  readonly label: string;
  /** Who opened the connection: they send the requests. */
  readonly openedBy: By;
  /** What bytes go through: the TLS socket where there is one. */
  readonly socket: Socket;
  /** The TCP socket, for RST. */
  readonly tcp: Socket;
  readonly local: string;
  readonly remote: string;
  readonly secure?: SecureFacts | undefined;
  readonly recorder: Recorder;
  readonly limits: Limits;
  readonly unframed: (head: RequestHead) => boolean;
  /** Of what is received only heads, payload and strays are told, and no head is kept. */
  readonly standing?: boolean | undefined;
  /** Where received bytes come from; the event `data` of the socket, where absent. */
  readonly onBytes?: ((take: (bytes: Uint8Array) => void) => void) | undefined;
  /** What the reader is given in place of a slice that was received, for peers that misread on purpose. */
  readonly misread?: ((bytes: Uint8Array, link: Link) => Uint8Array) | undefined;
}

/** How long a closed link still reads, lest the kernel turns our FIN into an RST that eats our last words. */
const lingerMilliseconds = 500;

const endOfLine = bytesOf('\r\n');
const lastChunk = bytesOf('0\r\n');

/** The method of a request head of ours; empty where we sent none that can be read. */
const methodOf = (head: Uint8Array): string => {
  const [line = ''] = latin1(head).trimStart().split(/\r?\n/, 1);
  const read = readStartLine(line, 'request');
  return read.malformed === undefined && read.line.kind === 'request' ? read.line.method : '';
};

const nothingYet = () => ({
  bytesSent: 0,
  bytesReceived: 0,
  heads: [],
  payloadReceived: 0,
  messagesReceived: 0,
  finReceived: false,
  broken: undefined,
  closed: false,
});

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export class SocketLink implements Link {
  readonly id: number;
  readonly label: string;
  readonly local: string;
  readonly remote: string;
  readonly secure: SecureFacts | undefined;
  readonly state: LinkState;

  readonly #options: SocketLinkOptions;
  readonly #state: Mutable<LinkState> & { heads: Head[] };
  readonly #listeners: LinkListener[] = [];
  readonly #reader: MessageReader;
  readonly #queue: SendQueue;
  /** Methods of the requests that we sent and that have no final response yet. */
  readonly #methods: string[] = [];
  #readOffset = 0;
  #endRecorded = false;
  #finished = false;
  #finPending = false;
  #linger: NodeJS.Timeout | undefined;

  constructor(options: SocketLinkOptions) {
    const { socket } = options;
    this.id = options.id;
    this.label = options.label;
    this.local = options.local;
    this.remote = options.remote;
    this.secure = options.secure;
    this.#options = options;
    this.#state = nothingYet();
    this.state = this.#state;
    this.#reader = messageReader(
      options.openedBy === 'us' ? 'response' : 'request',
      {
        limits: options.limits,
        unframed: options.unframed,
        requestMethod: () => this.#methods[0],
        told: options.standing === true ? 'payload' : 'all',
      },
      {
        span: (part, bytes) => this.#takeSpan(part, bytes),
        head: (head) => this.#takeHead(head),
        messageEnd: () => this.#takeMessageEnd(),
        malformed: () => {},
      },
    );
    this.#queue = sendQueue(socket, (part, bytes) => this.#sent(part, bytes));
    // The TCP socket under TLS tells its errors a second time.
    if (options.tcp !== socket) options.tcp.on('error', () => {});
    socket.on('error', (error: NodeJS.ErrnoException) => this.#broke(error));
    socket.on('end', () => this.#noteEndOfStream());
    socket.on('finish', () => this.#recordFin());
    socket.on('close', () => this.#closed());
  }

  /** Begins to read; until then nothing is told. */
  start(): void {
    const { socket, misread, onBytes } = this.#options;
    const take = (bytes: Uint8Array): void => {
      this.#state.bytesReceived += bytes.length;
      this.#reader.push(misread?.(bytes, this) ?? bytes);
    };
    if (onBytes === undefined) socket.on('data', take);
    else onBytes(take);
  }

  listen(listener: LinkListener): void {
    this.#listeners.push(listener);
  }

  send(part: Part, bytes: Uint8Array): Promise<void> {
    return this.#queue.add([[part, bytes]]);
  }

  post(part: Part, bytes: Uint8Array): void {
    this.#queue.post(part, bytes);
  }

  sendHead(text: string): Promise<void> {
    return this.send('head', Buffer.from(text, 'latin1'));
  }

  sendChunk(payload: Uint8Array, extension = ''): Promise<void> {
    const size = bytesOf(`${payload.length.toString(16)}${extension}\r\n`);
    return this.#queue.add([
      ['chunk-size', size],
      ['payload', payload],
      ['chunk-end', endOfLine],
    ]);
  }

  sendLastChunk(trailer = ''): Promise<void> {
    return this.#queue.add([
      ['chunk-size', lastChunk],
      ['trailer', bytesOf(`${trailer}\r\n`)],
    ]);
  }

  sendByteByByte(part: Part, bytes: Uint8Array): Promise<void> {
    return this.#queue.addByteByByte(part, bytes);
  }

  pause(): void {
    this.#options.socket.pause();
  }

  resume(): void {
    this.#options.socket.resume();
  }

  bodyRefused(): void {
    this.#reader.bodyRefused();
  }

  finish(): void {
    this.#queue.finish();
  }

  reset(): void {
    const { socket, tcp } = this.#options;
    if (this.#state.closed || tcp.destroyed) return;
    // libuv refuses to reset while a FIN is on its way out, and Node then never closes the socket.
    const isEnding = socket.writableEnded && !socket.writableFinished && socket.writableLength === 0;
    if (isEnding) {
      socket.once('finish', () => this.reset());
      this.#linger ??= setTimeout(() => this.abandon(), lingerMilliseconds);
      return;
    }
    this.#giveUp('rst');
    // TLS follows its TCP socket by itself; to destroy it here too crashes Node 20.
    tcp.resetAndDestroy();
  }

  close(): void {
    if (this.#state.closed) return;
    this.#queue.finish();
    this.resume();
    this.#linger ??= setTimeout(() => this.abandon(), lingerMilliseconds);
  }

  /** Gives the connection up at once, whatever is in flight. */
  abandon(): void {
    if (this.#state.closed || this.#options.socket.destroyed) return;
    this.#giveUp('error', 'ABANDONED');
    this.#options.socket.destroy();
  }

  #giveUp(how: 'rst' | 'error', code?: string): void {
    this.#takeFin();
    this.#queue.abandon();
    this.#reader.cut();
    // Once FIN is out, an end of ours is told, and what we do to the rest of the connection is tidying up.
    if (how === 'rst' || !this.#finished) this.#recordEnd('us', how, code);
  }

  #tell(call: (listener: LinkListener) => void): void {
    for (const listener of this.#listeners) call(listener);
  }

  #sent(part: Part, bytes: Uint8Array): void {
    const offset = this.#state.bytesSent;
    this.#state.bytesSent += bytes.length;
    if (part === 'head' && this.#options.openedBy === 'us') this.#methods.push(methodOf(bytes));
    this.#options.recorder.span(this.id, 'sent', part, offset, bytes);
  }

  #takeSpan(part: SpanPart, bytes: Uint8Array): void {
    const { recorder } = this.#options;
    recorder.span(this.id, 'received', part, this.#readOffset, bytes);
    this.#readOffset += bytes.length;
    if (part === 'payload') this.#state.payloadReceived += bytes.length;
    for (const listener of this.#listeners) {
      listener.span?.(part, bytes, this);
      if (part === 'payload') listener.payload?.(bytes, this);
      else if (part === 'stray') listener.stray?.(bytes, this);
    }
  }

  #takeHead(head: Head): void {
    if (this.#options.standing !== true) this.#state.heads.push(head);
    if (head.kind === 'response' && head.status >= 200) this.#methods.shift();
    this.#tell((listener) => listener.head?.(head, this));
  }

  #takeMessageEnd(): void {
    this.#state.messagesReceived += 1;
    this.#tell((listener) => listener.messageEnd?.(this));
  }

  /**
   * After an RST that a write ran into first, the kernel reads an end of stream and Node tells the error later:
   * an end of stream with a write under way is a FIN only if no error has come a turn later.
   */
  #noteEndOfStream(): void {
    this.#finPending = true;
    if (this.#queue.isWaiting()) setImmediate(() => setImmediate(() => this.#takeFin()));
    else this.#takeFin();
  }

  #takeFin(): void {
    if (!this.#finPending) return;
    this.#finPending = false;
    this.#reader.end();
    this.#state.finReceived = true;
    this.#recordEnd('target', 'fin');
    this.#tell((listener) => listener.fin?.(this));
  }

  #broke(error: NodeJS.ErrnoException): void {
    const code = error.code ?? error.message;
    this.#finPending = false;
    this.#queue.abandon();
    this.#reader.cut();
    this.#state.broken = code;
    this.#recordEnd('target', code === 'ECONNRESET' || code === 'EPIPE' ? 'rst' : 'error', code);
  }

  #recordFin(): void {
    this.#finished = true;
    this.#recordEnd('us', 'fin');
  }

  #recordEnd(by: By, how: 'fin' | 'rst' | 'error', code?: string): void {
    this.#endRecorded = true;
    this.#options.recorder.record({
      event: 'end',
      conn: this.id,
      by,
      how,
      ...(code === undefined ? {} : { code }),
    });
  }

  #closed(): void {
    clearTimeout(this.#linger);
    this.#takeFin();
    this.#queue.abandon();
    this.#reader.cut();
    if (!this.#endRecorded) this.#recordEnd('us', 'error', 'ABANDONED');
    this.#state.closed = true;
    this.#tell((listener) => listener.closed?.(this));
  }
}
