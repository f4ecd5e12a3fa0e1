/** The HEVC decoder configuration (ISO/IEC 14496-15, 8.3 and 8.4). */
import type { HevcConfig } from '../../media/codec/hevc.ts';
import type { HevcSps } from '../../media/codec/hevc-sps.ts';
import type { Box } from '../../media/isobmff/box.ts';
import { hexOf } from '../point.ts';
import { entryTypesOf } from '../model/codec.ts';
import { hevcConfig, hevcSetsOf, valueOf } from '../model/codec-records.ts';
import { rule, type Broken } from '../rule.ts';
import { eachBox, eachConfig, payloadIs, unreadable } from './cmaf-se-each-entry.ts';

/** Video, sequence and picture parameter sets, and supplemental information: all that the record may have. */
const sets = { 32: 'video', 33: 'sequence', 34: 'picture' } as const;
const allowed: ReadonlySet<number> = new Set([32, 33, 34, 39, 40]);

/** Offset of the number of arrays in the record. */
const arraysAt = 22;

const recordFaults = (hvcC: Box): readonly Broken[] => {
  const parsed = hevcConfig(hvcC);
  const config = valueOf(parsed);
  if (config === undefined) return 'broken' in parsed ? [unreadable(hvcC, parsed)] : [];
  const found: Broken[] = [];
  if (config.configurationVersion !== 1) {
    const actual = `configurationVersion ${String(config.configurationVersion)}`;
    found.push(
      payloadIs(hvcC, 0, 1, 'hvcC has a version that nobody knows', 'configurationVersion 1', actual),
    );
  }
  if (config.lengthSizeMinusOne === 2) {
    const says = 'NAL unit lengths cannot have three bytes';
    found.push(payloadIs(hvcC, 21, 1, says, 'lengthSizeMinusOne 0, 1 or 3', 'lengthSizeMinusOne 2'));
  }
  if (config.general_profile_idc === 0) {
    const says = 'hvcC tells no profile';
    found.push(payloadIs(hvcC, 1, 1, says, 'general_profile_idc of at least 1', 'general_profile_idc 0'));
  }
  const stranger = config.arrays.find(({ NAL_unit_type }) => !allowed.has(NAL_unit_type));
  if (stranger !== undefined) {
    const says = 'hvcC has NAL units of a type that does not belong there';
    const actual = `NAL_unit_type ${String(stranger.NAL_unit_type)}`;
    found.push(payloadIs(hvcC, arraysAt, 1, says, 'NAL_unit_type 32, 33, 34, 39 or 40', actual));
  }
  if (!config.reservedBitsRight) {
    const says = 'reserved bits of hvcC are not what they have to be';
    const expected = 'ones, and zeros in the arrays';
    found.push({ ...payloadIs(hvcC, 13, 9, says, expected, 'others'), as: 'warning' });
  }
  return found;
};

const setFaults = (hvcC: Box): readonly Broken[] => {
  const config = valueOf(hevcConfig(hvcC));
  if (config === undefined) return [];
  return Object.entries(sets).flatMap(([type, name]): readonly Broken[] => {
    const arrays = config.arrays.filter(({ NAL_unit_type }) => NAL_unit_type === Number(type));
    if (!arrays.some(({ nalus }) => nalus.length > 0)) {
      const says = `a track of hvc1 has no ${name} parameter set in hvcC: send it there, or call the entry hev1`;
      return [payloadIs(hvcC, arraysAt, 1, says, `NAL units of type ${type}`, 'none')];
    }
    if (arrays.every(({ array_completeness }) => array_completeness)) return [];
    const says = `hvcC does not say that all ${name} parameter sets are in it, as hvc1 demands`;
    const found = payloadIs(hvcC, arraysAt, 1, says, 'array_completeness 1', 'array_completeness 0');
    return [{ ...found, as: 'warning' }];
  });
};

const covers = (config: HevcConfig, set: HevcSps, hvcC: Box): readonly Broken[] => {
  const found: Broken[] = [];
  const demand = (right: boolean, at: number, length: number, expected: string, actual: string): void => {
    if (right) return;
    const says = 'hvcC does not cover the profile, tier and level of the sequence parameter set';
    found.push(payloadIs(hvcC, at, length, says, expected, actual));
  };
  const space = 'general_profile_space';
  demand(
    config[space] === set[space],
    1,
    1,
    `${space} ${String(set[space])}`,
    `${space} ${String(config[space])}`,
  );
  const tier = 'general_tier_flag';
  demand(config[tier] >= set[tier], 1, 1, `${tier} ${String(set[tier])}`, `${tier} ${String(config[tier])}`);
  const idc = 'general_profile_idc';
  demand(config[idc] === set[idc], 1, 1, `${idc} ${String(set[idc])}`, `${idc} ${String(config[idc])}`);
  const flags = 'general_profile_compatibility_flags';
  demand(
    (config[flags] & ~set[flags]) === 0,
    2,
    4,
    `no flags beside ${hexOf(set[flags])}`,
    hexOf(config[flags]),
  );
  const level = 'general_level_idc';
  demand(
    config[level] >= set[level],
    12,
    1,
    `${level} of at least ${String(set[level])}`,
    `${level} ${String(config[level])}`,
  );
  return found;
};

export const cmafSeHevcRules = {
  'CMAF-SE-014': rule('trak', {
    says: 'An HEVC sample entry has one hvcC, and its record can be read.',
    decides: ['DI-MT-01a', 'DI-WF-01'],
    check: eachConfig(entryTypesOf('hevc'), 'hvcC', recordFaults),
  }),
  'CMAF-SE-015': rule('trak', {
    says: 'A track of hvc1 has all of its video, sequence and picture parameter sets in hvcC.',
    decides: ['DI-MT-01a', 'DI-MT-09a'],
    check: eachBox(['hvc1', 'dvh1'], 'hvcC', setFaults),
  }),
  'CMAF-SE-016': rule('trak', {
    says: 'hvcC tells a profile, tier and level that cover those of the sequence parameter sets.',
    decides: ['DI-MT-01a', 'DI-MT-09a'],
    unless: ['CMAF-SE-014'],
    check: eachBox(entryTypesOf('hevc'), 'hvcC', (hvcC) => {
      const config = valueOf(hevcConfig(hvcC));
      return config === undefined ? [] : hevcSetsOf(hvcC).flatMap((set) => covers(config, set, hvcC));
    }),
  }),
};
