/** How an ingest source begins, and the requests with which it delivers its tracks. */
import {
  authenticatedFirst,
  belowPoint,
  chunkedWhenUnknown,
  gzipCoded,
  headerBeforeMedia,
  headerOrNothingFirst,
  http11,
  orderOfObjects,
  ownConnections,
  ownPaths,
  pathStyle,
  postMethod,
  spreadChunks,
} from '../../../src/scenario/checks/ingest-request.ts';
import { noMediaAfterFailedProbe } from '../../../src/scenario/checks/ingest-refusal.ts';
import { answer, atRequest } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { goesOn, goesOnForLong } from './until.ts';

export const start = suite('cmaf/client/start', {
  'first-requests': {
    title: 'A receiving entity that takes everything',
    receive: [],
    until: { fragments: 10, orQuietFor: 'indefinite' },
    expect: {
      'DI-GEN-01': [postMethod, http11],
      'DI-GEN-11a': belowPoint,
      'DI-CMAF-GC-08': headerOrNothingFirst,
      'DI-CMAF-GC-09': orderOfObjects,
      'DI-CMAF-GC-13': authenticatedFirst,
      'DI-CMAF-GP-01': headerOrNothingFirst,
      'DI-CMAF-GP-02': headerBeforeMedia,
      'DI-CMAF-GP-03': chunkedWhenUnknown,
      'DI-CMAF-GP-08': pathStyle,
    },
  },

  'a-request-for-each-segment': {
    title: 'A receiving entity that takes everything, and a source with a request for each segment',
    receive: [],
    until: goesOn,
    reference: { requests: 'short' },
    expect: {
      'DI-GEN-01': [postMethod, http11],
      'DI-GEN-11a': belowPoint,
      'DI-CMAF-GC-09': orderOfObjects,
      'DI-CMAF-GP-02': headerBeforeMedia,
      'DI-CMAF-GP-03': chunkedWhenUnknown,
    },
  },

  'low-latency': {
    title: 'Chunks that are sent as they are made',
    receive: [],
    until: goesOnForLong,
    reference: { requests: 'low-latency' },
    expect: { 'DI-CMAF-GP-03': [chunkedWhenUnknown, spreadChunks] },
  },

  'several-tracks': {
    title: 'Tracks that come side by side',
    receive: [],
    until: goesOnForLong,
    needs: ['audio'],
    reference: { tracks: ['video', 'audio'] },
    expect: {
      'DI-GEN-11a': belowPoint,
      'DI-GEN-11b': ownPaths,
      'DI-CMAF-GP-02': headerBeforeMedia,
      'DI-CMAF-GP-07': ownConnections,
      'DI-CMAF-GP-08': pathStyle,
    },
  },

  'probe-refused-for-good': {
    title: '404 to every request',
    receive: [{ when: atRequest, deed: answer(404), times: 'always' }],
    until: { requests: 6, orQuietFor: 'refusal' },
    expect: { 'DI-CMAF-GC-09': noMediaAfterFailedProbe },
  },

  gzip: {
    title: 'Bodies in the gzip content coding',
    receive: [],
    until: goesOn,
    needs: ['gzip'],
    reference: { gzip: true },
    expect: { 'DI-GEN-24a': gzipCoded },
  },
});
