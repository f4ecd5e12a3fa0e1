/** Where a path leads in a store (interface 2). Pure. */
import { decoded, placeOf, resolved } from './place.ts';
import type { Place } from './place.ts';
import { isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** A path as a store goes by it: without empty segments, for a file system has none (RFC 3986 does). */
const mergedPath = (path: string): string => path.replace(/\/{2,}/g, '/');

const pathInStore = (path: string, { has }: Settings): string => {
  const twice = has('decodes-twice') ? resolved(decoded(path) ?? path) : path;
  return has('folds-case') ? twice.toLowerCase() : twice;
};

/** A path to read: wherever it leads, there is an object or there is none. */
export const readPathOf = (written: string, settings: Settings): string => {
  const merged = mergedPath(written);
  const folder = merged.endsWith('/') ? '/' : '';
  const path = /\/\.\.?(\/|$)/.test(merged) ? resolved(merged) : merged;
  return pathInStore(path.endsWith('/') ? path : `${path}${folder}`, settings);
};

/** The only segment of a path that has no folder. */
const alone = /^\/[^/]+$/;

/** What is answered outside every publishing point (DI-I2-NAME-02b). */
const outside = ({ has }: Settings): Refusal => {
  if (has('answers-500-to-unknown-points')) return { status: 500, why: 'the path is undefined' };
  if (has('answers-400-to-unknown-points')) return { status: 400, why: 'there is no such path' };
  if (has('answers-404-outside')) return { status: 404, why: 'there is no such path' };
  return { status: 403, why: 'no source may send to this path' };
};

/** Where an upload or a DELETE leads; a path that ends with a slash is that of a folder. */
export const storePlaceOf = (written: string, settings: Settings): Place | Refusal => {
  const merged = mergedPath(written);
  if (settings.points === 'any' && alone.test(merged)) {
    return { point: '', path: pathInStore(merged, settings) };
  }
  const place = placeOf(merged, settings);
  if (isRefusal(place)) return outside(settings);
  const isFolder = merged.endsWith('/') && place.path !== place.point && !place.path.endsWith('/');
  return { ...place, path: pathInStore(isFolder ? `${place.path}/` : place.path, settings) };
};
