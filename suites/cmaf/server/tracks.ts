/** Several tracks at once, and the paths that tell them apart. */
import { eachOf, taken } from '../../../src/scenario/checks/receiver-answers.ts';
import { on } from '../../../src/scenario/select.ts';
import { silent } from '../../../src/scenario/combine.ts';
import type { TestTrackName } from '../../../src/media/tracks/test-track.ts';
import { fragments, header, media, post, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal, finish } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { meanwhile } from './steps.ts';

/**
 * Tracks over a connection each, fragment by fragment in turn; the last of them is heard out first.
 *
 * @param between what is done once all of them have begun
 */
export const sideBySide = (
  tracks: readonly TestTrackName[],
  between: readonly Step[] = [],
): readonly Step[] => [
  ...tracks.map((track): Step => ({ do: 'request', conn: track, plan: post(track) })),
  ...tracks.map((track) => media([header()], { track, conn: track })),
  ...between,
  ...[0, 1, 2].flatMap((number) =>
    tracks.map((track) => media([fragments(number, 1)], { track, conn: track })),
  ),
  ...tracks.map((track) => finish(track)),
  ...tracks.toReversed().map((track) => awaitFinal(track)),
];

const eachTaken = (...names: [string, ...string[]]) => eachOf(names, (name) => on(name, taken));

/** A fragment with the header before it, below the publishing point and under a name of its own. */
const segmentAt = (conn: string, path: string, number: number): readonly Step[] =>
  send([header(), fragments(number, 1)], { conn, plan: { target: `{mount}/${path}` } });

export const tracks = suite('cmaf/tracks', {
  'relative-path': {
    title: 'a track at a path of its own below the POST URL',
    send: send([header(), fragments(0, 2)]),
    expect: { 'DI-GEN-11b': taken, 'DI-CMAF-GP-08': silent(taken) },
  },
  'a-path-for-each-segment': {
    title: 'a path of its own for each segment of a track',
    send: [...segmentAt('first', 'rendition/1.cmfv', 0), ...segmentAt('second', 'rendition/2.cmfv', 1)],
    expect: { 'DI-CMAF-GP-08': silent(eachTaken('first', 'second')) },
  },
  'side-by-side': {
    title: 'video and audio at the same time, over a connection each',
    send: sideBySide(['video', 'audio']),
    expect: { 'DI-GEN-11b': eachTaken('video', 'audio') },
  },
  renditions: {
    title: 'two renditions of a switching set at the same time',
    send: sideBySide(['video', 'video-low']),
    expect: { 'DI-GEN-11b': eachTaken('video', 'video-low') },
  },
  languages: {
    title: 'video and two languages of audio at the same time',
    send: sideBySide(['video', 'audio', 'audio-german'], meanwhile()),
    expect: { 'DI-GEN-11b': eachTaken('video', 'audio', 'audio-german') },
  },
  'sparse-metadata': {
    title: 'a request a fragment for timed metadata, beside a track of video that goes on',
    send: [
      { do: 'request', conn: 'video', plan: post() },
      media([header(), fragments(0, 1)], { conn: 'video' }),
      ...send([header(), fragments(0, 1)], { track: 'metadata', conn: 'first' }),
      media([fragments(1, 1)], { conn: 'video' }),
      ...send([header(), fragments(1, 1)], { track: 'metadata', conn: 'second' }),
      finish('video'),
      awaitFinal('video'),
    ],
    expect: {
      'DI-TM-02': silent(eachTaken('video', 'first', 'second')),
      'DI-GEN-11b': silent(eachTaken('video', 'first', 'second')),
    },
  },
});
