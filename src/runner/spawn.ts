/** Programs that we start: the client under test, a server that a target file starts, what must run before. */
import { spawn } from 'node:child_process';

export interface Program {
  readonly pid: number | undefined;
  /** Resolves when it has ended, or could not be started. */
  readonly ended: Promise<ProgramEnd>;
  /** Sends a signal to the program and all that it started. */
  signal(name: NodeJS.Signals): void;
  /** Ends it: politely, and after the grace with SIGKILL. Resolves when it is gone. */
  stop(name: NodeJS.Signals, graceMilliseconds: number): Promise<ProgramEnd>;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly error?: string;
}

export interface ProgramOptions {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Told what it writes, as it does; bounded by the caller. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** Process groups that live, so that none outlives us even when we are told to exit at once. */
const living = new Set<number>();

process.on('exit', () => {
  for (const pid of living) killGroup(pid, 'SIGKILL');
});

const killGroup = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone already.
  }
};

const words = (error: NodeJS.ErrnoException, command: string): string => {
  if (error.code === 'ENOENT') return `${command}: no such command`;
  if (error.code === 'EACCES') return `${command}: not executable`;
  return `${command}: ${error.message}`;
};

/** Starts a program in a process group of its own. Never throws: what went wrong is in `ended`. */
export const start = ({ argv, env, cwd, onOutput }: ProgramOptions): Program => {
  const [command = '', ...args] = argv;
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (child.pid !== undefined) living.add(child.pid);
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => onOutput?.(stream, text));
  }
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.on('error', (error) => {
      resolve({ code: null, signal: null, error: words(error, command) });
    });
    child.on('close', (code, signal) => {
      if (child.pid !== undefined) {
        // What it started and left behind goes with it.
        killGroup(child.pid, 'SIGKILL');
        living.delete(child.pid);
      }
      resolve({ code, signal });
    });
    child.on('exit', () => {
      // A grandchild that holds the pipes open must not keep us waiting for `close`.
      if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
    });
  });
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid !== undefined && living.has(child.pid)) killGroup(child.pid, name);
  };
  return {
    pid: child.pid,
    ended,
    signal,
    stop: async (name, graceMilliseconds) => {
      signal(name);
      const timer = setTimeout(() => {
        signal('SIGKILL');
      }, graceMilliseconds);
      const end = await ended;
      clearTimeout(timer);
      return end;
    },
  };
};

/** Fills `{name}` in each word. Unknown names stay as they are. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => values[name] ?? whole);
