import { at, hexOf } from '../point.ts';
import type { Track } from '../model/track.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { flagsAt, trakOf, versionAt } from './cmaf-frag-places.ts';

/** Whether the header signals `cmf2` (ISO/IEC 23000-19, 7.7.3), which demands more of fragments. */
const isCmf2 = ({ trak }: Track): boolean => trak?.header.structural === 'cmf2';

/** Where the description and the defaults of samples are told (ISO/IEC 14496-12, 8.8.7; ISO/IEC 23000-19, 7.7.3). */
export const defaultRules = {
  'CMAF-FRAG-030': rule('moof', {
    says: 'Video of the brand cmf2 has truns of version 1.',
    decides: ['DI-MT-01a'],
    applies: (track) => isCmf2(track) && track.trak?.kind === 'video',
    check: ({ trafs }, { settings }) =>
      trafs
        .flatMap(({ truns }) => truns)
        .filter(({ version, flags }) => version === 0 && (settings.strict || (flags & 0x800) !== 0))
        .map(({ box }) => ({
          says: 'a trun of version 0 in video of the brand cmf2',
          ...versionAt(box),
          expected: 'version 1',
          actual: 'version 0',
        })),
  }),
  'CMAF-FRAG-031': rule('moof', {
    says: 'Fragments of the brand cmf2 tell durations and sizes themselves.',
    decides: ['DI-MT-01a'],
    applies: isCmf2,
    check: ({ trafs }) =>
      trafs.flatMap(({ tfhd, tfhdFlags, truns }): readonly Broken[] => {
        const lacks = (tfhdBit: number, trunBit: number): boolean =>
          (tfhdFlags & tfhdBit) === 0 && truns.some(({ flags }) => (flags & trunBit) === 0);
        const lacking = [...(lacks(8, 0x100) ? ['duration'] : []), ...(lacks(0x10, 0x200) ? ['size'] : [])];
        if (lacking.length === 0 || tfhd === undefined) return [];
        return [
          {
            says: `a fragment of the brand cmf2 leaves the ${lacking.join(' and ')} of its samples to trex`,
            ...flagsAt(tfhd),
            expected: 'defaults in tfhd, or values in trun',
            actual: `tfhd flags ${hexOf(tfhdFlags, 6)}`,
          },
        ];
      }),
  }),
  'CMAF-FRAG-032': rule('moof', {
    says: 'Fragments of the brand cmf2 tell the flags of samples themselves.',
    decides: ['DI-MT-01a'],
    applies: isCmf2,
    check: ({ trafs }) =>
      trafs.flatMap(({ tfhd, tfhdFlags, truns }): readonly Broken[] => {
        const told = truns.every(
          ({ flags, count }) => (flags & 0x400) !== 0 || ((flags & 4) !== 0 && count === 1),
        );
        if ((tfhdFlags & 0x20) !== 0 || told || tfhd === undefined) return [];
        return [
          {
            says: 'a fragment of the brand cmf2 leaves the flags of its samples to trex',
            ...flagsAt(tfhd),
            expected: 'defaults in tfhd, or values in trun',
            actual: `tfhd flags ${hexOf(tfhdFlags, 6)}`,
          },
        ];
      }),
  }),
  'CMAF-FRAG-033': rule('moof', {
    says: 'Fragments of the brand cmf2 tell which sample description is theirs.',
    // With one description there is nothing to mistake, and widely used encoders leave it out.
    applies: (track) => isCmf2(track) && (track.settings.strict || (track.trak?.descriptions ?? 1) > 1),
    check: ({ trafs }) =>
      trafs.flatMap(({ tfhd, tfhdFlags }): readonly Broken[] =>
        tfhd === undefined || (tfhdFlags & 2) !== 0
          ? []
          : [
              {
                says: 'a fragment of the brand cmf2 leaves its sample description to trex',
                ...flagsAt(tfhd),
                expected: 'flags with 0x000002',
                actual: `flags ${hexOf(tfhdFlags, 6)}`,
              },
            ],
      ),
  }),
  'CMAF-FRAG-034': rule('moof', {
    says: 'The sample description of a fragment is one of the header.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak !== undefined,
    check: ({ trafs }, track) =>
      trafs.flatMap((traf): readonly Broken[] => {
        const { tfhd, descriptionIndex } = traf;
        const descriptions = trakOf(traf, track)?.descriptions ?? 0;
        if (tfhd === undefined || descriptionIndex === undefined || descriptions === 0) return [];
        if (descriptionIndex >= 1 && descriptionIndex <= descriptions) return [];
        return [
          {
            says: 'a fragment with a sample description that the header does not have',
            ...at(tfhd, 'tfhd', 'sample_description_index'),
            expected: descriptions === 1 ? '1' : `1 to ${String(descriptions)}`,
            actual: String(descriptionIndex),
          },
        ];
      }),
  }),
} satisfies Record<string, Rule>;
