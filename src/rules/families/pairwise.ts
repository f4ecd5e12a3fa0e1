/** How rules about several tracks compare them: each further track with the first, and the track at fault is named. */
import type { Header } from '../model/header.ts';
import { differences, type HeaderDifference } from '../model/normalised-header.ts';
import type { SwitchingSet } from '../model/together.ts';
import type { Track } from '../model/track.ts';
import type { Broken, Outcome } from '../rule.ts';

/** The newest header of a track with a trak, unless its boxes could not be followed: then nothing is known of it. */
export const soundHeader = ({ trak }: Track): Header | undefined =>
  trak === undefined || trak.header.faults.length > 0 ? undefined : trak.header;

/** What is wrong with the second of two tracks, beside the first. */
export type Comparison = (first: Track, other: Track) => Broken | readonly Broken[] | undefined;

const listed = (found: Broken | readonly Broken[] | undefined): readonly Broken[] =>
  found === undefined ? [] : Array.isArray(found) ? (found as readonly Broken[]) : [found as Broken];

/** Compares every further track of a set with the first; findings bear the name of the further one. */
export const eachWithFirst =
  (compare: Comparison) =>
  ({ tracks }: SwitchingSet): Outcome => {
    const [first, ...others] = tracks;
    if (first === undefined) return undefined;
    return others.flatMap((other) =>
      listed(compare(first, other)).map((broken) => ({ object: other.name, ...broken })),
    );
  };

/** The same for tracks of which both have a sound header. */
export const eachHeaderWithFirst = (
  compare: (first: Header, other: Header, tracks: readonly [Track, Track]) => ReturnType<Comparison>,
) =>
  eachWithFirst((first, other) => {
    const [a, b] = [soundHeader(first), soundHeader(other)];
    return a === undefined || b === undefined ? undefined : compare(a, b, [first, other]);
  });

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** One difference as a finding about the second of two headers. */
export const asBroken = (difference: HeaderDifference): Broken => {
  const { path, field, a, b, box, offset } = difference;
  const place = {
    ...(box === undefined ? {} : { box }),
    ...(offset === undefined ? {} : { offset }),
  };
  if (field !== undefined) {
    return {
      says: `${lastOf(path)} differs in ${field}`,
      ...place,
      expected: `${field} ${a}`,
      actual: `${field} ${b}`,
    };
  }
  return a === ''
    ? {
        says: `${lastOf(path)} is there, unlike in the other`,
        ...place,
        expected: `no ${path}`,
        actual: path,
      }
    : { says: `${lastOf(path)} is missing, unlike in the other`, ...place, expected: path, actual: 'none' };
};

/** The differences of two headers under a path that a rule wants. */
export const differencesAt = (
  a: Header,
  b: Header,
  wanted: (difference: HeaderDifference) => boolean,
): readonly HeaderDifference[] => differences(a, b).filter(wanted);
