import { child, payloadOf } from '../../media/isobmff/box.ts';
import { parseAudioSpecificConfig } from '../../media/codec/aac.ts';
import { parseEsds } from '../../media/codec/esds.ts';
import { baseMediaDecodeTime, type Chunk } from '../model/chunk.ts';
import type { Trak } from '../model/header.ts';
import type { Track } from '../model/track.ts';
import { at, hexOf } from '../point.ts';
import { rule, type Rule } from '../rule.ts';
import { sampleAt } from './cmaf-frag-places.ts';

/** baseMediaDecodeTime of 32 bits beyond which it is about to begin again at 0: some minutes at usual timescales. */
const nearlyWrapped = 0xf0000000;

/** More samples, or more seconds, than any chunk that was meant as one. */
const [mostSamples, mostSeconds] = [100_000, 60];

/** Codings of sound whose samples are not all sync samples; USAC is told by its configuration. */
const dependentSound = ['ac-4', 'mha1', 'mha2', 'mhm1', 'mhm2'];
const usac = 42;

/** Whether samples of an audio track may depend on others (ISO/IEC 23000-19, 10). */
const mayDepend = ({ original, entries }: Trak): boolean => {
  if (dependentSound.includes(original)) return true;
  const esds = child(entries[0], 'esds');
  if (esds === undefined) return false;
  const descriptor = parseEsds(payloadOf(esds));
  const config = 'broken' in descriptor ? undefined : descriptor.value.decoderSpecificInfo;
  if (config === undefined) return false;
  const parsed = parseAudioSpecificConfig(config);
  // What we cannot read may be of a kind that we do not know.
  return 'broken' in parsed || parsed.value.audioObjectType === usac;
};

/** The first listed sample of which something holds, or 0. */
const firstWhere = (chunk: Chunk, holds: (index: number) => boolean): number => {
  for (let i = 0; i < chunk.listed.listed; i++) if (holds(i)) return i;
  return 0;
};

const isKind =
  (...kinds: readonly (Trak['kind'] | undefined)[]) =>
  ({ trak }: Track): boolean =>
    kinds.includes(trak?.kind);

