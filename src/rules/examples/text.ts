import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { ascii } from '../../media/bytes.ts';
import { ttml } from '../../media/text/ttml-text.ts';
import { cue, emptyCue } from '../../media/text/webvtt-boxes.ts';
import { bitrate, chunkBoxes, headerBoxes, type ChunkPlan, type HeaderPlan } from './track.ts';

/** A conforming WebVTT track: three fragments of two seconds with a cue, nothing, a cue. */
export const webVtt = (
  header: Partial<HeaderPlan> = {},
  chunks: readonly ChunkPlan[] = [
    { samples: [{ bytes: cue({ payload: 'first', sourceId: 1 }), duration: 2000 }] },
    { samples: [{ bytes: emptyCue(), duration: 2000 }] },
    { samples: [{ bytes: cue({ payload: 'second', sourceId: 2 }), duration: 2000 }] },
  ],
): readonly BoxNode[] => [
  ...headerBoxes({
    brands: ['cmfc', 'iso6', 'cwvt'],
    timescale: 1000,
    handler: 'text',
    entry: box('wvtt', { data_reference_index: 1 }, rawBox('vttC', ascii('WEBVTT\n')), bitrate()),
    ...header,
  }),
  ...chunkBoxes(chunks),
];

/** A conforming IMSC1 text track: three documents of two seconds. */
export const imsc = (
  header: Partial<HeaderPlan> = {},
  chunks: readonly ChunkPlan[] = [0, 2, 4].map((second) => ({
    samples: [
      {
        bytes: ttml({
          lang: 'en',
          paragraphs: [
            { begin: `00:00:0${String(second)}.000`, end: `00:00:0${String(second + 2)}.000`, text: 'words' },
          ],
        }),
        duration: 2000,
      },
    ],
  })),
): readonly BoxNode[] => [
  ...headerBoxes({
    brands: ['cmfc', 'iso6', 'im1t'],
    timescale: 1000,
    handler: 'subt',
    entry: box(
      'stpp',
      { data_reference_index: 1, namespace: 'http://www.w3.org/ns/ttml' },
      box('mime', { content_type: 'application/ttml+xml;codecs=im1t' }),
      bitrate(),
    ),
    ...header,
  }),
  ...chunkBoxes(chunks),
];
