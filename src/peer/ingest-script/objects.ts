/** What a source brings by interface 2: objects, which we store, and of whose media the first rendition counts. */
import type { Act } from '../../scenario/ingest/act.ts';
import { pathAliases } from './aliases.ts';
import type { Aliases } from './aliases.ts';
import type { Intake } from './intake.ts';
import { renditionOf } from './object-book.ts';
import { objectPlaybill } from './object-playbill.ts';
import type { ObjectPlaybill } from './object-playbill.ts';
import { objectStore } from './object-store.ts';
import type { ObjectStore } from './object-store.ts';
import { objectVisit } from './object-visit.ts';
import type { Grounds } from './scene.ts';

/** The rendition whose media objects count: that of the first that came. */
export interface FirstRendition {
  name: string | undefined;
  /** The object that made it the first; undefined once its content has shown that it is media. */
  doubtful: string | undefined;
  /** Bytes of its objects that were taken, and when the first of them began, by the recorder's clock. */
  bytes: number;
  begun: number | undefined;
}

/** What is known of the objects of a source. */
export interface Objects {
  readonly acts: ObjectPlaybill;
  /** What the first and the second of two receiving entities have. */
  readonly store: ObjectStore;
  readonly secondStore: ObjectStore;
  readonly aliases: Aliases;
  readonly first: FirstRendition;
  /** Paths whose upload has begun and that were not taken since. */
  readonly pending: Set<string>;
}

const noRendition = (): FirstRendition => ({
  name: undefined,
  doubtful: undefined,
  bytes: 0,
  begun: undefined,
});

/** More failed uploads than are remembered. */
const mostPending = 10_000;

/** Notes that an upload begins; says whether it was tried before in vain. */
export const noteBegun = (path: string, { pending }: Objects): boolean => {
  const again = pending.has(path);
  if (pending.size < mostPending) pending.add(path);
  return again;
};

/** Whether this media object, by its path as yet, is of the first rendition; it makes it so where there is none. */
export const isOfFirst = (path: string, isTold: boolean, { first }: Objects): boolean => {
  const rendition = renditionOf(path);
  if (first.name === undefined) {
    first.name = rendition;
    first.doubtful = path;
  }
  if (isTold && first.name === rendition) first.doubtful = undefined;
  return first.name === rendition;
};

/** Notes that an object is none of media: what was taken for the first rendition because of it is not. */
export const noteOther = (path: string, { first }: Objects): void => {
  if (first.doubtful === path) Object.assign(first, noRendition());
};

/** Where redirects have led: to another path for one object, or to another folder for all of them. */
const objectAliases = (): Aliases => {
  const paths = pathAliases();
  const folders = new Set<string>();
  return {
    real: (path) => {
      const known = paths.real(path);
      if (known !== path) return known;
      const folder = [...folders].find((prefix) => path.startsWith(`${prefix}/`));
      return folder === undefined ? path : path.slice(folder.length);
    },
    lead: (from, to) => {
      paths.lead(from, to);
      // Few scenarios have a second one.
      if (folders.size < 10 && to.length > from.length && to.endsWith(from))
        folders.add(to.slice(0, -from.length));
    },
  };
};

/** A store of objects, which does what the acts say. */
export const objectIntake = (receive: readonly Act[], grounds: Grounds): Intake => {
  const acts = objectPlaybill(receive);
  const first = noRendition();
  const objects: Objects = {
    acts,
    store: objectStore(),
    secondStore: objectStore(),
    aliases: objectAliases(),
    first,
    pending: new Set(),
  };
  return {
    visit: (visitor, head, treat) => objectVisit(visitor, head, objects, grounds, treat),
    isOver: acts.isOver,
    since: acts.since,
    seconds: () => secondsOf(first, grounds),
    lead: objects.aliases.lead,
    // What is stored outlives the process.
    forget: () => undefined,
    anew: () => {
      Object.assign(first, noRendition());
      acts.anew();
    },
  };
};

/** How long the media objects that were taken play: as a source sends them as fast as they play, as long as they took. */
export const secondsOf = ({ begun }: FirstRendition, { stage }: Grounds): number =>
  begun === undefined ? 0 : (stage.recorder.now() - begun) / stage.timing.delay('second');
