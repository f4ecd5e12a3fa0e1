import { childrenOf, type Box } from '../../media/isobmff/box.ts';
import { at, hexOf } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { flagsAt, versionAt } from './cmaf-frag-places.ts';

/** The usertype of tfxd, in which Smooth Streaming tells time and duration instead of tfdt. */
const tfxd = '6d1d9b0542d544e680e2141daff757b2';

/** Whether a traf is one of Smooth Streaming, which another rule explains as a whole. */
const isSmooth = (traf: Box): boolean =>
  traf.children.some(({ type, usertype }) => type === 'uuid' && usertype === tfxd);

/** What tfhd, tfdt and trun must say, whatever the numbers (ISO/IEC 23000-19, 7.5.16 and 7.5.17). */
export const fieldRules = {
  'CMAF-FRAG-010': rule('moof', {
    says: 'The track_ID of tfhd is that of the header.',
    decides: ['DI-MT-01a', 'DI-CMAF-GC-03'],
    check: ({ trafs }, track) => {
      const traks = track.headers.at(-1)?.traks ?? [];
      return trafs.flatMap(({ box, tfhd, trackId }): readonly Broken[] => {
        if (tfhd === undefined) {
          return [
            { says: 'a traf without tfhd: it belongs to no track', box, expected: 'tfhd', actual: 'none' },
          ];
        }
        if (traks.length === 0 || traks.some((trak) => trak.trackId === trackId)) return [];
        const expected = traks.map((trak) => String(trak.trackId)).join(' or ');
        return [
          {
            says: 'the track_ID of a fragment is not that of the header',
            ...at(tfhd, 'tfhd', 'track_ID'),
            expected: `track_ID ${expected}`,
            actual: `track_ID ${String(trackId)}`,
          },
        ];
      });
    },
  }),
  'CMAF-FRAG-011': rule('moof', {
    says: 'tfhd has no base_data_offset: fragments can be moved.',
    decides: ['DI-MT-01a'],
    check: ({ trafs }) =>
      trafs.flatMap(({ tfhd, tfhdFlags }) =>
        tfhd === undefined || (tfhdFlags & 1) === 0
          ? []
          : [
              {
                says: 'base_data_offset is present: data is found by its place in the file, not from the moof',
                ...flagsAt(tfhd),
                expected: 'flags without 0x000001',
                actual: `flags ${hexOf(tfhdFlags, 6)}`,
              },
            ],
      ),
  }),
  'CMAF-FRAG-012': rule('moof', {
    says: 'Data offsets are counted from the moof: default-base-is-moof is set.',
    decides: ['DI-MT-01a'],
    // Beside base_data_offset the flag means nothing.
    unless: ['CMAF-FRAG-011'],
    check: ({ trafs }) =>
      trafs.flatMap(({ box, tfhd, tfhdFlags }) =>
        tfhd === undefined || (tfhdFlags & 0x20000) !== 0 || isSmooth(box)
          ? []
          : [
              {
                says: 'default-base-is-moof is not set',
                ...flagsAt(tfhd),
                expected: 'flags with 0x020000',
                actual: `flags ${hexOf(tfhdFlags, 6)}`,
              },
            ],
      ),
  }),
  'CMAF-FRAG-013': rule('moof', {
    says: 'A chunk has samples.',
    decides: ['DI-MT-01a', 'DI-DEF-fragment'],
    check: ({ trafs }) =>
      trafs.flatMap(({ box, tfhd, tfhdFlags, truns, count }): readonly Broken[] => {
        if (tfhd !== undefined && (tfhdFlags & 0x10000) !== 0) {
          const actual = `flags ${hexOf(tfhdFlags, 6)}`;
          return [
            {
              says: 'duration-is-empty is set',
              ...flagsAt(tfhd),
              expected: 'flags without 0x010000',
              actual,
            },
          ];
        }
        if (count > 0) return [];
        const [trun] = truns;
        return [
          {
            says: 'a chunk without samples: sparse tracks fill their time with empty samples',
            ...(trun === undefined ? { box } : at(trun.box, 'trun', 'sample_count')),
            expected: 'at least 1 sample',
            actual: trun === undefined ? 'no trun' : '0 samples',
          },
        ];
      }),
  }),
  'CMAF-FRAG-014': rule('moof', {
    says: 'Every traf has one tfdt.',
    decides: ['DI-MT-01a', 'DI-MT-02', 'DI-DEF-tfdt'],
    check: ({ trafs }) =>
      trafs.flatMap(({ box }): readonly Broken[] => {
        const all = childrenOf(box, 'tfdt');
        if (all.length === 1 || (all.length === 0 && isSmooth(box))) return [];
        return [
          {
            says:
              all.length === 0
                ? 'a fragment without tfdt: its decode time is unknown'
                : 'a traf with several tfdts',
            box: all[1] ?? box,
            expected: '1 tfdt',
            actual: String(all.length),
          },
        ];
      }),
  }),
  'CMAF-FRAG-020': rule('moof', {
    says: 'Every trun tells where its data begins.',
    decides: ['DI-MT-01a'],
    check: ({ trafs }) =>
      trafs
        .flatMap(({ truns }) => truns)
        .filter(({ flags }) => (flags & 1) === 0)
        .map(({ box, flags }) => ({
          says: 'a trun without data_offset',
          ...flagsAt(box),
          expected: 'flags with 0x000001',
          actual: `flags ${hexOf(flags, 6)}`,
        })),
  }),
  'CMAF-FRAG-024': rule('moof', {
    says: 'trun has version 0 or 1.',
    decides: ['DI-MT-01a'],
    check: ({ trafs }) =>
      trafs
        .flatMap(({ truns }) => truns)
        .filter(({ version }) => version > 1)
        .map(({ box, version }) => ({
          says: 'a trun of a version that does not exist',
          ...versionAt(box),
          expected: 'version 0 or 1',
          actual: `version ${String(version)}`,
        })),
  }),
  'CMAF-FRAG-027': rule('moof', {
    says: 'A trun tells the flags of its first sample, or those of each sample, not both.',
    decides: ['DI-MT-01a'],
    check: ({ trafs }) =>
      trafs
        .flatMap(({ truns }) => truns)
        .filter(({ flags }) => (flags & 0x404) === 0x404)
        .map(({ box, flags }) => ({
          says: 'a trun with both first_sample_flags and sample_flags',
          ...flagsAt(box),
          expected: 'one of 0x000004 and 0x000400',
          actual: `flags ${hexOf(flags, 6)}`,
        })),
  }),
} satisfies Record<string, Rule>;
