/** The samples of a fragment of a test track, as its boxes tell them. */
import { childrenOf, decodeAs, fieldsAt } from '../isobmff/box.ts';
import { readTree } from '../isobmff/tree.ts';
import { boxAt } from '../tracks/splice.ts';
import type { SourceTrack } from '../tracks/test-track.ts';

/** One sample: its bytes, and its times in ticks of the track. */
export interface TrackSample {
  readonly bytes: Uint8Array;
  readonly decoded: bigint;
  readonly shown: bigint;
  readonly isSync: boolean;
}

/** sample_is_non_sync_sample (ISO/IEC 14496-12, 8.8.3.1). */
const nonSync = 0x10000;

/** The samples of one chunk: a moof of one track, and the mdat behind it (ISO/IEC 14496-12, 8.8.8). */
const samplesOfChunk = (header: Uint8Array, chunk: Uint8Array): readonly TrackSample[] => {
  const trex = fieldsAt(boxAt(header, 'moov/mvex'), 'trex');
  const samples: TrackSample[] = [];
  for (const moof of readTree(chunk).boxes.filter(({ type }) => type === 'moof')) {
    for (const traf of childrenOf(moof, 'traf')) {
      const tfhd = fieldsAt(traf, 'tfhd');
      let decoded = fieldsAt(traf, 'tfdt')?.baseMediaDecodeTime ?? 0n;
      let at = moof.at + moof.size + 8;
      for (const trun of childrenOf(traf, 'trun')) {
        const run = decodeAs(trun, 'trun').value;
        at = run.data_offset === undefined ? at : moof.at + run.data_offset;
        const listed = Array.from({ length: run.sample_count }, (_, i) => run.samples[i]);
        for (const [i, sample] of listed.entries()) {
          const size = sample?.sample_size ?? tfhd?.default_sample_size ?? trex?.default_sample_size ?? 0;
          const duration =
            sample?.sample_duration ?? tfhd?.default_sample_duration ?? trex?.default_sample_duration ?? 0;
          const usual = tfhd?.default_sample_flags ?? trex?.default_sample_flags ?? 0;
          const flags = (i === 0 ? run.first_sample_flags : undefined) ?? sample?.sample_flags ?? usual;
          samples.push({
            bytes: chunk.subarray(at, at + size),
            decoded,
            shown: decoded + BigInt((sample?.sample_composition_time_offset ?? 0) | 0),
            isSync: (flags & nonSync) === 0,
          });
          at += size;
          decoded += BigInt(duration);
        }
      }
    }
  }
  return samples;
};

/** The samples of a fragment, chunk by chunk. */
export const samplesOf = (track: SourceTrack, number: number): readonly (readonly TrackSample[])[] =>
  track.chunks(number).map((chunk) => samplesOfChunk(track.header, chunk));
