/** What an ingest source does when the network or the receiving entity fails it. */
import { anotherAttempt, connectTimeout } from '../../../src/scenario/checks/ingest-addresses.ts';
import { leavesStalledRequest } from '../../../src/scenario/checks/ingest-flow.ts';
import {
  attempts,
  fragmentAgain,
  headerFirstAgain,
  lostMediaAgain,
  newConnection,
  onceTired,
  resumption,
  sameUrl,
  servedByNewInstance,
} from '../../../src/scenario/checks/ingest-reconnection.ts';
import { under } from '../../../src/scenario/combine.ts';
import { after, atRequest, inside } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { goesOn } from './until.ts';

const reconnection = {
  'DI-CMAF-GP-04a': headerFirstAgain,
  'DI-GEN-14a': under('E-DI-48', lostMediaAgain),
  'DI-GEN-16a': newConnection,
  'DI-GEN-16b': sameUrl,
} as const;

export const fault = suite('cmaf/client/fault', {
  'reset-inside-a-fragment': {
    title: 'A connection that is reset inside a fragment',
    receive: [{ when: inside(3), deed: { do: 'reset' } }],
    until: goesOn,
    expect: { ...reconnection, 'DI-CMAF-GP-04b': fragmentAgain },
  },

  'reset-between-fragments': {
    title: 'A connection that is reset after a fragment',
    receive: [{ when: after(3), deed: { do: 'reset' } }],
    until: goesOn,
    expect: reconnection,
  },

  'reset-inside-a-segment-of-its-own-request': {
    title: 'A connection that is reset inside a segment, whose request is never answered',
    receive: [{ when: inside(6), deed: { do: 'reset' } }],
    until: goesOn,
    reference: { requests: 'short' },
    expect: { ...reconnection, 'DI-CMAF-GP-04b': fragmentAgain },
  },

  'closed-inside-a-fragment': {
    title: 'A connection that is closed inside a fragment',
    receive: [{ when: inside(3), deed: { do: 'close' } }],
    until: goesOn,
    expect: reconnection,
  },

  'reset-twice': {
    title: 'A connection that is reset, and the next one too',
    receive: [
      { when: after(3), deed: { do: 'reset' } },
      { when: inside(1), deed: { do: 'reset' } },
    ],
    until: goesOn,
    expect: { 'DI-CMAF-GP-04a': headerFirstAgain, 'DI-GEN-16b': sameUrl },
  },

  'no-answer': {
    title: 'Requests that are read and never answered',
    receive: [{ when: { at: 'end' }, deed: { do: 'silence' } }],
    until: goesOn,
    reference: { requests: 'short' },
    expect: {
      'DI-CMAF-GP-04a': onceTired(headerFirstAgain),
      'DI-GEN-14a': onceTired(lostMediaAgain),
    },
  },

  'stops-reading': {
    title: 'A receiving entity that reads nothing for a while',
    receive: [{ when: after(3), deed: { do: 'stall', resumeAfter: 'outage' } }],
    until: { fragments: 24, orQuietFor: 'indefinite' },
    expect: { 'DI-GEN-09': under('E-DI-47', leavesStalledRequest) },
  },

  'down-for-a-moment': {
    title: 'A receiving entity that is down for less than three segments',
    receive: [{ when: after(8), deed: { do: 'outage', for: 'pause' } }],
    until: goesOn,
    expect: {
      'DI-CMAF-GP-04a': headerFirstAgain,
      'DI-GEN-14a': lostMediaAgain,
      'DI-GEN-16b': sameUrl,
    },
  },

  'down-for-long': {
    title: 'A receiving entity that is down for more than three segments',
    receive: [{ when: after(8), deed: { do: 'outage', for: 'indefinite' } }],
    until: goesOn,
    expect: { 'DI-CMAF-GP-04a': headerFirstAgain, 'DI-GEN-14b': resumption },
  },

  'every-connection-is-reset': {
    title: 'Connections that are reset as soon as there is a request',
    receive: [{ when: atRequest, deed: { do: 'reset' }, times: 'always' }],
    until: { requests: 12, orQuietFor: 'indefinite' },
    expect: { 'DI-GEN-15a': attempts },
  },

  'restarted-receiver': {
    title: 'A receiving entity that is killed, and started again without its memory',
    receive: [{ when: after(3), deed: { do: 'restart', after: 'pause' } }],
    until: goesOn,
    expect: {
      'DI-CMAF-GP-04a': headerFirstAgain,
      'DI-FO-01': servedByNewInstance,
      'DI-GEN-16b': sameUrl,
    },
  },

  'nobody-answers': {
    title: 'An address from which no answer comes to any SYN',
    receive: [{ when: after(3), deed: { do: 'black-hole', for: 'blackHole' } }],
    until: { fragments: 1, orQuietFor: 'indefinite' },
    expect: {
      'DI-GEN-13a': under('E-DI-15', connectTimeout),
      'DI-GEN-13b': anotherAttempt,
    },
  },
});
