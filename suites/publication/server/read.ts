/** Readers: what the text leaves to HTTP, of which any web server gives an account (RFC 9110). */
import { givesBack } from '../../../src/scenario/checks/store-objects.ts';
import { headAsGet, notModified, rangeGiven } from '../../../src/scenario/checks/store-types.ts';
import { filler } from '../../../src/scenario/ingest/media-step.ts';
import { read } from '../../../src/scenario/ingest/object-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { fetch, putObject } from './store-steps.ts';

const object = putObject('video-1.cmfv', [filler(5_000, 4)]);

export const reading = <const F extends Format>(format: F) =>
  suite(`${format}/read`, {
    head: {
      title: 'HEAD of an object',
      send: [...object, ...read('video-1.cmfv', { conn: 'head', plan: { method: 'HEAD' } })],
      expect: { 'DI-I2-00d': headAsGet() },
    },
    range: {
      title: 'a range in the middle of an object',
      send: [...object, ...fetch('video-1.cmfv', 'reader', { fields: [['Range', 'bytes=1000-1999']] })],
      expect: { 'DI-I2-00d': rangeGiven(1000, 1999) },
    },
    'unless-it-is-there': {
      title: 'an object that the reader wants only if there is none (If-None-Match: *)',
      send: [...object, ...fetch('video-1.cmfv', 'reader', { fields: [['If-None-Match', '*']] })],
      expect: { 'DI-I2-00d': notModified() },
    },
    'by-two-at-once': {
      title: 'two readers of an object at the same time',
      send: [
        ...object,
        ...read('video-1.cmfv', { conn: 'first-reader' }),
        ...fetch('video-1.cmfv', 'second-reader'),
        ...fetch('video-1.cmfv', 'third-reader'),
      ],
      expect: { 'DI-EX1-14': [givesBack('second-reader'), givesBack('third-reader')] },
    },
  });
