import { child, childrenOf, decodeAs, fieldsAt, find, printable } from '../isobmff/box.ts';
import { unpackLanguage } from '../isobmff/language.ts';
import { readTree, type StructureFaultKind } from '../isobmff/tree.ts';
import type { HeaderFacts } from './ingest-object.ts';
import type { TrackDefaults } from './read-moof.ts';

/** What was read of the moov of a CMAF header; the brands come from its ftyp. */
export interface MoovReading {
  readonly facts: Omit<HeaderFacts, 'brands'>;
  readonly defaults: TrackDefaults;
  /** What cannot be read, as a noun phrase. */
  readonly fault?: string;
}

/** Faults that hide what a header says; bytes that are left over do not. */
const hiding: ReadonlySet<StructureFaultKind> = new Set([
  'too-small',
  'largesize',
  'to-the-end',
  'overruns-parent',
  'overruns-object',
  'resources',
]);

/** Major and compatible brands of an ftyp, in order. */
export const brandsOf = (ftyp: Uint8Array): readonly string[] => {
  const [box] = readTree(ftyp).boxes;
  if (box === undefined) return [];
  const { major_brand, compatible_brands } = decodeAs(box, 'ftyp').value;
  return [major_brand, ...compatible_brands].map(printable);
};

/** Reads a moov; `bytes` is the whole box. Never throws. */
export const readMoov = (bytes: Uint8Array): MoovReading => {
  const tree = readTree(bytes);
  const [moov] = tree.boxes;
  const traks = childrenOf(moov, 'trak');
  const [trak] = traks;
  const tkhd = fieldsAt(trak, 'tkhd');
  const mdhd = fieldsAt(trak, 'mdia/mdhd');
  const trackId = tkhd?.track_ID ?? 0;
  const trexes = childrenOf(child(moov, 'mvex'), 'trex').map((box) => decodeAs(box, 'trex').value);
  const trex = trexes.find((each) => each.track_ID === trackId) ?? trexes[0];
  const fault = tree.faults.find(({ kind }) => hiding.has(kind));
  return {
    facts: {
      handler: printable(fieldsAt(trak, 'mdia/hdlr')?.handler_type ?? ''),
      coding: printable(find(trak, 'mdia/minf/stbl/stsd')?.children[0]?.type ?? ''),
      trackId,
      tracks: traks.length,
      timescale: mdhd?.timescale ?? 0,
      language: (mdhd === undefined ? undefined : unpackLanguage(mdhd.language)) ?? '',
      defaultSampleDuration: trex?.default_sample_duration ?? 0,
      width: (tkhd?.width ?? 0) >>> 16,
      height: (tkhd?.height ?? 0) >>> 16,
    },
    defaults: { duration: trex?.default_sample_duration ?? 0, size: trex?.default_sample_size },
    ...(fault === undefined ? {} : { fault: `${fault.box} that ${fault.says}` }),
  };
};
