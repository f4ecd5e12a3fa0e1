/** What a source client does when the network or the server fails it; the document is silent. */
import { contiguousFrames } from '../../../src/scenario/checks/client-media.ts';
import {
  credentialsAgain,
  putAgain,
  putWhenAvailable,
  wholeFrameAgain,
} from '../../../src/scenario/checks/client-reconnection.ts';
import { silent, under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';

const again = { bodyBytes: 8 * 1024, orQuietFor: 'indefinite' } as const;

const reconnection = {
  'ICE-COM-01': putAgain,
  'ICE-REQ-AUTH': credentialsAgain,
  'ICE-DATA-01': silent(wholeFrameAgain),
} as const;

export const fault = suite('icecast/client/fault', {
  'reset-mid-stream': {
    title: 'A connection that is reset while the client streams',
    serve: [accepting('strict', { then: { reset: 16 * 1024 } }), accepting('strict')],
    until: again,
    expect: reconnection,
  },

  'closed-mid-stream': {
    title: 'A connection that the server closes while the client streams',
    serve: [accepting('strict', { then: { close: 16 * 1024 } }), accepting('strict')],
    until: again,
    expect: reconnection,
  },

  'refused-then-available': {
    title: 'A port that is closed at first',
    serve: [accepting('strict', { closedFor: 'outage' })],
    until: again,
    expect: { 'ICE-COM-01': putWhenAvailable },
  },

  'server-stops-reading': {
    title: 'A server that does not read for a while',
    serve: [accepting('strict', { then: { stopReading: 16 * 1024, resumeAfter: 'pause' } })],
    until: { bodyBytes: 48 * 1024, orQuietFor: 'indefinite' },
    expect: { 'ICE-DATA-01': under('E-ICE-02', contiguousFrames) },
  },
});
