/** Which act is due where a source brings objects: the acts of a scenario, and how far it has come in them. */
import type { Act, When } from '../../scenario/ingest/act.ts';
import type { Kind } from './object-book.ts';
import type { Due } from './playbill.ts';

/** What an act may wait for. */
export type ObjectOccasion =
  | { readonly at: 'request' | 'removal' }
  | {
      readonly at: 'object';
      readonly part: 'head' | 'inside' | 'end';
      readonly kind: Kind;
      /** Without its query, as it was before redirects. */
      readonly path: string;
      /** Media: it is of the first rendition. */
      readonly first: boolean;
      /** It was sent before, and has not been taken since. */
      readonly again: boolean;
      /** An act was played in this upload already: it adds to no count. */
      readonly met: boolean;
    };

export interface ObjectPlaybill {
  /** Tells that something happens, and gives the act that is due by it, which is thereby used up once. */
  happens(occasion: ObjectOccasion): Due | undefined;
  /** Tells that a media object of the first rendition was taken. */
  taken(path: string): void;
  /** Tells that one came whole where nothing is answered any more: the source goes on without an answer. */
  passed(): void;
  /**
   * Nothing new is left to be done: an act that stays in force and has begun is none, nor is one that waits for a
   * header where media come without.
   */
  isOver(): boolean;
  /** Media objects of the first rendition that were taken, or passed, since the last act, or the beginning. */
  since(): number;
  /** Objects are counted anew. */
  anew(): void;
}

type ObjectWhen = Extract<When, { at: 'object' }>;

/** Occasions of tracks, as objects have them: a fragment is a media object. */
const ofObjects = (when: When): Exclude<When, { at: 'header' | 'fragment' | 'end' }> => {
  switch (when.at) {
    case 'header':
      return { at: 'object', kind: 'header', number: 1, part: 'end' };
    case 'fragment':
      return { at: 'object', kind: 'media', number: when.number, part: when.cut === true ? 'inside' : 'end' };
    case 'end':
      return { at: 'object', kind: 'any', number: 1, part: 'end' };
    case 'request':
    case 'object':
    case 'removal':
      return when;
  }
};

type Upload = Extract<ObjectOccasion, { at: 'object' }>;

const isAbout = (when: ObjectWhen, { part, kind, first }: Upload, act: Act): boolean => {
  if (part !== when.part) return false;
  if (when.kind === 'any') return true;
  return kind === when.kind && (kind !== 'media' || first || act.of === 'every-track');
};

/** More paths than are counted between two acts. */
const mostPaths = 100_000;

/** So many media objects come without a header before none is expected any more. */
const headerless = 3;

/** Where the acts stand. */
interface Cursor {
  index: number;
  /** How often the present act was played. */
  played: number;
  /** Objects that were counted for it. */
  counted: number;
  /** The path that an act sticks to. */
  path: string | undefined;
  /** Media objects of the first rendition that were taken since it was first played. */
  healed: number;
}

const newCursor = (index: number): Cursor => ({ index, played: 0, counted: 0, path: undefined, healed: 0 });

export const objectPlaybill = (acts: readonly Act[]): ObjectPlaybill => {
  let cursor = newCursor(0);
  let taken = 0;
  let passed = 0;
  /** Every path that was counted as an object of any kind. */
  const paths = new Set<string>();

  /** Whether it adds to what an act counts: what is sent again does not, but for manifests. */
  const isFurther = (when: ObjectWhen, { path, kind, again, met }: Upload): boolean => {
    if (met) return false;
    if (when.kind !== 'any') return kind === 'manifest' || !again;
    if (again || paths.has(path)) return false;
    if (paths.size < mostPaths) paths.add(path);
    return true;
  };
  /** Whether it is an occasion for the act to be played for the first time. */
  const isDue = (when: ObjectWhen, upload: Upload): boolean => {
    if (!isFurther(when, upload)) return false;
    cursor.counted += 1;
    return cursor.counted >= when.number;
  };
  const meets = (act: Act, occasion: ObjectOccasion): boolean => {
    const when = ofObjects(act.when);
    if (occasion.at !== 'object' || when.at !== 'object') return occasion.at === when.at;
    if (cursor.played > 0 && act.sticks === true)
      return occasion.part === when.part && occasion.path === cursor.path;
    return isAbout(when, occasion, act) && (cursor.played > 0 || isDue(when, occasion));
  };
  /** A header is there before its media, if ever. */
  const isInVain = (act: Act): boolean => {
    const when = ofObjects(act.when);
    return when.at === 'object' && when.kind === 'header' && cursor.counted === 0 && taken >= headerless;
  };
  const stays = ({ times, sticks, heals }: Act): boolean =>
    times === 'always' || sticks === true || heals !== undefined;

  return {
    happens: (occasion) => {
      const { index } = cursor;
      const act = acts[index];
      if (act === undefined || !meets(act, occasion)) return undefined;
      if (cursor.played === 0 || !stays(act)) taken = passed = 0;
      if (occasion.at === 'object') cursor.path ??= occasion.path;
      cursor.played += 1;
      if (act.times !== 'always' && cursor.played >= (act.times ?? 1)) cursor = newCursor(index + 1);
      return { act, index };
    },
    taken: (path) => {
      taken += 1;
      const heals = acts[cursor.index]?.heals;
      if (heals === undefined || cursor.played === 0 || path === cursor.path) return;
      cursor.healed += 1;
      if (cursor.healed >= heals) cursor = newCursor(cursor.index + 1);
    },
    passed: () => {
      passed += 1;
    },
    isOver: () => {
      const left = acts.length - cursor.index;
      const last = acts.at(-1);
      if (left <= 0 || last === undefined) return true;
      return left === 1 && (isInVain(last) || (stays(last) && cursor.played > 0));
    },
    since: () => Math.max(taken, passed),
    anew: () => {
      taken = passed = 0;
      cursor.counted = 0;
    },
  };
};
