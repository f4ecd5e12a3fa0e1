import type { BitReader } from './bits.ts';

/** Distances in picture order count: to earlier pictures, the nearest first, and to later ones. */
interface RefPicSet {
  readonly negative: readonly number[];
  readonly positive: readonly number[];
}

/** More sets, or more pictures in one direction, no parameter set may have (ISO/IEC 23008-2, 7.4.3.2.1, 7.4.8). */
const mostSets = 64;
const mostPictures = 16;

/** A set that is told as the difference from the one before it (ISO/IEC 23008-2, equations 7-61 and 7-62). */
const predictedSet = (bits: BitReader, from: RefPicSet): RefPicSet => {
  const isNegative = bits.flag();
  const distance = bits.ue() + 1;
  const shift = isNegative ? -distance : distance;
  // The last of the flags is for the picture that the set before it belongs to.
  const flags = Array.from({ length: from.negative.length + from.positive.length + 1 }, () => {
    const used_by_curr_pic_flag = bits.flag();
    return used_by_curr_pic_flag || bits.flag();
  });
  const kept = (shifts: readonly number[], firstFlag: number): readonly number[] =>
    shifts.flatMap((delta, i) => (flags[firstFlag + i] === true ? [delta + shift] : []));
  const negative = kept(from.negative, 0);
  const positive = kept(from.positive, from.negative.length);
  const own = kept([0], flags.length - 1);
  return {
    negative: [...positive.toReversed(), ...own, ...negative].filter((delta) => delta < 0),
    positive: [...negative.toReversed(), ...own, ...positive].filter((delta) => delta > 0),
  };
};

const readDistances = (bits: BitReader, count: number, sign: number): readonly number[] => {
  let distance = 0;
  return Array.from({ length: count }, () => {
    distance += bits.ue() + 1;
    bits.skip(1); // used_by_curr_pic_flag
    return sign * distance;
  });
};

/**
 * Reads the short-term reference picture sets of a sequence parameter set, which have to be understood to be skipped
 * (ISO/IEC 23008-2, 7.3.7). False where there are more sets or pictures than can be; then nothing after them can be
 * read.
 */
export const skipShortTermRefPicSets = (bits: BitReader): boolean => {
  const num_short_term_ref_pic_sets = bits.ue();
  if (num_short_term_ref_pic_sets > mostSets) return false;
  let before: RefPicSet = { negative: [], positive: [] };
  for (let i = 0; i < num_short_term_ref_pic_sets; i++) {
    const isPredicted = i > 0 && bits.flag();
    if (isPredicted) before = predictedSet(bits, before);
    else {
      const [negatives, positives] = [bits.ue(), bits.ue()];
      if (negatives > mostPictures || positives > mostPictures) return false;
      before = { negative: readDistances(bits, negatives, -1), positive: readDistances(bits, positives, 1) };
    }
    if (before.negative.length > mostPictures || before.positive.length > mostPictures) return false;
  }
  return true;
};
