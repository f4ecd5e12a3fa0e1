/** From a request target to the mount point that it names. Pure. */
import { utf8 } from '../../http/message.ts';
import type { Settings } from './settings.ts';

/** Why a target names no mount point: the status to answer, or the connection closed without one. */
export type NoMount = { readonly status: number } | { readonly close: true };

export type MountName = { readonly mount: string } | NoMount;

/** Percent-encoded bytes decoded, and read as UTF-8 where they are; `undefined` where the encoding is broken. */
const decoded = (path: string): string | undefined => {
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  const bytes = path.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return utf8(bytes) ?? bytes;
};

const hasDotSegment = (path: string): boolean =>
  path.split('/').some((segment) => segment === '.' || segment === '..');

export const isAdminPath = (path: string): boolean => path === '/admin' || path.startsWith('/admin/');

/** The path of a target in origin form or absolute form (RFC 9112, section 3.2), without its query. */
export const pathOf = (target: string): string => {
  const [path = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split('?', 1);
  return path;
};

/** What a source or a listener asks for. */
export const mountOf = (target: string, { has }: Settings): MountName => {
  const odd: NoMount = has('closes-on-odd-targets') ? { close: true } : { status: 400 };
  const isAbsolute = /^https?:\/\//i.test(target);
  if (isAbsolute && (has('refuses-absolute-form') || has('closes-on-odd-targets'))) return odd;
  if (target.length > 1024 && has('closes-on-long-target')) return { close: true };
  const path = pathOf(target);
  const rooted = !path.startsWith('/') && has('mounts-need-no-slash') ? `/${path}` : path;
  if (!rooted.startsWith('/')) return odd;
  const mount = has('keeps-percent-encoding') ? rooted : decoded(rooted);

  if (mount === undefined || /[\x00-\x1f\x7f]/.test(mount)) return odd;
  if (hasDotSegment(mount) && !has('dot-segments-are-mounts')) return odd;
  if (mount === '/' && !has('root-is-a-mount')) return { status: 403 };
  if (isAdminPath(mount) && !has('admin-paths-are-mounts')) return { status: 403 };
  return { mount };
};
