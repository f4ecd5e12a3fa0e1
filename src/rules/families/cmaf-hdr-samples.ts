import { decodeAs, find, type Box } from '../../media/isobmff/box.ts';
import type { KnownType } from '../../media/isobmff/layouts.ts';
import type { Trak } from '../model/header.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { valuesOf } from './cmaf-hdr-reading.ts';

const tableOf = (trak: Trak, type: string): Box | undefined => find(trak.box, `mdia/minf/stbl/${type}`);

/** A table of samples in the header that has entries: the samples of a CMAF track are in its fragments only. */
const filled = (box: Box | undefined, type: KnownType, field: string, count: number): Broken | undefined =>
  box === undefined || count === 0
    ? undefined
    : fieldIs(
        box,
        type,
        field,
        `${type.trim()} has entries: a progressive file, or one that mixes both ways?`,
        `${field} 0`,
        `${field} ${String(count)}`,
      );

const countIn = (
  trak: Trak,
  type: 'stts' | 'stsc' | 'stco' | 'co64' | 'stss' | 'ctts' | 'saio' | 'sbgp',
): Broken | undefined => {
  const box = tableOf(trak, type);
  return box === undefined
    ? undefined
    : filled(box, type, 'entry_count', decodeAs(box, type).value.entry_count);
};

/** Bytes behind version and flags, where a table has them only if it has entries. */
const longer = (trak: Trak, type: string, empty: number): Broken | undefined => {
  const box = tableOf(trak, type);
  if (box === undefined || box.size - box.header <= empty) return undefined;
  return {
    says: `${type} has entries, although no sample is in the header`,
    box,
    expected: `${type} empty, or absent`,
    actual: `${String(box.size - box.header - empty)} bytes of entries`,
  };
};

/** Four bits that are reserved at the top of sample flags (ISO/IEC 14496-12, 8.8.3.1). */
const reservedFlags = 0xf0000000;

const flagsBroken = (box: Box, type: 'trex' | 'tfhd' | 'trun', field: string, flags: number | undefined) =>
  flags === undefined || (flags & reservedFlags) === 0
    ? undefined
    : fieldIs(
        box,
        type,
        field,
        'reserved bits of sample flags are set',
        'the four highest bits 0',
        hexOf(flags),
      );

