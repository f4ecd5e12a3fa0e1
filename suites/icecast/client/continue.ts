/** How a source client waits for 100 Continue: RFC 9110 (10.1.1) in place of the section that is missing. */
import {
  bodyHeldBack,
  bodyWithoutContinue,
  streamAfterGoAhead,
} from '../../../src/scenario/checks/client-continue.ts';
import { under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';

const body = { bodyBytes: 8 * 1024, orQuietFor: 'indefinite' } as const;

export const continues = suite('icecast/client/continue', {
  'at-once': {
    title: 'A 100 as soon as the request is there',
    serve: [accepting('strict')],
    until: body,
    expect: {
      'ICE-DATA-01': streamAfterGoAhead,
      'ICE-100-02': bodyHeldBack,
    },
  },

  'after-a-short-delay': {
    title: 'A 100 that comes sooner than a client may lose its patience',
    serve: [accepting('strict', { interim: { after: 'shortContinue' } })],
    until: body,
    expect: {
      'ICE-DATA-01': [streamAfterGoAhead, under('E-ICE-02', bodyHeldBack)],
      'ICE-100-02': bodyHeldBack,
    },
  },

  'after-a-long-delay': {
    title: 'A 100 that comes later than most clients wait for it',
    serve: [accepting('strict', { interim: { after: 'longContinue' } })],
    until: { bodyBytes: 104 * 1024, orQuietFor: 'indefinite' },
    expect: {
      'ICE-DATA-01': streamAfterGoAhead,
      'ICE-100-02': bodyHeldBack,
    },
  },

  never: {
    title: 'No 100 at all',
    serve: [accepting('strict', { interim: 'never' })],
    until: body,
    expect: {
      'ICE-100-02': under('E-ICE-02', bodyWithoutContinue),
    },
  },
});
