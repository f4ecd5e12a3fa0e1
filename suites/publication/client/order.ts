/** The order in which an ingest source publishes. */
import {
  keyAfterSegment,
  keysPublished,
  mediaFirst,
  segmentBySegment,
  thereBeforeNamed,
} from '../../../src/scenario/checks/publishes-order.ts';
import { keyExtension } from '../../../src/scenario/checks/publishes-types-extensions.ts';
import { mediaTypes } from '../../../src/scenario/checks/publishes-types.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { someObjects } from './requests-until.ts';

/** An MPD names what is there. */
export const orderOfDash = suite('dash/client/order', {
  'media-before-the-mpd': {
    title: 'Segments that an MPD names by their times',
    receive: [],
    until: someObjects,
    reference: { presentation: { addressing: 'time' } },
    expect: { 'DI-I2-00a': thereBeforeNamed('mpd', ['header', 'media']) },
  },
});

export const orderOfHls = suite('hls/client/order', {
  'media-before-the-playlist': {
    title: 'Segments, each followed by its playlist',
    receive: [],
    until: someObjects,
    expect: {
      'DI-HLS-ORD-0': segmentBySegment,
      'DI-HLS-ORD-1': mediaFirst,
      'DI-HLS-ORD-3': thereBeforeNamed('playlist', ['header', 'media']),
    },
  },

  keys: {
    title: 'Encrypted segments, with keys that are uploaded',
    receive: [],
    until: someObjects,
    needs: ['encrypts'],
    reference: { presentation: { keys: true } },
    expect: {
      'DI-HLS-ENC-1': keysPublished,
      'DI-HLS-EXT-2': keyExtension,
      'DI-HLS-ORD-0': segmentBySegment,
      'DI-HLS-ORD-1': mediaFirst,
      'DI-HLS-ORD-2': keyAfterSegment,
      'DI-HLS-ORD-3': thereBeforeNamed('playlist', ['header', 'media', 'key']),
      ...mediaTypes('key'),
    },
  },
});
