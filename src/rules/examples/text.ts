import { box, rawBox, type BoxNode } from '../../media/build/node.ts';
import { ascii, concat, hex } from '../../media/bytes.ts';
import { ttml } from '../../media/text/ttml-text.ts';
import { cue, emptyCue } from '../../media/text/webvtt-boxes.ts';
import {
  bitrate,
  chunkBoxes,
  headerBoxes,
  type ChunkPlan,
  type HeaderPlan,
} from '../../media/tracks/track-plan.ts';

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

/** The entry of a track of IMSC1 images, with the type of the images. */
export const imageEntry: BoxNode = box(
  'stpp',
  {
    data_reference_index: 1,
    namespace: 'http://www.w3.org/ns/ttml',
    auxiliary_mime_types: 'image/png',
  },
  box('mime', { content_type: 'application/ttml+xml;codecs=im1i' }),
  bitrate(),
);

/** The smallest PNG image: one transparent pixel. */
export const pixel = hex(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000500' +
    '01a5f645400000000049454e44ae426082',
);

/** A document that shows the image in subsample `number` from one second to another. */
export const imageDocument = (from: number, to: number, number = 1): Uint8Array =>
  ascii(
    '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"' +
      ' xmlns:smpte="http://www.smpte-ra.org/schemas/2052-1/2010/smpte-tt"><body>' +
      `<div begin="${String(from)}s" end="${String(to)}s"` +
      ` smpte:backgroundImage="urn:mpeg:14496-30:subs:${String(number)}"/></body></tt>`,
  );

/** The subs box of a sample of a document and an image (ISO/IEC 14496-12, 8.7.7), or of other sizes. */
export const subsamples = (sizes: readonly number[]): BoxNode => {
  const bytes = new Uint8Array(6 + sizes.length * 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 1);
  view.setUint16(4, sizes.length);
  sizes.forEach((size, i) => view.setUint16(6 + i * 8, size));
  return box('subs', { entry_count: 1, entries: bytes });
};

/** One fragment of two seconds: a document and an image. */
export const imageChunk = (second: number, number = 1): ChunkPlan => {
  const document = imageDocument(second, second + 2, number);
  return {
    samples: [{ bytes: concat(document, pixel), duration: 2000 }],
    traf: [subsamples([document.length, pixel.length])],
  };
};

/** A conforming IMSC1 image track: three documents of two seconds with an image each. */
export const imscImages = (
  header: Partial<HeaderPlan> = {},
  chunks: readonly ChunkPlan[] = [imageChunk(0), imageChunk(2), imageChunk(4)],
): readonly BoxNode[] => imsc({ brands: ['cmfc', 'iso6', 'im1i'], entry: imageEntry, ...header }, chunks);
