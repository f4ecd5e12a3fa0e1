/** The addresses of a host, as an ingest source knows them: asked for, kept for their time, and asked for again. */
import { lookup } from 'node:dns/promises';
import net from 'node:net';
import { isResolved, resolve } from '../../wire/resolve.ts';
import type { AddressType } from '../../wire/resolve.ts';
import type { MediaClock } from './media-clock.ts';
import type { Quirks } from './request.ts';

export interface NameServer {
  readonly host: string;
  readonly port: number;
}

export interface Names {
  /** All addresses of a host, in the order in which they are tried; none where it cannot be looked up. */
  addressesOf(host: string): Promise<readonly string[]>;
  /** The addresses of a host did not lead to a connection that held: it is looked up again for the next one. */
  forget(host: string): void;
}

interface Known {
  readonly addresses: readonly string[];
  /** Seconds on the clock. */
  readonly until: number;
}

/** How many times its TTL an address is kept by a source that ignores it. */
const longAfter = 50;

export interface NamesOptions {
  readonly nameserver?: NameServer | undefined;
  readonly clock: MediaClock;
  readonly quirks: Quirks;
  /** How long a name server is waited for, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const typesFor = (quirks: Quirks): readonly AddressType[] => {
  if (quirks.has('ipv4-only')) return ['A'];
  return quirks.has('ipv6-only') ? ['AAAA'] : ['A', 'AAAA'];
};

const isSpoken = (address: string, quirks: Quirks): boolean =>
  net.isIPv6(address) ? !quirks.has('ipv4-only') : !quirks.has('ipv6-only');

/** What the system says; it tells no TTL, so that it holds for one connection (E-DI-07). */
const fromSystem = async (host: string): Promise<{ addresses: readonly string[]; ttl: number }> => {
  try {
    const found = await lookup(host, { all: true, verbatim: true });
    return { addresses: found.map(({ address }) => address), ttl: 0 };
  } catch {
    return { addresses: [], ttl: 0 };
  }
};

export const knownNames = ({ nameserver, clock, quirks, timeoutMs, signal }: NamesOptions): Names => {
  const known = new Map<string, Known>();
  const asked = new Map<string, Promise<Known>>();

  const fromServer = async (host: string, server: NameServer) => {
    const types = typesFor(quirks);
    const answers = await Promise.all(
      types.map((type) => resolve({ name: host, type, server, timeoutMs, signal })),
    );
    const found = answers.filter(isResolved).filter(({ addresses }) => addresses.length > 0);
    return {
      addresses: found.flatMap(({ addresses }) => addresses),
      ttl: found.length === 0 ? 0 : Math.min(...found.map(({ ttl }) => ttl)),
    };
  };

  const ask = async (host: string): Promise<Known> => {
    const { addresses, ttl } = await (nameserver === undefined
      ? fromSystem(host)
      : fromServer(host, nameserver));
    const kept = quirks.has('ignores-the-ttl') ? Math.max(ttl, 1) * longAfter : ttl;
    const answer = {
      addresses: addresses.filter((address) => isSpoken(address, quirks)),
      until: quirks.has('resolves-once') ? Infinity : clock.now() + kept,
    };
    asked.delete(host);
    if (answer.addresses.length > 0) known.set(host, answer);
    return answer;
  };

  return {
    addressesOf: async (host) => {
      if (net.isIP(host) !== 0) return isSpoken(host, quirks) ? [host] : [];
      const kept = known.get(host);
      if (kept !== undefined && kept.until > clock.now()) return kept.addresses;
      // Connections that are made side by side ask together.
      const answer = asked.get(host) ?? ask(host);
      asked.set(host, answer);
      return (await answer).addresses;
    },
    forget: (host) => {
      if (!quirks.has('resolves-once') && !quirks.has('ignores-the-ttl')) known.delete(host);
    },
  };
};
