import { everyBox, type Box } from '../../media/isobmff/box.ts';
import type { RuleId } from '../facts/index.ts';
import { hasShape, shapeOf, type Shape } from '../model/shape.ts';
import type { Track } from '../model/track.ts';
import type { Broken, Check, Outcome } from '../rule.ts';
import { silencedBy, type Asking } from './asking.ts';
import type { Ready } from './sift.ts';

/** Shapes that are remembered at a time, and bytes of their moofs beside the newest. */
const mostShapes = 48;
const mostBytes = 2 ** 20;

/** A shape with what its rules found, to be told again at every moof that has it. */
export interface KnownShape {
  readonly shape: Shape;
  readonly found: readonly { readonly id: RuleId; readonly broken: Broken }[];
  readonly fired: ReadonlySet<RuleId>;
  /** Whether parts of the moof that are no part of its shape are judged for every chunk. */
  readonly varies: boolean;
}

/** Recognises the shapes of moofs, and has the rules about boxes and moofs judge each of them once. */
export interface Shapes {
  /** The shape of the moof of `size` bytes at `at` of a view; undefined where it is none. */
  of(view: DataView, at: number, size: number, start: number, ordinal: number): KnownShape | undefined;
  /** Forgets all: a new header may make other rules apply. */
  forget(): void;
}

const listOf = (outcome: Outcome): readonly Broken[] =>
  outcome === undefined ? [] : Array.isArray(outcome) ? (outcome as readonly Broken[]) : [outcome as Broken];

export const shapes = (track: Track, asking: Asking, headerFired: () => ReadonlySet<RuleId>): Shapes => {
  let known: KnownShape[] = [];

  const judge = (shape: Shape): KnownShape => {
    const fired = new Set<RuleId>();
    const found: { id: RuleId; broken: Broken }[] = [];
    const each = <A extends 'structure' | 'box' | 'moof'>(
      list: readonly Ready<A>[],
      subject: Parameters<Check<A>>[0],
      box: Box | string,
      offset: number,
    ): void => {
      for (const { id, applies, unless, check } of list) {
        if (applies?.(track) === false) continue;
        asking.exercised.add(id);
        const outcome = (check as (subject: unknown, track: Track) => Outcome)(subject, track);
        if (outcome === undefined || silencedBy(unless, fired, headerFired())) continue;
        for (const broken of listOf(outcome)) {
          fired.add(id);
          asking.trackFired.add(id);
          const placed = broken.box !== undefined || broken.offset !== undefined;
          found.push({ id, broken: placed ? { box, ...broken } : { box, offset, ...broken } });
        }
      }
    };
    for (const fault of shape.faults) each(asking.ready.structure, fault, fault.box, fault.offset);
    for (const box of everyBox(shape.moof)) each(asking.ready.box, box, box, box.start);
    if (shape.faults.length === 0) each(asking.ready.moof, shape, shape.moof, shape.moof.start);
    const varies = [...everyBox(shape.moof)].some(
      ({ type }) => type === 'senc' || type === 'saiz' || type === 'uuid',
    );
    return { shape, found, fired, varies };
  };

  return {
    of: (view, at, size, start, ordinal) => {
      for (let i = 0; i < known.length; i++) {
        const each = known[i];
        if (each === undefined || !hasShape(each.shape, view, at, size)) continue;
        if (i > 0) {
          known.splice(i, 1);
          known.unshift(each);
        }
        return each;
      }
      const copy = new Uint8Array(view.buffer, view.byteOffset + at, size).slice();
      const shape = shapeOf(copy, start, ordinal);
      if (shape === undefined) return undefined;
      const judged = judge(shape);
      known.unshift(judged);
      let bytes = 0;
      known = known
        .filter((each, i) => i === 0 || (bytes += each.shape.size) <= mostBytes)
        .slice(0, mostShapes);
      return judged;
    },
    forget: () => {
      known = [];
    },
  };
};
