import { box, rawBox } from '../build/node.ts';
import { ascii } from '../bytes.ts';
import { ttml } from '../text/ttml-text.ts';
import { cue, emptyCue } from '../text/webvtt-boxes.ts';
import { plannedTrack } from './planned-track.ts';
import type { SourceTrack } from './test-track.ts';
import { roleOf } from './track-plan.ts';

/** Ticks of a fragment, and so much of it for which text is shown, in milliseconds. */
const fragmentDuration = 960;
const shown = 720;

/** Text of one length for every fragment, so that the bit rate stays. */
const textOf = (number: number): string => `Fragment ${String(number).padStart(8, '0')}`;

const everyThird = (number: number): boolean => number % 3 === 0;
const everySecond = (number: number): boolean => number % 2 === 0;

const english = { language: 'eng', extendedLanguage: 'en', alternateGroup: 3, kinds: [roleOf('subtitle')] };

/** WebVTT (ISO/IEC 14496-30, 7): a cue in every third fragment, and empty cues. */
export const webVttTrack = (name: string): SourceTrack =>
  plannedTrack({
    name,
    kind: 'text',
    extension: '.cmft',
    contentType: 'application/mp4',
    header: {
      brands: ['cmfc', 'iso6', 'cwvt'],
      timescale: 1000,
      name: 'WebVTT',
      handler: 'text',
      ...english,
    },
    entry: (rate) => box('wvtt', { data_reference_index: 1 }, rawBox('vttC', ascii('WEBVTT\n')), rate),
    fragmentDuration,
    samples: (number) => [
      everyThird(number)
        ? [
            { bytes: cue({ payload: textOf(number) }), duration: shown },
            { bytes: emptyCue(), duration: fragmentDuration - shown },
          ]
        : [{ bytes: emptyCue(), duration: fragmentDuration }],
    ],
    period: 3,
    repeats: false,
    says: everyThird,
  });

/** A clock time of TTML2 (10.3.1) in milliseconds of the track. */
const clock = (milliseconds: number): string => {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(milliseconds % 1000).padStart(3, '0');
  const seconds = Math.floor(milliseconds / 1000);
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${rest}`;
};

/** IMSC1 text (ISO/IEC 14496-30, 5): a document a fragment, with a paragraph in every second. */
export const ttmlTrack = (name: string): SourceTrack =>
  plannedTrack({
    name,
    kind: 'text',
    extension: '.cmft',
    contentType: 'application/mp4',
    header: { brands: ['cmfc', 'iso6', 'im1t'], timescale: 1000, name: 'TTML', handler: 'subt', ...english },
    entry: (rate) =>
      box(
        'stpp',
        { data_reference_index: 1, namespace: 'http://www.w3.org/ns/ttml' },
        box('mime', { content_type: 'application/ttml+xml;codecs=im1t' }),
        rate,
      ),
    fragmentDuration,
    samples: (number) => {
      const from = number * fragmentDuration;
      const paragraph = { begin: clock(from), end: clock(from + shown), text: textOf(number) };
      const bytes = ttml({ lang: 'en', paragraphs: everySecond(number) ? [paragraph] : [] });
      return [[{ bytes, duration: fragmentDuration }]];
    },
    period: 2,
    repeats: false,
    says: everySecond,
  });
