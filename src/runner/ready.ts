/** A target made ready: its server started, or the directory of its command prepared. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CannotStart, freePort, runBefore, startServer } from './start-server.ts';
import type { ClientTarget, RunTarget, ServerTarget, StartSpec } from './target.ts';

/** What ends a run before any scenario is judged. */
export interface BailOut {
  readonly message: string;
  readonly exitCode: 2 | 3;
}

/** How long a server that we start may take to answer, in milliseconds. */
const startLimit = 60_000;

export interface Readied {
  readonly target: RunTarget;
  stop(): Promise<void>;
}

/** A client target with its directory, and what it needs in it. */
const readiedClient = async (target: ClientTarget): Promise<Readied> => {
  const runDir = await mkdtemp(path.join(tmpdir(), 'ingestspec-run-'));
  const stop = () => rm(runDir, { recursive: true, force: true });
  try {
    await runBefore(target.before, { dir: runDir }, runDir);
    return { target: { ...target, runDir }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** How often a server is started anew, each time on another port, in case somebody took the port in between. */
const startAttempts = 3;

const readiedServer = async (target: ServerTarget, spec: StartSpec, attempt = 1): Promise<Readied> => {
  const port = target.port === 0 ? await freePort() : target.port;
  try {
    const started = await startServer({ ...target, port }, spec, startLimit);
    const { ingest = {} } = started.target;
    const { readBack } = ingest;
    return {
      target: {
        ...started.target,
        ingest: {
          ...ingest,
          ...(readBack === undefined ? {} : { readBack: readBack.replace('{port}', String(port)) }),
          restart: () => started.restart(),
        },
      },
      stop: () => started.stop(),
    };
  } catch (error) {
    if (target.port !== 0 || attempt === startAttempts) throw error;
    return readiedServer(target, spec, attempt + 1);
  }
};

/** The target with all that its target file says must be there first. */
export const readied = async (target: RunTarget): Promise<Readied | BailOut> => {
  try {
    if (target.kind === 'client') return await readiedClient(target);
    if (target.kind === 'server' && target.start) return await readiedServer(target, target.start);
    return { target, stop: () => Promise.resolve() };
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    return { message: `the target could not be made ready: ${error.message}`, exitCode: 3 };
  }
};
