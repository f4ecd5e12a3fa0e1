/** Brands of CMAF media profiles (ISO/IEC 23000-19, annexes A and B, and those registered since). */

/** Profiles that go up: who can play a later one of a line can play all before it. */
const lines: readonly (readonly string[])[] = [
  ['cfsd', 'cfhd', 'chdf'],
  ['chhd', 'chh1', 'cud8', 'cud1'],
];

/** Profiles that stand alone: other colours, codings or channels, of which none is a smaller one of another. */
const single: readonly string[] = [
  ...['chd1', 'clg1', 'av01', 'dv58', 'dv09', 'dv10', 'dv20'],
  ...['caac', 'caaa', 'camc', 'casu', 'ceac', 'ca4s', 'ca4m', 'dts1', 'dts2', 'dts3', 'cmhs', 'cmhm'],
  ...['cwvt', 'im1t', 'im1i', 'im2t', 'im2i'],
];

const all: ReadonlySet<string> = new Set([...lines.flat(), ...single]);

/** Whether a brand is that of a media profile. */
export const isProfile = (brand: string): boolean => all.has(brand);

/** The media profiles among brands. */
export const profilesOf = (brands: ReadonlySet<string>): readonly string[] => [...brands].filter(isProfile);

/** Whether one profile covers two tracks that signal these: a brand of both, or brands of one line. */
export const shareProfile = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((brand) => b.includes(brand)) ||
  lines.some((line) => a.some((brand) => line.includes(brand)) && b.some((brand) => line.includes(brand)));
