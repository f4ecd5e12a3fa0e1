/**
 * What earlier sessions of a command called its objects: kept beside the report, so that the next run can tell whether a
 * name is used again (DI-I2-NAME-01, NAME-03a; E-DI-44).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../media/ingest/sha256.ts';
import { uploadsOf } from '../scenario/ingest/published.ts';
import type { TraceEvent } from '../trace/event.ts';
import { observe } from '../trace/observe.ts';

/** A digest of what was uploaded, by its name below the publishing point. */
export type Session = Readonly<Record<string, string>>;

export interface Sessions {
  /** What earlier runs of this command used, by the suite. */
  earlier(suite: string): Session | undefined;
  /** Takes what a scenario of this run used. */
  add(suite: string, events: readonly TraceEvent[]): void;
  /** Writes it down for the next run. */
  save(): void;
}

/** More names of a command than this are forgotten, the oldest first. */
const mostNames = 5_000;

const fileName = 'sessions.json';

const isSession = (value: unknown): value is Session =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((digest) => typeof digest === 'string');

/** What the file says; nothing where there is none, or where it is not as we write it. */
const readAll = (file: string): Map<string, Session> => {
  try {
    const known: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof known !== 'object' || known === null) return new Map();
    return new Map(Object.entries(known).filter((entry): entry is [string, Session] => isSession(entry[1])));
  } catch {
    return new Map();
  }
};

const digestOf = (bytes: Uint8Array): string => {
  const sum = sha256();
  sum.add(bytes);
  return sum.digest();
};

/**
 * @param output the directory of the run; nothing is remembered without
 * @param command what is tested, as the report calls it
 */
export const sessionsIn = (output: string | undefined, command: string): Sessions => {
  if (output === undefined) return { earlier: () => undefined, add: () => undefined, save: () => undefined };
  const file = path.join(output, fileName);
  const before = readAll(file);
  const now = new Map<string, Map<string, string>>();
  const keyOf = (suite: string): string => `${suite}: ${command}`;
  return {
    earlier: (suite) => before.get(keyOf(suite)),
    add: (suite, events) => {
      const names = now.get(keyOf(suite)) ?? new Map<string, string>();
      for (const { relative, taken, whole, body } of uploadsOf(observe(events))) {
        if (relative !== undefined && taken && whole) names.set(relative, digestOf(body));
      }
      now.set(keyOf(suite), names);
    },
    save: () => {
      if (now.size === 0) return;
      for (const [key, names] of now) {
        const all = Object.entries({ ...before.get(key), ...Object.fromEntries(names) });
        before.set(key, Object.fromEntries(all.slice(-mostNames)));
      }
      writeFileSync(file, `${JSON.stringify(Object.fromEntries(before), undefined, 2)}\n`);
    },
  };
};
