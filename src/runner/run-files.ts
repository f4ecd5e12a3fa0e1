/** The files of a run: written as things happen, so that a run killed at any moment leaves what it had. */
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { TraceEvent } from '../trace/event.ts';
import type { RunEvent } from '../verdict/run-event.ts';
import type { RunReport } from '../verdict/result.ts';

export interface RunFiles {
  /** Opens the trace of a scenario; the function writes an event, and `close` ends it. */
  trace(id: string): { write(event: TraceEvent): void; close(): void };
  dropTrace(id: string): void;
  event(event: RunEvent): void;
  report(report: RunReport): void;
  script(name: string, text: string): void;
  close(): void;
}

/** The file of a scenario's trace, relative to the run's directory. */
export const traceName = (id: string): string => `trace/${id.replaceAll('/', '.')}.ndjson`;

const nothing: RunFiles = {
  trace: () => ({ write: () => undefined, close: () => undefined }),
  dropTrace: () => undefined,
  event: () => undefined,
  report: () => undefined,
  script: () => undefined,
  close: () => undefined,
};

interface LineFile {
  write(value: object): void;
  close(): void;
}

/** A file of lines. What is written in one turn of the event loop goes out at its end, in one piece. */
const lineFile = (name: string): LineFile => {
  const file = openSync(name, 'w');
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const text = `${waiting.join('\n')}\n`;
    waiting = [];
    writeSync(file, text);
  };
  return {
    write: (value) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(JSON.stringify(value));
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
};

/**
 * @param output the run's directory, made where it is missing; `undefined` writes nothing
 * @throws what the file system says, where the directory cannot be written
 */
export const runFiles = (output: string | undefined): RunFiles => {
  if (output === undefined) return nothing;
  const at = (name: string): string => path.join(output, name);
  mkdirSync(at('trace'), { recursive: true });
  const events = lineFile(at('events.ndjson'));
  return {
    trace: (id) => lineFile(at(traceName(id))),
    dropTrace: (id) => {
      rmSync(at(traceName(id)), { force: true });
    },
    event: (event) => {
      events.write(event);
    },
    report: (report) => {
      writeFileSync(at('run.json'), `${JSON.stringify(report, undefined, 2)}\n`);
    },
    script: (name, text) => {
      mkdirSync(path.dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
    },
    close: () => {
      events.close();
    },
  };
};
