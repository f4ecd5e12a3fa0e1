/** How the body of a request is framed, and when it is answered. */
import { refusedOrNoted, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import { answeredAtTheEnd } from '../../../src/scenario/checks/receiver-end.ts';
import { refusedOrClosed } from '../../../src/scenario/checks/receiver-survival.ts';
import { fragments, header, media, post, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal, finish } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';

const request: Step = { do: 'request', conn: 'source', plan: post() };

/** A line of the chunk framing, written as it is. */
const chunkLine = (text: string): Step => ({ do: 'write', conn: 'source', part: 'chunk-size', text });

export const framing = suite('cmaf/framing', {
  'chunk-for-chunk': {
    title: 'a chunked request, each fragment a chunk',
    send: send([header(), fragments(0, 2)]),
    expect: { 'DI-CMAF-GP-03': taken },
  },
  'odd-chunks': {
    title: 'chunks that divide the media wherever they fall',
    send: [request, media([header(), fragments(0, 2)], { chunkBytes: 701 }), finish(), awaitFinal()],
    expect: { 'DI-CMAF-GP-03': taken },
  },
  'chunks-of-a-byte': {
    title: 'a header in chunks of one byte, and a fragment behind it',
    send: [request, media([header()], { chunkBytes: 1 }), media([fragments(0, 1)]), finish(), awaitFinal()],
    expect: { 'DI-CMAF-GP-03': taken },
  },
  'chunk-extensions': {
    title: 'chunks with an extension that nobody knows',
    send: [
      request,
      media([header(), fragments(0, 1)], { extension: ';ingestspec=1' }),
      finish(),
      awaitFinal(),
    ],
    expect: { 'DI-CMAF-GP-03': taken },
  },
  trailers: {
    title: 'a last chunk with a trailer that nobody knows',
    send: [
      request,
      media([header(), fragments(0, 1)]),
      chunkLine('0\r\nX-Ingestspec: 1\r\n\r\n'),
      awaitFinal(),
    ],
    expect: { 'DI-CMAF-GP-03': taken },
  },
  'bad-chunk-size': {
    title: 'a chunk line that has no size',
    send: [
      request,
      media([header(), fragments(0, 1)]),
      chunkLine(`not-a-size\r\n${'no media, '.repeat(40)}\r\n`),
      { do: 'await', conn: 'source', what: { kind: 'final' }, within: 'refusal' },
    ],
    expect: { 'DI-CMAF-GP-03': refusedOrClosed },
  },
  'length-and-chunks': {
    title: 'a request that is chunked and declares a length as well',
    send: send([header()], { plan: { fields: [['Content-Length', '100']] } }),
    expect: { 'DI-CMAF-GP-03': refusedOrNoted },
  },
  'slow-body': {
    title: 'a body that comes in pieces, with pauses between them',
    send: [
      request,
      media([header()]),
      { do: 'pause', during: 'silence' },
      media([fragments(0, 1)]),
      { do: 'pause', during: 'silence' },
      media([fragments(1, 1)]),
      finish(),
      awaitFinal(),
    ],
    expect: { 'DI-CMAF-GP-03': taken },
  },
  'answered-at-the-end': {
    title: 'the answer to a request that goes on, and then ends with the last chunk',
    send: [
      request,
      media([header(), fragments(0, 2)]),
      { do: 'overhear', conn: 'source', what: { kind: 'final' }, during: 'silence' },
      media([fragments(2, 2)]),
      finish(),
      awaitFinal(),
    ],
    expect: { 'DI-CMAF-GC-14': answeredAtTheEnd },
  },
});
