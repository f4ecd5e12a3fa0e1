/** The stream itself: at the speed at which it plays, and of the format that was declared. */
import { contentTypeOfBody } from '../../../src/scenario/checks/client-fields.ts';
import { steadyFlow } from '../../../src/scenario/checks/client-flow.ts';
import { contiguousFrames } from '../../../src/scenario/checks/client-media.ts';
import { under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';

export const flow = suite('icecast/client/flow', {
  steady: {
    title: 'A stream that is watched for a while',
    serve: [accepting('strict')],
    until: { window: 'window' },
    expect: { 'ICE-PROTO-02': steadyFlow },
  },

  'valid-frames': {
    title: 'A stream that is read frame by frame',
    serve: [accepting('strict')],
    until: { bodyBytes: 32 * 1024, orQuietFor: 'indefinite' },
    expect: {
      'ICE-REQ-CT': contentTypeOfBody,
      'ICE-DATA-01': under('E-ICE-02', contiguousFrames),
    },
  },
});
