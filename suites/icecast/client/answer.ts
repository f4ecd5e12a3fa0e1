/** What a source client makes of the final responses that servers of all ages send. */
import { finalResponseHeard, politeEnd, streamAfterFinal } from '../../../src/scenario/checks/client-end.ts';
import { lastChunk } from '../../../src/scenario/checks/client-framing.ts';
import { silent } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';

const body = { bodyBytes: 32 * 1024, orQuietFor: 'indefinite' } as const;

export const answer = suite('icecast/client/answer', {
  'early-200': {
    title: 'The final 200 right after the 100, before the body',
    serve: [accepting('strict', { finalWhen: 'after-interim' })],
    until: body,
    expect: { 'ICE-DATA-02': streamAfterFinal },
  },

  '200-in-mid-stream': {
    title: 'The final 200 while the body is on its way',
    serve: [accepting('strict', { finalWhen: { afterBytes: 4 * 1024 } })],
    until: { bodyBytes: 72 * 1024, orQuietFor: 'indefinite' },
    expect: { 'ICE-DATA-02': silent(streamAfterFinal) },
  },

  '200-at-the-end': {
    title: 'The final 200 a while after the client has ended its body',
    serve: [accepting('strict', { finalDelay: 'shortContinue' })],
    until: { stopAfter: 8 * 1024 },
    needs: ['stopsOnSignal'],
    expect: {
      'ICE-REQ-TE': lastChunk,
      'ICE-DATA-02': [politeEnd, finalResponseHeard],
    },
  },

  'icy-200-ok': {
    title: 'ICY 200 OK, as SHOUTcast and old Icecast servers answer',
    serve: [accepting('strict', { final: { status: 200, version: 'ICY' }, finalWhen: 'after-interim' })],
    until: body,
    expect: { 'ICE-DATA-02': silent(streamAfterFinal) },
  },

  'http-1.0': {
    title: 'HTTP/1.0 200 OK in place of the 100',
    serve: [
      accepting('strict', {
        interim: 'never',
        final: { status: 200, version: 'HTTP/1.0' },
        finalWhen: 'at-once',
      }),
    ],
    until: body,
    expect: { 'ICE-DATA-02': silent(streamAfterFinal) },
  },
});
