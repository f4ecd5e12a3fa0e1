/** The deviations of our ingest source that lie in its media: tracks with small edits. */
import { ascii, concat } from '../../media/bytes.ts';
import type { Edit } from '../../media/build/edit.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { eventMessage } from '../../media/events/event-boxes.ts';
import { payloadOf } from '../../media/isobmff/box.ts';
import { packLanguage } from '../../media/isobmff/language.ts';
import { readTree } from '../../media/isobmff/tree.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import { readNodes } from './read-nodes.ts';
import type { Quirks } from './request.ts';

/** Changes every box of a type, wherever it stands; none where there is none. */
const each =
  (type: string, change: (node: BoxNode) => readonly BoxNode[]): Edit =>
  (boxes) =>
    boxes.flatMap((node) =>
      node.type === type ? change(node) : [{ ...node, children: each(type, change)(node.children) }],
    );

const without = (type: string): Edit => each(type, () => []);

type Fields = Readonly<Record<string, unknown>>;

const changed = (type: string, by: (fields: Fields) => Fields): Edit =>
  each(type, (node) => [{ ...node, fields: { ...node.fields, ...by(node.fields) } }]);

const all =
  (...edits: readonly Edit[]): Edit =>
  (boxes) =>
    edits.reduce((current, edit) => edit(current), boxes);

const withHeader = (track: SourceTrack, edit: Edit): SourceTrack => ({
  ...track,
  header: write(edit(readNodes(track.header))),
});

/** Edits the chunks of fragments, by their number. */
const withChunks = (track: SourceTrack, edit: (number: number) => Edit | undefined): SourceTrack => ({
  ...track,
  chunks: (number) => {
    const own = edit(number);
    const chunks = track.chunks(number);
    return own === undefined ? chunks : chunks.map((chunk) => write(own(readNodes(chunk))));
  },
});

const samplesIn = (boxes: readonly BoxNode[]): number =>
  boxes.reduce(
    (sum, { type, fields, children }) =>
      sum + (type === 'trun' ? Number(fields['sample_count']) : samplesIn(children)),
    0,
  );

/** Ticks of a sample; of the whole fragment, where it has none. */
const sampleDuration = (track: SourceTrack): number =>
  Math.round(track.fragmentDuration / Math.max(1, samplesIn(track.chunks(0).flatMap(readNodes))));

const later = (ticks: number): Edit =>
  changed('tfdt', ({ baseMediaDecodeTime }) => ({
    baseMediaDecodeTime: BigInt(Number(baseMediaDecodeTime) + ticks),
  }));

const times = (value: unknown, factor: number): number => Number(value ?? 0) * factor;

interface Sample {
  readonly sample_duration?: number;
  readonly sample_composition_time_offset?: number;
}

/** Every time and duration of a track so many times as long, in ticks. */
const stretched = (track: SourceTrack, factor: number): SourceTrack => {
  const defaults = ({ default_sample_duration }: Fields): Fields => ({
    default_sample_duration: times(default_sample_duration, factor),
  });
  const header = withHeader(track, changed('trex', defaults));
  const sample = (one: Sample): Sample => ({
    ...one,
    sample_duration: times(one.sample_duration, factor),
    sample_composition_time_offset: times((one.sample_composition_time_offset ?? 0) | 0, factor) >>> 0,
  });
  const chunks = all(
    changed('tfhd', defaults),
    changed('tfdt', ({ baseMediaDecodeTime }) => ({
      baseMediaDecodeTime: BigInt(Number(baseMediaDecodeTime) * factor),
    })),
    changed('trun', ({ samples }) => ({ samples: ((samples ?? []) as readonly Sample[]).map(sample) })),
  );
  return {
    ...withChunks(header, () => chunks),
    fragmentDuration: track.fragmentDuration * factor,
  };
};

const isFourth = (number: number): boolean => number % 4 === 3;
/** Added to the sequence numbers of what is sent a second time. */
const otherNumbers = 1_000_000;
/** How many times as long fragments of ten seconds are. */
const longer = 11;

const inBandEvent = (number: number, timescale: number, time: bigint): Uint8Array =>
  eventMessage({
    version: 1,
    scheme_id_uri: 'urn:example:ingestspec:2026',
    value: '1',
    timescale,
    presentation_time: time,
    event_duration: timescale,
    id: number,
    message_data: ascii('an event'),
  });

const replaced = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) copy.write(to, at, 'latin1');
  return copy;
};

/** Breaks the last byte of every event message of a chunk: that of the CRC of its section. */
const brokenCrc = (chunk: Uint8Array): Uint8Array => {
  const copy = chunk.slice();
  for (const mdat of readTree(copy).boxes) {
    if (mdat.type !== 'mdat') continue;
    for (const event of readTree(payloadOf(mdat)).boxes) {
      if (event.type !== 'emsg') continue;
      const { view } = event;
      const last = event.at + event.size - 1;
      view.setUint8(last, view.getUint8(last) ^ 0xff);
    }
  }
  return copy;
};

