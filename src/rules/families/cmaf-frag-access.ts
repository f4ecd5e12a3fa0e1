import { child, payloadOf } from '../../media/isobmff/box.ts';
import { parseAvcC } from '../../media/codec/avc.ts';
import { nonSyncBit } from '../model/chunk.ts';
import type { Trak } from '../model/header.ts';
import type { Fragment, FragmentSamples, Track } from '../model/track.ts';
import { hexOf } from '../point.ts';
import { rule, type Rule } from '../rule.ts';

/** Whether the flags of a sample say that decoding cannot begin with it (ISO/IEC 14496-12, 8.8.3.1). */
const isNoAccess = (flags: number): boolean => (flags & nonSyncBit) !== 0 || ((flags >>> 24) & 3) === 1;

/** is_leading: 0 unknown, 1 leading and not decodable, 2 not leading, 3 leading and decodable. */
const leading = (flags: number): number => (flags >>> 26) & 3;

/** Shorter than this an object without a styp may be a chunk from the middle of a fragment. */
const leastFragmentSeconds = 0.9;

/** Brands of a styp in front of what begins with a fragment. */
const opening = ['cmfs', 'cmff', 'msdh', 'msix'];

const isLabelled = ({ brands }: Fragment): boolean => brands.some((brand) => opening.includes(brand));

/** Whether a fragment is taken for one because its object begins with it, and may be a chunk that was sent alone. */
const mayBeChunk = ({ brands, first, duration }: Fragment, { trak }: Track): boolean =>
  brands.length === 0 && !first && duration < leastFragmentSeconds * (trak?.timescale ?? 0);

/** A fragment that begins within another, and is one of a segment of several chunks. */
const isTorn = (fragment: Fragment): boolean => isLabelled(fragment) && fragment.chunks > 1;

/** Codings whose pictures usually depend on each other. */
const interCoded = /^(avc[1-4]|hvc1|hev1|vvc1|vvi1|av01|vp0[89])$/;

/** Profiles of AVC that are intra only: CAVLC 4:4:4 Intra, and others by constraint_set3_flag (ISO/IEC 14496-10, A.2). */
const isIntra = ({ entries }: Trak): boolean => {
  const avcC = child(entries[0], 'avcC');
  if (avcC === undefined) return false;
  const parsed = parseAvcC(payloadOf(avcC));
  if ('broken' in parsed) return false;
  const { AVCProfileIndication: profile, profile_compatibility } = parsed.value;
  return profile === 44 || ([110, 122, 244].includes(profile) && (profile_compatibility & 0x10) !== 0);
};

/** So few pictures may all be sync samples by chance, and sizes of I pictures differ by less than this. */
const [fewPictures, unlikeSizes] = [8, 5];

interface Leading {
  readonly unknown: number;
  readonly dependent: number;
}

/** How many samples are presented before the first sample of their fragment, and may depend on the one before. */
const leadingOf = ({ count, composition, flags }: FragmentSamples): Leading => {
  let [unknown, dependent] = [0, 0];
  const begin = composition[0] ?? 0;
  for (let i = 1; i < count; i++) {
    if ((composition[i] ?? 0) >= begin) continue;
    const told = leading(flags[i] ?? 0);
    if (told === 0) unknown += 1;
    if (told === 1) dependent += 1;
  }
  return { unknown, dependent };
};

/** How fragments can be entered: sync samples and leading pictures (ISO/IEC 23000-19, 7.3.2.4 and 7.5.17). */
export const accessRules = {
  'CMAF-FRAG-028': rule('fragment', {
    says: 'Decoding can begin with the first sample of a fragment, and its flags say so.',
    decides: ['DI-MT-01a', 'DI-MT-08', 'DI-MT-N1'],
    check: (fragment, track) => {
      if (!isNoAccess(fragment.firstFlags) || isTorn(fragment) || mayBeChunk(fragment, track))
        return undefined;
      return {
        says:
          (fragment.firstFlags & nonSyncBit) !== 0
            ? 'a fragment whose first sample is flagged as no sync sample'
            : 'a fragment whose first sample is flagged as depending on others',
        expected: 'sample_is_non_sync_sample 0, sample_depends_on 0 or 2',
        actual: `flags ${hexOf(fragment.firstFlags)}`,
      };
    },
  }),
  'CMAF-FRAG-029': rule('fragment', {
    says: 'Pictures that depend on others are not flagged as sync samples.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak?.kind === 'video' && interCoded.test(trak.original) && !isIntra(trak),
    check: ({ nonSync, samples, leastOffset, greatestOffset, smallest, largest }) => {
      if (nonSync > 0 || samples < fewPictures) return undefined;
      const reordered = leastOffset !== greatestOffset;
      if (!reordered && largest <= unlikeSizes * smallest) return undefined;
      return {
        says: reordered
          ? 'all samples of a fragment are flagged as sync samples, though they are reordered'
          : 'all samples of a fragment are flagged as sync samples, though their sizes differ widely',
        expected: 'sample_is_non_sync_sample 1 for those that depend on others',
        actual: `${String(samples)} sync samples of ${String(smallest)} to ${String(largest)} bytes`,
      };
    },
  }),
  'CMAF-FRAG-039': rule('fragment', {
    says: 'Pictures that are presented before the first one of their fragment do not depend on the fragment before.',
    decides: ['DI-MT-01a'],
    applies: ({ trak }) => trak?.kind === 'video',
    check: ({ listed, leastOffset, greatestOffset, trunVersion }, { settings }) => {
      if (listed === undefined || leastOffset === greatestOffset) return undefined;
      if (trunVersion === 0 && greatestOffset >= 2 ** 31) return undefined;
      const { unknown, dependent } = leadingOf(listed);
      if (dependent > 0) {
        return {
          says: 'a fragment with leading pictures that cannot be decoded without the one before: close the GOPs',
          expected: 'SAP type 1 or 2',
          actual: `${String(dependent)} samples with is_leading 1`,
        };
      }
      // Where access units are read, these settle it.
      if (unknown === 0 || settings.deep !== 'off') return undefined;
      return {
        says: 'a fragment with leading pictures that may depend on the one before (SAP type 3): look at access units',
        expected: 'no leading pictures, or is_leading 3',
        actual: `${String(unknown)} samples are presented before the first one`,
      };
    },
  }),
  'CMAF-FRAG-040': rule('fragment', {
    says: 'Sync samples inside a fragment are noted.',
    decides: ['DI-MT-N1'],
    applies: ({ trak }) => trak?.kind === 'video',
    // Where not all samples are listed, those that are missing are no sync samples for that.
    check: ({ syncs, nonSync, samples, listed }) =>
      syncs <= 1 || nonSync === 0 || listed?.count !== samples
        ? undefined
        : {
            says: 'a fragment with further sync samples: it could be several fragments',
            actual: `${String(syncs)} sync samples`,
          },
  }),
  'CMAF-FRAG-041': rule('fragment', {
    says: 'A segment begins with the first chunk of a fragment, not in the middle of one.',
    decides: ['DI-MT-01a', 'DI-MT-08', 'DI-MT-N1'],
    check: (fragment) => {
      if (!isNoAccess(fragment.firstFlags) || !isTorn(fragment)) return undefined;
      return {
        says: 'a segment begins in the middle of a fragment: a chunk is missing, or the segment was cut wrongly',
        expected: 'a sync sample first, or a styp with cmfl alone',
        actual: `flags ${hexOf(fragment.firstFlags)} behind a styp of ${fragment.brands.join(', ')}`,
      };
    },
  }),
} satisfies Record<string, Rule>;
