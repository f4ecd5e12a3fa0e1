/** What a step sends of a test track to a receiving entity under test. */
import type { FragmentForm, ForeignBody, HeaderForm, TestTrackName } from '../../media/tracks/test-track.ts';
import { put } from '../stimulus.ts';
import type { RequestPlan, Step } from '../stimulus.ts';

/** A part of a body, in bytes that follow from the track and the numbers alone. */
export type MediaPiece =
  | { readonly piece: 'header'; readonly form: HeaderForm }
  /** So many fragments from a number on, each as one HTTP chunk, or as many as it has CMAF chunks. */
  | {
      readonly piece: 'fragments';
      readonly from: number;
      readonly count: number;
      readonly form: FragmentForm;
      readonly by: 'fragment' | 'chunk';
    }
  /** `mfra` with nothing in it: the end of the event (DI-CMAF-GP-06a). */
  | { readonly piece: 'mfra' }
  /** A body that is no CMAF. */
  | { readonly piece: 'foreign'; readonly body: ForeignBody }
  /** Text as UTF-8: a manifest. */
  | { readonly piece: 'text'; readonly text: string }
  /** So many bytes that follow from the seed alone and hold no pattern. */
  | { readonly piece: 'filler'; readonly bytes: number; readonly seed: number }
  /** A segment of an MPEG-2 transport stream with the video of the track, by its number. */
  | { readonly piece: 'transport-stream'; readonly number: number };

export const header = (form: HeaderForm = 'plain'): MediaPiece => ({ piece: 'header', form });
export const fragments = (
  from: number,
  count: number,
  form: FragmentForm = 'plain',
  by: 'fragment' | 'chunk' = 'fragment',
): MediaPiece => ({ piece: 'fragments', from, count, form, by });
export const mfra: MediaPiece = { piece: 'mfra' };
export const foreign = (body: ForeignBody): MediaPiece => ({ piece: 'foreign', body });
export const text = (content: string): MediaPiece => ({ piece: 'text', text: content });
export const filler = (bytes: number, seed = 1): MediaPiece => ({ piece: 'filler', bytes, seed });
export const transportStream = (number = 0): MediaPiece => ({ piece: 'transport-stream', number });

/** The media type of a track's requests (RFC 4337, ISO/IEC 23000-19 annex A). */
export const contentTypeOf = (track: TestTrackName): string => {
  if (track.startsWith('video')) return 'video/mp4';
  return track.startsWith('audio') ? 'audio/mp4' : 'application/mp4';
};

/** The fields of an ingest source's request: POST of a track, relative to the publishing point. */
export const post = (track: TestTrackName = 'video', changes: Partial<RequestPlan> = {}): RequestPlan =>
  put({
    method: 'POST',
    target: `{track:${track}}`,
    framing: { by: 'chunks' },
    expect: undefined,
    contentType: contentTypeOf(track),
    ...changes,
  });

/** Sends pieces of a track as the body (or more of it) of the last request on a connection. */
export const media = (
  pieces: readonly MediaPiece[],
  {
    track = 'video',
    conn = 'source',
    regardless = false,
    ...further
  }: {
    readonly track?: TestTrackName;
    readonly conn?: string;
    readonly regardless?: boolean;
    readonly pace?: 'real-time';
    readonly chunkBytes?: number;
    readonly extension?: string;
  } = {},
): Step => ({ do: 'media', conn, track, pieces, regardless, ...further });

/** A whole request: head, pieces, end of the body, and its final answer. */
export const send = (
  pieces: readonly MediaPiece[],
  {
    track = 'video',
    conn = 'source',
    plan = {},
  }: {
    readonly track?: TestTrackName;
    readonly conn?: string;
    readonly plan?: Partial<RequestPlan>;
  } = {},
): readonly Step[] => [
  { do: 'request', conn, plan: post(track, plan) },
  media(pieces, { track, conn }),
  { do: 'finish', conn },
  { do: 'await', conn, what: { kind: 'final' }, within: 'final' },
];

const formWords = (form: string): string => (form === 'plain' ? '' : ` (${form})`);

/** A piece in a few words, for the trace. */
export const pieceWords = (piece: MediaPiece): string => {
  switch (piece.piece) {
    case 'header':
      return `the header${formWords(piece.form)}`;
    case 'fragments': {
      const last = piece.from + piece.count - 1;
      const which =
        piece.count === 1 ? `fragment ${String(last)}` : `fragments ${String(piece.from)} to ${String(last)}`;
      return `${which}${formWords(piece.form)}`;
    }
    case 'mfra':
      return 'mfra';
    case 'foreign':
      return piece.body;
    case 'text':
      return `a text of ${String(piece.text.length)} characters`;
    case 'filler':
      return `${String(piece.bytes)} bytes of filler`;
    case 'transport-stream':
      return `transport stream segment ${String(piece.number)}`;
  }
};
