import { child, childrenOf, decodeAs, type Box } from '../../media/isobmff/box.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Trak } from '../model/header.ts';
import type { Shape } from '../model/shape.ts';
import type { Track } from '../model/track.ts';
import { at, fieldIs } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import {
  auxiliaryOf,
  protectionOf,
  readAuxiliary,
  schemeOf,
  trafOf,
  type Auxiliary,
} from './cmaf-enc-auxiliary.ts';

const isEncrypted = ({ trak }: Track): boolean => trak?.encrypted === true;

const wrongCount = ({ trafs }: Shape): readonly Broken[] =>
  trafs.flatMap(({ box, count }) => {
    const senc = child(box, 'senc');
    if (senc === undefined) return [];
    const { sample_count } = decodeAs(senc, 'senc').value;
    if (sample_count === count) return [];
    return [
      fieldIs(
        senc,
        'senc',
        'sample_count',
        'senc does not count the samples of its track fragment',
        String(count),
        String(sample_count),
      ),
    ];
  });

/** Whether auxiliary information is that of encryption: its type is told, or follows from the scheme. */
const isOurs = (box: Box, type: 'saiz' | 'saio'): boolean => {
  const { aux_info_type } = decodeAs(box, type).value;
  return aux_info_type === undefined || ['cenc', 'cbcs', 'cens', 'cbc1'].includes(aux_info_type);
};

const saizOf = (traf: Box): Box | undefined => childrenOf(traf, 'saiz').find((box) => isOurs(box, 'saiz'));
const saioOf = (traf: Box): Box | undefined => childrenOf(traf, 'saio').find((box) => isOurs(box, 'saio'));

const missingTable = (traf: Box, type: string): Broken => ({
  says: `encrypted samples without ${type}`,
  box: traf,
  expected: `one ${type}`,
  actual: 'none',
});

const wrongSizes = (saiz: Box, chunk: Chunk, auxiliary: Auxiliary | undefined): Broken | undefined => {
  const { sample_count, default_sample_info_size, sizes } = decodeAs(saiz, 'saiz').value;
  if (sample_count !== chunk.samples) {
    return fieldIs(
      saiz,
      'saiz',
      'sample_count',
      'saiz does not count the samples of its track fragment',
      String(chunk.samples),
      String(sample_count),
    );
  }
  const { lengths } = auxiliary ?? {};
  if (lengths === undefined) return undefined;
  for (let i = 0; i < lengths.length; i++) {
    const told = default_sample_info_size === 0 ? sizes[i]?.sample_info_size : default_sample_info_size;
    if (told === lengths[i] || told === undefined) continue;
    const place = at(saiz, 'saiz', default_sample_info_size === 0 ? 'sizes' : 'default_sample_info_size', 1);
    return {
      says: 'saiz tells another size than the information in senc has',
      ...place,
      ...(default_sample_info_size === 0 && place.offset !== undefined ? { offset: place.offset + i } : {}),
      expected: `${String(lengths[i])} bytes for sample ${String(i + 1)}`,
      actual: `${String(told)} bytes`,
    };
  }
  return undefined;
};

/** Bits of tfhd: an offset that data is counted from is given. */
const baseDataOffset = 1;

const wrongOffset = (saio: Box, chunk: Chunk, senc: Box): Broken | undefined => {
  const { entry_count, entries } = decodeAs(saio, 'saio').value;
  if (entry_count !== 1) {
    return chunk.traf.truns.length === entry_count
      ? undefined
      : fieldIs(saio, 'saio', 'entry_count', 'saio has not one offset', '1', String(entry_count));
  }
  // What is counted from the beginning of a file, or from an earlier track fragment, is not judged here.
  if ((chunk.traf.tfhdFlags & baseDataOffset) !== 0 || chunk.traf.box.ordinal > 0) return undefined;
  const right = senc.start + senc.header + 8 - chunk.moof.start;
  const told = entries[0]?.offset ?? 0n;
  if (told === BigInt(right)) return undefined;
  return {
    says: 'saio does not point at the first sample in senc',
    ...at(saio, 'saio', 'entries', decodeAs(saio, 'saio').value.version === 0 ? 4 : 8),
    expected: `${String(right)} from the beginning of moof`,
    actual: String(told),
  };
};

const wrongTables = (chunk: Chunk, { trak }: Track): Broken | undefined => {
  const traf = trafOf(chunk);
  if (trak === undefined || traf === undefined || chunk.samples === 0) return undefined;
  const saiz = saizOf(traf);
  const saio = saioOf(traf);
  const senc = child(traf, 'senc');
  if (senc === undefined && saiz === undefined && saio === undefined) {
    // Constant vectors without sub-samples need nothing; PIFF has a box of its own.
    const protection = protectionOf(chunk, trak);
    if (protection?.isProtected !== 1 || protection.ivSize === 0 || child(traf, 'uuid') !== undefined)
      return undefined;
    return missingTable(traf, 'senc, saiz and saio');
  }
  const auxiliary = auxiliaryOf(chunk, trak);
  const isEmpty = senc !== undefined && senc.size - senc.header <= 8;
  if (senc !== undefined && !isEmpty && auxiliary !== undefined) {
    if (saiz === undefined) return missingTable(traf, 'saiz');
    if (saio === undefined) return missingTable(traf, 'saio');
  }
  return (
    (saiz === undefined ? undefined : wrongSizes(saiz, chunk, auxiliary)) ??
    (saio === undefined || senc === undefined || isEmpty ? undefined : wrongOffset(saio, chunk, senc))
  );
};

