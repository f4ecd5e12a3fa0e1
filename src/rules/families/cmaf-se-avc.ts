/** The AVC decoder configuration (ISO/IEC 14496-15, 5.3 and 5.4). */
import type { AvcConfig } from '../../media/codec/avc.ts';
import { avcNalHeader } from '../../media/codec/nal.ts';
import type { ConfigNal } from '../../media/codec/parameter-sets.ts';
import type { Box } from '../../media/isobmff/box.ts';
import { entryTypesOf } from '../model/codec.ts';
import { avcConfig, valueOf } from '../model/codec-records.ts';
import { rule, type Broken } from '../rule.ts';
import { eachBox, eachConfig, payloadIs, unreadable } from './cmaf-se-each-entry.ts';

/** Profiles whose record ends with the chroma format and the bit depths (5.3.3.1.2). */
const extended: ReadonlySet<number> = new Set([100, 110, 122, 144]);

const recordFaults = (avcC: Box): readonly Broken[] => {
  const parsed = avcConfig(avcC);
  const config = valueOf(parsed);
  if (config === undefined) return 'broken' in parsed ? [unreadable(avcC, parsed)] : [];
  const found: Broken[] = [];
  if (config.configurationVersion !== 1) {
    const actual = `configurationVersion ${String(config.configurationVersion)}`;
    found.push(
      payloadIs(avcC, 0, 1, 'avcC has a version that nobody knows', 'configurationVersion 1', actual),
    );
  }
  if (config.lengthSizeMinusOne === 2) {
    const says = 'NAL unit lengths cannot have three bytes';
    found.push(payloadIs(avcC, 4, 1, says, 'lengthSizeMinusOne 0, 1 or 3', 'lengthSizeMinusOne 2'));
  }
  if (config.reservedBeforeLengthSize !== 63 || config.reservedBeforeSetCount !== 7) {
    const says = 'reserved bits of avcC are not all ones';
    const actual = `${config.reservedBeforeLengthSize.toString(2)} and ${config.reservedBeforeSetCount.toString(2)}`;
    found.push({ ...payloadIs(avcC, 4, 2, says, '111111 and 111', actual), as: 'warning' });
  }
  if (extended.has(config.AVCProfileIndication) && config.chromaExtension === undefined) {
    const says = 'avcC of a High profile does not end with chroma format and bit depths';
    const actual = 'nothing behind the parameter sets';
    const at = avcC.size - avcC.header;
    found.push({
      ...payloadIs(avcC, at, 0, says, 'four bytes behind the parameter sets', actual),
      as: 'warning',
    });
  }
  return found;
};

const setFaults = (avcC: Box, config: AvcConfig): readonly Broken[] => {
  const { sequenceParameterSets, pictureParameterSets } = config;
  const missing = (count: number, at: number, name: string): readonly Broken[] =>
    count > 0
      ? []
      : [
          payloadIs(
            avcC,
            at,
            1,
            `an avc1 track has no ${name} parameter set in avcC: send it there, or call the entry avc3`,
            `at least one ${name} parameter set`,
            'none',
          ),
        ];
  const last = sequenceParameterSets.at(-1);
  const behind = last === undefined ? 6 : last.offset + last.bytes.length;
  const wrong = (nals: readonly ConfigNal[], types: readonly number[], name: string): readonly Broken[] =>
    nals.flatMap(({ offset, bytes }) => {
      const type = avcNalHeader(bytes)?.nal_unit_type;
      if (type !== undefined && types.includes(type)) return [];
      const says = `a NAL unit among the ${name} parameter sets of avcC is of another type`;
      const actual = `nal_unit_type ${String(type)}`;
      return [payloadIs(avcC, offset, 1, says, `nal_unit_type ${types.join(' or ')}`, actual)];
    });
  return [
    ...missing(sequenceParameterSets.length, 5, 'sequence'),
    ...missing(pictureParameterSets.length, behind, 'picture'),
    ...wrong(sequenceParameterSets, [7, 15], 'sequence'),
    ...wrong(pictureParameterSets, [8], 'picture'),
  ];
};

/** The bytes of a sequence parameter set that the record repeats: profile, compatibility, level. */
const repeated = ({ bytes }: ConfigNal): readonly number[] => [...bytes.subarray(1, 4)];

const profileFaults = (avcC: Box, config: AvcConfig): readonly Broken[] => {
  const sets = config.sequenceParameterSets
    .filter((nal) => avcNalHeader(nal.bytes)?.nal_unit_type === 7 && nal.bytes.length >= 4)
    .map(repeated);
  const [first] = sets;
  if (first === undefined) return [];
  const all = sets.reduce((flags, set) => flags & (set[1] ?? 0), 255);
  const highest = sets.reduce((level, set) => Math.max(level, set[2] ?? 0), 0);
  const found: Broken[] = [];
  const wrong = (at: number, field: string, right: string, told: number, as?: 'warning'): void => {
    const says = `${field} of avcC is not what the sequence parameter sets say`;
    const broken = payloadIs(avcC, at, 1, says, `${field} ${right}`, `${field} ${String(told)}`);
    found.push({ ...broken, ...(as === undefined ? {} : { as }) });
  };
  // Sets of different profiles may have a common one that is not easy to see.
  if (sets.every(([profile]) => profile === first[0]) && config.AVCProfileIndication !== first[0]) {
    wrong(1, 'AVCProfileIndication', String(first[0]), config.AVCProfileIndication);
  }
  // A flag may be left out that all sets have, but not be there where one has it not.
  if ((config.profile_compatibility & ~all) !== 0) {
    wrong(2, 'profile_compatibility', `without flags beside ${String(all)}`, config.profile_compatibility);
  }
  // A level above that of the sets holds for them as well, and yet makes players refuse what they could play.
  if (config.AVCLevelIndication < highest) {
    wrong(3, 'AVCLevelIndication', `of at least ${String(highest)}`, config.AVCLevelIndication);
  } else if (config.AVCLevelIndication > highest) {
    wrong(3, 'AVCLevelIndication', String(highest), config.AVCLevelIndication, 'warning');
  }
  return found;
};

const ofConfig =
  (judge: (avcC: Box, config: AvcConfig) => readonly Broken[]) =>
  (avcC: Box): readonly Broken[] => {
    const config = valueOf(avcConfig(avcC));
    return config === undefined ? [] : judge(avcC, config);
  };

export const cmafSeAvcRules = {
  'CMAF-SE-011': rule('trak', {
    says: 'An AVC sample entry has one avcC, and its record can be read.',
    decides: ['DI-MT-01a', 'DI-WF-01'],
    check: eachConfig(entryTypesOf('avc'), 'avcC', recordFaults),
  }),
  'CMAF-SE-012': rule('trak', {
    says: 'A track of avc1 has its sequence and picture parameter sets in avcC.',
    decides: ['DI-MT-01a', 'DI-MT-09a'],
    check: eachBox(['avc1', 'dva1'], 'avcC', ofConfig(setFaults)),
  }),
  'CMAF-SE-013': rule('trak', {
    says: 'avcC tells the profile, compatibility and level of its sequence parameter sets.',
    decides: ['DI-MT-01a', 'DI-MT-09a'],
    check: eachBox(entryTypesOf('avc'), 'avcC', ofConfig(profileFaults)),
  }),
};
