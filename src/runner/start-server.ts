/** A server that a target file starts: a directory of its own, its files, its program, and waiting until it answers. */
import { execFile } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { filled, start } from './spawn.ts';
import type { Program } from './spawn.ts';
import type { ServerTarget, StartSpec } from './target.ts';

export interface StartedServer {
  readonly target: ServerTarget;
  /** Ends it with SIGKILL and starts it again with the same words; resolves when it answers. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Why a server could not be started, as one sentence. */
export class CannotStart extends Error {}

/** A loopback port that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      socket.destroy();
      resolve(false);
    });
  });

const ids = async (user: string): Promise<{ uid: number; gid: number }> => {
  const run = promisify(execFile);
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
};

/** Runs commands one after the other; the first that fails ends it. */
export const runBefore = async (
  commands: readonly (readonly string[])[],
  values: Readonly<Record<string, string>>,
  dir: string,
): Promise<void> => {
  for (const argv of commands) {
    const end = await start({ argv: argv.map((word) => filled(word, values)), cwd: dir }).ended;
    if (end.code !== 0)
      throw new CannotStart(`${argv.join(' ')}: ${end.error ?? `ended with ${String(end.code)}`}`);
  }
};

const prepare = async (
  spec: StartSpec,
  values: Readonly<Record<string, string>>,
  dir: string,
): Promise<void> => {
  for (const [name, content] of Object.entries(spec.files)) {
    const file = path.join(dir, path.normalize(`/${name}`));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, filled(content, values));
  }
  if (spec.owner !== undefined && process.getuid?.() === 0) {
    const { uid, gid } = await ids(spec.owner);
    await chown(dir, uid, gid);
  }
  await runBefore(spec.before, values, dir);
};

const untilItAnswers = async (
  program: Program,
  at: { host: string; port: number },
  milliseconds: number,
  said: () => string,
): Promise<void> => {
  let ended: string | undefined;
  void program.ended.then((end) => {
    ended =
      end.error ??
      `it ended with ${end.code === null ? (end.signal ?? 'a signal') : `exit code ${String(end.code)}`}`;
  });
  const until = performance.now() + milliseconds;
  while (!(await answers(at.host, at.port))) {
    if (ended !== undefined) throw new CannotStart(`${ended}; it said: ${said()}`);
    if (performance.now() > until) throw new CannotStart(`it does not answer on port ${String(at.port)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Starts the server of a target on its port; the port is already in the target. */
export const startServer = async (
  target: ServerTarget,
  spec: StartSpec,
  milliseconds: number,
): Promise<StartedServer> => {
  const dir = await mkdtemp(path.join(tmpdir(), 'ingestspec-server-'));
  const values = { dir, host: target.host, port: String(target.port) };
  let output = '';
  const remove = () => rm(dir, { recursive: true, force: true });
  try {
    await prepare(spec, values, dir);
    const launch = async (): Promise<Program> => {
      const program = start({
        argv: spec.argv.map((word) => filled(word, values)),
        cwd: dir,
        ...(spec.env ? { env: spec.env } : {}),
        onOutput: (_, text) => {
          output = `${output}${text}`.slice(-2_000);
        },
      });
      try {
        await untilItAnswers(program, target, milliseconds, () =>
          output.trim().split('\n').slice(-3).join(' | '),
        );
      } catch (error) {
        await program.stop('SIGKILL', 0);
        throw error;
      }
      return program;
    };
    let program = await launch();
    return {
      target,
      restart: async () => {
        await program.stop('SIGKILL', 0);
        program = await launch();
      },
      stop: async () => {
        await program.stop('SIGTERM', 3_000);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
};
