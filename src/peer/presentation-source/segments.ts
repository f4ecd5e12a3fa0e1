/** The objects of one track as they are uploaded: CMAF as it is, encrypted, or as a transport stream. */
import { createCipheriv, createHash } from 'node:crypto';
import { concat, hex, join } from '../../media/bytes.ts';
import { ingestObjects } from '../../media/ingest/ingest-reader.ts';
import { transportStreamSegment } from '../../media/ts/transport-stream.ts';
import type { SourceTrack } from '../../media/tracks/test-track.ts';
import { sendsTransportStreams } from './naming.ts';
import type { PresentationPlan } from '../../scenario/scenario.ts';
import type { Quirks } from '../ingest-source/request.ts';

export interface MediaSegment {
  readonly number: number;
  /** In ticks of the track. */
  readonly time: bigint;
  readonly duration: bigint;
  /** What is uploaded, in the pieces in which it is made. */
  readonly pieces: readonly Uint8Array[];
}

/** A key for some segments of a track, and which of them it is. */
export interface SegmentKey {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** How many segments one key is for. */
export const segmentsOfKey = 3;

/** 16 bytes that follow from the name of the event and of the track: every source of the event has the same. */
export const keyOf = (event: string, { name }: SourceTrack, segment: number): SegmentKey => {
  const number = Math.floor(segment / segmentsOfKey);
  const digest = createHash('sha256')
    .update(`${event}/${name}/${String(number)}`)
    .digest();
  return { number, bytes: new Uint8Array(digest.subarray(0, 16)) };
};

/** The initialization vector of the segments of one key, in hexadecimal: the number of the key. */
export const vectorOf = (key: number): string => key.toString(16).padStart(32, '0');

/** A whole segment in AES-128 with cipher block chaining and PKCS7 padding (RFC 8216, 4.3.2.4). */
const encrypted = (bytes: Uint8Array, key: SegmentKey): Uint8Array => {
  const cipher = createCipheriv('aes-128-cbc', key.bytes, hex(vectorOf(key.number)));
  return concat(new Uint8Array(cipher.update(bytes)), new Uint8Array(cipher.final()));
};

/** A box that says nothing (ISO/IEC 14496-12, 8.1.2). */
const free = hex('00000008 66726565');

export interface SegmentOptions {
  readonly plan: PresentationPlan & { readonly formats: 'dash' | 'hls' | 'both' };
  readonly quirks: Quirks;
  readonly event: string;
  readonly isSecondReceiver: boolean;
}

/** Whether segments are encrypted: with whole segments in AES-128, as only HLS has it. */
export const areEncrypted = ({ keys, formats }: SegmentOptions['plan']): boolean =>
  keys === true && formats === 'hls';

/** When a fragment is shown, and for how long, by what its chunks say. */
const timesOf = (
  track: SourceTrack,
  number: number,
  chunks: readonly Uint8Array[],
): Pick<MediaSegment, 'time' | 'duration'> => {
  const facts = ingestObjects(join([track.header, ...chunks]), true).flatMap(
    ({ fragment }) => fragment ?? [],
  );
  const duration = facts.reduce((sum, each) => sum + each.duration, 0n);
  const usual = BigInt(track.fragmentDuration);
  return {
    time: facts[0]?.baseMediaDecodeTime ?? BigInt(number) * usual,
    duration: duration > 0n ? duration : usual,
  };
};

/** A segment of a track; undefined where the track has nothing to send. */
export const segmentOf = (
  track: SourceTrack,
  number: number,
  { plan, quirks, event, isSecondReceiver }: SegmentOptions,
): MediaSegment | undefined => {
  const chunks = track.chunks(number);
  if (chunks.length === 0) return undefined;
  const flows = plan.lowLatency === true && !quirks.has('waits-for-whole-objects');
  const times = timesOf(track, number, chunks);
  const made = (): readonly Uint8Array[] => {
    const isTransported = sendsTransportStreams(plan, quirks);
    if (flows && !isTransported && !areEncrypted(plan)) return chunks;
    const whole = isTransported ? transportStreamSegment(track, number) : join(chunks);
    return [areEncrypted(plan) ? encrypted(whole, keyOf(event, track, number)) : whole];
  };
  const isAltered = isSecondReceiver && quirks.has('other-bytes-at-second-receiver');
  return { number, ...times, pieces: isAltered ? [...made(), free] : made() };
};
