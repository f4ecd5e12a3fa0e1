import { compare, plus, rational, zero, type Rational } from '../../media/text/rational.ts';
import { absolute } from '../model/whole-samples.ts';
import type { Track } from '../model/track.ts';
import type { Broken } from '../rule.ts';
import { from, inSeconds, near, roundingOf, type SampleEvent } from './cmaf-meta-event.ts';

const isUnknown = (duration: number): boolean => duration === 0 || duration === 0xffffffff;

const ticks = (duration: number, timescale: number): Rational =>
  rational(BigInt(duration), BigInt(timescale)) ?? zero;

const scaleOf = ({ trak }: Track): number => trak?.timescale ?? 0;

/** What to say of an event instance whose event is over before its sample begins, or begins when that is over. */
export const activeDuring = (event: SampleEvent, track: Track): Broken | undefined => {
  const { presented, begins, lasts, sample } = event;
  if (presented === undefined || begins === undefined) return undefined;
  const expected = `some time from ${inSeconds(presented)} on`;
  // An event without a length happens at its begin.
  if (lasts !== undefined && compare(begins, presented) < 0 && compare(plus(begins, lasts), presented) <= 0) {
    return {
      says: 'an event is over before the sample that carries it',
      expected,
      actual: `over at ${inSeconds(plus(begins, lasts))}`,
    };
  }
  if (isUnknown(sample.duration)) return undefined;
  const end = plus(presented, ticks(sample.duration, scaleOf(track)));
  if (compare(begins, end) < 0) return undefined;
  return {
    says: 'an event begins when the sample that carries it is over',
    expected,
    actual: `from ${inSeconds(begins)} on`,
    as: 'info',
  };
};

/** What to say of an event message that counts in another timescale than its track. */
export const timescaleDiffers = ({ timescale }: SampleEvent, track: Track): Broken | undefined =>
  timescale === 0 || timescale === scaleOf(track)
    ? undefined
    : {
        says: 'an event message counts in another timescale than its track',
        expected: String(scaleOf(track)),
        actual: String(timescale),
      };

/**
 * What to say of an event message that begins at another time than its sample is presented. One that goes on is told
 * again later, and one that is announced with a delta begins later: neither is more than worth knowing.
 */
export const whenPresented = (event: SampleEvent, track: Track): Broken | undefined => {
  const { presented, begins, lasts, timescale, box } = event;
  if (presented === undefined || begins === undefined) return undefined;
  if (near(presented, begins, roundingOf(timescale, scaleOf(track)))) return undefined;
  const later = from(presented, begins);
  const goesOn =
    compare(later, zero) < 0 &&
    (event.event_duration === 0xffffffff ||
      (lasts !== undefined && compare(plus(begins, lasts), presented) > 0));
  const delta = box.type === 'emsg' && 'value' in box.event && box.event.value.version === 0;
  return {
    says: goesOn
      ? 'an event is told again while it is active'
      : delta
        ? 'an event begins later than its sample is presented'
        : compare(later, zero) < 0
          ? 'an event is over before its sample is presented'
          : 'an event is told in a sample that is presented before it begins',
    expected: `begins at ${inSeconds(presented)}, when its sample is presented`,
    actual: `begins at ${inSeconds(begins)}`,
    ...(goesOn || delta ? { as: 'info' as const } : {}),
  };
};

/** What to say of an event whose length is known and not that of its sample, where both begin together. */
export const durationDiffers = (event: SampleEvent, track: Track): Broken | undefined => {
  const { presented, begins, lasts, timescale, sample } = event;
  if (lasts === undefined || event.event_duration === 0 || isUnknown(sample.duration)) return undefined;
  if (presented === undefined || begins === undefined) return undefined;
  const rounding = roundingOf(timescale, scaleOf(track));
  if (!near(presented, begins, rounding)) return undefined;
  const shown = ticks(sample.duration, scaleOf(track));
  if (near(shown, lasts, rounding)) return undefined;
  return {
    says: 'a sample and its event are of different durations',
    expected: `a sample of ${inSeconds(lasts)}`,
    actual: `a sample of ${inSeconds(shown)}`,
  };
};

/** What later editions ask for between the announcement of a splice and the splice, in seconds. */
const lead: Rational = { numerator: 4n, denominator: 1n };

/**
 * What to say of a splice that is announced, which is when its fragment begins, less than four seconds ahead. One at
 * the very begin of its fragment was not announced by times at all.
 */
export const announced = (
  begins: Rational,
  fragmentTime: number,
  track: Track,
  timescale: number,
): Broken | undefined => {
  const time = absolute(fragmentTime, track);
  const told = time === undefined ? undefined : rational(time, BigInt(scaleOf(track)));
  if (told === undefined) return undefined;
  const ahead = from(told, begins);
  if (compare(ahead, roundingOf(timescale, scaleOf(track))) <= 0 || compare(ahead, lead) >= 0)
    return undefined;
  return {
    says: 'a splice is announced less than four seconds ahead',
    expected: `at least ${inSeconds(lead)} ahead`,
    actual: `${inSeconds(ahead)} ahead`,
  };
};
