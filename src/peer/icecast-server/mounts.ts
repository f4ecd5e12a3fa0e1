/** The mount points that have a source, and who listens to them. */
import type { Audience } from './audience.ts';
import type { StreamInfo } from './stream-info.ts';

/** What a new listener is given at once, at most. */
const burstBytes = 64 * 1024;

export interface Mount {
  readonly name: string;
  readonly info: StreamInfo;
  readonly started: Date;
  /** The title of the last update. */
  readonly title: string | undefined;
  readonly listeners: number;
  retitle(title: string): void;
  /** Takes something else for what the source says of itself. */
  describe(info: StreamInfo): void;
  /** Hands bytes to all listeners. They must not change any more. */
  feed(bytes: Uint8Array): void;
  join(audience: Audience): void;
  leave(audience: Audience): void;
  /** The source has ended: listeners get what is on its way, and are let go. */
  end(): void;
}

export interface Mounts {
  find(name: string): Mount | undefined;
  /** Those that are told of, the newest last. */
  all(): readonly Mount[];
  open(name: string, info: StreamInfo, started: Date): Mount;
}

/** @param keepsGone whether what a source said is told after it has gone: a quirk */
export const openMounts = (keepsGone = false): Mounts => {
  const mounts = new Map<string, Mount>();
  const gone = new Map<string, Mount>();

  const open = (name: string, first: StreamInfo, started: Date): Mount => {
    let info = first;
    const audiences = new Set<Audience>();
    const burst: Uint8Array[] = [];
    let held = 0;
    let title: string | undefined;
    const mount: Mount = {
      name,
      started,
      get info() {
        return info;
      },
      get title() {
        return title;
      },
      get listeners() {
        return audiences.size;
      },
      retitle: (next) => {
        title = next;
      },
      describe: (next) => {
        info = next;
      },
      feed: (bytes) => {
        burst.push(bytes);
        held += bytes.length;
        while (held > burstBytes && burst.length > 1) held -= burst.shift()?.length ?? 0;
        for (const audience of audiences) audience.give(bytes);
      },
      join: (audience) => {
        audiences.add(audience);
        for (const bytes of burst) audience.give(bytes);
      },
      leave: (audience) => {
        audiences.delete(audience);
      },
      end: () => {
        if (mounts.get(name) === mount) {
          mounts.delete(name);
          if (keepsGone) gone.set(name, mount);
        }
        for (const audience of [...audiences]) audience.end();
        audiences.clear();
      },
    };
    mounts.set(name, mount);
    gone.delete(name);
    return mount;
  };

  return { find: (name) => mounts.get(name), all: () => [...gone.values(), ...mounts.values()], open };
};
