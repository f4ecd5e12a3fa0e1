/** Objects that are read while they are uploaded, where the target claims that they can be (low latency). */
import { givesBack, givesWhileItGrows, takenFrom } from '../../../src/scenario/checks/store-objects.ts';
import { brokenOffForReaders } from '../../../src/scenario/checks/store-reading.ts';
import { all } from '../../../src/scenario/combine.ts';
import { filler, media } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { awaitClosed, awaitFinal, endOf, finish } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { chunkedPlan, wholeReadPlan } from './store-steps.ts';

const name = 'video-1.cmfv';

/** An upload is half there, and a reader has begun to get it. */
const halfRead: readonly Step[] = [
  { do: 'request', conn: 'source', plan: chunkedPlan(name) },
  media([filler(30_000, 5)]),
  {
    do: 'insist',
    conn: 'reader',
    plan: wholeReadPlan(name),
    until: 'accepted',
    within: 'join',
    after: 'source',
  },
  { do: 'await', conn: 'reader', what: { kind: 'payload', bytes: 1 }, within: 'payload' },
];

export const growing = <const F extends Format>(format: F) =>
  suite(`${format}/growing`, {
    'read-from-the-first-chunk': {
      title: 'a reader who gets the beginning of a segment before its end is made',
      needs: ['lowLatencyReads'],
      send: [...halfRead, media([filler(30_000, 6)]), finish(), awaitFinal(), awaitClosed('reader')],
      expect: { 'DI-EX1-12': all(takenFrom('source'), givesWhileItGrows(), givesBack()) },
    },
    'broken-off': {
      title: 'a reader of a segment whose upload breaks off',
      needs: ['lowLatencyReads'],
      send: [...halfRead, endOf('rst'), awaitClosed('reader')],
      expect: { 'DI-EX1-12': brokenOffForReaders() },
    },
  });
