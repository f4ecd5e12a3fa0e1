/** Accepts connections from a target. */
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { defaultLimits } from '../http/limits.ts';
import type { Limits } from '../http/limits.ts';
import type { RequestHead } from '../http/message.ts';
import { bodyUntilClose } from '../http/unframed.ts';
import type { By } from '../trace/event.ts';
import { addressText } from './address.ts';
import type { Link, SecureFacts } from './link.ts';
import type { Recorder } from './recorder.ts';
import { readTogether } from './one-buffer.ts';
import type { SharedReading } from './one-buffer.ts';
import { peekHello } from './peek-hello.ts';
import { narrowed, secureFacts } from './secure.ts';
import type { TlsNarrowing } from './secure.ts';
import { SocketLink } from './socket-link.ts';

export interface ListenTls extends TlsNarrowing {
  /** Our certificate and its key, PEM. */
  readonly cert: string;
  readonly key: string;
  /** Asks clients for a certificate, and tells whether these authorities vouch for it; PEM. */
  readonly clientCa?: string | undefined;
}

export interface ListenOptions {
  /** `127.0.0.1` where absent. */
  readonly host?: string | undefined;
  /** Any free port where absent or 0. */
  readonly port?: number | undefined;
  /** Where a connection is recorded; asked for each. */
  readonly recorder: Recorder | (() => Recorder);
  readonly tls?: ListenTls | undefined;
  readonly limits?: Limits | undefined;
  /** What accepted connections are for; `client` where absent. */
  readonly label?: string | undefined;
  /** Whether a request without a length has a body up to the FIN; see `bodyUntilClose`, the default. */
  readonly unframed?: ((head: RequestHead) => boolean) | undefined;
  /**
   * For a peer that runs for days and records nothing: only heads, payload and strays are told, no head is kept, and
   * what is received is valid during the call only.
   */
  readonly standing?: boolean | undefined;
  /** What is read in place of a slice that was received, for peers that misread on purpose. */
  readonly misread?: ((bytes: Uint8Array, link: Link) => Uint8Array) | undefined;
  /** Called before anything of the connection is read. */
  onLink(link: Link): void;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Closes the port: connections are refused from now on, those that are open go on. */
  refuse(): Promise<void>;
  /** Opens the same port again. */
  accept(): Promise<NotListening | undefined>;
  /** Closes the port, and gives up what is left of the connections. */
  close(): Promise<void>;
}

/** A port that could not be opened: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, or a code of OpenSSL. */
export interface NotListening {
  readonly unavailable: string;
}

export const isListening = (result: Listening | NotListening): result is Listening => 'close' in result;

const contextOf = (wanted: ListenTls): tls.SecureContextOptions => ({
  cert: wanted.cert,
  key: wanted.key,
  ...(wanted.clientCa === undefined ? {} : { ca: wanted.clientCa }),
  // Suites with DHE need parameters, which OpenSSL has for each length of a key.
  dhparam: 'auto',
  ...narrowed(wanted),
});

/** Why TLS cannot be spoken so: a certificate or key that is none, a suite that OpenSSL does not know. */
const flawOf = (wanted: ListenTls): NotListening | undefined => {
  try {
    tls.createSecureContext(contextOf(wanted));
    return undefined;
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    return { unavailable: code ?? message };
  }
};

/** Each connection has a TLS server of its own: its events are then those of the connection. */
const secured = (
  tcp: net.Socket,
  wanted: ListenTls,
  use: (socket: tls.TLSSocket) => void,
  failed: (code: string) => void,
): void => {
  const server = tls.createServer({
    ...contextOf(wanted),
    allowHalfOpen: true,
    rejectUnauthorized: false,
    requestCert: wanted.clientCa !== undefined,
  });
  server.once('secureConnection', use);
  server.once('tlsClientError', (error: NodeJS.ErrnoException) => failed(error.code ?? error.message));
  server.emit('connection', tcp);
};

