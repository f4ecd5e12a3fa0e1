/** Ways to make a check of another. */
import type { ErratumId } from '../spec/index.ts';
import type { Place } from '../trace/observations.ts';
import type { Broken, Check, Met, Noted, Reason, Unclear } from './check.ts';

/**
 * What the check finds rests on a mistake or gap of the document: the erratum may lower its level. An erratum that
 * the check itself names is the narrower one, and stays.
 */
export const under =
  (erratum: ErratumId, check: Check): Check =>
  (seen) => {
    const outcome = check(seen);
    return outcome.outcome === 'broken' ? { ...outcome, erratum: outcome.erratum ?? erratum } : outcome;
  };

/** The text is silent: what the check would call broken is recorded instead. */
export const silent =
  (check: Check): Check =>
  (seen) => {
    const outcome = check(seen);
    return outcome.outcome === 'broken'
      ? {
          outcome: 'noted',
          actual: outcome.actual,
          ...(outcome.evidence ? { evidence: outcome.evidence } : {}),
        }
      : outcome;
  };

/** The check in a situation that gives it a meaning of its own: what is expected, in its words. */
export const expecting =
  (expected: string, check: Check): Check =>
  (seen) => {
    const outcome = check(seen);
    return outcome.outcome === 'broken' ? { ...outcome, expected } : outcome;
  };

/** Met where all are; otherwise the first outcome that is not. At least one check is needed. */
export const all =
  (first: Check, ...others: readonly Check[]): Check =>
  (seen) => {
    for (const check of [first, ...others]) {
      const outcome = check(seen);
      if (outcome.outcome !== 'met') return outcome;
    }
    return { outcome: 'met' };
  };

/** Met where one of the two is; otherwise what the second says. */
export const eitherOf =
  (first: Check, second: Check): Check =>
  (seen) => {
    const outcome = first(seen);
    return outcome.outcome === 'met' ? outcome : second(seen);
  };

export const met = (actual?: string): Met => ({
  outcome: 'met',
  ...(actual === undefined ? {} : { actual }),
});
export const broken = (expected: string, actual: string, ...evidence: readonly Place[]): Broken => ({
  outcome: 'broken',
  expected,
  actual,
  evidence,
});
export const noted = (actual: string, ...evidence: readonly Place[]): Noted => ({
  outcome: 'noted',
  actual,
  evidence,
});
export const unclear = (reason: Reason, why: string): Unclear => ({ outcome: 'unclear', reason, why });
