/** Newer objects at paths that have an older one: the newer wins (DI-I2-NAME-04). */
import { givesBack, givesOneOf, takenFrom, whereTaken } from '../../../src/scenario/checks/store-objects.ts';
import { newTypeKept } from '../../../src/scenario/checks/store-types.ts';
import { all } from '../../../src/scenario/combine.ts';
import { filler, media, text } from '../../../src/scenario/ingest/media-step.ts';
import { uploadPlan } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import { awaitClosed, awaitFinal, finish } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { manifestText } from './manifests-text.ts';
import { chunkedPlan, fetch, manifestName, postObject, putObject, wholeReadPlan } from './store-steps.ts';

/** Less than the limit with which some web servers are installed (1 MiB), in bytes. */
const largest = 900_000;

/** Where the older object was taken, the newer one is, and the reader gets it. */
const newerWins = [all(givesBack('before', 'older'), takenFrom('newer')), givesBack('reader', 'newer')];

/** How a manifest comes, and how many segments it lists. */
interface Version {
  readonly by: 'PUT' | 'POST';
  readonly count: number;
}

const upload = (format: Format, from: number, { by, count }: Version, conn: string): readonly Step[] =>
  (by === 'PUT' ? putObject : postObject)(
    manifestName(format),
    [text(manifestText(format, { from, count }))],
    conn,
  );

/** One manifest after the other at the same path, each read; of the same length where they list as many segments. */
const versions = (format: Format, older: Version, newer: Version): readonly Step[] => [
  ...upload(format, 5, older, 'older'),
  ...fetch(manifestName(format), 'before'),
  ...upload(format, 6, newer, 'newer'),
  ...fetch(manifestName(format)),
];

const overwritten = (title: string, format: Format, older: number, newer: number): ServerScenario => ({
  title,
  send: versions(format, { by: 'PUT', count: older }, { by: 'PUT', count: newer }),
  expect: { 'DI-I2-NAME-04': newerWins },
});

export const overwrite = <const F extends Format>(format: F) =>
  suite(`${format}/overwrite`, {
    'by-another-of-the-same-length': overwritten('a newer manifest of the same length', format, 3, 3),
    'by-a-shorter-object': overwritten('a newer manifest that is shorter', format, 400, 3),
    'by-a-longer-object': overwritten('a newer manifest that is longer', format, 3, 400),
    'by-the-same-object': {
      title: 'the same object once more, as after a lost answer',
      send: [
        ...putObject('video-1.cmfv', [filler(20_000, 1)], 'older'),
        ...putObject('video-1.cmfv', [filler(20_000, 1)], 'newer'),
        ...fetch('video-1.cmfv'),
      ],
      expect: { 'DI-I2-NAME-04': [whereTaken('older', takenFrom('newer')), givesBack('reader', 'newer')] },
    },
    'by-another-type': {
      title: 'a newer object with another media type',
      send: [
        ...putObject('audio-1.mp4', [filler(9_000, 1)], 'older', { plan: { contentType: 'video/mp4' } }),
        ...putObject('audio-1.mp4', [filler(9_000, 2)], 'newer', {
          plan: { contentType: 'application/mp4' },
        }),
        ...fetch('audio-1.mp4'),
      ],
      expect: {
        'DI-I2-NAME-04': [
          whereTaken('older', takenFrom('newer')),
          givesBack('reader', 'newer'),
          newTypeKept('reader', 'newer'),
        ],
      },
    },
    'put-then-post': {
      title: 'a manifest that is PUT, and POSTed anew',
      send: versions(format, { by: 'PUT', count: 4 }, { by: 'POST', count: 3 }),
      expect: { 'DI-I2-HTTP-01b': newerWins },
    },
    'post-then-put': {
      title: 'a manifest that is POSTed, and PUT anew',
      send: versions(format, { by: 'POST', count: 4 }, { by: 'PUT', count: 3 }),
      expect: { 'DI-I2-HTTP-01b': [takenFrom('older'), ...newerWins] },
    },
    'while-the-older-is-read': {
      title: 'a newer object, while a reader is in the middle of the older one',
      send: [
        ...putObject('video-1.cmfv', [filler(largest, 1)], 'older'),
        { do: 'request', conn: 'newer', plan: uploadPlan('video-1.cmfv') },
        media([filler(largest - 50_000, 2)], { conn: 'newer' }),
        { do: 'request', conn: 'early', plan: wholeReadPlan('video-1.cmfv') },
        awaitFinal('early'),
        media([filler(50_000, 3)], { conn: 'newer' }),
        finish('newer'),
        awaitFinal('newer'),
        awaitClosed('early'),
        ...fetch('video-1.cmfv'),
      ],
      expect: { 'DI-I2-NAME-04': [givesOneOf('early', 'older', 'newer'), givesBack('reader', 'newer')] },
    },
    'while-the-newer-is-uploaded': {
      title: 'a reader of the older object, while the newer one is half there',
      send: [
        ...putObject('video-1.cmfv', [filler(60_000, 1)], 'older'),
        { do: 'request', conn: 'newer', plan: chunkedPlan('video-1.cmfv') },
        media([filler(30_000, 2)], { conn: 'newer' }),
        { do: 'request', conn: 'early', plan: wholeReadPlan('video-1.cmfv') },
        { do: 'overhear', conn: 'early', what: { kind: 'closed' }, during: 'silence' },
        media([filler(20_000, 3)], { conn: 'newer' }),
        finish('newer'),
        awaitFinal('newer'),
        awaitClosed('early'),
        ...fetch('video-1.cmfv'),
      ],
      expect: { 'DI-I2-NAME-04': [givesOneOf('early', 'older', 'newer'), givesBack('reader', 'newer')] },
    },
  });
