/** Manifest objects: presentations of which all parts are there, and versions that follow each other. */
import { givesBack, takenFrom, whereTaken } from '../../../src/scenario/checks/store-objects.ts';
import { everyUploadTaken, givesBackEach } from '../../../src/scenario/checks/store-objects-many.ts';
import { isGone } from '../../../src/scenario/checks/store-removal.ts';
import { all } from '../../../src/scenario/combine.ts';
import { text } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { initName, manifestText, segmentName } from './manifests-text.ts';
import type { Listed } from './manifests-text.ts';
import {
  fetch,
  initSegment,
  manifestName,
  postObject,
  putObject,
  removeObject,
  segment,
} from './store-steps.ts';

const first: Listed = { from: 1, count: 3 };
const second: Listed = { from: 2, count: 3 };

const putManifest = (format: Format, listed: Listed, conn: string): readonly Step[] =>
  putObject(manifestName(format), [text(manifestText(format, listed))], conn);

const putSegments = (numbers: readonly number[]): readonly Step[] =>
  numbers.flatMap((number) => putObject(segmentName(number), segment(number), `segment-${String(number)}`));

export const manifests = <const F extends Format>(format: F) =>
  suite(`${format}/manifest`, {
    'by-post': {
      title: 'a manifest that is POSTed, and read',
      send: [
        ...postObject(manifestName(format), [text(manifestText(format, first))]),
        ...fetch(manifestName(format)),
      ],
      expect: { 'DI-I2-HTTP-01a': [takenFrom('source'), givesBack()] },
    },
    'new-version': {
      title: 'two versions of a manifest, each read',
      send: [
        ...putManifest(format, first, 'older'),
        ...fetch(manifestName(format), 'before'),
        ...putManifest(format, second, 'newer'),
        ...fetch(manifestName(format)),
      ],
      expect: {
        'DI-I2-NAME-04': [
          givesBack('before', 'older'),
          whereTaken('older', takenFrom('newer')),
          givesBack('reader', 'newer'),
        ],
        'DI-EX1-16': givesBack('reader', 'newer'),
      },
    },
    'whole-presentation': {
      title: 'header, segments and manifest, each read where the manifest says',
      send: [
        ...putObject(initName, initSegment, 'init'),
        ...putSegments([1, 2, 3]),
        ...putManifest(format, first, 'manifest'),
        ...fetch(manifestName(format), 'manifest-reader'),
        ...fetch(initName, 'init-reader'),
        ...[1, 2, 3].flatMap((number) => fetch(segmentName(number), `reader-${String(number)}`)),
      ],
      expect: { 'DI-EX1-14': all(everyUploadTaken, givesBackEach) },
    },
    'sliding-window': {
      title: 'a window that moves on: a segment and a version more, a segment less',
      send: [
        ...putObject(initName, initSegment, 'init'),
        ...putSegments([1, 2, 3]),
        ...putManifest(format, first, 'older'),
        ...putSegments([4]),
        ...putManifest(format, second, 'newer'),
        ...removeObject(segmentName(1)),
        ...fetch(manifestName(format), 'manifest-reader'),
        ...fetch(segmentName(4), 'newest-reader'),
        ...fetch(segmentName(1), 'oldest-reader'),
      ],
      expect: {
        'DI-EX1-15': isGone('oldest-reader', 'segment-1'),
        'DI-EX1-16': [givesBack('manifest-reader', 'newer'), givesBack('newest-reader', 'segment-4')],
      },
    },
  });
