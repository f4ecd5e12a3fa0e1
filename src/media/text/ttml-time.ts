import { plus, rational } from './rational.ts';
import type { Rational } from './rational.ts';

/** What a document says of its frames and ticks. */
export interface TtmlClock {
  /** Frames in a second, with `ttp:frameRateMultiplier` applied. */
  readonly frameRate: Rational;
  readonly subFrameRate: bigint;
  readonly tickRate: bigint;
}

const count = (text: string | null, otherwise: bigint): bigint =>
  text !== null && /^\s{0,9}0*[1-9]\d{0,8}\s{0,9}$/.test(text) ? BigInt(text.trim()) : otherwise;

/**
 * The clock of a document from the parameters of its root element, null where one is absent (TTML2, 7.2: frameRate,
 * frameRateMultiplier, subFrameRate, tickRate). A parameter that is not as it must be counts as absent.
 */
export const ttmlClock = (parameters: {
  readonly frameRate: string | null;
  readonly frameRateMultiplier: string | null;
  readonly subFrameRate: string | null;
  readonly tickRate: string | null;
}): TtmlClock => {
  const frames = count(parameters.frameRate, 30n);
  const subFrameRate = count(parameters.subFrameRate, 1n);
  const [top, bottom = '1'] = (parameters.frameRateMultiplier ?? '1 1').trim().split(/[\s:]+/, 2);
  const frameRate = rational(frames * count(top ?? null, 1n), count(bottom, 1n));
  const ticks = parameters.frameRate === null ? 1n : frames * subFrameRate;
  return {
    frameRate: frameRate ?? { numerator: frames, denominator: 1n },
    subFrameRate,
    tickRate: count(parameters.tickRate, ticks),
  };
};

const clockTime = /^(\d{2,9}):([0-5]\d):([0-5]\d|60)(?:\.(\d{1,18})|:(\d{2,9})(?:\.(\d{1,9}))?)?$/;
const offsetTime = /^(\d{1,18})(?:\.(\d{1,18}))?(h|ms|m|s|f|t)$/;

/** A decimal number as a fraction. */
const decimal = (whole: string, fraction = ''): Rational | undefined =>
  rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));

const times = (a: Rational | undefined, top: bigint, bottom = 1n): Rational | undefined =>
  a === undefined ? undefined : rational(a.numerator * top, a.denominator * bottom);

/**
 * A time expression in seconds (TTML2, 12.3.1): clock time with a fraction or with frames, and offset time in `h`,
 * `m`, `s`, `ms`, `f` and `t`. Undefined where the text is none of them; `wallclock()` is none either, because it is
 * no distance on the timeline of the media.
 */
export const ttmlTime = (text: string, clock: TtmlClock): Rational | undefined => {
  const trimmed = text.length > 99 ? '' : text.trim();
  const { numerator: frames, denominator: perFrames } = clock.frameRate;
  const parts = clockTime.exec(trimmed);
  if (parts !== null) {
    const [, hours = '0', minutes = '0', seconds = '0', fraction = '', frame, subFrame] = parts;
    const whole = decimal(String(BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)), fraction);
    if (frame === undefined || whole === undefined) return whole;
    const counted = BigInt(frame) * clock.subFrameRate + BigInt(subFrame ?? '0');
    const rest = rational(counted * perFrames, clock.subFrameRate * frames);
    return rest === undefined ? undefined : plus(whole, rest);
  }
  const [, whole, fraction, metric] = offsetTime.exec(trimmed) ?? [];
  if (whole === undefined) return undefined;
  const amount = decimal(whole, fraction);
  switch (metric) {
    case 'h':
      return times(amount, 3600n);
    case 'm':
      return times(amount, 60n);
    case 'ms':
      return times(amount, 1n, 1000n);
    case 'f':
      return times(amount, perFrames, frames);
    case 't':
      return times(amount, 1n, clock.tickRate);
    default:
      return amount;
  }
};
