/** What an ingest source does when nobody is there to take its objects. */
import { anotherAttempt, connectTimeout } from '../../../src/scenario/checks/ingest-addresses.ts';
import { attempts } from '../../../src/scenario/checks/ingest-reconnection.ts';
import { outlived } from '../../../src/scenario/checks/publishes-failure.ts';
import {
  goesOnAt,
  objectAgain,
  resentAfterFailure,
  samePathAgain,
} from '../../../src/scenario/checks/publishes-recovery.ts';
import { under } from '../../../src/scenario/combine.ts';
import { atRequest, onObject } from '../../../src/scenario/ingest/act.ts';
import type { IngestUntil } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ReferencePlan } from '../../../src/scenario/scenario.ts';

const goesOn: IngestUntil = { objects: 8, orQuietFor: 'indefinite' };

/** One rendition, so that attempts to connect follow one another. */
const reference: ReferencePlan = { tracks: ['video'] };

export const outage = <const F extends Format>(format: F) =>
  suite(`${format}/client/outage`, {
    'for-a-moment': {
      title: 'A receiving entity that is down for less than three segments',
      receive: [{ when: onObject('media', 3), deed: { do: 'outage', for: 'pause' } }],
      until: goesOn,
      expect: {
        'DI-I2-FAIL-1': outlived,
        'DI-GEN-14a': objectAgain,
        'DI-GEN-16b': samePathAgain,
        'DI-EX1-06': resentAfterFailure,
      },
    },

    'for-long': {
      title: 'A receiving entity that is down for more than three segments',
      receive: [{ when: onObject('media', 3), deed: { do: 'outage', for: 'window' } }],
      until: goesOn,
      expect: { 'DI-I2-FAIL-1': outlived, 'DI-GEN-14b': goesOnAt },
    },

    'every-connection-is-reset': {
      title: 'Connections that are reset as soon as there is a request',
      receive: [{ when: atRequest, deed: { do: 'reset' }, times: 'always' }],
      until: { requests: 12, orQuietFor: 'indefinite' },
      reference,
      expect: { 'DI-GEN-15a': attempts },
    },

    'nobody-answers': {
      title: 'An address from which no answer comes to any SYN',
      receive: [{ when: onObject('media', 3), deed: { do: 'black-hole', for: 'blackHole' } }],
      until: { objects: 1, orQuietFor: 'indefinite' },
      reference,
      expect: {
        'DI-I2-FAIL-1': outlived,
        'DI-GEN-13a': under('E-DI-15', connectTimeout),
        'DI-GEN-13b': anotherAttempt,
      },
    },
  });
