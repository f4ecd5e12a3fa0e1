/** What is handed to a connection at a time, and how long it plays. */
import { join } from '../../media/bytes.ts';
import { headerBytes, fragmentBytes, emptyMfra } from '../../media/tracks/forms.ts';
import { foreignBytes } from '../../media/tracks/foreign.ts';
import { fragmentOf } from '../../media/tracks/presentation.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import { transportStreamSegment } from '../../media/ts/transport-stream.ts';
import { samples } from '../../media/samples.ts';
import type { MediaPiece } from '../../scenario/ingest/media-step.ts';
import type { Step } from '../../scenario/stimulus.ts';
import { fillerBytes, fillerPortion } from './filler.ts';

export interface Portion {
  readonly bytes: Uint8Array;
  /** Seconds of media in it, which is how much later the next one is due where the step is paced. */
  readonly seconds: number;
}

type Fragments = Extract<MediaPiece, { piece: 'fragments' }>;

const still = (bytes: Uint8Array): readonly Portion[] => [{ bytes, seconds: 0 }];

/** Chunks of a fragment are sent apart where it is as the track has it; a deviating one goes out in one. */
const fragmentPortions = (piece: Fragments, track: SourceTrack, number: number): readonly Portion[] => {
  const { form, by } = piece;
  const seconds = track.fragmentDuration / track.timescale;
  if (form !== 'plain') return [{ bytes: fragmentBytes(track, number, form), seconds }];
  if (by === 'fragment') return [{ bytes: fragmentOf(track, number), seconds }];
  const chunks = track.chunks(number);
  return chunks.map((bytes) => ({ bytes, seconds: seconds / chunks.length }));
};

/** The same bytes, in views of a size. */
const views = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

const piecePortions = (piece: MediaPiece, track: SourceTrack): readonly Portion[] => {
  switch (piece.piece) {
    case 'header':
      return still(headerBytes(track, piece.form));
    case 'fragments':
      return Array.from({ length: piece.count }, (_, index) => piece.from + index).flatMap((number) =>
        fragmentPortions(piece, track, number),
      );
    case 'mfra':
      return still(emptyMfra);
    case 'foreign':
      return still(foreignBytes(piece.body));
    case 'text':
      return still(new TextEncoder().encode(piece.text));
    case 'filler':
      return views(fillerBytes(piece.bytes, piece.seed), fillerPortion).flatMap(still);
    case 'transport-stream':
      return [
        {
          bytes: transportStreamSegment(track, piece.number),
          seconds: track.fragmentDuration / track.timescale,
        },
      ];
  }
};

/** The pieces of a media step: one portion an object, or as many as it has CMAF chunks or portions of filler; none is empty. */
export const mediaPortions = (step: Extract<Step, { do: 'media' }>, track: SourceTrack): readonly Portion[] =>
  step.pieces.flatMap((piece) => piecePortions(piece, track)).filter(({ bytes }) => bytes.length > 0);

/** The same bytes in portions of a size, of which each plays as long. */
export const recut = (portions: readonly Portion[], size: number): readonly Portion[] => {
  const whole = join(portions.map(({ bytes }) => bytes));
  const count = Math.ceil(whole.length / size);
  const seconds = portions.reduce((sum, portion) => sum + portion.seconds, 0) / count;
  return views(whole, size).map((bytes) => ({ bytes, seconds }));
};

/** Frames of a sample: each plays as long as a frame does, and so does what they are cut into. */
export const framePortions = (
  step: Extract<Step, { do: 'stream' }>,
  pieces: readonly Uint8Array[],
): readonly Portion[] => {
  const seconds = samples[step.sample].frameMilliseconds / 1000;
  const portions = pieces.map((bytes) => ({ bytes, seconds }));
  if (step.chunkBytes === undefined) return portions;
  return recut(portions, step.chunkBytes).map(({ bytes }) => ({ bytes, seconds }));
};
