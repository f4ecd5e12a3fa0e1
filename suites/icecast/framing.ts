/** How the body of a source is framed, and that no listener sees anything of it. */
import { freeAgain, notRefused, refusedWith, status } from '../../src/scenario/checks/answers.ts';
import { badBodyEndsIt } from '../../src/scenario/checks/ending.ts';
import { heardAsSent } from '../../src/scenario/checks/listening.ts';
import { all, eitherOf, silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import {
  another,
  awaitFinal,
  endOf,
  finish,
  frames,
  hears,
  join,
  put,
  source,
} from '../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../src/scenario/stimulus.ts';

/** So many bytes tell a listener's stream from another. */
const enough = 16_384;

/** A stream that a listener joins once it is under way; the last frames come after what is listened for. */
const heardStream = (
  begin: readonly Step[],
  chunks: { chunkBytes?: number; extension?: string } = {},
): Step[] => {
  const stream = (count: number): Step => ({
    do: 'stream',
    conn: 'source',
    sample: 'mp3',
    frames: count,
    ...chunks,
  });
  return [
    ...begin,
    stream(40),
    join(),
    stream(80),
    hears(enough),
    stream(4),
    finish(),
    awaitFinal(),
    endOf('close'),
  ];
};

const chunked = (changes: Partial<RequestPlan> = {}): RequestPlan =>
  put({ framing: { by: 'chunks' }, ...changes });

const unannounced = (plan: RequestPlan): Step[] => [{ do: 'request', conn: 'source', plan }];

const heard = all(notRefused, heardAsSent(enough));
const noChunkLines = under('E-ICE-04', heard);

export const framing = suite('icecast/framing', {
  'chunked-is-decoded': {
    title: 'a chunked stream, announced with Expect',
    needs: ['listeners'],
    send: heardStream(source(chunked())),
    expect: { 'ICE-REQ-TE': noChunkLines },
  },
  'chunked-without-expect': {
    title: 'a chunked stream that is not announced',
    needs: ['listeners'],
    send: heardStream(unannounced(chunked({ expect: undefined }))),
    expect: { 'ICE-REQ-TE': noChunkLines },
  },
  'chunk-boundaries-inside-frames': {
    title: 'chunks that are smaller than a frame',
    needs: ['listeners'],
    send: heardStream(source(chunked()), { chunkBytes: 100 }),
    expect: { 'ICE-REQ-TE': noChunkLines },
  },
  'chunk-extensions': {
    title: 'chunks with an extension that nobody knows',
    needs: ['listeners'],
    send: heardStream(source(chunked()), { extension: ';ingestspec=1' }),
    expect: { 'ICE-REQ-TE': noChunkLines },
  },
  'last-chunk-ends-the-source': {
    title: 'a source that ends with the last chunk and keeps its connection, and another that comes after it',
    send: [...source(chunked()), frames(40), finish(), awaitFinal(), another],
    expect: { 'ICE-REQ-TE': under('E-ICE-04', freeAgain) },
  },
  'bad-chunk-size': {
    title: 'a chunk line that has no size',
    needs: ['listeners'],
    send: [
      ...source(chunked()),
      frames(40),
      join(),
      frames(80),
      hears(enough),
      {
        do: 'write',
        conn: 'source',
        part: 'chunk-size',
        text: `not-a-size\r\n${'no payload, '.repeat(400)}\r\n`,
      },
      { do: 'await', conn: 'source', what: { kind: 'closed' }, within: 'refusal' },
    ],
    expect: { 'ICE-REQ-TE': [under('E-ICE-02', badBodyEndsIt), under('E-ICE-04', heardAsSent(enough))] },
  },
  'content-length': {
    title: 'a stream of declared length',
    needs: ['listeners'],
    send: heardStream(source(put())),
    expect: { 'ICE-DATA-01': heardAsSent(enough) },
  },
  'content-length-ends-the-source': {
    title:
      'a source that has sent as much as it declared and keeps its connection, and another that comes after it',
    send: [...source(put()), frames(40), finish(), awaitFinal(), another],
    expect: { 'ICE-PROTO-01': under('E-ICE-02', freeAgain) },
  },
  'until-close': {
    title: 'a stream without any framing, which ends with its connection',
    needs: ['listeners'],
    send: heardStream(source(put({ framing: { by: 'close' } }))),
    expect: { 'ICE-REQ-TE': silent(heard) },
  },
  'transfer-encoding-with-content-length': {
    title: 'a stream that is chunked and declares a length as well',
    needs: ['listeners'],
    send: heardStream(source(chunked({ fields: [['Content-Length', '1000000']] }))),
    expect: { 'ICE-PROTO-01': silent(eitherOf(status(400), heardAsSent(enough))) },
  },
  'unknown-transfer-coding': {
    title: 'a stream in a transfer coding that no server knows',
    send: [
      ...source(put({ framing: { by: 'close' }, fields: [['Transfer-Encoding', 'x-unheard-of']] })),
      frames(20),
      endOf('close'),
    ],
    expect: { 'ICE-REQ-TE': under('E-ICE-02', refusedWith(501)) },
  },
});
