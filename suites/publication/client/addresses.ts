/** Names and addresses of a receiving entity of interface 2. */
import { followsTheName, looksUpAgain } from '../../../src/scenario/checks/ingest-addresses.ts';
import { calledByName } from '../../../src/scenario/checks/publishes-receivers-name.ts';
import { under } from '../../../src/scenario/combine.ts';
import { onObject } from '../../../src/scenario/ingest/act.ts';
import type { IngestUntil, NamePlan } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { addressScenarios } from '../../ingest/client/addresses.ts';

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

    ...addressScenarios(begins),

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
