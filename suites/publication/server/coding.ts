/** Content codings, gzip and one that nobody knows, and a media type that does not fit. */
import {
  noServerError,
  refusedOrNoted,
  taken,
  takenOrUnsupported,
} from '../../../src/scenario/checks/receiver-answers.ts';
import { givesBackDecoded } from '../../../src/scenario/checks/store-framing.ts';
import { all } from '../../../src/scenario/combine.ts';
import { fragments, header, text } from '../../../src/scenario/ingest/media-step.ts';
import type { MediaPiece } from '../../../src/scenario/ingest/media-step.ts';
import { read, upload } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import { awaitClosed } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';
import { manifestText } from './manifests-text.ts';
import { manifestName } from './store-steps.ts';

/** A reader who can undo the coding. */
const fetchCompressed = (name: string): readonly Step[] => [
  ...read(name, {
    plan: {
      fields: [
        ['Accept-Encoding', 'gzip'],
        ['Connection', 'close'],
      ],
    },
  }),
  awaitClosed('reader'),
];

/** An object that is compressed, and what a reader gets of it: the object, or the same coding and its name. */
const compressed = (
  title: string,
  name: string,
  pieces: readonly MediaPiece[],
  plan: Partial<RequestPlan> = {},
): ServerScenario => ({
  title,
  send: [...upload(name, pieces, { plan: { ...plan, coding: 'gzip' } }), ...fetchCompressed(name)],
  expect: { 'DI-GEN-24b': all(taken, givesBackDecoded()), 'DI-GEN-21': noServerError },
});

export const coding = <const F extends Format>(format: F) =>
  suite(`${format}/coding`, {
    'gzip-manifest': compressed('a manifest, compressed with gzip', manifestName(format), [
      text(manifestText(format, { from: 1, count: 4 })),
    ]),
    'gzip-media': compressed(
      'a media object, compressed with gzip and sent in chunks',
      'video-1.cmfv',
      [header(), fragments(0, 2)],
      { framing: { by: 'chunks' } },
    ),
    'no-gzip': {
      title: 'an object that claims to be compressed with gzip, and is not',
      send: upload('video-1.cmfv', [header()], { plan: { fields: [['Content-Encoding', 'gzip']] } }),
      expect: { 'DI-GEN-19': refusedOrNoted },
    },
    'type-of-something-else': {
      title: 'a media object that is said to be plain text',
      send: upload('video-1.cmfv', [header()], { plan: { contentType: 'text/plain' } }),
      expect: { 'DI-GEN-18a': takenOrUnsupported, 'DI-GEN-18b': takenOrUnsupported },
    },
    unknown: {
      title: 'an object that claims a content coding that nobody knows',
      send: upload('video-1.cmfv', [header()], { plan: { fields: [['Content-Encoding', 'x-unheard-of']] } }),
      expect: { 'DI-GEN-24b': refusedOrNoted },
    },
  });
