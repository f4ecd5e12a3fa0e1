/** What a sample is: a stream that our sources send, frame by frame. */

export type SampleName = 'mp3' | 'aac' | 'ogg' | 'webm' | 'flac';

export interface Sample {
  readonly contentType: string;
  /** What precedes the first frame: identification pages, an EBML header; empty for MP3 and ADTS. */
  readonly header: Uint8Array;
  /** The frame (page, cluster) with this number, from 0. */
  frame(index: number): Uint8Array;
  /** How long a frame plays, in milliseconds. */
  readonly frameMilliseconds: number;
}
