/** The table in which Linux tells its TCP sockets: `/proc/net/tcp` and `/proc/net/tcp6`. */
import { addressText } from './address.ts';

/** One socket; addresses as `address:port`, those of IPv4 that IPv6 has mapped as IPv4. */
export interface TcpEntry {
  readonly local: string;
  readonly remote: string;
  readonly state: 'established' | 'syn-sent' | 'listen' | 'other';
  /** Of a listening socket: connections that wait to be accepted; of another: bytes that wait to be read. */
  readonly waiting: number;
  /** Bytes that were written to it and that the other side has not acknowledged. */
  readonly unacknowledged: number;
}

const states: Readonly<Record<string, TcpEntry['state']>> = {
  '01': 'established',
  '02': 'syn-sent',
  '0A': 'listen',
};

/** Bytes of an address, which stands there in words of 32 bits in the order of the host, taken as little-endian. */
const bytesOf = (hex: string): number[] =>
  (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    [6, 4, 2, 0].map((at) => Number.parseInt(word.slice(at, at + 2), 16)),
  );

const isMapped = (bytes: readonly number[]): boolean =>
  bytes.length === 16 && bytes.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 0xff));

const v6Text = (bytes: readonly number[]): string => {
  const groups = Array.from({ length: 8 }, (_, group) =>
    (((bytes[group * 2] ?? 0) << 8) | (bytes[group * 2 + 1] ?? 0)).toString(16),
  ).join(':');
  return new URL(`http://[${groups}]`).hostname.slice(1, -1);
};

const addressOf = (text: string): string => {
  const [address = '', port = ''] = text.split(':');
  const bytes = bytesOf(address);
  const host =
    bytes.length === 4 ? bytes.join('.') : isMapped(bytes) ? bytes.slice(12).join('.') : v6Text(bytes);
  return addressText(host, Number.parseInt(port, 16));
};

/** What stands in a line of the table that names the port on either side. */
export const portSuffix = (port: number): string => `:${port.toString(16).toUpperCase().padStart(4, '0')} `;

/**
 * The sockets of a table that have this port on either side. A line that is none of the table is passed over, and so
 * is, before anything of it is read, one that does not name the port: a table may have thousands.
 */
export const tcpEntries = (table: string, port: number): TcpEntry[] => {
  const suffix = portSuffix(port);
  const entries: TcpEntry[] = [];
  for (const line of table.split('\n')) {
    if (!line.includes(suffix)) continue;
    const [, local, remote, state, queues] = line.trim().split(/\s+/);
    if (local === undefined || remote === undefined || state === undefined) continue;
    if (!/^[0-9A-F]+:[0-9A-F]{4}$/.test(local) || !/^[0-9A-F]+:[0-9A-F]{4}$/.test(remote)) continue;
    entries.push({
      local: addressOf(local),
      remote: addressOf(remote),
      state: states[state] ?? 'other',
      waiting: Number.parseInt(queues?.split(':')[1] ?? '0', 16),
      unacknowledged: Number.parseInt(queues?.split(':')[0] ?? '0', 16),
    });
  }
  return entries;
};

/** The lines of a table that name one of these ports on either side, as a table of their own. */
export const linesOfPorts = (table: string, ports: ReadonlySet<number>): string => {
  const wanted = new Set([...ports].map((port) => portSuffix(port)));
  const kept: string[] = [];
  for (let from = 0, to = table.indexOf('\n'); to !== -1; from = to + 1, to = table.indexOf('\n', from)) {
    // A line begins with its number, a colon, and the two addresses, each with a colon before its port.
    const number = table.indexOf(':', from);
    const local = number === -1 ? -1 : table.indexOf(':', number + 1);
    const remote = local === -1 ? -1 : table.indexOf(':', local + 1);
    if (remote === -1 || remote > to) continue;
    if (wanted.has(table.slice(local, local + 6)) || wanted.has(table.slice(remote, remote + 6)))
      kept.push(table.slice(from, to));
  }
  return kept.join('\n');
};
