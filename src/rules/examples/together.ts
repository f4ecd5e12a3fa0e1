/** Conforming inputs of several tracks, or of several objects of one, that mutants are made of by edits of one of them. */
import { atEnd, edited, set, type Edit } from '../../media/build/edit.ts';
import { group, type BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import type { Input, ObjectInput, TrackInput } from '../input.ts';
import { audio } from './audio.ts';
import { avc } from './sample-entries.ts';

/** One track of one object. */
export const trackOf = (name: string, boxes: readonly BoxNode[]): TrackInput => ({
  name,
  objects: [{ name, bytes: write(boxes) }],
});

/** A track with the empty mfra that ends a session. */
export const ended = (boxes: readonly BoxNode[]): readonly BoxNode[] => edited(boxes, atEnd(group('mfra')));

/** A session that is one request to a path. */
export const session =
  (boxes: () => readonly BoxNode[], name = 'track.cmfv') =>
  (): Input => ({ tracks: [trackOf(name, boxes())] });

/** ftyp and moov; the media behind them. */
export const headerPart = (boxes: readonly BoxNode[]): readonly BoxNode[] => boxes.slice(0, 2);
export const mediaPart = (boxes: readonly BoxNode[]): readonly BoxNode[] => boxes.slice(2);

/** A track as it is sent in short requests: the header, then an object for each moof and mdat. */
export const requests = (
  name: string,
  boxes: readonly BoxNode[],
  nameOf: (number: number) => string = (number) => `${String(number)}.cmfv`,
): TrackInput => {
  const objects: ObjectInput[] = [{ name: 'header.cmfv', bytes: write(headerPart(boxes)) }];
  let pending: BoxNode[] = [];
  for (const box of mediaPart(boxes)) {
    pending.push(box);
    if (box.type !== 'mdat') continue;
    objects.push({ name: nameOf(objects.length), bytes: write(pending) });
    pending = [];
  }
  if (pending.length > 0) objects.push({ name: nameOf(objects.length), bytes: write(pending) });
  return { name, objects };
};

const entries = 'moov/trak/mdia/minf/stbl/stsd';

/** A track that tells another average bit rate, of the sample entry of this type. */
export const withRate = (boxes: readonly BoxNode[], entry: string, rate: number): readonly BoxNode[] =>
  edited(boxes, set(`${entries}/${entry}/btrt`, { avgBitrate: rate, maxBitrate: 2 * rate }));

/** Three renditions of one content, in three sizes and bit rates. */
export const ladder: readonly (() => readonly BoxNode[])[] = [
  () => withRate(avc({ width: 320, height: 180, level: 13 }), 'avc1', 200_000),
  () => withRate(avc(), 'avc1', 100_000),
  () => withRate(avc({ width: 240, height: 136, level: 12 }), 'avc1', 150_000),
];

/** Three bit rates of one sound. */
export const audioLadder: readonly (() => readonly BoxNode[])[] = [128_000, 96_000, 64_000].map(
  (rate) => () => withRate(audio(), 'mp4a', rate),
);

/** Renditions of one content that a client may switch among; edits are of the last one. */
export const switchingSet =
  (renditions: readonly (() => readonly BoxNode[])[], ...edits: readonly Edit[]) =>
  (): Input => {
    const names = renditions.map((_, i) => `rendition-${String(i + 1)}.cmfv`);
    return {
      tracks: renditions.map((rendition, i) =>
        trackOf(names[i] ?? '', i < renditions.length - 1 ? rendition() : edited(rendition(), ...edits)),
      ),
      switchingSets: [names],
    };
  };

/** Two sources of one track; edits are of the second. */
export const sources =
  (track: () => readonly BoxNode[], edits: readonly Edit[] = [], replaced = false) =>
  (): Input => ({
    tracks: [trackOf('source-a.cmfv', track()), trackOf('source-b.cmfv', edited(track(), ...edits))],
    redundant: { a: 'source-a.cmfv', b: 'source-b.cmfv', replaced },
  });
