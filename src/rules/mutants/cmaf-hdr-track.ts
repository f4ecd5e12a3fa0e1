import { edited, rename, set, type Edit } from '../../media/build/edit.ts';
import type { Input } from '../input.ts';
import { audio } from '../examples/audio.ts';
import { eventTrack } from '../examples/metadata.ts';
import { imsc } from '../examples/text.ts';
import { frame, video, videoHeader } from '../examples/video.ts';
import { skewed } from './cmaf-hdr-movie.ts';
import { broken, mutant, oneTrack, type MutantEntry } from './mutant.ts';
import { write } from '../../media/build/write.ts';

const tkhd = (fields: Readonly<Record<string, unknown>>): readonly Edit[] => [set('moov/trak/tkhd', fields)];

const rendition = (alternateGroup: number, i: number) =>
  edited(
    video({ alternateGroup }),
    set('moov/trak/mdia/minf/stbl/stsd/avc1/btrt', { maxBitrate: 200_000 + i }),
  );

/** Renditions of one switching set, of different bit rates, in these alternate groups. */
const renditions = (...groups: readonly number[]): Input => {
  const names = groups.map((_, i) => `video-${String(i)}.cmfv`);
  return {
    tracks: groups.map((alternateGroup, i) => {
      const name = names[i] ?? '';
      return { name, objects: [{ name, bytes: write(rendition(alternateGroup, i)) }] };
    }),
    switchingSets: [names],
  };
};

/** A quarter turn to the right, and where it puts the picture. */
const turned = [0, 0x10000, 0, -0x10000, 0, 0, 90 * 0x10000, 0, 0x40000000].map((value) => ({ value }));

export const cmafHdrTrackMutants = {
  'CMAF-HDR-018': [
    mutant('track_ID 0', video, [
      ...tkhd({ track_ID: 0 }),
      set('moov/mvex/trex', { track_ID: 0 }),
      ...[0, 1, 2].map((i) => set(`moof[${String(i)}]/traf/tfhd`, { track_ID: 0 })),
    ]),
  ],
  'CMAF-HDR-019': [
    mutant('a track duration', video, tkhd({ duration: 90_000n })),
    mutant('an unknown track duration', video, tkhd({ version: 1, duration: 0xffff_ffff_ffff_ffffn })),
  ],
  'CMAF-HDR-020': [
    mutant('a matrix on audio', audio, tkhd({ matrix: skewed })),
    mutant('a picture that is turned', video, tkhd({ matrix: turned })),
  ],
  'CMAF-HDR-021': [
    mutant('audio with a width', audio, tkhd({ width: 0x1400000 })),
    broken(
      'metadata with a height',
      () => oneTrack(edited(imsc(), ...tkhd({ width: 160 * 0x10000, height: 90 * 0x10000 })), 'track.cmft'),
      () => oneTrack(edited(eventTrack(), ...tkhd({ height: 90 * 0x10000 })), 'track.cmfm'),
    ),
  ],
  'CMAF-HDR-022': [
    mutant('video without a width', video, tkhd({ width: 0 })),
    mutant('video without a height', video, tkhd({ height: 0 })),
  ],
  'CMAF-HDR-023': [
    mutant('a track that is not enabled', video, tkhd({ flags: 6 })),
    mutant('a track that is no part of the movie', audio, tkhd({ flags: 1 })),
    broken(
      'video that is not in the preview',
      () => oneTrack(edited(audio(), ...tkhd({ flags: 3 })), 'track.cmfa'),
      () => oneTrack(edited(video(), ...tkhd({ flags: 3 }))),
      { settings: { strict: true } },
    ),
  ],
  'CMAF-HDR-024': [
    mutant('audio without volume', audio, tkhd({ volume: 0 })),
    mutant('video with volume', video, tkhd({ volume: 0x100 })),
  ],
  'CMAF-HDR-057': [
    broken(
      'one rendition in another group',
      () => renditions(1, 1, 1),
      () => renditions(1, 2, 1),
      { also: ['CMAF-SWS-004'] },
    ),
  ],
} satisfies Record<string, MutantEntry>;

const edit = (
  fields: { segment_duration?: bigint; media_time?: bigint; rate?: number },
  version = 0,
): readonly Edit[] => [
  set('moov/trak/edts/elst', {
    version,
    entry_count: 1,
    entries: [
      {
        segment_duration: fields.segment_duration ?? 0n,
        media_time: fields.media_time ?? 0n,
        media_rate_integer: fields.rate ?? 1,
        media_rate_fraction: 0,
      },
    ],
  }),
];

const delayed = () => video({ mediaTime: 0n });
const primed = () => audio({ mediaTime: 1024n });

export const cmafHdrEditMutants = {
  'CMAF-HDR-042': [mutant('edts without elst', primed, [rename('moov/trak/edts/elst', 'free')])],
  'CMAF-HDR-043': [
    mutant('an empty edit before the media', primed, [
      set('moov/trak/edts/elst', {
        entry_count: 2,
        entries: [
          { segment_duration: 40n, media_time: -1n, media_rate_integer: 1, media_rate_fraction: 0 },
          { segment_duration: 0n, media_time: 1024n, media_rate_integer: 1, media_rate_fraction: 0 },
        ],
      }),
    ]),
    mutant('an edit list without entries', primed, [
      set('moov/trak/edts/elst', { entry_count: 0, entries: [] }),
    ]),
  ],
  'CMAF-HDR-044': [mutant('a dwell', delayed, edit({ rate: 0 }))],
  'CMAF-HDR-045': [mutant('an edit of five seconds', delayed, edit({ segment_duration: 5000n }))],
  'CMAF-HDR-046': [
    mutant('an empty edit', primed, edit({ media_time: -1n })),
    mutant('an empty edit of 64 bits', primed, edit({ media_time: -1n }, 1)),
  ],
  'CMAF-HDR-047': [
    broken(
      'an edit list on cmf2 video',
      () => oneTrack(video({ mediaTime: 0n })),
      () => oneTrack(video({ mediaTime: 0n, brands: ['cmf2', ...videoHeader.brands] })),
    ),
  ],
  'CMAF-HDR-048': [mutant('an edit one picture late', delayed, edit({ media_time: BigInt(frame) }))],
  'CMAF-HDR-061': [mutant('ten seconds of priming', primed, edit({ media_time: 480_000n }))],
} satisfies Record<string, MutantEntry>;
