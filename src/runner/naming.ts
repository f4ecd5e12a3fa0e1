/** What a target and its mount points are called. */
import type { Target } from '../verdict/result.ts';
import { isIngest, isPublication } from '../scenario/scenario.ts';
import type { RunTarget } from './target.ts';

/** `https://[::1]:8443`; without credentials. */
export const originOf = (target: { host: string; port: number; tls?: unknown }): string => {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  return `${target.tls === undefined ? 'http' : 'https'}://${host}:${String(target.port)}`;
};

/** How the target is called in reports: never with credentials. */
export const describeTarget = (target: RunTarget): Target => {
  if (target.kind === 'reference') return { kind: 'reference', features: {} };
  if (target.kind === 'server') {
    return { kind: 'server', url: `${originOf(target)}${target.mount}`, features: target.features };
  }
  const { password } = target.owner;
  const command = target.argv.join(' ');
  const shown = password.length < 4 ? command : command.replaceAll(password, '*'.repeat(password.length));
  return { kind: 'client', command: shown, features: target.features };
};

export const subjectOf = (target: Target): string => target.url ?? target.command ?? '';

/** A mount point of its own: `/live.mp3` becomes `/live-3f2a90-7.mp3`. */
export const numbered = (mount: string, token: string, index: number): string =>
  mount.replace(/(\.[^./]*)?$/, (extension) => `-${token}-${String(index)}${extension}`);

/** The mount point, or publishing point, of our own peers in a scenario. */
export const referenceMount = (id: string): string => {
  if (isPublication(id)) return '/live';
  return isIngest(id) ? '/live.isml' : '/live.mp3';
};
