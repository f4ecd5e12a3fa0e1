/** A conforming publication of interface 2: two video tracks and one of sound, with HLS and DASH manifests. */
import { ascii } from '../../media/bytes.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { mpd, type MpdPlan } from '../../manifest/mpd-writer.ts';
import {
  mediaPlaylist,
  multivariantPlaylist,
  type MediaPlaylistPlan,
  type MultivariantPlaylistPlan,
} from '../../manifest/playlist-writer.ts';
import type { Input, ObjectInput, TrackInput } from '../input.ts';
import { audio } from './audio.ts';
import { ended, headerPart, ladder, mediaPart } from './together.ts';

const types: Readonly<Record<string, string>> = {
  init: 'video/mp4',
  cmfv: 'video/mp4',
  cmfa: 'audio/mp4',
  cmft: 'application/mp4',
  m3u8: 'application/vnd.apple.mpegurl',
  mpd: 'application/dash+xml',
};

/** An object with the type of its extension. */
export const stored = (name: string, content: string | Uint8Array): ObjectInput => {
  const contentType = types[name.slice(name.lastIndexOf('.') + 1)];
  const bytes = typeof content === 'string' ? ascii(content) : content;
  return { name, bytes, ...(contentType === undefined ? {} : { contentType }) };
};

/** A track as objects: `high/header.init`, `high/1.cmfv` … The last one ends with the box that ends a session. */
export const objectsOf = (
  folder: string,
  extension: string,
  boxes: readonly BoxNode[],
): readonly ObjectInput[] => {
  const parts = mediaPart(ended(boxes));
  const count = Math.floor(parts.length / 2);
  const segments = Array.from({ length: count }, (_, i) => {
    const end = i === count - 1 ? parts.length : 2 * i + 2;
    return stored(`${folder}/${String(i + 1)}.${extension}`, write(parts.slice(2 * i, end)));
  });
  return [stored(`${folder}/header.init`, write(headerPart(boxes))), ...segments];
};

const [highTrack = () => [], lowTrack = () => []] = ladder;

/** The media of the publication, by folder. */
export const media = {
  high: (): readonly ObjectInput[] => objectsOf('high', 'cmfv', highTrack()),
  low: (): readonly ObjectInput[] => objectsOf('low', 'cmfv', lowTrack()),
  sound: (): readonly ObjectInput[] => objectsOf('sound', 'cmfa', audio()),
};

/** The media playlist of a video track; `sound.m3u8` has other durations. */
export const videoPlaylist = (
  folder: 'high' | 'low' = 'high',
  changes: Partial<MediaPlaylistPlan> = {},
): string =>
  mediaPlaylist({
    targetDuration: 2,
    map: `${folder}/header.init`,
    segments: [1, 2, 3].map((n) => ({ uri: `${folder}/${String(n)}.cmfv`, duration: '2.000' })),
    ...changes,
  });

export const soundPlaylist = (): string =>
  mediaPlaylist({
    targetDuration: 2,
    map: 'sound/header.init',
    segments: [1, 2, 3].map((n) => ({ uri: `sound/${String(n)}.cmfa`, duration: '2.00533' })),
  });

export const multivariant = (changes: Partial<MultivariantPlaylistPlan> = {}): string =>
  multivariantPlaylist({
    renditions: [{ type: 'AUDIO', groupId: 'sound', name: 'English', uri: 'sound.m3u8', language: 'en' }],
    variants: [
      { uri: 'high.m3u8', bandwidth: 500_000, codecs: 'avc1.4D000D,mp4a.40.2', audio: 'sound' },
      { uri: 'low.m3u8', bandwidth: 300_000, codecs: 'avc1.4D000B,mp4a.40.2', audio: 'sound' },
    ],
    ...changes,
  });

const videoTemplate = {
  attributes: {
    timescale: 12_800,
    initialization: '$RepresentationID$/header.init',
    media: '$RepresentationID$/$Number$.cmfv',
    startNumber: 1,
  },
  timeline: [{ t: 0, d: 25_600, r: 2 }],
};

/** What the MPD says; the numbers of segments begin with 1. */
export const presentation: MpdPlan = {
  adaptationSets: [
    {
      attributes: { id: 1, contentType: 'video', mimeType: 'video/mp4' },
      template: videoTemplate,
      representations: [
        { attributes: { id: 'high', bandwidth: 200_000, codecs: 'avc1.4D000D', width: 320, height: 180 } },
        { attributes: { id: 'low', bandwidth: 100_000, codecs: 'avc1.4D000B', width: 160, height: 90 } },
      ],
    },
    {
      attributes: { id: 2, contentType: 'audio', mimeType: 'audio/mp4', lang: 'en' },
      template: {
        attributes: {
          timescale: 48_000,
          initialization: '$RepresentationID$/header.init',
          media: '$RepresentationID$/$Number$.cmfa',
          startNumber: 1,
        },
        timeline: [{ t: 0, d: 96_256, r: 2 }],
      },
      representations: [
        {
          attributes: { id: 'sound', bandwidth: 128_000, codecs: 'mp4a.40.2', audioSamplingRate: 48_000 },
        },
      ],
    },
  ],
};

/** The manifests, which are stored after the media. */
export const manifests = (): readonly ObjectInput[] => [
  stored('high.m3u8', videoPlaylist('high')),
  stored('low.m3u8', videoPlaylist('low')),
  stored('sound.m3u8', soundPlaylist()),
  stored('main.m3u8', multivariant()),
  stored('main.mpd', mpd(presentation)),
];

/** All objects in the order in which they were stored. */
export const objects = (): readonly ObjectInput[] => [
  ...media.high(),
  ...media.low(),
  ...media.sound(),
  ...manifests(),
];

const isMedia = /^[^/.]+\/[^/]+\.(?:init|cmf[vatm])$/;

/** The objects of media in one folder are a track, each as it came first. */
const tracksOf = (all: readonly ObjectInput[]): readonly TrackInput[] => {
  const folders = new Map<string, Map<string, ObjectInput>>();
  for (const object of all) {
    if (!isMedia.test(object.name)) continue;
    const [folder = ''] = object.name.split('/');
    const known = folders.get(folder) ?? new Map<string, ObjectInput>();
    const { name, bytes } = object;
    if (!known.has(name)) known.set(name, { name, bytes });
    folders.set(folder, known);
  }
  return [...folders].map(([name, known]) => ({ name, objects: [...known.values()] }));
};

/** A publication of these objects, with the tracks that its folders are. */
export const publicationOf = (all: readonly ObjectInput[]): Input => ({
  tracks: tracksOf(all),
  publication: all,
});

/** The conforming publication. */
export const publication = (): Input => publicationOf(objects());
