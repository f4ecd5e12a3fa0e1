/** Where the scripted receiving entity is: its addresses, and what our name server says of its name. */
import type { Act, NamePlan, Reception } from '../../scenario/ingest/act.ts';
import type { Told } from '../../wire/name-server.ts';
import { loopbackOfOurOwn } from '../script/loopback.ts';

/** Our side of a network that was made for a source under test; loopback addresses where there is none. */
export interface ScriptNetwork {
  /** Where it listens, where it listens after the deed `move`, and where nobody does. */
  readonly here: string;
  readonly there: string;
  readonly dead: string;
  readonly here6: string;
  readonly nameserverPort: number;
  /** The directory in which the system tells the sockets of the source: `/proc/123/net`. */
  readonly procNet: string;
}

export interface Whereabouts {
  /** Addresses that are listened on from the beginning, the first of them first. */
  readonly here: readonly string[];
  /** Addresses that are listened on after the deed `move`; none where the scenario has no second address. */
  readonly there: readonly string[];
  /** What the source is told: a name, or the first address. */
  readonly host: string;
  readonly names: Names | undefined;
}

export interface Names {
  readonly ttl: number;
  told(name: string, type: 'A' | 'AAAA'): Told;
  /** Tells the addresses of after the deed `move` from now on. */
  move(): void;
}

/** The name that only our own name server knows. */
export const ingestName = 'ingest.test';

/** An address of both families, where there is one. */
interface Sited {
  readonly A: string;
  readonly AAAA: string | undefined;
}

const namesOf = (plan: NamePlan, sites: Readonly<Record<'here' | 'there' | 'dead', Sited>>): Names => {
  const { family = 'ipv4', ttl } = plan;
  let places: readonly (keyof typeof sites)[] = plan.first;
  return {
    ttl,
    told: (name, type) => {
      if (name !== ingestName) return 'no-such-name';
      if ((type === 'A' && family === 'ipv6') || (type === 'AAAA' && family === 'ipv4')) return [];
      return places.flatMap((place) => sites[place][type] ?? []);
    },
    move: () => {
      places = plan.moved ?? plan.first;
    },
  };
};

/** Deeds that close a port for a while. */
const closing: readonly string[] = ['outage', 'restart', 'black-hole', 'move'];

const isNamed = (address: Reception['address']): address is NamePlan => typeof address === 'object';

/** `::1` is the only loopback address of IPv6; there is no second one to move to. */
const loopback6 = '::1';

const named = async (plan: NamePlan, host?: string, network?: ScriptNetwork): Promise<Whereabouts> => {
  const { family = 'ipv4', moved = [] } = plan;
  const here = host ?? network?.here ?? (await loopbackOfOurOwn());
  const there = network?.there ?? (await loopbackOfOurOwn());
  const dead = network?.dead ?? (await loopbackOfOurOwn());
  const here6 = network?.here6 ?? loopback6;
  const moves = moved.includes('there');
  return {
    here: [...(family === 'ipv6' ? [] : [here]), ...(family === 'ipv4' ? [] : [here6])],
    there: !moves ? [] : family === 'ipv6' ? [here6] : [there],
    host: ingestName,
    names: namesOf(plan, {
      here: { A: here, AAAA: here6 },
      there: { A: there, AAAA: family === 'ipv6' ? here6 : undefined },
      // Mapped, it is as dead as the other: nobody knows of an address of IPv6 that surely refuses at once.
      dead: { A: dead, AAAA: `::ffff:${dead}` },
    }),
  };
};

/**
 * Chooses the addresses of a scenario. Where a port is to be closed for a while, the address is one of our own, so
 * that nobody takes it meanwhile; but our certificates are for 127.0.0.1.
 */
export const whereabouts = async (
  acts: readonly Act[],
  reception: Reception,
  host?: string,
  network?: ScriptNetwork,
): Promise<Whereabouts> => {
  const { address, tls } = reception;
  if (isNamed(address)) return named(address, host, network);
  const closes = tls === undefined && acts.some(({ deed }) => closing.includes(deed.do));
  const chosen =
    host ??
    (address === 'ipv6'
      ? (network?.here6 ?? loopback6)
      : (network?.here ?? (closes ? await loopbackOfOurOwn() : '127.0.0.1')));
  return { here: [chosen], there: [], host: chosen, names: undefined };
};
