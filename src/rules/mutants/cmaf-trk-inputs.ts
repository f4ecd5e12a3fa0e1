/** Inputs that the mutants of whole tracks are made of. */
import { edited, type Edit } from '../../media/build/edit.ts';
import { group, type BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { audio } from '../examples/audio.ts';
import {
  bitrate,
  headerBoxes,
  type ChunkPlan,
  type HeaderPlan,
  type SamplePlan,
} from '../../media/tracks/track-plan.ts';
import { avcEntry, frame, pictures, video } from '../examples/video.ts';
import type { Input } from '../input.ts';
import { broken, type Mutant } from './mutant.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Moves the decode time of a fragment. */
export const later =
  (ticks: number) =>
  ({ baseMediaDecodeTime }: Fields): Fields => ({
    baseMediaDecodeTime: (baseMediaDecodeTime as bigint) + BigInt(ticks),
  });

/** A video track with so many frames in each of its fragments; more bytes in them, so that the bit rate is as told. */
export const fragmentsOf =
  (counts: readonly number[], header: Partial<HeaderPlan> = {}) =>
  (): readonly BoxNode[] =>
    video(
      {
        entry: { ...avcEntry, children: [...avcEntry.children.slice(0, 1), bitrate(7000, 9000)] },
        ...header,
      },
      counts.map((count): ChunkPlan => ({ samples: pictures(count) })),
    );

/** Six fragments of two seconds. */
export const twelveSeconds = fragmentsOf([50, 50, 50, 50, 50, 50]);

/** A video track of three fragments, each of so many chunks of so many frames. */
export const chunked = (counts: readonly number[]) => (): readonly BoxNode[] =>
  video(
    {},
    [0, 1, 2].flatMap(() => {
      const gop = pictures(counts.reduce((sum, count) => sum + count, 0));
      let from = 0;
      return counts.map((count): ChunkPlan => {
        from += count;
        return { samples: gop.slice(from - count, from) };
      });
    }),
  );

/** The video example with other durations of its frames, in another timescale. */
export const timed = (timescale: number, durations: readonly number[]) => (): readonly BoxNode[] => {
  const samples = pictures().map((sample, i): SamplePlan => ({
    ...sample,
    duration: durations[i % durations.length] ?? frame,
  }));
  return video({ timescale }, [{ samples }, { samples }, { samples }]);
};

/** A track whose header comes again in front of its second fragment, with edits of the second header. */
export const headerAgain = (
  what: string,
  plan: HeaderPlan,
  media: readonly BoxNode[],
  edits: readonly Edit[],
): Mutant => {
  const header = headerBoxes(plan);
  const input = (second: readonly BoxNode[]): Input => ({
    tracks: [
      {
        name: 'track.cmfv',
        objects: [
          { name: 'init.mp4', bytes: write(header) },
          { name: '1.m4s', bytes: write(media.slice(0, 2)) },
          { name: 'init.mp4', bytes: write(second) },
          { name: '2.m4s', bytes: write(media.slice(2)) },
        ],
      },
    ],
  });
  return broken(
    what,
    () => input(header),
    () => input(edited(header, ...edits)),
  );
};

/** The media of the video example: moof and mdat of each fragment. */
export const media = (): readonly BoxNode[] => video().slice(2);

/** Video and audio that are played together, with edits of each. */
export const together = (
  audioEdits: readonly Edit[] = [],
  videoEdits: readonly Edit[] = [],
  tracks: { readonly video?: readonly BoxNode[]; readonly audio?: readonly BoxNode[] } = {},
): Input => ({
  presentation: true,
  tracks: [
    {
      name: 'video.cmfv',
      objects: [{ name: 'video.cmfv', bytes: write(edited(tracks.video ?? video(), ...videoEdits)) }],
    },
    {
      name: 'audio.cmfa',
      objects: [{ name: 'audio.cmfa', bytes: write(edited(tracks.audio ?? audio(), ...audioEdits)) }],
    },
  ],
});

/** What ends a stream. */
export const theEnd: BoxNode = group('mfra');
