/** Sample entries of sound: their fixed fields, and the descriptor of AAC. */
import { parseDfLa } from '../../media/codec/flac-config.ts';
import { decodeAs, payloadOf, type Box } from '../../media/isobmff/box.ts';
import { audioEntries } from '../../media/isobmff/sample-entry-layouts.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { aacOfEntry } from '../model/codec.ts';
import { esdsConfig } from '../model/codec-records.ts';
import { originalOf } from '../model/header.ts';
import { rule, type Broken, type Outcome } from '../rule.ts';
import { eachConfig, eachEntry, unreadable } from './cmaf-se-each-entry.ts';

export type SoundEntry = (typeof audioEntries)[number];
const isSound = (entry: Box): boolean => (audioEntries as readonly string[]).includes(entry.type);

/** Entries of version 0 only: those of QuickTime go on otherwise behind the version. */
export const soundFieldsOf = (entry: Box) => {
  const reading = decodeAs(entry, entry.type as SoundEntry);
  return reading.fault === undefined && reading.value.entry_version === 0 ? reading.value : undefined;
};

/** Codings whose specifications say that channels and rate of the sample entry mean nothing, or are 0. */
const selfContained = ['iamf', 'mha1', 'mha2', 'mhm1', 'mhm2'];
/** Codings whose sample size is a constant; lossless and others tell their own. */
const sixteenBits = ['mp4a', 'ac-3', 'ec-3', 'ac-4'];

/** From here on a rate does not fit in 16 bits, and the field is 0. */
const wideRate = 65536;

/** The sampling rate that the configuration tells, where we read it. */
const configuredRate = (entry: Box): number => {
  const aac = aacOfEntry(entry)?.config;
  if (aac !== undefined) return aac.samplingFrequency;
  const dfLa = entry.children.find(({ type }) => type === 'dfLa');
  const flac = dfLa === undefined ? undefined : parseDfLa(payloadOf(dfLa));
  return flac !== undefined && 'value' in flac ? flac.value.streamInfo.sampleRate : 0;
};

const soundFaults = (entry: Box): readonly Broken[] => {
  const value = soundFieldsOf(entry);
  if (value === undefined) return [];
  const coding = originalOf(entry);
  const type = entry.type as SoundEntry;
  const found: Broken[] = [];
  const wrong = (field: string, length: number, says: string, expected: string, actual: string): void => {
    found.push(fieldIs(entry, type, field, says, expected, actual, length));
  };
  const zeros = 'reserved bytes of the audio sample entry are not zero';
  if (value.reserved1.some((byte) => byte !== 0)) wrong('reserved1', 6, zeros, 'six bytes of 0', 'others');
  if (value.pre_defined !== 0) wrong('pre_defined', 2, zeros, '0', String(value.pre_defined));
  if (value.reserved2 !== 0) wrong('reserved2', 2, zeros, '0', String(value.reserved2));
  if (selfContained.includes(coding)) return found;
  if (value.channelcount === 0) {
    const says = 'the audio sample entry has no channels';
    wrong('channelcount', 2, says, 'channelcount of at least 1', 'channelcount 0');
  }
  if (value.samplesize !== 16 && sixteenBits.includes(coding)) {
    const says = 'samplesize of the audio sample entry is not 16';
    wrong('samplesize', 2, says, 'samplesize 16', `samplesize ${String(value.samplesize)}`);
  }
  if (value.samplerate === 0 && configuredRate(entry) < wideRate) {
    const says = 'the audio sample entry tells no sampling rate';
    wrong('samplerate', 4, says, 'a rate in 16.16', 'samplerate 0');
  }
  return found;
};

/** Object types of audio that a descriptor may name (registered by the MP4 Registration Authority). */
const audioObjects: ReadonlySet<number> = new Set([
  0x40, 0x66, 0x67, 0x68, 0x69, 0x6b, 0xa0, 0xa1, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae,
  0xaf, 0xb2, 0xdd, 0xe1,
]);

