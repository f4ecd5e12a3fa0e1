/** A name server of our own over UDP (RFC 1035, section 4): it knows a few names, and tells who asked for what. */
import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';
import type { Answer, Packet, Question } from 'dns-packet';
import { addressText } from './address.ts';
import type { Recorder } from './recorder.ts';

/** What is known of a name: addresses of one type, none of this type (NODATA), or no such name (NXDOMAIN). */
export type Told = readonly string[] | 'no-such-name';

export interface NameServerOptions {
  /** `127.0.0.1` where absent. */
  readonly host?: string;
  /** Any free port where absent or 0. */
  readonly port?: number;
  /** Where lookups are recorded, as events `lookup`. */
  readonly recorder: Recorder;
  /** In seconds; asked for each answer. */
  readonly ttl: () => number;
  /** What is told of a name (lower case, without its last dot) and a record type, `A` or `AAAA`. */
  readonly told: (name: string, type: 'A' | 'AAAA') => Told;
  /** Told of each lookup, after it was recorded. */
  readonly looked?: () => void;
}

export interface NameServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Why there is no name server: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`. */
export interface NoNameServer {
  readonly unavailable: string;
}

export const isNameServer = (result: NameServer | NoNameServer): result is NameServer => 'close' in result;

const noSuchName = 3;
const notImplemented = 4;

/** The query in a datagram; `undefined` where it is none. */
const queryIn = (bytes: Uint8Array): Packet | undefined => {
  try {
    const packet = decode(Buffer.from(bytes));
    return packet.type === 'query' ? packet : undefined;
  } catch {
    return undefined;
  }
};

/** What is asked for; 0 is a query of the common kind. */
const opcodeOf = ({ flags = 0 }: Packet): number => (flags >> 11) & 0xf;

const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** What is answered to one question; other record types than addresses do not exist here. */
const toldTo = ({ name, type }: Question, told: NameServerOptions['told']): Told => {
  const plain = plainName(name);
  if (type === 'A' || type === 'AAAA') return told(plain, type);
  return told(plain, 'A') === 'no-such-name' ? 'no-such-name' : [];
};

const reply = (query: Packet, question: Question | undefined, told: Told, ttl: number): Uint8Array => {
  const { type = 'A', name = '' } = question ?? {};
  const answers =
    told === 'no-such-name' ? [] : told.map((data): Answer => ({ type, name, ttl, data }) as Answer);
  const code =
    question === undefined || opcodeOf(query) !== 0
      ? notImplemented
      : told === 'no-such-name'
        ? noSuchName
        : 0;
  return encode({
    type: 'response',
    ...(query.id === undefined ? {} : { id: query.id }),
    flags: ((query.flags ?? 0) & 0x0100) | AUTHORITATIVE_ANSWER | code,
    questions: question === undefined ? [] : [question],
    answers,
  });
};

const answer = (socket: Socket, bytes: Uint8Array, from: RemoteInfo, options: NameServerOptions): void => {
  const query = queryIn(bytes);
  if (query === undefined) return;
  const [question] = query.questions ?? [];
  const told = question === undefined ? [] : toldTo(question, options.told);
  const ttl = options.ttl();
  if (question !== undefined) {
    options.recorder.record({
      event: 'lookup',
      name: plainName(question.name),
      type: question.type,
      answers: told === 'no-such-name' ? [] : told,
      ttl,
      from: addressText(from.address, from.port),
    });
    options.looked?.();
  }
  let response: Uint8Array;
  try {
    response = reply(query, question, told, ttl);
  } catch {
    // A question with a name that cannot be written again has no answer.
    return;
  }
  socket.send(response, from.port, from.address, () => undefined);
};

/** Starts a name server. Never rejects; whatever a datagram holds, nothing throws. */
export const nameServer = (options: NameServerOptions): Promise<NameServer | NoNameServer> =>
  new Promise((resolve) => {
    const host = options.host ?? '127.0.0.1';
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    let closed = false;
    // It stays for good: an error without a listener would end the process.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ unavailable: error.code ?? error.message });
    });
    socket.on('message', (bytes, from) => {
      if (!closed) answer(socket, bytes, from, options);
    });
    socket.bind({ address: host, port: options.port ?? 0, exclusive: true }, () => {
      const { address, port } = socket.address();
      resolve({
        host: address,
        port,
        close: () =>
          new Promise((done) => {
            if (closed) {
              done();
              return;
            }
            closed = true;
            socket.close(() => {
              done();
            });
          }),
      });
    });
  });
