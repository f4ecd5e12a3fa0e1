import { edited, type Edit } from '../../media/build/edit.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import type { RuleId } from '../facts/index.ts';
import type { Input } from '../input.ts';
import type { Settings } from '../settings.ts';

/** A broken input that a rule must catch, beside the conforming one that it was made from. */
export interface Mutant {
  /** What is wrong with it, in a few words. */
  readonly what: string;
  readonly input: () => Input;
  /** The conforming input, of which nothing at all is reported. */
  readonly twin: () => Input;
  /** Rules that must report it too, because the same bytes break them as well. */
  readonly also: readonly RuleId[];
  /** Settings under which it is judged (and its twin). */
  readonly settings: Partial<Settings>;
}

export type MutantEntry = readonly [Mutant, ...Mutant[]] | 'excluded';

/** A table of mutants for a family: at least one for every rule. */
export type MutantsOf<F> = { readonly [K in keyof F]: MutantEntry };

/** A track of one object, under the name that its kind usually has. */
export const oneTrack = (boxes: readonly BoxNode[], name = 'track.cmfv'): Input => ({
  tracks: [{ name, objects: [{ name, bytes: write(boxes) }] }],
});

interface More {
  readonly also?: readonly RuleId[];
  readonly settings?: Partial<Settings>;
}

/** A mutant of one track in one object: `mutant('movie timescale 0', video, [set('moov/mvhd', { timescale: 0 })])`. */
export const mutant = (
  what: string,
  track: () => readonly BoxNode[],
  edits: readonly Edit[],
  { also = [], settings = {} }: More = {},
): Mutant => ({
  what,
  input: () => oneTrack(edited(track(), ...edits)),
  twin: () => oneTrack(track()),
  also,
  settings,
});

/** A mutant of anything else: a conforming input and a broken one. */
export const broken = (
  what: string,
  twin: () => Input,
  input: () => Input,
  { also = [], settings = {} }: More = {},
): Mutant => ({
  what,
  input,
  twin,
  also,
  settings,
});