const esdsFaults = (esds: Box, entry: Box): Outcome => {
  const aac = aacOfEntry(entry);
  if (aac === undefined) {
    const parsed = esdsConfig(esds);
    return 'broken' in parsed ? unreadable(esds, parsed) : undefined;
  }
  const { objectTypeIndication, streamType, decoderSpecificInfo, slConfigPredefined } = aac.esds;
  const found: Broken[] = [];
  const wrong = (says: string, expected: string, actual: string, as?: 'warning'): void => {
    found.push({ says, box: esds, expected, actual, ...(as === undefined ? {} : { as }) });
  };
  if (!audioObjects.has(objectTypeIndication)) {
    const says = 'the decoder configuration in esds is for no audio coding';
    wrong(says, 'objectTypeIndication 0x40', `objectTypeIndication ${hexOf(objectTypeIndication, 2)}`);
  } else if (objectTypeIndication === 0x40 && (decoderSpecificInfo?.length ?? 0) < 2) {
    const says = 'esds has no AudioSpecificConfig, without which nothing can be decoded';
    wrong(says, 'at least 2 bytes', `${String(decoderSpecificInfo?.length ?? 0)} bytes`);
  } else if (objectTypeIndication === 0x40 && aac.config === undefined) {
    wrong('the AudioSpecificConfig in esds cannot be read', 'one as long as it says', 'it ends early');
  }
  if (streamType !== 5) {
    wrong('esds does not say that the stream is audio', 'streamType 5', `streamType ${String(streamType)}`);
  }
  if (slConfigPredefined !== 2) {
    const actual = slConfigPredefined === undefined ? 'none' : `predefined ${String(slConfigPredefined)}`;
    wrong('esds has no SLConfigDescriptor as files have it', 'predefined 2', actual, 'warning');
  }
  return found;
};

const rateFault = (entry: Box): Outcome => {
  const value = soundFieldsOf(entry);
  const config = aacOfEntry(entry)?.config;
  if (value === undefined || config === undefined || config.samplingFrequency === 0) return undefined;
  const core = config.samplingFrequency;
  const told = value.samplerate / 0x10000;
  const rates = [
    core,
    ...(config.extensionSamplingFrequency === undefined ? [] : [config.extensionSamplingFrequency]),
    // Spectral band replication that nothing tells doubles the rate of a slow core.
    ...(config.audioObjectType === 2 && core <= 24000 ? [2 * core] : []),
  ];
  if (rates.includes(told) || (told === 0 && core >= wideRate)) return undefined;
  return {
    says: 'the audio sample entry tells another sampling rate than the AudioSpecificConfig',
    ...at(entry, entry.type as SoundEntry, 'samplerate'),
    expected: `${rates.join(' or ')} Hz`,
    actual: `${String(told)} Hz`,
  };
};

export const cmafSeAudioRules = {
  'CMAF-SE-030': rule('trak', {
    says: 'The fixed fields of an audio sample entry have their fixed values, and it tells channels and rate.',
    decides: ['DI-MT-01a'],
    check: eachEntry((_, entry) => isSound(entry), soundFaults),
  }),
  'CMAF-SE-031': rule('trak', {
    says: 'An mp4a sample entry has one esds with an audio decoder configuration and its AudioSpecificConfig.',
    decides: ['DI-MT-01a', 'DI-WF-01'],
    check: eachConfig(['mp4a'], 'esds', esdsFaults),
  }),
  'CMAF-SE-032': rule('trak', {
    says: 'The elementary stream of an AAC track has the number 0.',
    decides: ['DI-MT-01a'],
    check: eachEntry(
      (coding) => coding === 'mp4a',
      (entry) => {
        const aac = aacOfEntry(entry);
        if (aac === undefined || aac.esds.ES_ID === 0) return undefined;
        const says = 'ES_ID in esds is not 0';
        return { says, box: aac.box, expected: 'ES_ID 0', actual: `ES_ID ${String(aac.esds.ES_ID)}` };
      },
    ),
  }),
  'CMAF-SE-033': rule('trak', {
    says: 'The sample entry of an AAC track tells the sampling rate of its AudioSpecificConfig.',
    decides: ['DI-WF-01'],
    unless: ['CMAF-SE-030'],
    check: eachEntry((coding, entry) => coding === 'mp4a' && isSound(entry), rateFault),
  }),
};
