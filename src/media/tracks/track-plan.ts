/** How conforming tracks are written: the boxes of a CMAF header and of its chunks, which small edits make wrong. */
import { auto } from '../build/write.ts';
import { box, group, rawBox, type BoxNode } from '../build/node.ts';
import { concat } from '../bytes.ts';
import { packLanguage } from '../isobmff/language.ts';

/** One sample: its bytes, and what trun says of it. Durations and offsets in ticks of the track. */
export interface SamplePlan {
  readonly bytes: Uint8Array;
  readonly duration: number;
  /** Sample flags; a sync sample that depends on no other (0x02000000) unless told otherwise. */
  readonly flags?: number;
  /** Composition offset. */
  readonly offset?: number;
}

/** Sample flags: depends on no other, sync; depends on others, no sync sample. */
export const sync = 0x02000000;
export const dependent = 0x01010000;

export interface ChunkPlan {
  readonly samples: readonly SamplePlan[];
  /** baseMediaDecodeTime; by default where the chunk before ends. */
  readonly time?: bigint;
  /** By default one more than the chunk before. */
  readonly sequence?: number;
  /** Top-level boxes in front of the moof. */
  readonly before?: readonly BoxNode[];
  /** Further boxes in traf, behind trun. */
  readonly traf?: readonly BoxNode[];
}

export interface HeaderPlan {
  readonly major?: string;
  readonly brands: readonly string[];
  readonly trackId?: number;
  readonly timescale: number;
  /** What `hdlr` calls the track. */
  readonly name?: string;
  readonly handler: 'vide' | 'soun' | 'text' | 'subt' | 'meta';
  readonly language?: string;
  /** A tag of BCP 47 for `elng`; without it there is no such box. */
  readonly extendedLanguage?: string;
  readonly width?: number;
  readonly height?: number;
  readonly entry: BoxNode;
  /** In trak/udta; by default the DASH role `main`. */
  readonly kinds?: readonly BoxNode[];
  /** In stbl, behind the tables. */
  readonly tables?: readonly BoxNode[];
  /** An edit list, or none. */
  readonly mediaTime?: bigint;
  readonly alternateGroup?: number;
}

const identity = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map((value) => ({ value }));

const mediaHeaders: Readonly<Record<HeaderPlan['handler'], BoxNode>> = {
  vide: box('vmhd', { flags: 1 }),
  soun: box('smhd'),
  text: box('nmhd'),
  subt: box('sthd'),
  meta: box('nmhd'),
};

/** A role of DASH (ISO/IEC 23009-1, 5.8.5.5). */
export const roleOf = (value: string): BoxNode =>
  box('kind', { schemeURI: 'urn:mpeg:dash:role:2011', value });

export const mainRole = roleOf('main');

/** A bit rate box that tells all three numbers. */
export const bitrate = (average = 100_000, most = 150_000): BoxNode =>
  box('btrt', { bufferSizeDB: 200_000, maxBitrate: most, avgBitrate: average });

/** ftyp and moov of a CMAF track (ISO/IEC 23000-19, 7.3.2.1). */
export const headerBoxes = (plan: HeaderPlan): readonly BoxNode[] => {
  const trackId = plan.trackId ?? 1;
  const sound = plan.handler === 'soun';
  return [
    box('ftyp', { major_brand: plan.major ?? 'cmfc', minor_version: 0, compatible_brands: plan.brands }),
    group(
      'moov',
      box('mvhd', {
        timescale: 1000,
        rate: 0x10000,
        volume: 0x100,
        matrix: identity,
        next_track_ID: trackId + 1,
      }),
      group(
        'trak',
        box('tkhd', {
          flags: 7,
          track_ID: trackId,
          alternate_group: plan.alternateGroup ?? 0,
          volume: sound ? 0x100 : 0,
          matrix: identity,
          width: (plan.width ?? 0) * 0x10000,
          height: (plan.height ?? 0) * 0x10000,
        }),
        plan.mediaTime === undefined
          ? undefined
          : group(
              'edts',
              box('elst', {
                entry_count: 1,
                entries: [
                  {
                    segment_duration: 0n,
                    media_time: plan.mediaTime,
                    media_rate_integer: 1,
                    media_rate_fraction: 0,
                  },
                ],
              }),
            ),
        group(
          'mdia',
          box('mdhd', { timescale: plan.timescale, language: packLanguage(plan.language ?? 'eng') }),
          box('hdlr', { handler_type: plan.handler, name: plan.name ?? 'example' }),
          plan.extendedLanguage === undefined
            ? undefined
            : box('elng', { extended_language: plan.extendedLanguage }),
          group(
            'minf',
            mediaHeaders[plan.handler],
            group('dinf', box('dref', { entry_count: 1 }, box('url ', { flags: 1 }))),
            group(
              'stbl',
              box('stsd', { entry_count: 1 }, plan.entry),
              box('stts'),
              box('stsc'),
              box('stsz'),
              box('stco'),
              ...(plan.handler === 'vide' ? [box('stss')] : []),
              ...(plan.tables ?? []),
            ),
          ),
        ),
        group('udta', ...(plan.kinds ?? [mainRole])),
      ),
      group('mvex', box('trex', { track_ID: trackId, default_sample_description_index: 1 })),
    ),
  ];
};

/** styp (optional), moof and mdat of every chunk, one behind the other. */
export const chunkBoxes = (
  chunks: readonly ChunkPlan[],
  { trackId = 1, time = 0n, sequence = 1 }: { trackId?: number; time?: bigint; sequence?: number } = {},
): readonly BoxNode[] => {
  let now = time;
  let number = sequence;
  return chunks.flatMap((chunk) => {
    now = chunk.time ?? now;
    number = chunk.sequence ?? number;
    const { samples } = chunk;
    const reordered = samples.some(({ offset = 0 }) => offset !== 0);
    const boxes = [
      ...(chunk.before ?? []),
      group(
        'moof',
        box('mfhd', { sequence_number: number }),
        group(
          'traf',
          box('tfhd', { flags: 0x20000, track_ID: trackId }),
          box('tfdt', { version: 1, baseMediaDecodeTime: now }),
          box('trun', {
            version: 1,
            flags: 0x701 | (reordered ? 0x800 : 0),
            sample_count: samples.length,
            data_offset: auto,
            samples: samples.map(({ bytes, duration, flags = sync, offset = 0 }) => ({
              sample_duration: duration,
              sample_size: bytes.length,
              sample_flags: flags,
              sample_composition_time_offset: offset >>> 0,
            })),
          }),
          ...(chunk.traf ?? []),
        ),
      ),
      rawBox('mdat', concat(...samples.map(({ bytes }) => bytes))),
    ];
    now += BigInt(samples.reduce((sum, { duration }) => sum + duration, 0));
    number += 1;
    return boxes;
  });
};
