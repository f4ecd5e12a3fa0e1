/** Names and addresses of a receiving entity of interface 2. */
import {
  followsTheName,
  looksUpAgain,
  reachesUs,
  triesOthers,
} from '../../../src/scenario/checks/ingest-addresses.ts';
import { calledByName } from '../../../src/scenario/checks/publishes-receivers-name.ts';
import { under } from '../../../src/scenario/combine.ts';
import { onObject } from '../../../src/scenario/ingest/act.ts';
import type { IngestUntil, NamePlan } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

const begins: IngestUntil = { objects: 1, orQuietFor: 'indefinite' };

const named: NamePlan = { ttl: 60, first: ['here'] };

export const addresses = <const F extends Format>(format: F) =>
  suite(`${format}/client/addresses`, {
    name: {
      title: 'A receiving entity that has a name',
      receive: [],
      until: begins,
      reception: { address: named },
      needs: ['resolvesNames'],
      expect: { 'DI-I2-IC-02': under('E-DI-45', calledByName) },
    },

    'name-over-tls': {
      title: 'A receiving entity that has a name, over TLS',
      receive: [],
      until: begins,
      reception: { address: named, tls: {} },
      needs: ['resolvesNames', 'trustsAuthority'],
      expect: { 'DI-I2-IC-02': under('E-DI-45', calledByName) },
    },

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

    'moved-at-a-segment': {
      title:
        'A name that gets another address while a media object is under way, and the old one takes no more',
      receive: [{ when: onObject('media', 3), deed: { do: 'move' } }],
      until: { objects: 2, orQuietFor: 'indefinite' },
      reception: { address: { ttl: 1, first: ['here'], moved: ['there'] } },
      needs: ['resolvesNames'],
      expect: {
        'DI-GEN-03': under('E-DI-07', looksUpAgain),
        'DI-GEN-04': under('E-DI-07', followsTheName),
        'DI-I2-FAIL-1b': under('E-DI-07', looksUpAgain),
      },
    },

    'moved-at-a-manifest': {
      title: 'A name that gets another address while a manifest is under way, and the old one takes no more',
      receive: [{ when: onObject('manifest', 3), deed: { do: 'move' } }],
      until: { objects: 2, orQuietFor: 'indefinite' },
      reception: { address: { ttl: 1, first: ['here'], moved: ['there'] } },
      needs: ['resolvesNames'],
      expect: {
        'DI-GEN-04': under('E-DI-07', followsTheName),
        'DI-I2-FAIL-1a': under('E-DI-07', looksUpAgain),
      },
    },
  });
