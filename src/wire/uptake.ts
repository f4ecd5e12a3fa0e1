/**
 * How much of what was sent on a connection the program at its other end has read. Linux tells for each of its sockets
 * what was not acknowledged and what waits to be read; where the other end is on this machine, that says it exactly.
 * Elsewhere no more is known than what cannot be in any buffer between the two programs.
 */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { Link } from './link.ts';
import { linesOfPorts, tcpEntries } from './tcp-table.ts';

export interface Uptake {
  /** Bytes that have been read, at least. */
  readonly bytes: number;
  /** Whether the system told what waits to be read. */
  readonly exact: boolean;
}

/** How long the system is left alone between two questions, in milliseconds: longer where answers take it long. */
const restAtLeast = 20;
const restAtMost = 60;

/** More than the buffers of two systems hold of one connection, as they come; in bytes. */
export const buffersAtMost = 8 * 1024 * 1024;

/** A connection that is watched: before the tables are read, and with what stands in them. */
interface Watched {
  readonly port: number;
  begin(): void;
  look(tables: readonly string[]): void;
}

const watched = new Set<Watched>();
let isAsking = false;

const readTables = async (): Promise<string[]> => {
  const read = await Promise.allSettled(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'latin1')),
  );
  return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
};

/** Reads the tables as long as there is anything to watch; one reading serves all. */
const ask = async (): Promise<void> => {
  const began = performance.now();
  const now = [...watched];
  for (const one of now) one.begin();
  const ports = new Set(now.map(({ port }) => port));
  const tables = (await readTables()).map((table) => linesOfPorts(table, ports));
  for (const one of now) if (watched.has(one)) one.look(tables);
  if (watched.size === 0) {
    isAsking = false;
    return;
  }
  const took = performance.now() - began;
  setTimeout(() => void ask(), Math.min(Math.max(2 * took, restAtLeast), restAtMost));
};

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));

/**
 * Watches a connection until it is told to end.
 *
 * @param written how many bytes the kernel has been given so far
 * @param tell is told what is known, whenever something is; never less than before
 * @returns ends the watch
 */
export const watchUptake = (
  { local, remote }: Pick<Link, 'local' | 'remote'>,
  written: () => number,
  tell: (uptake: Uptake) => void,
): (() => void) => {
  let least = 0;
  let wasExact = false;
  let given = 0;
  /** Bytes may be on their way from the one queue to the other while they are counted: of two counts the lower holds. */
  let before = 0;
  const tellMore = (bytes: number, exact: boolean): void => {
    least = Math.max(least, bytes);
    tell({ bytes: least, exact });
  };
  const one: Watched = {
    port: portOf(local),
    begin: () => {
      given = written();
    },
    look: (tables) => {
      const entries = tables.flatMap((table) => tcpEntries(table, one.port));
      const ours = entries.find((entry) => entry.local === local && entry.remote === remote);
      const theirs = entries.find((entry) => entry.local === remote && entry.remote === local);
      if (ours !== undefined && theirs !== undefined) {
        wasExact = true;
        const now = given - ours.unacknowledged - theirs.waiting;
        tellMore(Math.min(now, before), true);
        before = now;
        return;
      }
      // Once the other end is gone nothing more is known of it.
      if (wasExact || (tables.length > 0 && ours === undefined)) return;
      tellMore(given - (ours?.unacknowledged ?? 0) - buffersAtMost, false);
    },
  };
  watched.add(one);
  if (!isAsking) {
    isAsking = true;
    void ask();
  }
  return () => {
    watched.delete(one);
  };
};
