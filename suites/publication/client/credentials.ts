/** What an ingest source of interface 2 does when its credentials are not good enough. */
import { furtherTries, triedWithOthers } from '../../../src/scenario/checks/ingest-refusal.ts';
import { stopsUploading, triedWithCredentials } from '../../../src/scenario/checks/publishes-failure.ts';
import { under } from '../../../src/scenario/combine.ts';
import { answer, atRequest } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const credentials = <const F extends Format>(format: F) =>
  suite(`${format}/client/credentials`, {
    'refused-for-good': {
      title: '403 to every request',
      receive: [{ when: atRequest, deed: answer(403), times: 'always' }],
      until: { requests: 14, orQuietFor: 'indefinite' },
      reference: { tracks: ['video'] },
      expect: {
        'DI-GEN-08a': under('E-DI-40', triedWithCredentials),
        'DI-GEN-08b': furtherTries,
        'DI-GEN-08c': under('E-DI-40', stopsUploading),
      },
    },

    updated: {
      title: '403 to credentials that are out of date, once',
      receive: [{ when: atRequest, deed: answer(403) }],
      until: { objects: 1, orQuietFor: 'indefinite' },
      reception: { credentials: 'ignored' },
      credentials: { password: 'out of date' },
      needs: ['setsCredentials', 'updatesCredentials'],
      expect: { 'DI-GEN-08a': under('E-DI-40', triedWithOthers) },
    },
  });
