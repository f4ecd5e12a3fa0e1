/** Addresses of the receiving entity, whichever interface it is of. */
import { reachesUs, triesOthers } from '../../../src/scenario/checks/ingest-addresses.ts';
import type { IngestUntil } from '../../../src/scenario/ingest/act.ts';
import type { SourceScenario } from '../../../src/scenario/scenario.ts';

/** The scenarios; `begins` is when a source of the interface has shown that it reaches us. */
export const addressScenarios = (begins: IngestUntil) =>
  ({
    'ipv4-address': {
      title: 'A receiving entity at an IPv4 address',
      receive: [],
      until: begins,
      reception: { address: 'ipv4' },
      expect: { 'DI-GEN-12a': reachesUs('over IPv4') },
    },

    'ipv6-address': {
      title: 'A receiving entity at an IPv6 address',
      receive: [],
      until: begins,
      reception: { address: 'ipv6' },
      needs: ['ipv6'],
      expect: { 'DI-GEN-12a': reachesUs('over IPv6') },
    },

    'both-families': {
      title: 'A name that has addresses of both families',
      receive: [],
      until: begins,
      reception: { address: { ttl: 60, first: ['here'], family: 'both' } },
      needs: ['ipv6', 'resolvesNames'],
      expect: { 'DI-GEN-12a': reachesUs('over IPv4 or IPv6') },
    },

    'first-address-dead': {
      title: 'A name with two addresses, of which the first takes no connections',
      receive: [],
      until: begins,
      reception: { address: { ttl: 60, first: ['dead', 'here'] } },
      needs: ['resolvesNames'],
      expect: { 'DI-GEN-03': triesOthers },
    },
  }) satisfies Readonly<Record<string, SourceScenario>>;