interface Place {
  /** Another rendition of the video stands before it. */
  readonly isSecondRendition: boolean;
  readonly instance: 'first' | 'second';
}

type Alteration = (track: SourceTrack, place: Place) => SourceTrack;

const ofKind =
  (kind: SourceTrack['kind'], alter: Alteration): Alteration =>
  (track, place) =>
    track.kind === kind ? alter(track, place) : track;

const ofSecondRendition =
  (alter: Alteration): Alteration =>
  (track, place) =>
    place.isSecondRendition ? alter(track, place) : track;

const ofSecondInstance =
  (alter: Alteration): Alteration =>
  (track, place) =>
    place.instance === 'second' ? alter(track, place) : track;

const headerWith =
  (...edits: readonly Edit[]): Alteration =>
  (track) =>
    withHeader(track, all(...edits));

const only =
  (isSent: (number: number, track: SourceTrack) => boolean): Alteration =>
  (track) => ({ ...track, chunks: (number) => (isSent(number, track) ? track.chunks(number) : []) });

const emptied: Edit = each('udta', (node) => (node.children.length === 0 ? [] : [node]));

const alterations: Partial<Record<SourceQuirk, Alteration>> = {
  'drops-fragments': only((number) => !isFourth(number)),
  'metadata-with-gaps': ofKind(
    'metadata',
    only((number, track) => track.says(number)),
  ),
  'repeats-fragments': (track) => ({
    ...track,
    chunks: (number) => {
      const chunks = track.chunks(number);
      if (!isFourth(number)) return chunks;
      const again = changed('mfhd', ({ sequence_number }) => ({
        sequence_number: Number(sequence_number) + otherNumbers,
      }));
      return [...chunks, ...chunks.map((chunk) => write(again(readNodes(chunk))))];
    },
  }),
  'moved-time': (track) =>
    withChunks(track, (number) => (number % 4 === 2 ? later(sampleDuration(track)) : undefined)),
  'long-fragments': ofKind('video', (track) => stretched(track, longer)),
  'no-btrt': headerWith(without('btrt')),
  'no-language': headerWith(
    without('elng'),
    changed('mdhd', () => ({ language: packLanguage('und') })),
  ),
  'no-role': headerWith(without('kind'), emptied),
  'wrong-role': headerWith(changed('kind', () => ({ value: 'leading-role' }))),
  'in-band-emsg': ofKind('video', (track) => ({
    ...track,
    chunks: (number) => {
      const [first = new Uint8Array(0), ...others] = track.chunks(number);
      const time = BigInt(number) * BigInt(track.fragmentDuration);
      return [concat(inBandEvent(number, track.timescale, time), first), ...others];
    },
  })),
  'unaligned-set': ofSecondRendition((track) => withChunks(track, () => later(sampleDuration(track)))),
  'audio-of-another-time': ofKind('audio', (track) => withChunks(track, () => later(60 * track.timescale))),
  'other-timescale-in-set': ofSecondRendition((track) => {
    const twice = stretched(track, 2);
    const timescale = track.timescale * 2;
    return {
      ...withHeader(
        twice,
        changed('mdhd', () => ({ timescale })),
      ),
      timescale,
    };
  }),
  'wrong-text-handler': ofKind('text', (track) =>
    Buffer.from(track.header).includes('wvtt')
      ? withHeader(
          track,
          changed('hdlr', () => ({ handler_type: 'subt' })),
        )
      : track,
  ),
  'wrong-scte-scheme': ofKind('metadata', (track) => {
    const other = (bytes: Uint8Array): Uint8Array =>
      replaced(bytes, 'urn:scte:scte35:2013:bin', 'urn:scte:scte35:2031:bin');
    return { ...track, header: other(track.header), chunks: (number) => track.chunks(number).map(other) };
  }),
  'broken-splice-crc': ofKind('metadata', (track) => ({
    ...track,
    chunks: (number) => track.chunks(number).map(brokenCrc),
  })),
  'other-header-on-takeover': ofSecondInstance(
    headerWith(changed('hdlr', () => ({ name: 'another source' }))),
  ),
  'own-clock': ofSecondInstance((track) => {
    const third = Math.floor(track.fragmentDuration / sampleDuration(track) / 3) * sampleDuration(track);
    return withChunks(track, () => later(third > 0 ? third : Math.floor(track.fragmentDuration / 3)));
  }),
};

/** The tracks that a source with these quirks sends. */
export const alteredTracks = (
  tracks: readonly SourceTrack[],
  quirks: Quirks,
  instance: 'first' | 'second',
): readonly SourceTrack[] => {
  const firstVideo = tracks.find(({ kind }) => kind === 'video');
  return tracks.map((track) =>
    [...quirks].reduce(
      (current, quirk) =>
        alterations[quirk]?.(current, {
          isSecondRendition: track.kind === 'video' && track !== firstVideo,
          instance,
        }) ?? current,
      track,
    ),
  );
};
