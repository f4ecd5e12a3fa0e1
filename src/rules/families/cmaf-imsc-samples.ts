import { has } from '../../media/bytes.ts';
import { parseTtml, type TtmlDocument } from '../../media/text/ttml-document.ts';
import type { Parsed } from '../../media/codec/parsed.ts';
import { wholeSamples, type WholeSample } from '../model/whole-samples.ts';
import type { Track } from '../model/track.ts';
import type { Subjects } from '../rule.ts';
import { readSubsamples, type Subsamples } from './cmaf-imsc-subsamples.ts';

/** A sample of a TTML track: its document, and the images behind it. */
export interface TtmlSample {
  readonly sample: WholeSample;
  readonly document: Parsed<TtmlDocument>;
  /** Sizes of its subsamples, the document first; undefined where nothing tells them. */
  readonly parts: readonly number[] | undefined;
  /** Numbers of the subsamples that its document refers to, none twice. */
  readonly references: readonly number[];
}

export interface TtmlSamples {
  readonly list: readonly TtmlSample[];
  readonly subsamples?: Subsamples;
}

const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Whether a PNG image begins at an offset. */
export const isPng = (bytes: Uint8Array, at: number): boolean => has(bytes, at, pngSignature);

const firstImage = (bytes: Uint8Array): number => {
  for (let at = bytes.indexOf(0x89); at >= 0; at = bytes.indexOf(0x89, at + 1)) {
    if (isPng(bytes, at)) return at;
  }
  return bytes.length;
};

/** A reference to another subsample of the same sample (ISO/IEC 14496-30, 5.4). */
const reference = /^urn:mpeg:14496-30:(?:2012:)?subs:(\d{1,5})$/;

const referencesOf = (document: Parsed<TtmlDocument>): readonly number[] =>
  'broken' in document
    ? []
    : [
        ...new Set(
          document.value.images.flatMap((image) => {
            const number = reference.exec(image.reference.trim())?.[1];
            return number === undefined ? [] : [Number(number)];
          }),
        ),
      ];

const read = new WeakMap<Subjects['samples']['samples'], TtmlSamples>();

/**
 * The documents of a chunk, read once for all rules that ask. A document ends with its subsample, or where no box tells
 * subsamples, in front of the first image.
 */
export const ttmlSamples = (subject: Subjects['samples'], track: Track): TtmlSamples => {
  const known = read.get(subject.samples);
  if (known !== undefined) return known;
  const box = subject.samples.subsamples;
  const subsamples = box === undefined ? undefined : readSubsamples(box);
  const list = wholeSamples(subject, track)
    .filter(({ bytes }) => bytes.length > 0)
    .map((sample): TtmlSample => {
      const { bytes, index } = sample;
      const parts = subsamples?.sizes.get(index);
      const document = parseTtml(bytes.subarray(0, parts?.[0] ?? firstImage(bytes)));
      return { sample, document, parts, references: referencesOf(document) };
    });
  const samples = { list, ...(subsamples === undefined ? {} : { subsamples }) };
  read.set(subject.samples, samples);
  return samples;
};
