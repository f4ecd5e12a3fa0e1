/**
 * Segments of an MPEG-2 transport stream made of the media of a test track, as HLS has them (RFC 8216, 3.2): each
 * begins with its tables and with a picture that depends on no other, and follows from its number alone.
 */
import { concat, join } from '../bytes.ts';
import { parseAudioSpecificConfig } from '../codec/aac.ts';
import { parseAvcC } from '../codec/avc.ts';
import { parseEsds } from '../codec/esds.ts';
import { walkNals } from '../codec/nal.ts';
import { payloadOf } from '../isobmff/box.ts';
import { boxAt } from '../tracks/splice.ts';
import type { SourceTrack } from '../tracks/test-track.ts';
import { tables } from './packets.ts';
import { streamPackets } from './pes.ts';
import type { PesPlan } from './pes.ts';
import { samplesOf } from './track-samples.ts';
import type { TrackSample } from './track-samples.ts';

/** Ticks a second of everything that a transport stream tells the time by. */
const systemTicks = 90_000n;

const ticksOf = (time: bigint, { timescale }: SourceTrack): bigint =>
  (time * systemTicks) / BigInt(timescale);

/** stream_type and stream_id of what we write (ISO/IEC 13818-1, tables 2-34 and 2-22). */
const avc = { streamType: 0x1b, streamId: 0xe0 };
const adts = { streamType: 0x0f, streamId: 0xc0 };

/** Access unit delimiters (ISO/IEC 14496-10, 7.3.2.4): of intra pictures, and of any. */
const intraDelimiter = Uint8Array.of(9, 0x10);
const anyDelimiter = Uint8Array.of(9, 0xf0);
const startCode = Uint8Array.of(0, 0, 0, 1);

/** A NAL unit that the writer of the transport stream makes anew, or parameter sets that it repeats. */
const isRewritten = (nal: Uint8Array): boolean => [7, 8, 9].includes((nal[0] ?? 0) & 31);

/** A picture in the byte stream format (ISO/IEC 14496-10, Annex B), with parameter sets where one can begin. */
const annexB = (sample: TrackSample, lengthSize: number, sets: readonly Uint8Array[]): Uint8Array => {
  const units: Uint8Array[] = sample.isSync ? [intraDelimiter, ...sets] : [anyDelimiter];
  walkNals(sample.bytes, lengthSize, (nal) => {
    if (!isRewritten(nal)) units.push(nal);
  });
  return join(units.flatMap((unit) => [startCode, unit]));
};

const pictures = (track: SourceTrack, number: number, record: Uint8Array): readonly PesPlan[] => {
  const config = parseAvcC(record);
  if (!('value' in config)) throw new Error(`${track.name}: ${config.broken}`);
  const { sequenceParameterSets, pictureParameterSets, lengthSizeMinusOne } = config.value;
  const sets = [...sequenceParameterSets, ...pictureParameterSets].map(({ bytes }) => bytes);
  return samplesOf(track, number)
    .flat()
    .map((sample) => ({
      streamId: avc.streamId,
      pts: ticksOf(sample.shown, track),
      dts: ticksOf(sample.decoded, track),
      isRandomAccess: sample.isSync,
      bytes: annexB(sample, lengthSizeMinusOne + 1, sets),
    }));
};

/** By sampling_frequency_index (ISO/IEC 14496-3, table 1.18). */
const samplingFrequencies = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** An AAC frame with its ADTS header, without a CRC (ISO/IEC 14496-3, table 1.A.6). */
const adtsFrame = (frame: Uint8Array, type: number, frequency: number, channels: number): Uint8Array => {
  const length = 7 + frame.length;
  return concat(
    Uint8Array.of(
      0xff,
      0xf1,
      ((type - 1) << 6) | (frequency << 2) | (channels >> 2),
      ((channels & 3) << 6) | (length >> 11),
      (length >> 3) & 255,
      ((length & 7) << 5) | 0x1f,
      0xfc,
    ),
    frame,
  );
};

const sound = (track: SourceTrack, number: number, descriptor: Uint8Array): readonly PesPlan[] => {
  const esds = parseEsds(descriptor);
  const specific = 'value' in esds ? esds.value.decoderSpecificInfo : undefined;
  const config = specific === undefined ? undefined : parseAudioSpecificConfig(specific);
  if (config === undefined || !('value' in config)) throw new Error(`${track.name}: no AAC`);
  const { audioObjectType, samplingFrequency, channelConfiguration } = config.value;
  const frequency = samplingFrequencies.indexOf(samplingFrequency);
  return samplesOf(track, number).flatMap((samples) => {
    const [first] = samples;
    if (first === undefined) return [];
    const time = ticksOf(first.decoded, track);
    const frames = samples.map(({ bytes }) =>
      adtsFrame(bytes, audioObjectType, frequency, channelConfiguration),
    );
    return [{ streamId: adts.streamId, pts: time, dts: time, isRandomAccess: true, bytes: join(frames) }];
  });
};

const sampleDescriptions = 'moov/trak/mdia/minf/stbl/stsd';

/** Whether a track can go into a transport stream: AVC with its parameter sets in the header, or AAC. */
export const isTransportable = ({ header }: SourceTrack): boolean =>
  ['avc1/avcC', 'mp4a/esds'].some((path) => boxAt(header, `${sampleDescriptions}/${path}`) !== undefined);

/**
 * A segment of a transport stream with the media of one fragment of a track of AVC or AAC; times count in 90 kHz from
 * where those of the fragment do. Throws for a track of another coding: `isTransportable` tells.
 */
export const transportStreamSegment = (track: SourceTrack, number: number): Uint8Array => {
  const record = boxAt(track.header, `${sampleDescriptions}/avc1/avcC`);
  const descriptor = boxAt(track.header, `${sampleDescriptions}/mp4a/esds`);
  if (record !== undefined) {
    return join([
      tables(avc.streamType, number),
      ...streamPackets(pictures(track, number, payloadOf(record))),
    ]);
  }
  if (descriptor === undefined) throw new Error(`${track.name} has neither AVC nor AAC`);
  return join([
    tables(adts.streamType, number),
    ...streamPackets(sound(track, number, payloadOf(descriptor))),
  ]);
};