const openPort = (server: net.Server, host: string, port: number): Promise<NotListening | undefined> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ unavailable: error.code ?? error.message });
    });
    server.listen({ host, port }, () => resolve(undefined));
  });

/** Opens a port. Never rejects. */
export const listen = async (options: ListenOptions): Promise<Listening | NotListening> => {
  const links = new Map<net.Socket, SocketLink>();
  /** Connections in their TLS handshake, and what to do when it will not end. */
  const handshakes = new Map<net.Socket, (by: By, code: string) => void>();
  const recorderOf = (): Recorder =>
    typeof options.recorder === 'function' ? options.recorder() : options.recorder;

  const accepted = (tcp: net.Socket): void => {
    const recorder = recorderOf();
    const id = recorder.nextConnection();
    const label = options.label ?? 'client';
    const local = addressText(tcp.localAddress, tcp.localPort);
    const remote = addressText(tcp.remoteAddress, tcp.remotePort);
    recorder.record({ event: 'open', conn: id, by: 'target', label, local, remote });
    const begin = (socket: net.Socket, secure?: SecureFacts, together?: SharedReading): void => {
      const limits = options.limits ?? defaultLimits;
      const unframed = options.unframed ?? bodyUntilClose;
      const { misread, standing } = options;
      const common = { id, label, local, remote, recorder, limits, unframed, standing, misread };
      const link = new SocketLink({
        ...common,
        openedBy: 'target',
        socket,
        tcp: together === undefined ? tcp : socket,
        secure,
        onBytes: together?.onBytes,
      });
      links.set(socket, link);
      socket.once('close', () => links.delete(socket));
      options.onLink(link);
      link.start();
    };
    if (options.tls === undefined) {
      const together = options.standing === true ? readTogether(tcp) : undefined;
      begin(together?.socket ?? tcp, undefined, together);
      if (options.standing === true && together === undefined) tcp.resume();
      return;
    }
    handshakes.set(tcp, (by, code) => {
      handshakes.delete(tcp);
      recorder.record({ event: 'end', conn: id, by, how: 'error', code });
    });
    // An error without a listener would end the process.
    tcp.on('error', () => {});
    const failed = (code: string) => handshakes.get(tcp)?.('target', code);
    tcp.once('close', () => failed('ECONNRESET'));
    const wanted = options.tls;
    peekHello(tcp, (hello) => {
      if (hello !== undefined) recorder.record({ event: 'hello', conn: id, ...hello });
      const use = (socket: tls.TLSSocket): void => {
        handshakes.delete(tcp);
        const secure = secureFacts(socket);
        recorder.record({ event: 'secure', conn: id, ...secure });
        begin(socket, secure);
      };
      secured(tcp, wanted, use, failed);
    });
  };

  const open = async (host: string, port: number): Promise<net.Server | NotListening> => {
    const pauseOnConnect = options.standing === true && options.tls === undefined;
    const server = net.createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect }, accepted);
    return (await openPort(server, host, port)) ?? server;
  };

  const flaw = options.tls === undefined ? undefined : flawOf(options.tls);
  if (flaw !== undefined) return flaw;
  const first = await open(options.host ?? '127.0.0.1', options.port ?? 0);
  if ('unavailable' in first) return first;
  let server: net.Server | undefined = first;
  const { address, port } = first.address() as net.AddressInfo;

  const refuse = (): Promise<void> => {
    server?.close();
    server = undefined;
    return Promise.resolve();
  };

  return {
    host: address,
    port,
    refuse,
    accept: async () => {
      if (server !== undefined) return undefined;
      const again = await open(address, port);
      if ('unavailable' in again) return again;
      server = again;
      return undefined;
    },
    close: async () => {
      await refuse();
      for (const [tcp, fail] of handshakes) {
        fail('us', 'ABANDONED');
        tcp.destroy();
      }
      const closed = [...links.keys()].map((socket) => once(socket, 'close'));
      for (const link of links.values()) link.abandon();
      await Promise.all(closed);
    },
  };
};
