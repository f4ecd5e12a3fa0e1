/** Opens connections to a target. */
import net from 'node:net';
import tls from 'node:tls';
import { defaultLimits } from '../http/limits.ts';
import type { Limits } from '../http/limits.ts';
import { bodyUntilClose } from '../http/unframed.ts';
import { addressText } from './address.ts';
import type { Link } from './link.ts';
import type { Recorder } from './recorder.ts';
import { readBeforeError } from './read-before-error.ts';
import { narrowed, secureFacts } from './secure.ts';
import type { TlsNarrowing } from './secure.ts';
import { SocketLink } from './socket-link.ts';

export interface DialTls extends TlsNarrowing {
  /** Certificates to trust in place of those of the system, PEM. */
  readonly ca?: string | undefined;
  /** Our own certificate and its key, PEM. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** The name that is asked for and checked; the host, where absent. */
  readonly servername?: string | undefined;
  /** Goes on with a certificate that is not trusted; the trace tells that it is not. */
  readonly insecure?: boolean | undefined;
}

export interface DialOptions {
  /** A name, an IPv4 address or an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** What the connection is for; see `Open` in the trace. */
  readonly label: string;
  readonly recorder: Recorder;
  /** For the connection and the TLS handshake together. */
  readonly connectTimeoutMs: number;
  /** For the TLS handshake alone; the other is then for the connection alone. */
  readonly handshakeTimeoutMs?: number | undefined;
  readonly limits?: Limits | undefined;
  readonly tls?: DialTls | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Addresses to use in place of names: `host:port` to an address. */
  readonly resolve?: Readonly<Record<string, string>> | undefined;
  /** Addresses of this family only; see `inFamily` for hosts that are addresses. */
  readonly family?: 4 | 6 | undefined;
}

/** A connection that could not be made, and why: `ECONNREFUSED`, `ENOTFOUND`, a TLS error code, `ABORTED`. */
export interface NoLink {
  readonly unreachable: string;
}

export const isLink = (result: Link | NoLink): result is Link => !('unreachable' in result);

type Dialled = { readonly socket: net.Socket; readonly tcp: net.Socket } | NoLink;

/**
 * The host to connect to for a family: a name is the resolver's business, an address of this machine has a twin in the
 * other family, and any other address has none: `undefined`.
 */
export const inFamily = (host: string, family: 4 | 6 | undefined): string | undefined => {
  const own = net.isIP(host);
  if (family === undefined || own === 0 || own === family) return host;
  if (family === 6) return host === '127.0.0.1' ? '::1' : undefined;
  return host === '::1' ? '127.0.0.1' : undefined;
};

const codeOf = (error: NodeJS.ErrnoException): string => {
  if (error.code !== undefined) return error.code;
  // A name with several addresses fails with the errors of all of them.
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  return first?.code ?? error.message;
};

const secured = (tcp: net.Socket, { host, tls: wanted }: DialOptions): tls.TLSSocket =>
  tls.connect({
    socket: tcp,
    host,
    // A name is asked for, an address is not: RFC 6066, section 3.
    servername: wanted?.servername ?? (net.isIP(host) === 0 ? host : ''),
    rejectUnauthorized: wanted?.insecure !== true,
    ...(wanted?.ca === undefined ? {} : { ca: wanted.ca }),
    ...(wanted?.cert === undefined ? {} : { cert: wanted.cert }),
    ...(wanted?.key === undefined ? {} : { key: wanted.key }),
    ...narrowed(wanted ?? {}),
  });

const connect = (options: DialOptions, use: (dialled: Dialled) => void): void => {
  const { host, port, signal } = options;
  const address = inFamily(options.resolve?.[`${host}:${port}`] ?? host, options.family);
  if (address === undefined) {
    use({ unreachable: 'EAFNOSUPPORT' });
    return;
  }
  const family = options.family === undefined ? {} : { family: options.family };
  const tcp = net.connect({ host: address, port, ...family, allowHalfOpen: true, noDelay: true });
  let socket = tcp;
  let settled = false;

  const settle = (result: Dialled): void => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    if ('unreachable' in result) socket.destroy();
    use(result);
  };
  const fail = (code: string) => (): void => settle({ unreachable: code });
  const abort = fail('ABORTED');
  // What the kernel has done already is seen first, however late we are.
  const late = (): unknown => setImmediate(() => setImmediate(fail('ETIMEDOUT')));
  let timer = setTimeout(late, options.connectTimeoutMs);
  const watch = (one: net.Socket): void => {
    // They stay for good: an error without a listener would end the process.
    one.on('error', (error: NodeJS.ErrnoException) => settle({ unreachable: codeOf(error) }));
    one.on('close', fail('ECONNRESET'));
  };

  signal?.addEventListener('abort', abort);
  watch(tcp);
  tcp.once('connect', () => {
    if (options.tls === undefined) {
      settle({ socket, tcp });
      return;
    }
    if (options.handshakeTimeoutMs !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(late, options.handshakeTimeoutMs);
    }
    let over: tls.TLSSocket;
    try {
      over = secured(tcp, options);
    } catch (thrown) {
      // A certificate or key that is none, or a suite that OpenSSL does not know.
      settle({ unreachable: codeOf(thrown as NodeJS.ErrnoException) });
      return;
    }
    socket = over;
    watch(over);
    over.once('secureConnect', () => settle({ socket, tcp }));
  });
  if (signal?.aborted === true) abort();
};

/**
 * Makes a connection, and records how that went. Never rejects.
 *
 * Reading begins a turn of the event loop later, so that whoever waits for the link can listen to it first.
 */
export const dial = (options: DialOptions): Promise<Link | NoLink> =>
  new Promise((resolve) => {
    connect(options, (dialled) => {
      const { recorder, label } = options;
      const conn = recorder.nextConnection();
      if ('unreachable' in dialled) {
        const remote = addressText(options.host, options.port);
        recorder.record({ event: 'unreachable', conn, label, remote, code: dialled.unreachable });
        resolve({ unreachable: dialled.unreachable });
        return;
      }
      const { socket, tcp } = dialled;
      readBeforeError(socket);
      const secure = socket instanceof tls.TLSSocket ? secureFacts(socket) : undefined;
      const local = addressText(tcp.localAddress, tcp.localPort);
      const remote = addressText(tcp.remoteAddress, tcp.remotePort);
      recorder.record({ event: 'open', conn, by: 'us', label, local, remote });
      if (secure !== undefined) recorder.record({ event: 'secure', conn, ...secure });
      const link = new SocketLink({
        id: conn,
        label,
        openedBy: 'us',
        socket,
        tcp,
        local,
        remote,
        secure,
        recorder,
        limits: options.limits ?? defaultLimits,
        unframed: bodyUntilClose,
      });
      setImmediate(() => link.start());
      resolve(link);
    });
  });
