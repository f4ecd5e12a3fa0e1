/** How an ingest source ends its event. */
import {
  emptyMfraLast,
  lastChunkSent,
  orderOfTheEnd,
  responseAwaited,
} from '../../../src/scenario/checks/ingest-end.ts';
import { under } from '../../../src/scenario/combine.ts';
import type { Act } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';

/** A response that comes a while after the end of the request, so that whoever waits for it can be told. */
const lateResponse: Act = {
  when: { at: 'end' },
  deed: { do: 'answer', status: 200, closes: false, after: 'shortContinue' },
  times: 'always',
};

export const end = suite('cmaf/client/end', {
  'clean-end': {
    title: 'A source that is asked to end, and a response that comes a while later',
    receive: [lateResponse],
    until: { stopAfter: 4 },
    needs: ['stopsOnSignal'],
    expect: {
      'DI-CMAF-GC-10': orderOfTheEnd,
      'DI-CMAF-GP-06a': emptyMfraLast,
      'DI-CMAF-GP-06b': lastChunkSent,
      'DI-CMAF-GP-06c': responseAwaited,
    },
  },

  'end-of-segments-in-their-own-requests': {
    title: 'A source with a request for each segment that is asked to end',
    receive: [],
    until: { stopAfter: 4 },
    needs: ['stopsOnSignal'],
    reference: { requests: 'short' },
    expect: { 'DI-CMAF-GP-06a': under('E-DI-13', emptyMfraLast) },
  },
});
