import type { Fragment, FragmentSamples, Track } from '../model/track.ts';
import { rule, type Broken, type Rule } from '../rule.ts';

const isVideo = ({ trak }: Track): boolean => trak?.kind === 'video';

/** Negative offsets in the wrong version: another rule tells them, and times made of them mean nothing. */
const isOverflown = ({ trunVersion, greatestOffset }: Fragment): boolean =>
  trunVersion === 0 && greatestOffset >= 2 ** 31;

/** Whether samples of a fragment may be missing at its end, with times that would come before others. */
const isCut = ({ last }: Fragment, { complete }: Track): boolean => last && !complete;

/** `media_time` of the edit list, as far as it moves anything. */
const edit = ({ trak }: Track): bigint => trak?.mediaTime ?? 0n;

interface Durations {
  readonly shortest: number;
  readonly longest: number;
  /** Whether all are the same, but for a tick that rounding takes or gives. */
  readonly steady: boolean;
}

const durationsOf = ({ count, durations }: FragmentSamples): Durations => {
  let [shortest, longest] = [Infinity, 0];
  for (let i = 0; i < count; i++) {
    const duration = durations[i] ?? 0;
    if (duration < shortest) shortest = duration;
    if (duration > longest) longest = duration;
  }
  return { shortest, longest, steady: longest - shortest <= 1 };
};

/** Two samples at one time, or times that do not follow each other, in a fragment that is all there. */
const unevenness = (listed: FragmentSamples, whole: boolean): Broken | undefined => {
  const times = listed.composition.slice(0, listed.count).sort();
  const { shortest, longest, steady } = durationsOf(listed);
  let gaps = 0;
  let widest = 0;
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] ?? 0) - (times[i - 1] ?? 0);
    if (step === 0) {
      return {
        says: 'two samples of a fragment are presented at the same time',
        expected: 'a composition time of its own for each sample',
        actual: `two samples ${String(times[i])} ticks behind baseMediaDecodeTime`,
      };
    }
    if (step >= shortest - 1 && step <= longest + 1) continue;
    gaps += 1;
    widest = Math.max(widest, step);
  }
  if (gaps === 0 || !whole || !steady) return undefined;
  return {
    says: 'the composition times of a fragment have gaps',
    expected: `a sample every ${String(longest)} ticks`,
    actual: `${String(gaps)} other steps, the widest of ${String(widest)} ticks`,
  };
};

/**
 * The time relative to a fragment until which it surely shows pictures of its own. Where durations differ, they are
 * those of decoding, so that only the beginning of the last picture is known; of steady ones a tick may be rounding.
 */
const busyUntil = ({ listed, latest }: Fragment): number => {
  if (listed === undefined) return NaN;
  if (durationsOf(listed).steady) return latest - 1;
  let final = -Infinity;
  for (let i = 0; i < listed.count; i++) final = Math.max(final, listed.composition[i] ?? 0);
  return final + 1;
};

/** When the pictures of fragments are presented (ISO/IEC 23000-19, 7.3.2.2, 7.3.2.4, 7.5.13 and 7.5.17). */
export const presentationRules = {
  'CMAF-FRAG-035': rule('fragment', {
    says: 'With signed composition offsets, the first picture of a fragment is presented at its decode time.',
    decides: ['DI-MT-01a'],
    applies: (track) => isVideo(track) && edit(track) === 0n,
    check: (fragment, track) => {
      const { trunVersion, earliest, listed } = fragment;
      if (
        listed === undefined ||
        trunVersion !== 1 ||
        earliest === 0 ||
        !Number.isFinite(earliest) ||
        isCut(fragment, track)
      )
        return undefined;
      return {
        says:
          earliest > 0
            ? 'the earliest picture of a fragment is presented after baseMediaDecodeTime'
            : 'the earliest picture of a fragment is presented before baseMediaDecodeTime',
        expected: 'an earliest composition time equal to baseMediaDecodeTime',
        actual: `${String(Math.abs(earliest))} ticks ${earliest > 0 ? 'later' : 'earlier'}`,
      };
    },
  }),
  'CMAF-FRAG-037': rule('fragment', {
    says: 'The pictures of a fragment follow each other without gaps, one at a time.',
    decides: ['DI-MT-01a'],
    applies: isVideo,
    check: (fragment) => {
      const { listed, leastOffset, greatestOffset, contiguous, samples, last } = fragment;
      // Without reordering pictures follow each other as they are decoded.
      if (listed === undefined || leastOffset === greatestOffset || !contiguous || isOverflown(fragment)) {
        return undefined;
      }
      return unevenness(listed, !last && listed.count === samples);
    },
  }),
  'CMAF-FRAG-038': rule('fragment', {
    says: 'No picture of a fragment is presented after pictures of the next one.',
    decides: ['DI-MT-01a'],
    applies: isVideo,
    start: () => {
      let until = NaN;
      return (fragment, { previousFragment: before }) => {
        const { time, earliest, first } = fragment;
        const over = until - (time + earliest);
        until = isOverflown(fragment) ? NaN : time + busyUntil(fragment);
        const joined = before?.contiguous === true && before.time + before.duration === time;
        if (first || !joined || !(over > 0)) return undefined;
        return {
          says: 'pictures of a fragment are presented before those of the fragment before it have ended: close the GOPs',
          expected: 'an earliest composition time behind the fragment before',
          actual: `${String(over)} ticks before its end`,
        };
      };
    },
  }),
  'CMAF-FRAG-047': rule('fragment', {
    says: 'Reordered video has signed composition offsets, or unsigned ones and an edit list that takes them back.',
    decides: ['DI-MT-01a'],
    applies: isVideo,
    start: () => {
      let version: number | undefined;
      return (fragment, track) => {
        const { leastOffset, greatestOffset, trunVersion, earliest } = fragment;
        if (greatestOffset === 0 && leastOffset === 0) return undefined;
        if (isOverflown(fragment) || trunVersion > 1) return undefined;
        const before = version;
        version = trunVersion;
        if (before !== undefined && before !== trunVersion) {
          return {
            says: 'composition offsets are signed in some fragments and unsigned in others',
            expected: `trun of version ${String(before)}`,
            actual: `version ${String(trunVersion)}`,
          };
        }
        const mediaTime = edit(track);
        if (trunVersion === 1 && mediaTime > 0n) {
          return {
            says: 'signed composition offsets and an edit list: the track is shifted twice',
            expected: 'no edit list, or trun of version 0',
            actual: `media_time ${String(mediaTime)} and trun of version 1`,
          };
        }
        // Video of the brand cmf2 must have version 1, which is told on its own.
        if (trunVersion === 1 || mediaTime !== 0n || earliest === 0) return undefined;
        if (track.trak?.header.structural === 'cmf2') return undefined;
        return {
          says: 'unsigned composition offsets without an edit list: video is late against other tracks',
          expected: 'trun of version 1 with negative offsets, or an edit list',
          actual: `version 0, first picture ${String(earliest)} ticks late`,
        };
      };
    },
  }),
} satisfies Record<string, Rule>;
