/** The credentials of an ingest source, and what it does when they are not good enough. */
import {
  furtherTries,
  stopsInTheEnd,
  triedAgain,
  triedWithOthers,
} from '../../../src/scenario/checks/ingest-refusal.ts';
import { authenticatedFirst } from '../../../src/scenario/checks/ingest-request.ts';
import { under } from '../../../src/scenario/combine.ts';
import { answer, atRequest } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { goesOn } from './until.ts';

export const credentials = suite('cmaf/client/credentials', {
  demanded: {
    title: 'A publishing point that answers 403 to whoever shows no credentials',
    receive: [],
    until: goesOn,
    reception: { credentials: 'demanded' },
    expect: { 'DI-CMAF-GC-13': authenticatedFirst },
  },

  challenged: {
    title: 'A publishing point that asks for credentials, by 401 and a challenge',
    receive: [],
    until: goesOn,
    reception: { credentials: 'challenged' },
    expect: { 'DI-CMAF-GC-13': under('E-DI-04', authenticatedFirst) },
  },

  'refused-for-good': {
    title: '403 to every request',
    receive: [{ when: atRequest, deed: answer(403), times: 'always' }],
    until: { requests: 14, orQuietFor: 'indefinite' },
    expect: {
      'DI-GEN-08a': triedAgain,
      'DI-GEN-08b': furtherTries,
      'DI-GEN-08c': stopsInTheEnd,
    },
  },

  updated: {
    title: '403 to credentials that are out of date, once',
    receive: [{ when: atRequest, deed: answer(403) }],
    until: goesOn,
    reception: { credentials: 'ignored' },
    credentials: { password: 'out of date' },
    needs: ['setsCredentials', 'updatesCredentials'],
    expect: { 'DI-GEN-08a': triedWithOthers },
  },
});
