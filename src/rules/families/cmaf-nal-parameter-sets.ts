import type { Chunk } from '../model/chunk.ts';
import type { ChunkSamples, Track } from '../model/track.ts';
import { rule, type Broken } from '../rule.ts';
import {
  codingOf,
  eachNal,
  hasNals,
  isSlice,
  nalType,
  parameterSets,
  sameNal,
  sequenceFacts,
  sequenceSet,
} from './cmaf-nal-coding.ts';

interface Subject {
  readonly chunk: Chunk;
  readonly samples: ChunkSamples;
}

const missingSets = ({ chunk, samples }: Subject, track: Track): Broken | undefined => {
  const coding = codingOf(chunk, track);
  if (coding === undefined || !coding.inBand || samples.opensFragment !== true || samples.count === 0)
    return undefined;
  const { codec, sets } = coding;
  const present = new Set(sets.map((set) => nalType(codec, set)));
  let slice = -1;
  eachNal(samples.bytes(0), coding, (type, _nal, offset) => {
    if (slice >= 0) return;
    if (isSlice(codec, type)) slice = offset;
    else present.add(type);
  });
  if (slice < 0) return undefined;
  const missing = Object.entries(parameterSets[codec]).filter(([type]) => !present.has(Number(type)));
  if (missing.length === 0) return undefined;
  return {
    says: 'a fragment cannot be decoded from its beginning: parameter sets are neither in it nor in the header',
    offset: samples.offset(0) + slice,
    length: 1,
    expected: `${Object.values(parameterSets[codec]).join(', ')} before the first slice`,
    actual: `no ${missing.map(([, name]) => name).join(', ')}`,
  };
};

const setsInBand = ({ chunk, samples }: Subject, track: Track): Broken | undefined => {
  const coding = codingOf(chunk, track);
  if (coding === undefined || coding.inBand) return undefined;
  const { codec, sets, entry } = coding;
  const names = parameterSets[codec];
  let same: Broken | undefined;
  let other: Broken | undefined;
  for (let i = 0; i < samples.count && other === undefined; i++) {
    eachNal(samples.bytes(i), coding, (type, nal, offset) => {
      const name = names[type];
      if (name === undefined || other !== undefined) return;
      const place = { offset: samples.offset(i) + offset, length: nal.length };
      if (sets.some((set) => sameNal(set, nal))) {
        same ??= {
          says: `${name} of the header is repeated in the samples`,
          ...place,
          expected: 'parameter sets in the header only',
          actual: `${name} in sample ${String(i + 1)}`,
          as: 'info',
        };
        return;
      }
      other = {
        says: `${name} in the samples differs from the header: use a sample entry with parameter sets in the samples, or send a new header`,
        ...place,
        expected: `the ${name} of ${entry.type}`,
        actual: `another ${name} in sample ${String(i + 1)}`,
      };
    });
  }
  return other ?? same;
};

/** No more sequence parameter sets than a stream can have are remembered (ISO/IEC 14496-10, 7.4.2.1.1). */
const mostSets = 32;

const changes = (): ((subject: Subject, track: Track) => readonly Broken[] | undefined) => {
  /** The newest sequence parameter sets, by the bytes behind their header that hold their number. */
  let active: { readonly bytes: Uint8Array; readonly size: string }[] = [];
  return ({ chunk, samples }, track) => {
    const coding = codingOf(chunk, track);
    if (coding === undefined || !coding.inBand) return undefined;
    const { codec, level } = coding;
    const wrong: Broken[] = [];
    for (let i = 0; i < samples.count; i++) {
      eachNal(samples.bytes(i), coding, (type, nal, offset) => {
        if (type !== sequenceSet[codec] || active.some(({ bytes }) => sameNal(bytes, nal))) return;
        const facts = sequenceFacts(codec, nal);
        const size = facts === undefined ? '' : `${String(facts.width)}x${String(facts.height)}`;
        const place = { offset: samples.offset(i) + offset, length: nal.length };
        const before = active.at(-1);
        active = [...active, { bytes: nal.slice(), size }].slice(-mostSets);
        if (facts !== undefined && level > 0 && facts.level > level) {
          wrong.push({
            says: 'a parameter set has a higher level than the header declares',
            ...place,
            expected: `level_idc of at most ${String(level)}`,
            actual: `level_idc ${String(facts.level)}`,
          });
        }
        if (before === undefined) return;
        if (i > 0 || samples.opensFragment === false) {
          wrong.push({
            says: 'a sequence parameter set changes within a fragment',
            ...place,
            expected: 'a change with the first sample of a fragment',
            actual: `a change in sample ${String(i + 1)} of a chunk`,
          });
        } else if (size !== '' && before.size !== '' && size !== before.size) {
          wrong.push({
            says: 'the size of the pictures changes',
            ...place,
            expected: before.size,
            actual: size,
            as: 'warning',
          });
        }
      });
    }
    return wrong.length === 0 ? undefined : wrong;
  };
};

/** Where parameter sets stand, and when they change (ISO/IEC 14496-15, 5.4 and 8.4; 23000-19, 7.3.4.2 and 9.2). */
export const cmafNalParameterSetRules = {
  'CMAF-NAL-004': rule('samples', {
    says: 'With parameter sets in the samples, every fragment has all that it needs.',
    decides: ['DI-MT-10'],
    applies: hasNals,
    unless: ['CMAF-NAL-001'],
    check: missingSets,
  }),
  'CMAF-NAL-005': rule('samples', {
    says: 'With parameter sets in the header, the samples have none that differ.',
    decides: ['DI-MT-09a', 'DI-MT-09b'],
    applies: hasNals,
    unless: ['CMAF-NAL-001'],
    check: setsInBand,
  }),
  'CMAF-NAL-006': rule('samples', {
    says: 'Parameter sets change only where a fragment begins, and not beyond what the header declares.',
    decides: ['DI-MT-10'],
    applies: hasNals,
    unless: ['CMAF-NAL-001'],
    start: changes,
  }),
};
