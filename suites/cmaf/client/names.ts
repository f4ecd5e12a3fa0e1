/** Names and addresses of the receiving entity. */
import { followsTheName, looksUpAgain, reachesUs } from '../../../src/scenario/checks/ingest-addresses.ts';
import { under } from '../../../src/scenario/combine.ts';
import { after } from '../../../src/scenario/ingest/act.ts';
import type { IngestUntil } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { addressScenarios } from '../../ingest/client/addresses.ts';

const begins: IngestUntil = { fragments: 1, orQuietFor: 'indefinite' };

export const names = suite('cmaf/client/names', {
  ...addressScenarios(begins),

  'ipv6-name': {
    title: 'A name that has addresses of IPv6 alone',
    receive: [],
    until: begins,
    reception: { address: { ttl: 60, first: ['here'], family: 'ipv6' } },
    needs: ['ipv6', 'resolvesNames'],
    expect: { 'DI-GEN-12a': reachesUs('over IPv6') },
  },

  moved: {
    title: 'A name that gets another address, while the old one takes no connections any more',
    receive: [{ when: after(3), deed: { do: 'move' } }],
    until: { fragments: 1, orQuietFor: 'indefinite' },
    reception: { address: { ttl: 2, first: ['here'], moved: ['there'] } },
    needs: ['resolvesNames'],
    expect: {
      'DI-GEN-03': under('E-DI-07', looksUpAgain),
      'DI-GEN-04': under('E-DI-07', followsTheName),
    },
  },
});
