/** What the body of an ingest request is made of, as a receiving entity sees it go by. */

/** What a CMAF header says, as far as a receiving entity needs it to tell tracks apart. */
export interface HeaderFacts {
  /** `hdlr.handler_type`: `vide`, `soun`, `text`, `subt`, `meta`; empty where there is none. */
  readonly handler: string;
  /** Coding name of the first sample entry: `avc1`, `mp4a`, `wvtt`, `stpp`, `urim`; empty where there is none. */
  readonly coding: string;
  /** `tkhd.track_ID` of the first track. */
  readonly trackId: number;
  /** How many `trak` boxes there are; a CMAF header has one. */
  readonly tracks: number;
  /** Ticks a second, from `mdhd`; 0 where there is none. */
  readonly timescale: number;
  /** `mdhd.language` as three letters. */
  readonly language: string;
  /** Major and compatible brands, in order. */
  readonly brands: readonly string[];
  /** `trex.default_sample_duration`. */
  readonly defaultSampleDuration: number;
  /** `tkhd` width and height in whole pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a media fragment (moof and mdat) says of itself. */
export interface FragmentFacts {
  /** `mfhd.sequence_number`. */
  readonly sequenceNumber: number | undefined;
  /** `tfhd.track_ID` of the first track fragment. */
  readonly trackId: number | undefined;
  /** `tfdt.baseMediaDecodeTime`, in ticks of the track. */
  readonly baseMediaDecodeTime: bigint | undefined;
  /** In ticks: what `trun`, `tfhd` and the header's `trex` make of it. */
  readonly duration: bigint;
  readonly samples: number;
}

/**
 * One object of a body: a CMAF header (`ftyp` and `moov`), a media fragment (what stands before its `moof`, the `moof`
 * and the `mdat`), an `mfra`, or bytes that are none of these.
 */
export interface IngestObject {
  readonly kind: 'header' | 'fragment' | 'mfra' | 'other';
  /** Offset of its first byte in the body, and its length as far as it came. */
  readonly offset: number;
  readonly length: number;
  /** Whether all of it came. */
  readonly complete: boolean;
  /**
   * In hexadecimal, so that two can be compared. Of a header SHA-256 of all its bytes. Of a fragment 64 bits over
   * its moof and the first bytes of its mdat, not of what stands before the moof: moof says how long every sample is.
   * Of anything else 64 bits over those of its boxes that were held.
   */
  readonly digest: string;
  readonly header?: HeaderFacts;
  readonly fragment?: FragmentFacts;
  /** What cannot be read of it, as a noun phrase: `a box of 3 bytes`. */
  readonly fault?: string;
  /** The types of its top-level boxes, in order, 64 at most: `styp`, `prft`, `emsg`, `moof`, `mdat`. */
  readonly boxes: readonly string[];
}

/** Told of what comes, as it comes. */
export interface IngestListener {
  /**
   * The `moof` of a fragment, or the `ftyp` of a header, has been read; what follows may never come. `offset` is that
   * of the object: a fragment begins with the boxes before its moof. Every object that ends has begun.
   */
  begins?(kind: IngestObject['kind'], offset: number): void;
  /** An object is whole, or was cut off by the end of the body. */
  ends(object: IngestObject): void;
}

/**
 * Reads one body as it comes, in slices of any size; holds no more than the boxes of one `moov` or `moof` within the
 * limits of the box walker. Nothing throws, whatever the bytes.
 */
export interface IngestReader {
  push(bytes: Uint8Array): void;
  /** The body is over; `complete` says whether it ended as its sender meant it to. */
  end(complete: boolean): void;
  /** Objects begun so far, of each kind. */
  readonly begun: Readonly<Record<IngestObject['kind'], number>>;
}
