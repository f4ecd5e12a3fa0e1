/** An exact fraction in lowest terms; `denominator` is above 0. Times in seconds are such fractions. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const divisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** The fraction in lowest terms; undefined where `denominator` is 0. */
export const rational = (numerator: bigint, denominator = 1n): Rational | undefined => {
  if (denominator === 0n) return undefined;
  const common = divisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / common, denominator: denominator / common };
};

/** The sum of two fractions. */
export const plus = (a: Rational, b: Rational): Rational => {
  const denominator = a.denominator * b.denominator;
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  const common = divisor(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
};

/** Below 0 if `a` is less than `b`, 0 if they are the same, above 0 otherwise. */
export const compare = (a: Rational, b: Rational): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

export const zero: Rational = { numerator: 0n, denominator: 1n };
