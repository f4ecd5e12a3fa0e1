/** Where redirects of ours have led a source, so that what comes there is known for what it is. */

export interface Aliases {
  /** The path as it was before redirects changed it. */
  real(path: string): string;
  /** What comes to `to` from now on is what came to `from`, a real path. */
  lead(from: string, to: string): void;
}

/** More paths than a source has; what is led on beyond goes by its new path. */
const mostPaths = 10_000;

export const pathAliases = (): Aliases => {
  const known = new Map<string, string>();
  return {
    real: (path) => known.get(path) ?? path,
    lead: (from, to) => {
      if (known.size < mostPaths && from !== to) known.set(to, from);
    },
  };
};
