/** Many objects and large ones, over one connection and over several at once. */
import { givesBack, takenOrTooLarge } from '../../../src/scenario/checks/store-objects.ts';
import {
  everyUploadTaken,
  givesBackEach,
  keepsConnection,
} from '../../../src/scenario/checks/store-objects-many.ts';
import { all } from '../../../src/scenario/combine.ts';
import { filler, media } from '../../../src/scenario/ingest/media-step.ts';
import { upload } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { awaitFinal, finish } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { chunkedPlan, fetch, segment } from './store-steps.ts';

/** How many small objects go over one connection, and how long each is, in bytes. */
const many = 100;
const smallBytes = 4_000;

/** Longer than the limit with which some web servers are installed (1 MiB), in bytes. */
const largeBytes = 6_000_000;

const sideBySide = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const;

const numbered = (number: number): string => `video-${String(number)}.cmfv`;

export const bulk = <const F extends Format>(format: F) =>
  suite(`${format}/bulk`, {
    'kept-connection': {
      title: 'two segments over one connection',
      send: [...upload('video-1.cmfv', segment(1)), ...upload('video-2.cmfv', segment(2))],
      expect: { 'DI-I2-HTTP-03': [keepsConnection('source', 2), everyUploadTaken] },
    },
    'many-small-objects': {
      title: `${String(many)} small objects over one connection`,
      send: [
        ...Array.from({ length: many }, (_, number) =>
          upload(numbered(number), [filler(smallBytes, number + 1)]),
        ).flat(),
        ...fetch(numbered(0), 'reader-of-the-first'),
        ...fetch(numbered(many >> 1), 'reader-of-the-middle'),
        ...fetch(numbered(many - 1), 'reader-of-the-last'),
      ],
      expect: { 'DI-I2-HTTP-01a': [everyUploadTaken, givesBackEach] },
    },
    'large-object': {
      title: `an object of ${String(largeBytes / 1_000_000)} MB`,
      send: [...upload('video-1.cmfv', [filler(largeBytes, 3)]), ...fetch('video-1.cmfv')],
      expect: { 'DI-I2-HTTP-01a': all(takenOrTooLarge(), givesBack()) },
    },
    'side-by-side': {
      title: 'a segment of each of eight renditions at the same time, over a connection each',
      send: [
        ...sideBySide.map((conn): Step => ({ do: 'request', conn, plan: chunkedPlan(`${conn}-1.cmfv`) })),
        ...sideBySide.map((conn, index) => media([filler(30_000, index + 1)], { conn })),
        ...sideBySide.map((conn, index) => media([filler(30_000, index + 11)], { conn })),
        ...sideBySide.map((conn) => finish(conn)),
        ...sideBySide.map((conn) => awaitFinal(conn)),
        ...sideBySide.flatMap((conn) => fetch(`${conn}-1.cmfv`, `${conn}-reader`)),
      ],
      expect: {
        'DI-I2-HTTP-01a': [everyUploadTaken, givesBackEach],
        'DI-GEN-11b': all(everyUploadTaken, givesBackEach),
      },
    },
  });
