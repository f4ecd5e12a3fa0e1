/** Where a receiving entity listens: the same port on each of its addresses, and another for TLS. */
import { isListening, listen } from '../../wire/listen.ts';
import type { Listening, ListenTls } from '../../wire/listen.ts';
import type { Link } from '../../wire/link.ts';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import { AddressUnavailable } from '../script.ts';
import { unrecorded } from '../unrecorded.ts';

export interface ReceivingTls {
  /** Our certificate and its key, PEM. */
  readonly cert: string;
  readonly key: string;
  /** Any free port where absent or 0. */
  readonly port?: number;
  /** Authorities, and certificates that vouch for themselves, by which sources are trusted; none are asked for without. */
  readonly clientAuthorities?: readonly string[];
}

/** What TLS is narrowed to; by quirks alone. */
const narrowing = (
  has: (quirk: ReceiverQuirk) => boolean,
): Pick<ListenTls, 'minVersion' | 'maxVersion' | 'ciphers'> => ({
  ...(has('tls-1.1') ? { minVersion: 'TLSv1' } : { minVersion: has('tls-1.3-only') ? 'TLSv1.3' : 'TLSv1.2' }),
  ...(has('tls-1.2-only') ? { maxVersion: 'TLSv1.2' } : {}),
  // A suite that the intermediate profile does not have.
  ...(has('one-cipher') ? { ciphers: ['TLS_AES_128_GCM_SHA256', 'ECDHE-ECDSA-AES128-SHA256'] } : {}),
});

const listenTls = (
  { cert, key, clientAuthorities }: ReceivingTls,
  has: (quirk: ReceiverQuirk) => boolean,
): ListenTls => ({
  cert,
  key,
  ...(clientAuthorities === undefined ? {} : { clientCa: clientAuthorities.join('\n') }),
  ...narrowing(has),
});

export interface PortOptions {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly tls?: ReceivingTls | undefined;
  readonly has: (quirk: ReceiverQuirk) => boolean;
  readonly onLink: (link: Link) => void;
}

export interface Ports {
  readonly host: string;
  readonly port: number;
  readonly securePort?: number;
  refuse(): Promise<void>;
  /** Opens the same ports again. */
  accept(): Promise<void>;
  close(): Promise<void>;
}

/** How often another free port is looked for, where that of the first address is taken on a further one. */
const mostTries = 8;

/** @throws AddressUnavailable where a port is taken or may not be opened */
export const openPorts = async ({ hosts, port, tls, has, onLink }: PortOptions): Promise<Ports> => {
  const recorder = unrecorded();
  const open = async (host: string, wanted: number, secure?: ReceivingTls): Promise<Listening> => {
    const result = await listen({
      host,
      port: wanted,
      recorder,
      unframed: () => false,
      // That quirk looks at the lines of chunks.
      standing: !has('loses-odd-chunks'),
      ...(secure === undefined ? {} : { tls: listenTls(secure, has) }),
      onLink,
    });
    if (!isListening(result)) throw new AddressUnavailable(host, wanted, result.unavailable);
    return result;
  };

  const openAll = async (wanted: number, secure?: ReceivingTls): Promise<readonly Listening[]> => {
    for (let left = mostTries; ; left -= 1) {
      const opened: Listening[] = [];
      try {
        for (const host of hosts) opened.push(await open(host, opened[0]?.port ?? wanted, secure));
        return opened;
      } catch (error) {
        await Promise.all(opened.map((each) => each.close()));
        if (wanted !== 0 || left === 0 || opened.length === 0) throw error;
      }
    }
  };

  const plain = await openAll(port);
  let secure: readonly Listening[] = [];
  try {
    if (tls !== undefined) secure = await openAll(tls.port ?? 0, tls);
  } catch (error) {
    await Promise.all(plain.map((each) => each.close()));
    throw error;
  }
  const all = [...plain, ...secure];
  return {
    host: plain[0]?.host ?? '',
    port: plain[0]?.port ?? 0,
    ...(secure[0] === undefined ? {} : { securePort: secure[0].port }),
    refuse: async () => {
      await Promise.all(all.map((each) => each.refuse()));
    },
    accept: async () => {
      for (const each of all) {
        const failure = await each.accept();
        if (failure !== undefined) throw new AddressUnavailable(each.host, each.port, failure.unavailable);
      }
    },
    close: async () => {
      await Promise.all(all.map((each) => each.close()));
    },
  };
};
