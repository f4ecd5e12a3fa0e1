/**
 * Asks one name server for the addresses of a name, over UDP (RFC 1035), and tells how long they hold: what
 * getaddrinfo() hides (RFC 2181, section 8: TTL).
 */
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import net from 'node:net';
import dnsPacket from 'dns-packet';
import type { DecodedPacket } from 'dns-packet';

export type AddressType = 'A' | 'AAAA';

export interface Question {
  readonly name: string;
  readonly type: AddressType;
  /** The name server: an address, and its port. */
  readonly server: { readonly host: string; readonly port: number };
  /** How long an answer is waited for, in milliseconds; the question is asked again after half of it. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Addresses in the order of the answer; none where the name has none of this type. */
export interface Resolved {
  readonly addresses: readonly string[];
  /** Seconds that all of them hold. */
  readonly ttl: number;
}

/** `ETIMEOUT`, `ENOTFOUND`, another answer code such as `SERVFAIL`, or the error of the socket. */
export interface Unresolved {
  readonly unresolved: string;
}

export const isResolved = (result: Resolved | Unresolved): result is Resolved => 'addresses' in result;

/** The answer to a question of ours; `undefined` where the bytes are anything else. */
const decoded = (bytes: Buffer, id: number, { name, type }: Question): DecodedPacket | undefined => {
  let packet: DecodedPacket;
  try {
    packet = dnsPacket.decode(bytes);
  } catch {
    return undefined;
  }
  const [question] = packet.questions ?? [];
  const ours =
    packet.type === 'response' &&
    packet.id === id &&
    question?.type === type &&
    question.name.toLowerCase() === name.toLowerCase().replace(/\.$/, '');
  return ours ? packet : undefined;
};

const readAnswer = (packet: DecodedPacket, { type }: Question): Resolved | Unresolved => {
  const { rcode } = packet as { rcode?: string };
  if (rcode === 'NXDOMAIN') return { unresolved: 'ENOTFOUND' };
  if (rcode !== undefined && rcode !== 'NOERROR') return { unresolved: rcode };
  const addresses: string[] = [];
  let ttl = Infinity;
  for (const answer of packet.answers ?? []) {
    // Aliases lead to the addresses that stand behind them, and hold no longer than they do.
    if (answer.type !== type && answer.type !== 'CNAME') continue;
    ttl = Math.min(ttl, answer.ttl ?? 0);
    if (answer.type === type && net.isIP(answer.data) !== 0) addresses.push(answer.data);
  }
  return { addresses, ttl: Number.isFinite(ttl) ? ttl : 0 };
};

/** Asks once, and once more where no answer comes. Never rejects. */
export const resolve = (question: Question): Promise<Resolved | Unresolved> =>
  new Promise((settle) => {
    const { name, type, server, timeoutMs, signal } = question;
    const id = randomInt(0x10000);
    const socket = dgram.createSocket(net.isIPv6(server.host) ? 'udp6' : 'udp4');
    let over = false;
    const end = (result: Resolved | Unresolved): void => {
      if (over) return;
      over = true;
      clearTimeout(again);
      clearTimeout(late);
      signal?.removeEventListener('abort', abort);
      socket.close();
      settle(result);
    };
    const abort = (): void => end({ unresolved: 'ABORTED' });
    const ask = (): void => {
      let bytes: Buffer;
      try {
        bytes = dnsPacket.encode({
          type: 'query',
          id,
          flags: dnsPacket.RECURSION_DESIRED,
          questions: [{ type, name }],
        });
      } catch {
        end({ unresolved: 'ENOTFOUND' });
        return;
      }
      socket.send(bytes);
    };
    const again = setTimeout(ask, timeoutMs / 2);
    const late = setTimeout(() => {
      // An answer that lies in the kernel already is read first.
      setImmediate(() => setImmediate(() => end({ unresolved: 'ETIMEOUT' })));
    }, timeoutMs);
    socket.on('error', (error: NodeJS.ErrnoException) => end({ unresolved: error.code ?? error.message }));
    socket.on('message', (bytes) => {
      const packet = decoded(bytes, id, question);
      if (packet !== undefined) end(readAnswer(packet, question));
    });
    signal?.addEventListener('abort', abort);
    if (signal?.aborted === true) abort();
    // A connected socket hears nobody else.
    else socket.connect(server.port, server.host, ask);
  });
