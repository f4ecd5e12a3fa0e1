/** The ports of the scripted receiving entity, and how they are closed and opened again. */
import type { Link } from '../../wire/link.ts';
import { blackHole, isBlackHole, prepareBlackHole } from '../../wire/black-hole.ts';
import type { BlackHole, Preparation } from '../../wire/black-hole.ts';
import { isListening, listen } from '../../wire/listen.ts';
import type { Listening, ListenTls } from '../../wire/listen.ts';
import type { Recorder } from '../../wire/recorder.ts';
import { AddressUnavailable } from '../script.ts';

export interface Doors {
  readonly port: number;
  /** The address and port of the second listener, which is another authority. */
  readonly elsewhere: { readonly host: string; readonly port: number };
  /** Closes the ports of before a move: connections are refused from now on. */
  refuse(): Promise<void>;
  /** @throws AddressUnavailable where somebody has taken one meanwhile */
  accept(): Promise<void>;
  /** Makes the ports of before a move answer no SYN, and records attempts; closes them and says why where it cannot. */
  fallSilent(): Promise<string | undefined>;
  /** Ends that; the ports are closed then. */
  endSilence(): Promise<void>;
  close(): Promise<void>;
}

export interface DoorOptions {
  readonly here: readonly string[];
  readonly there: readonly string[];
  /** Any free one where absent or 0. */
  readonly port?: number;
  readonly tls?: ListenTls;
  readonly recorder: Recorder;
  readonly procNet?: string;
  /** Whether the ports will fall silent: what that needs is made ready. */
  readonly fallsSilent?: boolean;
  readonly onLink: (link: Link, elsewhere: boolean) => void;
}

/** How often another port is tried where one that is free on an address is in use on the next. */
const mostTries = 10;

const closeAll = async (doors: readonly Listening[]): Promise<void> => {
  await Promise.all(doors.map((door) => door.close()));
};

/** Opens the same port on every address. */
const openAll = async (
  hosts: readonly string[],
  wanted: number,
  open: (host: string, port: number) => Promise<Listening>,
): Promise<Listening[]> => {
  for (let tried = 1; ; tried += 1) {
    const doors: Listening[] = [];
    try {
      for (const host of hosts) doors.push(await open(host, doors[0]?.port ?? wanted));
      return doors;
    } catch (thrown) {
      await closeAll(doors);
      const isTaken = thrown instanceof AddressUnavailable && thrown.code === 'EADDRINUSE';
      if (wanted !== 0 || doors.length === 0 || !isTaken || tried >= mostTries) throw thrown;
    }
  }
};

/**
 * Opens the ports.
 *
 * @throws AddressUnavailable where one cannot be had
 */
export const openDoors = async (options: DoorOptions): Promise<Doors> => {
  const { here, recorder, tls, procNet } = options;
  const there = options.there.filter((host) => !here.includes(host));
  const open = async (host: string, port: number, label = 'client'): Promise<Listening> => {
    const result = await listen({
      host,
      port,
      label,
      recorder,
      ...(tls === undefined ? {} : { tls }),
      onLink: (link) => {
        options.onLink(link, label !== 'client');
      },
    });
    if (!isListening(result)) throw new AddressUnavailable(host, port, result.unavailable);
    return result;
  };
  const own = await openAll([...here, ...there], options.port ?? 0, open);
  const [first] = own;
  if (first === undefined) throw new Error('there is no address to listen on');
  let elsewhere: Listening;
  try {
    elsewhere = await open(first.host, 0, 'client elsewhere');
  } catch (thrown) {
    await closeAll(own);
    throw thrown;
  }
  const passing = own.slice(0, here.length);
  let holes: BlackHole[] = [];
  const prepared: Preparation[] = options.fallsSilent === true ? passing.map(() => prepareBlackHole()) : [];
  let closed = false;

  const endSilence = async (): Promise<void> => {
    const ended = holes;
    holes = [];
    await Promise.all(ended.map((hole) => hole.close()));
  };
  return {
    port: first.port,
    elsewhere: { host: elsewhere.host, port: elsewhere.port },
    refuse: async () => {
      await Promise.all(passing.map((door) => door.refuse()));
    },
    accept: async () => {
      for (const door of passing) {
        const failure = await door.accept();
        if (failure !== undefined) throw new AddressUnavailable(door.host, door.port, failure.unavailable);
      }
    },
    fallSilent: async () => {
      for (const { host, port, refuse } of passing) {
        const ahead = prepared.shift();
        const hole = await blackHole({
          ...(ahead === undefined ? {} : { prepared: ahead }),
          host,
          port,
          ...(procNet === undefined ? {} : { procNet }),
          free: () => void refuse(),
          attempt: (attempt) => {
            recorder.record({ event: 'attempt', ...attempt });
          },
        });
        if (!isBlackHole(hole)) {
          await Promise.all([endSilence(), ...passing.map((door) => door.refuse())]);
          return hole.unavailable;
        }
        holes.push(hole);
      }
      // The scene may have ended while they were made.
      if (closed) await endSilence();
      return undefined;
    },
    endSilence,
    close: async () => {
      closed = true;
      await endSilence();
      await Promise.all(prepared.splice(0).map(({ drop }) => drop()));
      await closeAll([...own, elsewhere]);
    },
  };
};