const subsampleSums = (chunk: Chunk, trak: Trak): Broken | undefined => {
  const auxiliary = auxiliaryOf(chunk, trak);
  if (auxiliary === undefined || !auxiliary.hasSubsamples) return undefined;
  const { sums, starts, senc } = auxiliary;
  const { sizes, listed } = chunk.listed;
  let short: Broken | undefined;
  for (let i = 0; i < listed && i < auxiliary.read; i++) {
    const sum = sums[i] ?? NaN;
    const size = sizes[i] ?? 0;
    if (Number.isNaN(sum) || sum === size) continue;
    const found: Broken = {
      says:
        sum > size ? 'sub-samples are longer than their sample' : 'sub-samples are shorter than their sample',
      box: senc,
      offset: senc.start + senc.header + (starts[i] ?? 0),
      length: auxiliary.lengths[i] ?? 0,
      expected: `${String(size)} bytes in sample ${String(i + 1)}`,
      actual: `${String(sum)} bytes`,
    };
    if (sum > size) return found;
    // Early encoders left out clear bytes at the end.
    short ??= { ...found, as: 'warning' };
  }
  return short;
};

const wrongExtent = (chunk: Chunk, trak: Trak): Broken | undefined => {
  const auxiliary = auxiliaryOf(chunk, trak);
  if (auxiliary === undefined) return undefined;
  const { senc, count, read, used, payload } = auxiliary;
  if (read === count && used === payload.length) return undefined;
  const fits = [0, 8, 16].filter((size) => {
    const other = readAuxiliary(senc, size);
    return other.read === other.count && other.used === payload.length;
  });
  const size = protectionOf(chunk, trak)?.ivSize ?? 0;
  return {
    says: 'senc is not as long as its samples make it with the declared size of initialization vectors',
    box: senc,
    offset: senc.start + senc.header + used,
    length: Math.max(0, payload.length - used),
    expected: `information of ${String(count)} samples with vectors of ${String(size)} bytes${
      fits.length === 0 ? '' : ` (it would fit ${fits.join(' or ')})`
    }`,
    actual:
      read < count
        ? `it ends after ${String(read)} samples`
        : `${String(payload.length - used)} bytes are left over`,
  };
};

const unalignedParts = (chunk: Chunk, trak: Trak): Broken | undefined => {
  if (schemeOf(trak) !== 'cenc' || trak.kind !== 'video') return undefined;
  const auxiliary = auxiliaryOf(chunk, trak);
  if (auxiliary === undefined || auxiliary.unaligned === 0) return undefined;
  return {
    says: 'protected parts of samples that are no whole blocks',
    box: auxiliary.senc,
    offset: auxiliary.senc.start + auxiliary.senc.header + auxiliary.unalignedAt,
    length: 4,
    expected: 'multiples of 16 bytes',
    actual: `${String(auxiliary.unaligned)} parts that are not`,
  };
};

const ofTrak =
  (check: (chunk: Chunk, trak: Trak) => Broken | undefined) =>
  (chunk: Chunk, { trak }: Track): Broken | undefined =>
    trak === undefined ? undefined : check(chunk, trak);

/** Encryption as the fragments tell it (ISO/IEC 23001-7, 7 and 9; 14496-12, 8.7.8 and 8.7.9). */
export const cmafEncChunkRules = {
  'CMAF-ENC-005': rule('moof', {
    says: 'senc counts as many samples as its track fragment has.',
    decides: ['DI-MT-01b'],
    applies: isEncrypted,
    check: wrongCount,
  }),
  // Judged before those that read senc, which it silences.
  'CMAF-ENC-008': rule('chunk', {
    says: 'senc holds exactly what its samples need with the declared size of initialization vectors.',
    decides: ['DI-MT-01b'],
    applies: isEncrypted,
    unless: ['CMAF-ENC-005'],
    check: ofTrak(wrongExtent),
  }),
  'CMAF-ENC-006': rule('chunk', {
    says: 'saiz and saio tell size and place of what senc holds.',
    decides: ['DI-MT-01b'],
    applies: isEncrypted,
    unless: ['CMAF-ENC-005', 'CMAF-ENC-008'],
    check: wrongTables,
  }),
  'CMAF-ENC-007': rule('chunk', {
    says: 'The sub-samples of a sample are as long as the sample.',
    decides: ['DI-MT-01b'],
    applies: isEncrypted,
    unless: ['CMAF-ENC-005', 'CMAF-ENC-008'],
    check: ofTrak(subsampleSums),
  }),
  'CMAF-ENC-011': rule('chunk', {
    says: 'In the scheme cenc the protected parts of video are whole blocks of 16 bytes.',
    decides: ['DI-MT-01b'],
    applies: isEncrypted,
    unless: ['CMAF-ENC-005', 'CMAF-ENC-008'],
    check: ofTrak(unalignedParts),
  }),
};
