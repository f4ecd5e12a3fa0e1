import { child, childrenOf, decodeAs, fieldsAt, find, type Box } from '../../media/isobmff/box.ts';
import type { StructureFault } from '../../media/isobmff/tree.ts';
import { unpackLanguage } from '../../media/isobmff/language.ts';
import { visualEntries } from '../../media/isobmff/sample-entry-layouts.ts';

/** What kind of media a track carries, by its handler. */
export type MediaKind = 'video' | 'audio' | 'text' | 'subtitle' | 'metadata' | 'other';

/** A CMAF header as it came: the top-level boxes up to the first chunk. The bytes are a copy and stay. */
export interface Header {
  /** Name of the object that it came in. */
  readonly object: string;
  /** Top-level boxes from the first one up to the last before media. */
  readonly boxes: readonly Box[];
  readonly faults: readonly StructureFault[];
  readonly ftyp?: Box;
  readonly moov?: Box;
  /** `major_brand` and `compatible_brands` of ftyp, without repetition. */
  readonly brands: ReadonlySet<string>;
  /** The structural brand that applies: rules of `cmf2` apply only where it is signalled (ISO/IEC 23000-19, 7.7). */
  readonly structural: 'cmfc' | 'cmf2' | undefined;
  /** One for each trak, in their order. A CMAF header has exactly one. */
  readonly traks: readonly Trak[];
  /** Number of this header on its track: 0 for the first. */
  readonly ordinal: number;
}

/** Defaults of trex (ISO/IEC 14496-12, 8.8.3). */
export interface SampleDefaults {
  readonly descriptionIndex: number;
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

/** One trak of a header, with what most rules ask of it. */
export interface Trak {
  readonly header: Header;
  readonly box: Box;
  readonly trackId: number;
  /** Ticks a second, 0 where there is no mdhd. */
  readonly timescale: number;
  /** `handler_type`, or an empty string. */
  readonly handler: string;
  readonly kind: MediaKind;
  /** The sample entries, in their order. */
  readonly entries: readonly Box[];
  /** Type of the first sample entry, or an empty string. */
  readonly coding: string;
  /** The same with encryption looked through (`frma`). */
  readonly original: string;
  readonly encrypted: boolean;
  /** Number of entries that stsd declares. */
  readonly descriptions: number;
  readonly trex?: Box;
  readonly defaults?: SampleDefaults;
  /** `media_time` of the only edit, if there is an edit list. */
  readonly mediaTime?: bigint;
  /** The three letters of mdhd's language; `und` where none is told, undefined where it is no code. */
  readonly language?: string;
}

const kinds: Readonly<Record<string, MediaKind>> = {
  vide: 'video',
  soun: 'audio',
  text: 'text',
  subt: 'subtitle',
  meta: 'metadata',
};

/** The original format of a sample entry: what `frma` says of an encrypted one, its own type otherwise. */
export const originalOf = (entry: Box): string => {
  const frma = find(entry, 'sinf/frma');
  return frma === undefined ? entry.type : decodeAs(frma, 'frma').value.data_format;
};

const trakOf = (header: Header, box: Box, moov: Box): Trak => {
  const stsd = find(box, 'mdia/minf/stbl/stsd');
  const entries = stsd?.children ?? [];
  const [first] = entries;
  const trackId = fieldsAt(box, 'tkhd')?.track_ID ?? 0;
  const trexes = childrenOf(child(moov, 'mvex'), 'trex');
  const trex = trexes.find((each) => decodeAs(each, 'trex').value.track_ID === trackId) ?? trexes[0];
  const defaults = trex === undefined ? undefined : decodeAs(trex, 'trex').value;
  const mdhd = fieldsAt(box, 'mdia/mdhd');
  const elst = fieldsAt(box, 'edts/elst');
  const mediaTime = elst?.entries[0]?.media_time;
  const language = mdhd === undefined ? undefined : unpackLanguage(mdhd.language);
  const handler = fieldsAt(box, 'mdia/hdlr')?.handler_type ?? '';
  return {
    header,
    box,
    trackId,
    timescale: mdhd?.timescale ?? 0,
    handler,
    kind: kinds[handler] ?? 'other',
    entries,
    coding: first?.type ?? '',
    original: first === undefined ? '' : originalOf(first),
    encrypted: first !== undefined && (/^enc/.test(first.type) || child(first, 'sinf') !== undefined),
    descriptions: stsd === undefined ? 0 : decodeAs(stsd, 'stsd').value.entry_count,
    ...(trex === undefined ? {} : { trex }),
    ...(defaults === undefined
      ? {}
      : {
          defaults: {
            descriptionIndex: defaults.default_sample_description_index,
            duration: defaults.default_sample_duration,
            size: defaults.default_sample_size,
            flags: defaults.default_sample_flags,
          },
        }),
    ...(mediaTime === undefined ? {} : { mediaTime }),
    ...(language === undefined ? {} : { language }),
  };
};

/** Whether a box is a sample entry of a picture. */
export const isVisual = (entry: Box): boolean => (visualEntries as readonly string[]).includes(entry.type);

/** A header of these top-level boxes, which must be copies that stay. */
export const headerOf = (
  object: string,
  boxes: readonly Box[],
  faults: readonly StructureFault[],
  ordinal: number,
): Header => {
  const ftyp = boxes.find(({ type }) => type === 'ftyp');
  const moov = boxes.find(({ type }) => type === 'moov');
  const brand = ftyp === undefined ? undefined : decodeAs(ftyp, 'ftyp').value;
  const brands = new Set(brand === undefined ? [] : [brand.major_brand, ...brand.compatible_brands]);
  const traks: Trak[] = [];
  const header: Header = {
    object,
    boxes,
    faults,
    ...(ftyp === undefined ? {} : { ftyp }),
    ...(moov === undefined ? {} : { moov }),
    brands,
    structural: brands.has('cmf2') ? 'cmf2' : brands.has('cmfc') ? 'cmfc' : undefined,
    traks,
    ordinal,
  };
  if (moov !== undefined) {
    for (const box of childrenOf(moov, 'trak')) traks.push(trakOf(header, box, moov));
  }
  return header;
};

/** A box inside a trak, by path: `inTrak(trak, 'mdia/mdhd')`. */
export const inTrak = (trak: Trak, path: string): Box | undefined => find(trak.box, path);
