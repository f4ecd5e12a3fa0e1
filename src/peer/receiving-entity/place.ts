/** From a request target to the publishing point and the path below it. Pure. */
import { utf8 } from '../../http/message.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

export interface Place {
  /** The path of the publishing point. */
  readonly point: string;
  /** The whole path, decoded; that of the point itself where the source appends nothing to the POST URL. */
  readonly path: string;
}

/** Percent-encoded bytes decoded, and read as UTF-8 where they are; `undefined` where the encoding is broken. */
export const decoded = (path: string): string | undefined => {
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  if (!path.includes('%')) return path;
  const bytes = path.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return utf8(bytes) ?? bytes;
};

/** Dot segments resolved (RFC 3986, section 5.2.4). */
export const resolved = (path: string): string => {
  const segments: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
};

/** The path of a target in origin form or absolute form (RFC 9112, section 3.2), decoded; a refusal where it is none. */
export const pathOf = (target: string): string | Refusal => {
  const [written = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split('?', 1);
  const path = decoded(written);
  if (path === undefined) return { status: 400, why: 'the percent-encoding of the path is broken' };
  if (!path.startsWith('/')) return { status: 400, why: 'the request target is no path' };

  if (/[\x00-\x1f\x7f]/.test(path)) return { status: 400, why: 'the path has control characters' };
  return path;
};

const firstSegment = (path: string): string => /^\/[^/]*/.exec(path)?.[0] ?? '/';

const isBelow = (path: string, point: string): boolean => path === point || path.startsWith(`${point}/`);

/** The publishing point in which a path lies, the deepest where one lies in another. */
export const pointOf = (path: string, { points }: Settings): string | undefined => {
  if (points === 'any') return path === '/' ? undefined : firstSegment(path);
  return points.filter((point) => isBelow(path, point)).sort((a, b) => b.length - a.length)[0];
};

const hasDotSegment = (path: string): boolean => /\/\.\.?(\/|$)/.test(path);

/**
 * Where a path leads: 403 out of the publishing point or to a path that no source may use (DI-GEN-17c), 404 where there
 * is no such publishing point (DI-GEN-22).
 */
export const placeOf = (written: string, settings: Settings): Place | Refusal => {
  const { has, points } = settings;
  const dots = hasDotSegment(written);
  const path = dots ? resolved(written) : written;
  const point = pointOf(path, settings);
  if (dots && !has('escapes-the-publishing-point')) {
    const meant = pointOf(written, settings);
    if (points === 'any' || meant !== point) {
      return { status: 403, why: 'the path leads out of the publishing point' };
    }
  }
  if (point !== undefined) return { point, path: path === `${point}/` ? point : path };
  if (has('takes-any-path') || (dots && has('escapes-the-publishing-point'))) {
    return { point: firstSegment(path), path };
  }
  if (has('answers-500-to-unknown-points')) return { status: 500, why: 'the publishing point is undefined' };
  if (has('answers-400-to-unknown-points')) return { status: 400, why: 'there is no such path' };
  const leadsThere =
    points !== 'any' && points.some((each) => each.startsWith(path === '/' ? path : `${path}/`));
  if (path === '/' || leadsThere) return { status: 403, why: 'no source may send to this path' };
  return { status: 404, why: 'there is no such publishing point' };
};
