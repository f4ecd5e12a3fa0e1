/** Where a peer of ours listens. */
import { UsageError } from '../config/index.ts';
import type { Account } from '../peer/stage.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const loopback = '127.0.0.1';

/** `HOST:PORT`, `[::1]:PORT`, `:PORT` or `PORT`. */
export const listenAddress = (text: string): ListenAddress => {
  const [, bracketed, plain = '', digits = ''] =
    /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535) {
    throw new UsageError(
      `--listen ${text} is not HOST:PORT: write it such as 127.0.0.1:8000, or :0 for any free port`,
    );
  }
  return { host: bracketed ?? (plain === '' ? loopback : plain), port };
};

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'another program listens there: end it, or choose another with --listen HOST:PORT (:0 is any free port)',
  EACCES: 'ports below 1024 are for root: choose another with --listen HOST:PORT',
  EADDRNOTAVAIL: 'this machine has no such address: choose another with --listen HOST:PORT',
  ENOTFOUND: 'there is no such host: choose another with --listen HOST:PORT',
};

/** What a peer says that could not listen, as one line. */
export const cannotListen = ({ host, port }: ListenAddress, thrown: unknown): unknown => {
  const code = (thrown as { code?: unknown } | undefined)?.code;
  if (typeof code !== 'string') return thrown;
  return new UsageError(`${host}:${String(port)} cannot be listened on: ${reasons[code] ?? code}`);
};

/** An address as it stands in a URL. */
export const authorityOf = ({ host, port }: ListenAddress): string =>
  `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

/** An account as it stands in a URL. */
export const userinfoOf = ({ user, password }: Account): string =>
  `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
