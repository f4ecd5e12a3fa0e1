/** The configurations of VVC, AV1, VP9 and Dolby Vision. */
import { parseDolbyVision } from '../../media/codec/dolby-vision.ts';
import { child, decodeAs, payloadOf, type Box } from '../../media/isobmff/box.ts';
import type { Av1Config } from '../../media/codec/av1.ts';
import type { Av1SequenceHeader } from '../../media/codec/av1-sequence.ts';
import { at } from '../point.ts';
import { entryTypesOf } from '../model/codec.ts';
import { av1Config, av1SequencesOf, valueOf, vpConfig, vvcConfig } from '../model/codec-records.ts';
import { isVisual, originalOf } from '../model/header.ts';
import { rule, type Broken } from '../rule.ts';
import { eachConfig, eachEntry, inPayload, payloadIs, unreadable } from './cmaf-se-each-entry.ts';

/** NAL unit types of VVC (ISO/IEC 23090-3, table 5). */
const vvcSets = { 15: 'sequence', 16: 'picture' } as const;

const vvcFaults = (vvcC: Box, entry: Box, strict: boolean): readonly Broken[] => {
  const parsed = vvcConfig(vvcC);
  if ('broken' in parsed) return [unreadable(vvcC, parsed)];
  if (!strict || originalOf(entry) !== 'vvc1') return [];
  return Object.entries(vvcSets).flatMap(([type, name]) =>
    parsed.value.arrays.some(
      ({ NAL_unit_type, nalus, array_completeness }) =>
        NAL_unit_type === Number(type) && nalus.length > 0 && array_completeness,
    )
      ? []
      : [
          {
            says: `a track of vvc1 has not all of its ${name} parameter sets in vvcC`,
            box: vvcC,
            expected: `a complete array of NAL units of type ${type}`,
            actual: 'none',
          },
        ],
  );
};

/** What the record repeats of the sequence header, by the byte of the record in which it stands. */
const av1Repeats = (
  config: Av1Config,
  header: Av1SequenceHeader,
): readonly (readonly [field: string, at: number, told: number, coded: number])[] => {
  const [point] = header.operatingPoints;
  const { color } = header;
  const bit = (flag: boolean): number => (flag ? 1 : 0);
  return [
    ['seq_profile', 1, config.seq_profile, header.seq_profile],
    ['seq_level_idx_0', 1, config.seq_level_idx_0, point?.seq_level_idx ?? config.seq_level_idx_0],
    ['seq_tier_0', 2, config.seq_tier_0, point?.seq_tier ?? config.seq_tier_0],
    ['high_bitdepth', 2, bit(config.high_bitdepth), bit(color.high_bitdepth)],
    ['twelve_bit', 2, bit(config.twelve_bit), bit(color.twelve_bit)],
    ['monochrome', 2, bit(config.monochrome), bit(color.mono_chrome)],
    ['chroma_subsampling_x', 2, config.chroma_subsampling_x, color.subsampling_x],
    ['chroma_subsampling_y', 2, config.chroma_subsampling_y, color.subsampling_y],
  ];
};

const av1SizeFault = (entry: Box, header: Av1SequenceHeader): readonly Broken[] => {
  if (!isVisual(entry)) return [];
  const { width, height } = decodeAs(entry, entry.type as 'av01').value;
  if (width === header.max_frame_width && height === header.max_frame_height) return [];
  return [
    {
      says: 'the sample entry has another picture size than the AV1 sequence header',
      ...at(entry, entry.type as 'av01', 'width'),
      expected: `${String(header.max_frame_width)}x${String(header.max_frame_height)}`,
      actual: `${String(width)}x${String(height)}`,
    },
  ];
};

const av1Faults = (av1C: Box, entry: Box): readonly Broken[] => {
  const parsed = av1Config(av1C);
  const config = valueOf(parsed);
  if (config === undefined) return 'broken' in parsed ? [unreadable(av1C, parsed)] : [];
  if (config.marker !== 1 || config.version !== 1) {
    const actual = `marker ${String(config.marker)}, version ${String(config.version)}`;
    const says = 'av1C has a version that nobody knows';
    return [payloadIs(av1C, 0, 1, says, 'marker 1, version 1', actual)];
  }
  const sequences = av1SequencesOf(av1C);
  const [sequence, ...more] = sequences;
  if (sequence === undefined) return [];
  const found: Broken[] = [];
  if (more.length > 0 || !sequence.first) {
    found.push({
      says: 'the configuration OBUs of av1C do not begin with their only sequence header',
      ...inPayload(av1C, 4, config.configOBUs.length),
      expected: 'one sequence header, first',
      actual: `${String(sequences.length)}, ${sequence.first ? 'first' : 'behind others'}`,
    });
  }
  for (const [field, offset, told, coded] of av1Repeats(config, sequence.header)) {
    if (told === coded) continue;
    const says = `${field} of av1C is not what the sequence header says`;
    found.push(payloadIs(av1C, offset, 1, says, `${field} ${String(coded)}`, `${field} ${String(told)}`));
  }
  return [...found, ...av1SizeFault(entry, sequence.header)];
};

