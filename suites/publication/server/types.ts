/** The extensions of media objects, and the media types that go with them (table 6). */
import type { TestTrackName } from '../../../src/media/tracks/test-track.ts';
import { takenFrom } from '../../../src/scenario/checks/store-objects.ts';
import { refusedAsMistyped, typeKept } from '../../../src/scenario/checks/store-types.ts';
import { all, silent, under } from '../../../src/scenario/combine.ts';
import { fragments, header } from '../../../src/scenario/ingest/media-step.ts';
import type { MediaPiece } from '../../../src/scenario/ingest/media-step.ts';
import type { ObjectExtension } from '../../../src/manifest/object-types.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ServerScenario } from '../../../src/scenario/scenario.ts';
import type { ClauseId, ErratumId } from '../../../src/spec/index.ts';
import { fetch, initSegment, putObject, segment } from './store-steps.ts';

interface Typing {
  readonly track?: TestTrackName;
  /** Another type of the row in the table than the first. */
  readonly contentType?: string;
  /** Where the table is wrong or has gaps, so that nobody fails for how we read it. */
  readonly rests?: ErratumId;
}

/** An object with an extension and its type is taken, and has the type for its readers. */
export const typed = (
  extension: ObjectExtension,
  clause: ClauseId,
  pieces: readonly MediaPiece[],
  { track = 'video', contentType, rests }: Typing = {},
): ServerScenario => ({
  title: `an object with the extension ${extension}${contentType === undefined ? '' : ` as ${contentType}`}`,
  send: [
    ...putObject(`object-1${extension}`, pieces, 'source', {
      track,
      ...(contentType === undefined ? {} : { plan: { contentType } }),
    }),
    ...fetch(`object-1${extension}`),
  ],
  expect: {
    [clause]: [takenFrom('source'), typeKept()].map((check) =>
      rests === undefined ? check : under(rests, check),
    ),
  },
});

/** An object with its own type, and another with one that is not that of its extension. */
export const mistyped = (
  title: string,
  extension: ObjectExtension,
  pieces: readonly MediaPiece[],
  contentType: string,
): ServerScenario => ({
  title,
  send: [
    ...putObject(`object-1${extension}`, pieces, 'fit'),
    ...putObject(`object-2${extension}`, pieces, 'source', { plan: { contentType } }),
  ],
  expect: { 'DI-I2-NAME-07c': refusedAsMistyped() },
});

const whole: readonly MediaPiece[] = [header(), fragments(2, 2)];

export const types = <const F extends Format>(format: F) =>
  suite(`${format}/types`, {
    cmfv: typed('.cmfv', 'DI-I2-MIME-cmfv', segment(1)),
    cmfa: typed('.cmfa', 'DI-I2-MIME-cmfa', segment(1), { track: 'audio' }),
    cmft: typed('.cmft', 'DI-I2-MIME-cmft', segment(1), { track: 'webvtt', rests: 'E-DI-34' }),
    cmfm: typed('.cmfm', 'DI-I2-MIME-cmfm', segment(1), { track: 'metadata' }),
    mp4: typed('.mp4', 'DI-I2-MIME-mp4', whole),
    'mp4-as-application': typed('.mp4', 'DI-I2-MIME-mp4', whole, {
      track: 'metadata',
      contentType: 'application/mp4',
    }),
    m4v: typed('.m4v', 'DI-I2-MIME-m4v', whole),
    m4a: typed('.m4a', 'DI-I2-MIME-m4a', whole, { track: 'audio' }),
    m4s: typed('.m4s', 'DI-I2-MIME-m4s', segment(1)),
    init: typed('.init', 'DI-I2-MIME-init', initSegment),
    header: typed('.header', 'DI-I2-MIME-header', initSegment),
    'segment-as-text': mistyped('a video segment that is called text', '.cmfv', segment(1), 'text/plain'),
    'segment-as-playlist': mistyped(
      'a video segment that is called a playlist',
      '.cmfv',
      segment(1),
      'application/vnd.apple.mpegurl',
    ),
    'unknown-extension': {
      title: 'an object with an extension that the table does not have',
      send: [
        ...putObject('video-1.exe', segment(1), 'source', {
          plan: { contentType: 'application/octet-stream' },
        }),
        ...fetch('video-1.exe'),
      ],
      expect: { 'DI-I2-NAME-07c': silent(all(takenFrom('source'), typeKept())) },
    },
  });
