/** Objects that a store is given for the first time, and hands out as they are. */
import { givesBack, takenFrom } from '../../../src/scenario/checks/store-objects.ts';
import { everyUploadTaken, givesBackEach } from '../../../src/scenario/checks/store-objects-many.ts';
import { isGone } from '../../../src/scenario/checks/store-removal.ts';
import { headAsGet, typeKept } from '../../../src/scenario/checks/store-types.ts';
import { all, silent } from '../../../src/scenario/combine.ts';
import { filler, media } from '../../../src/scenario/ingest/media-step.ts';
import { read } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import { awaitFinal, finish } from '../../../src/scenario/stimulus.ts';
import {
  chunkedPlan,
  fetch,
  initSegment,
  postObject,
  putObject,
  removeObject,
  segment,
} from './store-steps.ts';

/** A name that has to be handed out under the same name, of which the text says nothing. */
const named = (title: string, name: string): ServerScenario => ({
  title,
  send: [...putObject(name, segment(1)), ...fetch(name)],
  expect: { 'DI-I2-HTTP-01a': silent(all(takenFrom('source'), givesBack())) },
});

export const store = <const F extends Format>(format: F) =>
  suite(`${format}/store`, {
    'by-put': {
      title: 'a segment that is PUT, and read',
      send: [...putObject('video-1.cmfv', segment(1)), ...fetch('video-1.cmfv')],
      expect: {
        'DI-I2-HTTP-01a': [takenFrom('source'), givesBack()],
        'DI-EX1-14': all(givesBack(), typeKept()),
      },
    },
    'by-post': {
      title: 'a segment that is POSTed, and read',
      send: [...postObject('video-1.cmfv', segment(1)), ...fetch('video-1.cmfv')],
      expect: {
        'DI-GEN-01': takenFrom('source'),
        'DI-I2-HTTP-01a': [takenFrom('source'), givesBack()],
        'DI-I2-HTTP-01b': all(takenFrom('source'), givesBack()),
      },
    },
    'cmaf-header': {
      title: 'a CMAF header of its own, by PUT and by POST',
      send: [
        ...putObject('video.init', initSegment, 'put'),
        ...postObject('video-low.init', initSegment, 'post'),
        ...fetch('video.init', 'reader'),
        ...fetch('video-low.init', 'second-reader'),
      ],
      expect: {
        'DI-I2-HTTP-01a': [
          takenFrom('put'),
          givesBack('reader', 'put'),
          takenFrom('post'),
          givesBack('second-reader', 'post'),
        ],
      },
    },
    chunked: {
      title: 'a segment in the chunked transfer coding, each fragment a chunk',
      send: [
        { do: 'request', conn: 'source', plan: chunkedPlan('video-1.cmfv') },
        media(segment(1)),
        finish(),
        awaitFinal(),
        ...fetch('video-1.cmfv'),
      ],
      expect: { 'DI-I2-HTTP-05': all(takenFrom('source'), givesBack()) },
    },
    'odd-bytes': {
      title: 'an object with every byte there is, line ends among them',
      send: [...putObject('odd.mp4', [filler(65_537, 7)]), ...fetch('odd.mp4')],
      expect: { 'DI-I2-HTTP-01a': givesBack() },
    },
    'usual-methods': {
      title: 'PUT, HEAD, GET and DELETE of an object, as of a file on any web server',
      send: [
        ...putObject('video-1.cmfv', segment(1)),
        ...read('video-1.cmfv', { conn: 'head', plan: { method: 'HEAD' } }),
        ...fetch('video-1.cmfv', 'before'),
        ...removeObject('video-1.cmfv'),
        ...fetch('video-1.cmfv'),
      ],
      expect: {
        'DI-I2-00d': all(takenFrom('source'), headAsGet(), givesBack('before'), isGone()),
      },
    },
    'names-at-random': {
      title: 'segments of one folder whose names tell nothing',
      send: [
        ...putObject('f3a9.cmfv', segment(1), 'first'),
        ...putObject('zebra.cmfv', segment(2), 'second'),
        ...putObject('0b.cmfv', segment(3), 'third'),
      ],
      expect: { 'DI-EX2-04': everyUploadTaken },
    },
    'name-with-encoded-space': named('a name with a percent-encoded space', 'video%201.cmfv'),
    'name-in-utf-8': named('a name in UTF-8, percent-encoded', 'vid%C3%A9o-1.cmfv'),
    'name-with-plus': named('a name with a plus sign, which is no space in a path', 'video+low-1.cmfv'),
    'name-with-dots': named('a name with several dots', 'video.v1.low-1.cmfv'),
    'long-name': named('a name of 200 bytes', `${'v'.repeat(193)}-1.cmfv`),
    'names-that-differ-in-case': {
      title: 'two names that differ in case alone',
      send: [
        ...putObject('Video-1.cmfv', segment(1), 'upper'),
        ...putObject('video-1.cmfv', segment(2), 'lower'),
        ...fetch('Video-1.cmfv', 'upper-reader'),
        ...fetch('video-1.cmfv', 'lower-reader'),
      ],
      expect: { 'DI-I2-HTTP-01a': silent(givesBackEach) },
    },
    'name-with-a-query': {
      title: 'a segment whose address has a query, as signed addresses do',
      send: [...putObject('video-1.cmfv?token=1', segment(1)), ...fetch('video-1.cmfv?token=1')],
      expect: { 'DI-I2-HTTP-01a': silent(all(takenFrom('source'), givesBack())) },
    },
  });