const vpFaults = (vpcC: Box): readonly Broken[] => {
  const parsed = vpConfig(vpcC);
  const config = valueOf(parsed);
  if (config === undefined) return 'broken' in parsed ? [unreadable(vpcC, parsed)] : [];
  const found: Broken[] = [];
  if (config.profile > 3 || ![8, 10, 12].includes(config.bitDepth)) {
    const says = 'vpcC tells a profile or bit depth that VP9 does not have';
    const actual = `profile ${String(config.profile)}, bitDepth ${String(config.bitDepth)}`;
    found.push(payloadIs(vpcC, 4, 3, says, 'profile 0 to 3, bitDepth 8, 10 or 12', actual));
  }
  // Level 0 is written where it is not known.
  if (config.level !== 0 && (config.level < 10 || config.level > 62)) {
    const says = 'vpcC tells a level that VP9 does not have';
    found.push(payloadIs(vpcC, 5, 1, says, 'level 10 to 62', `level ${String(config.level)}`));
  }
  if (config.codecInitializationData.length > 0) {
    const says = 'vpcC has initialization data, which VP8 and VP9 do not have';
    const actual = `${String(config.codecInitializationData.length)} bytes`;
    found.push(payloadIs(vpcC, 10, 2, says, 'codecInitializationDataSize 0', actual));
  }
  return found;
};

const dolbyTypes = ['dvcC', 'dvvC', 'dvwC'];
const dolbyEntries = ['dvh1', 'dvhe', 'dva1', 'dvav', 'dav1'];

/** Dolby Vision profiles by the coding of the base layer. */
const dolbyProfiles = [
  { coding: 'avc', profiles: [0, 1, 9, 32, 34] },
  { coding: 'hevc', profiles: [2, 3, 4, 5, 6, 7, 8, 20] },
  { coding: 'av1', profiles: [10] },
] as const;

const dolbyFaults = (entry: Box): Broken | undefined => {
  const coding = originalOf(entry);
  const config = dolbyTypes.map((type) => child(entry, type)).find((box) => box !== undefined);
  if (config === undefined) {
    if (!dolbyEntries.includes(coding)) return undefined;
    return {
      says: 'a Dolby Vision sample entry has no Dolby Vision configuration',
      box: entry,
      expected: 'dvcC or dvvC',
      actual: 'none',
    };
  }
  const parsed = parseDolbyVision(payloadOf(config));
  if ('broken' in parsed) return unreadable(config, parsed);
  const { dv_profile } = parsed.value;
  const family = dolbyProfiles.find((each) => entryTypesOf(each.coding).includes(coding));
  if (family === undefined || (family.profiles as readonly number[]).includes(dv_profile)) return undefined;
  const says = 'the Dolby Vision profile is not for the coding of the sample entry';
  const expected = `dv_profile ${family.profiles.join(', ')} with ${coding}`;
  return payloadIs(config, 2, 1, says, expected, `dv_profile ${String(dv_profile)}`);
};

export const cmafSeNewerRules = {
  'CMAF-SE-017': rule('trak', {
    says: 'A VVC sample entry has one vvcC, and its record can be read.',
    decides: ['DI-WF-01'],
    check: eachConfig(entryTypesOf('vvc'), 'vvcC', (vvcC, entry, _, { settings }) =>
      vvcFaults(vvcC, entry, settings.strict),
    ),
  }),
  'CMAF-SE-018': rule('trak', {
    says: 'An AV1 sample entry has one av1C, which agrees with the sequence header in it and with the picture size.',
    decides: ['DI-WF-01'],
    check: eachConfig(entryTypesOf('av1'), 'av1C', av1Faults),
  }),
  'CMAF-SE-019': rule('trak', {
    says: 'A VP9 sample entry has one vpcC of version 1 with values that VP9 has.',
    decides: ['DI-WF-01'],
    check: eachConfig(entryTypesOf('vp9'), 'vpcC', vpFaults),
  }),
  'CMAF-SE-020': rule('trak', {
    says: 'A Dolby Vision track has a Dolby Vision configuration whose profile is one for its coding.',
    check: eachEntry((_, entry) => isVisual(entry), dolbyFaults),
  }),
};
