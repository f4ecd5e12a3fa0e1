/** The tracks that our own ingest source sends: conforming CMAF tracks, made box by box, of any length. */

/** What the tracks of the test presentation are called; a name stands in paths, so it has no odd characters. */
export const testTracks = {
  video: 'video, 160 by 90',
  'video-low': 'video of the same switching set, 96 by 54',
  audio: 'audio in English, AAC',
  'audio-german': 'audio in German, AAC',
  webvtt: 'WebVTT subtitles',
  ttml: 'TTML subtitles (IMSC1 text)',
  metadata: 'timed metadata: event messages with SCTE-35',
} as const;

export type TestTrackName = keyof typeof testTracks;

export type MediaKind = 'video' | 'audio' | 'text' | 'metadata';

/**
 * A track that goes on for ever. Every fragment is conforming and follows from its number alone, so that two sources
 * that start at different times send the same bytes: `baseMediaDecodeTime` is the number times the fragment duration,
 * the sequence number of its first chunk the number times the chunks of a fragment, plus 1.
 */
export interface SourceTrack {
  readonly name: string;
  readonly kind: MediaKind;
  /** `.cmfv`, `.cmfa`, `.cmft`, `.cmfm` (ISO/IEC 23000-19, annex A). */
  readonly extension: string;
  /** `video/mp4`, `audio/mp4`, `application/mp4`. */
  readonly contentType: string;
  /** Ticks a second. */
  readonly timescale: number;
  /** Ticks of one fragment; of a looped file what its fragments last on average, whose times are as they are. */
  readonly fragmentDuration: number;
  /** The CMAF header. */
  readonly header: Uint8Array;
  /** The chunks of a fragment, numbered from 0: one for text and metadata, several for video and audio. The bytes are a copy. */
  chunks(number: number): readonly Uint8Array[];
  /** Whether the fragment has anything but filler in it: sparse tracks have fragments that say nothing. */
  says(number: number): boolean;
}

/** A header that is not the one of the track, and why. */
export const headerForms = {
  plain: 'the CMAF header of the track',
  'other-language': 'the header of the track with another language, in mdhd and elng',
  'other-codec': 'a header of the same kind of media with another codec',
  'other-track': 'a header whose track_ID is not that of the fragments',
  'unknown-codec': 'a well-formed CMAF header whose sample entry nobody knows',
  'without-moov': 'ftyp alone',
  'moov-first': 'moov before ftyp',
  'broken-moov': 'a moov whose inner sizes overrun it',
  'cut-off': 'the first half of the header',
} as const;
export type HeaderForm = keyof typeof headerForms;

/** A fragment that is not as it should be, and why. */
export const fragmentForms = {
  plain: 'the fragment of the track',
  'with-styp': 'the fragment with styp of a CMAF segment before it',
  'with-emsg': 'the fragment with an event message box before it',
  'without-tfdt': 'the fragment without tfdt',
  'foreign-track': 'the fragment with a track_ID that the header does not have',
  'cut-off': 'the first half of the fragment',
  'moof-alone': 'the moof without its mdat',
  'overlong-sample': 'a fragment whose trun says more bytes than its mdat has',
  'broken-moof': 'a moof whose inner sizes overrun it',
} as const;
export type FragmentForm = keyof typeof fragmentForms;

/** Bodies that are no CMAF, most of them meant to do harm. */
export const foreignBodies = {
  text: 'plain text',
  noise: 'bytes that follow no pattern',
  jpeg: 'a picture',
  'progressive-mp4': 'an MP4 file that is no CMAF: moov with sample tables, and mdat',
  'transport-stream': 'packets of an MPEG-2 transport stream',
  form: 'a form, application/x-www-form-urlencoded',
  'box-of-4-gib': 'a box that declares 4 GiB',
  'box-of-2-to-the-63': 'a box that declares 2^63 bytes in its 64-bit size',
  'box-of-3-bytes': 'a box that declares fewer bytes than its own header has',
  'box-to-the-end': 'a moov that declares size 0: to the end of the body',
  nested: 'a thousand boxes one inside the other',
  'endless-table': 'a moof whose trun declares four thousand million samples',
  'zero-bytes': 'zero bytes, 64 KiB of them',
} as const;
export type ForeignBody = keyof typeof foreignBodies;
