/** What a server remembers of the sources that a mount point had: nothing, unless it is told to deviate. */
import type { Settings } from './settings.ts';
import type { StreamInfo } from './stream-info.ts';

export interface Memory {
  /** Whether a source of the mount point spoke ICY2. */
  wasIcy2(mount: string): boolean;
  /** What is published of a source that comes, as things are remembered. */
  recall(mount: string, info: StreamInfo): StreamInfo;
}

interface Remembered {
  readonly first: StreamInfo;
  readonly last: StreamInfo;
  readonly icy2: boolean;
}

const forgetful: Memory = { wasIcy2: () => false, recall: (_, info) => info };

export const memoryOf = ({ has }: Settings): Memory => {
  if (!has('stays-icy2') && !has('inherits-metadata') && !has('keeps-first-metadata')) return forgetful;
  const remembered = new Map<string, Remembered>();
  const recalled = (info: StreamInfo, before: Remembered | undefined): StreamInfo => {
    if (before === undefined) return info;
    if (has('keeps-first-metadata')) return { ...info, statistics: before.first.statistics };
    if (!has('inherits-metadata')) return info;
    return { ...info, statistics: { ...before.last.statistics, ...info.statistics } };
  };
  return {
    wasIcy2: (mount) => remembered.get(mount)?.icy2 ?? false,
    recall: (mount, info) => {
      const before = remembered.get(mount);
      const last = recalled(info, before);
      remembered.set(mount, {
        first: before?.first ?? last,
        last,
        icy2: info.icy2 || (before?.icy2 ?? false),
      });
      return last;
    },
  };
};