/** What the numbers of chunks must be: times, durations, sizes, offsets, flags (ISO/IEC 14496-12, 8.8). */
export const numberRules = {
  'CMAF-FRAG-015': rule('chunk', {
    says: 'A decode time of 32 bits has room to grow.',
    decides: ['DI-DEF-tfdt'],
    start: () => {
      let before = 0;
      return (chunk) => {
        const { timed, traf, timeLow } = chunk;
        if (!timed || traf.wideTime || traf.tfdt === undefined) return undefined;
        const wrapped = before - timeLow > 2 ** 31;
        before = timeLow;
        if (!wrapped && timeLow <= nearlyWrapped) return undefined;
        return {
          says: wrapped
            ? 'baseMediaDecodeTime of 32 bits began again at 0: version 1 has 64 bits'
            : 'baseMediaDecodeTime of 32 bits is near its end: version 1 has 64 bits',
          ...at(traf.tfdt, 'tfdt', 'baseMediaDecodeTime'),
          expected: 'tfdt of version 1',
          actual: `version 0 with ${String(baseMediaDecodeTime(chunk))}`,
        };
      };
    },
  }),
  'CMAF-FRAG-016': rule('chunk', {
    says: 'Sequence numbers begin at 1.',
    check: ({ sequence, shape }) => {
      if (sequence !== 0) return undefined;
      const mfhd = child(shape.moof, 'mfhd');
      return {
        says: 'a sequence number of 0',
        ...(mfhd === undefined ? {} : at(mfhd, 'mfhd', 'sequence_number')),
        expected: 'sequence_number of at least 1',
        actual: 'sequence_number 0',
      };
    },
  }),
  'CMAF-FRAG-025': rule('chunk', {
    says: 'Every sample has a duration: of its own, or a default of tfhd or trex.',
    decides: ['DI-MT-01a'],
    // Samples of metadata may have a duration that is not known yet.
    applies: ({ trak }) => trak?.kind !== 'metadata',
    check: (chunk, { trak }) => {
      if (chunk.shortest !== 0 || chunk.listed.listed === 0) return undefined;
      const { traf, listed } = chunk;
      const nowhere =
        traf.durationAt < 0 && traf.truns.every(({ duration }) => duration < 0) && !trak?.defaults?.duration;
      const index = firstWhere(chunk, (i) => listed.durations[i] === 0);
      return {
        says: nowhere ? 'the duration of samples is told nowhere' : 'a sample with a duration of 0',
        ...sampleAt(chunk, index, 'duration'),
        expected: nowhere ? 'a duration in trun, tfhd or trex' : 'a duration of at least 1',
        actual: `duration 0 of sample ${String(index + 1)} of ${String(chunk.samples)}`,
      };
    },
  }),
  'CMAF-FRAG-026': rule('chunk', {
    says: 'Every sample has a size: of its own, or a default of tfhd or trex.',
    decides: ['DI-MT-01a'],
    check: (chunk, { trak }) => {
      if (chunk.smallest !== 0 || chunk.listed.listed === 0) return undefined;
      const { traf, listed } = chunk;
      const nowhere = traf.sizeAt < 0 && traf.truns.every(({ size }) => size < 0) && !trak?.defaults?.size;
      // A sample without bytes is the filler of a track of events.
      if (!nowhere && trak?.kind === 'metadata') return undefined;
      const grave = nowhere || trak?.kind === 'video' || trak?.kind === 'audio';
      const index = firstWhere(chunk, (i) => listed.sizes[i] === 0);
      return {
        says: nowhere ? 'the size of samples is told nowhere' : 'a sample without bytes',
        ...sampleAt(chunk, index, 'size'),
        expected: nowhere ? 'a size in trun, tfhd or trex' : 'a size of at least 1',
        actual: `size 0 of sample ${String(index + 1)} of ${String(chunk.samples)}`,
        ...(grave ? {} : { as: 'warning' as const }),
      };
    },
  }),
  'CMAF-FRAG-036': rule('chunk', {
    says: 'Samples other than pictures are presented when they are decoded.',
    decides: ['DI-MT-01a'],
    applies: isKind('audio', 'text', 'subtitle', 'metadata'),
    check: (chunk, { trak }) => {
      if (!chunk.reordered) return undefined;
      const { leastOffset, greatestOffset, listed } = chunk;
      const constant = leastOffset === greatestOffset;
      if (constant && trak?.mediaTime === BigInt(leastOffset)) return undefined;
      return {
        says: constant
          ? 'composition offsets that no edit list takes back: the media is presented late'
          : 'composition offsets that differ, where nothing is reordered',
        ...sampleAt(
          chunk,
          firstWhere(chunk, (i) => listed.offsets[i] !== 0),
          'composition',
        ),
        expected: 'composition offset 0',
        actual: constant ? String(leastOffset) : `${String(leastOffset)} to ${String(greatestOffset)}`,
      };
    },
  }),
  'CMAF-FRAG-046': rule('chunk', {
    says: 'A chunk is of a size that makes sense for live media.',
    applies: ({ trak }) => trak !== undefined && trak.kind !== 'metadata' && trak.timescale > 0,
    check: ({ samples, duration }, { trak }) => {
      const timescale = trak?.timescale ?? 1;
      if (samples <= mostSamples && duration <= mostSeconds * timescale) return undefined;
      return {
        says: 'a chunk of an unusual size',
        expected: `at most ${String(mostSamples)} samples and ${String(mostSeconds)} seconds`,
        actual: `${String(samples)} samples and ${(duration / timescale).toFixed(1)} seconds`,
      };
    },
  }),
  'CMAF-FRAG-048': rule('chunk', {
    says: 'Composition offsets of version 0 are not negative.',
    decides: ['DI-MT-01a'],
    check: (chunk) => {
      const { greatestOffset, listed } = chunk;
      if (greatestOffset < 2 ** 31) return undefined;
      const index = firstWhere(chunk, (i) => (listed.offsets[i] ?? 0) >= 2 ** 31);
      const value = listed.offsets[index] ?? 0;
      return {
        says: 'a negative composition offset in a trun of version 0, where it is read as a huge one: write version 1',
        ...sampleAt(chunk, index, 'composition'),
        expected: 'trun of version 1',
        actual: `${hexOf(value)} (meant as ${String(value - 2 ** 32)})`,
      };
    },
  }),
  'CMAF-FRAG-049': rule('chunk', {
    says: 'All samples of sound are sync samples, but for codings with dependent ones.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak?.kind === 'audio' && !mayDepend(trak),
    check: (chunk) => {
      if (chunk.nonSync === 0) return undefined;
      const { listed } = chunk;
      const index = firstWhere(chunk, (i) => ((listed.flags[i] ?? 0) & 0x10000) !== 0);
      return {
        says: 'samples of sound that are flagged as no sync samples',
        ...sampleAt(chunk, index, 'sampleFlags'),
        expected: 'sample_is_non_sync_sample 0',
        actual: `flags ${hexOf(listed.flags[index] ?? 0)}, ${String(chunk.nonSync)} of ${String(chunk.samples)} samples`,
      };
    },
  }),
} satisfies Record<string, Rule>;
