/** How heads and bodies of uploads are framed and paced. */
import { coped, refusedOrNoted, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import { refusedOrClosed } from '../../../src/scenario/checks/receiver-survival.ts';
import { goAhead } from '../../../src/scenario/checks/store-framing.ts';
import { givesBack } from '../../../src/scenario/checks/store-objects.ts';
import { all, silent } from '../../../src/scenario/combine.ts';
import { fragments, header, media } from '../../../src/scenario/ingest/media-step.ts';
import { upload, uploadPlan } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import { awaitFinal, finish } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { fetch } from './store-steps.ts';

const name = 'video-1.cmfv';

const object = [header(), fragments(0, 2)];

const begin = (plan: Partial<RequestPlan> = {}): Step => ({
  do: 'request',
  conn: 'source',
  plan: uploadPlan(name, plan),
});

const chunked: Partial<RequestPlan> = { framing: { by: 'chunks' } };

/** A line of the chunk framing, written as it is. */
const chunkLine = (text: string): Step => ({ do: 'write', conn: 'source', part: 'chunk-size', text });

/** Taken, and handed out as it was sent. */
const kept = all(taken, givesBack());

/** A chunked upload, and what a reader gets of it. */
const inChunks = (title: string, ...body: readonly Step[]): ServerScenario => ({
  title,
  send: [begin(chunked), ...body, awaitFinal(), ...fetch(name)],
  expect: { 'DI-I2-HTTP-05': kept },
});

const pause: Step = { do: 'pause', during: 'silence' };

export const framing = <const F extends Format>(format: F) =>
  suite(`${format}/framing`, {
    'odd-chunks': inChunks(
      'chunks that divide the object wherever they fall',
      media(object, { chunkBytes: 701 }),
      finish(),
    ),
    'chunks-of-a-byte': inChunks(
      'an object in chunks of one byte',
      media([header()], { chunkBytes: 1 }),
      finish(),
    ),
    'chunk-extensions': inChunks(
      'chunks with an extension that nobody knows',
      media(object, { extension: ';ingestspec=1' }),
      finish(),
    ),
    trailers: inChunks(
      'a last chunk with a trailer that nobody knows',
      media(object),
      chunkLine('0\r\nX-Ingestspec: 1\r\n\r\n'),
    ),
    'slow-chunks': inChunks(
      'chunks with pauses between them',
      media([header()]),
      pause,
      media([fragments(0, 1)]),
      pause,
      media([fragments(1, 1)]),
      finish(),
    ),
    'slow-body': {
      title: 'an object of a declared length that comes in pieces, with pauses between them',
      send: [
        begin(),
        media([header()]),
        pause,
        media([fragments(0, 1)]),
        pause,
        media([fragments(1, 1)]),
        finish(),
        awaitFinal(),
        ...fetch(name),
      ],
      expect: { 'DI-I2-HTTP-01a': kept },
    },
    'head-byte-by-byte': {
      title: 'an upload whose head comes byte by byte',
      send: [
        { do: 'trickle', conn: 'source', plan: uploadPlan(name) },
        media(object),
        finish(),
        awaitFinal(),
        ...fetch(name),
      ],
      expect: { 'DI-I2-HTTP-01a': kept },
    },
    'empty-object': {
      title: 'an object of no bytes',
      send: [...upload(name, []), ...fetch(name)],
      expect: { 'DI-I2-HTTP-01a': silent(kept) },
    },
    'without-length': {
      title: 'an upload that is neither chunked nor declares a length, and so has no body',
      send: [begin({ framing: undefined }), awaitFinal()],
      expect: { 'DI-I2-HTTP-01a': silent(coped) },
    },
    'expecting-100': {
      title: 'a source that waits for 100 Continue before it sends its object',
      send: [
        begin({ expect: '100-continue' }),
        { do: 'await', conn: 'source', what: { kind: 'go-ahead' }, within: 'interim' },
        media(object),
        finish(),
        awaitFinal(),
        ...fetch(name),
      ],
      expect: { 'DI-I2-HTTP-01a': [silent(goAhead), silent(kept)] },
    },
    'bad-chunk-size': {
      title: 'a chunk line that has no size',
      send: [
        begin(chunked),
        media([header(), fragments(0, 1)]),
        chunkLine(`not-a-size\r\n${'no media, '.repeat(40)}\r\n`),
        { do: 'await', conn: 'source', what: { kind: 'final' }, within: 'refusal' },
      ],
      expect: { 'DI-GEN-19': refusedOrClosed },
    },
    'length-and-chunks': {
      title: 'an upload that is chunked and declares a length as well',
      send: upload(name, [header()], { plan: { ...chunked, fields: [['Content-Length', '100']] } }),
      expect: { 'DI-GEN-19': refusedOrNoted },
    },
  });