/** Rules about the sample tables of the header, which are empty, and about the defaults of fragments. */
export const cmafHdrSampleRules = {
  'CMAF-HDR-034': rule('trak', {
    says: 'stsd has version 0 and as many sample entries as it declares, at least one.',
    decides: ['DI-MT-01a'],
    check: (trak) => {
      const stsd = tableOf(trak, 'stsd');
      const values = valuesOf(stsd, 'stsd');
      if (stsd === undefined || values === undefined) return undefined;
      // Versions that no standard knows are told as such; version 1 is one that CMAF does not take.
      if (values.version > 1) return undefined;
      if (values.version === 1) {
        return fieldIs(
          stsd,
          'stsd',
          'version',
          'stsd has a version other than 0',
          'version 0',
          `version ${String(values.version)}`,
          1,
        );
      }
      const { length } = stsd.children;
      // More than there are is what tables that are too long have in common, and told as such.
      if (values.entry_count > length || (values.entry_count === length && length > 0)) return undefined;
      return fieldIs(
        stsd,
        'stsd',
        'entry_count',
        length === 0 ? 'no sample entry in stsd' : 'stsd declares fewer sample entries than it has',
        length === 0 ? 'at least one sample entry' : `entry_count ${String(length)}`,
        `entry_count ${String(values.entry_count)}`,
      );
    },
  }),
  'CMAF-HDR-035': rule('trak', {
    says: 'The header describes no durations of samples: stts is empty.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    check: (trak) => countIn(trak, 'stts'),
  }),
  'CMAF-HDR-036': rule('trak', {
    says: 'The header puts no samples into chunks: stsc is empty.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    unless: ['CMAF-HDR-035'],
    check: (trak) => countIn(trak, 'stsc'),
  }),
  'CMAF-HDR-037': rule('trak', {
    says: 'The header describes no sizes of samples: stsz or stz2 is empty.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    unless: ['CMAF-HDR-035', 'CMAF-HDR-036'],
    check: (trak) => {
      const stsz = tableOf(trak, 'stsz');
      const stz2 = tableOf(trak, 'stz2');
      if (stsz === undefined && stz2 === undefined) return undefined;
      if (stsz === undefined || stz2 !== undefined) {
        const counted =
          stz2 === undefined
            ? undefined
            : filled(stz2, 'stz2', 'sample_count', valuesOf(stz2, 'stz2')?.sample_count ?? 0);
        if (counted !== undefined || stsz === undefined) return counted;
      }
      const { sample_count, sample_size } = decodeAs(stsz, 'stsz').value;
      if (sample_count > 0) return filled(stsz, 'stsz', 'sample_count', sample_count);
      if (sample_size === 0) return undefined;
      return {
        ...fieldIs(
          stsz,
          'stsz',
          'sample_size',
          'stsz tells a size for no samples',
          'sample_size 0',
          `sample_size ${String(sample_size)}`,
        ),
        as: 'warning',
      };
    },
  }),
  'CMAF-HDR-038': rule('trak', {
    says: 'The header points to no samples: stco or co64 is empty.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    unless: ['CMAF-HDR-035', 'CMAF-HDR-036', 'CMAF-HDR-037'],
    check: (trak) => countIn(trak, 'stco') ?? countIn(trak, 'co64'),
  }),
  'CMAF-HDR-039': rule('trak', {
    says: 'The header lists no sync samples: stss is empty where it is there.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    unless: ['CMAF-HDR-035', 'CMAF-HDR-036', 'CMAF-HDR-037', 'CMAF-HDR-038'],
    check: (trak) => countIn(trak, 'stss'),
  }),
  'CMAF-HDR-040': rule('track', {
    says: 'A video track with samples that are no sync samples has an empty stss in its header.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak?.kind === 'video',
    check: (_, { trak, nonSync }) => {
      const stbl = find(trak?.box, 'mdia/minf/stbl');
      if (!nonSync || stbl === undefined || find(stbl, 'stss') !== undefined) return undefined;
      return {
        says: 'no stss in the header, so that all samples would be sync samples, but not all are',
        box: stbl,
        expected: 'an empty stss',
        actual: 'no stss',
      };
    },
  }),
  'CMAF-HDR-041': rule('trak', {
    says: 'No other table of the header describes samples: ctts, sdtp, sbgp, saiz, saio and such are empty or absent.',
    decides: ['DI-DEF-header', 'DI-MT-01a'],
    unless: ['CMAF-HDR-035', 'CMAF-HDR-036', 'CMAF-HDR-037', 'CMAF-HDR-038', 'CMAF-HDR-039'],
    check: (trak) => {
      const saiz = tableOf(trak, 'saiz');
      const found = [
        countIn(trak, 'ctts'),
        longer(trak, 'sdtp', 4),
        longer(trak, 'stdp', 4),
        longer(trak, 'padb', 8),
        saiz === undefined
          ? undefined
          : filled(saiz, 'saiz', 'sample_count', decodeAs(saiz, 'saiz').value.sample_count),
        countIn(trak, 'saio'),
        countIn(trak, 'sbgp'),
      ].filter((each) => each !== undefined);
      return found.length === 0 ? undefined : found;
    },
  }),
  'CMAF-HDR-049': rule('trak', {
    says: 'The default sample description of trex is one of stsd.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-HDR-034'],
    check: ({ trex, defaults, descriptions }) => {
      if (trex === undefined || defaults === undefined || descriptions === 0) return undefined;
      if (valuesOf(trex, 'trex') === undefined) return undefined;
      const { descriptionIndex } = defaults;
      if (descriptionIndex >= 1 && descriptionIndex <= descriptions) return undefined;
      return fieldIs(
        trex,
        'trex',
        'default_sample_description_index',
        'trex names a sample description that stsd does not have',
        descriptions === 1 ? '1' : `1 to ${String(descriptions)}`,
        String(descriptionIndex),
      );
    },
  }),
  'CMAF-HDR-050': rule('box', {
    says: 'The reserved bits of sample flags are 0.',
    decides: ['DI-MT-01a'],
    check: (box) => {
      if (box.type === 'trex') {
        return flagsBroken(box, 'trex', 'default_sample_flags', valuesOf(box, 'trex')?.default_sample_flags);
      }
      if (box.type === 'tfhd') {
        return flagsBroken(box, 'tfhd', 'default_sample_flags', valuesOf(box, 'tfhd')?.default_sample_flags);
      }
      if (box.type !== 'trun') return undefined;
      const values = valuesOf(box, 'trun');
      const sample = values?.samples.find(({ sample_flags = 0 }) => (sample_flags & reservedFlags) !== 0);
      return (
        flagsBroken(box, 'trun', 'first_sample_flags', values?.first_sample_flags) ??
        flagsBroken(box, 'trun', 'samples', sample?.sample_flags)
      );
    },
  }),
  'CMAF-HDR-060': rule('trak', {
    says: 'A default sample duration is one that samples of the media can have.',
    check: ({ trex, defaults, timescale, kind }) => {
      if (trex === undefined || defaults === undefined || timescale === 0) return undefined;
      const { duration } = defaults;
      if (duration === 0 || valuesOf(trex, 'trex') === undefined) return undefined;
      const seconds = duration / timescale;
      const timed = kind === 'video' || kind === 'audio';
      // Codecs of speech go below the 1/300 s of the fastest pictures; text and events last as long as they last.
      const least = kind === 'video' ? 1 / 300 : kind === 'audio' ? 1 / 1000 : 0;
      if (duration !== 0xffffffff && (!timed || (seconds >= least && seconds <= 10))) return undefined;
      return {
        says: 'the default sample duration is not one that a sample has',
        ...at(trex, 'trex', 'default_sample_duration'),
        expected: timed
          ? `${String(Math.ceil(least * timescale))} to ${String(10 * timescale)}`
          : 'a duration',
        actual: `${String(duration)} at ${String(timescale)} ticks a second`,
      };
    },
  }),
};
