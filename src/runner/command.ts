/** The command under test: started once a scenario, in its own process group, with its output in the trace. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from '../peer/stage.ts';
import type { Recorder } from '../wire/recorder.ts';
import { filled, start } from './spawn.ts';
import type { ClientTarget } from './target.ts';

/** How much of its output is kept. */
const outputLimit = 64 * 1024;
/** How long it may take to end once it is told to, in milliseconds. */
const grace = 2_000;

export interface CommandOptions {
  readonly target: ClientTarget;
  readonly host: string;
  readonly port: number;
  readonly owner: Account;
  readonly mount: string;
  readonly scenario: string;
  readonly recorder: Recorder;
  /** Aborted when it is to end its stream cleanly. */
  readonly stop: AbortSignal;
  /** Aborted when the scenario is over. */
  readonly gone: AbortSignal;
}

/** What the placeholders of a command stand for. */
export const placeholders = (
  target: Pick<ClientTarget, 'scheme' | 'runDir'>,
  at: { host: string; port: number; mount: string; owner: Account; dir: string },
): Record<string, string> => {
  const authority = `${at.host}:${String(at.port)}`;
  const userinfo = `${encodeURIComponent(at.owner.user)}:${encodeURIComponent(at.owner.password)}`;
  return {
    url: `${target.scheme}://${userinfo}@${authority}${at.mount}`,
    'bare-url': `${target.scheme}://${authority}${at.mount}`,
    host: at.host,
    port: String(at.port),
    path: at.mount,
    user: at.owner.user,
    password: at.owner.password,
    dir: at.dir,
    'run-dir': target.runDir ?? at.dir,
  };
};

const environment = (values: Readonly<Record<string, string>>, scenario: string): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `INGESTSPEC_${name.replaceAll('-', '_').toUpperCase()}`,
      value,
    ]),
  ),
  INGESTSPEC_SCENARIO: scenario,
});

/** Runs the command; resolves when it is gone. */
export const runCommand = async (options: CommandOptions): Promise<void> => {
  const { target, recorder, owner } = options;
  const dir = await mkdtemp(path.join(tmpdir(), 'ingestspec-'));
  try {
    const values = placeholders(target, { ...options, owner, dir });
    for (const [name, content] of Object.entries(target.files)) {
      await writeFile(path.join(dir, path.basename(name)), filled(content, values), { mode: 0o600 });
    }
    const argv = target.argv.map((word) => filled(word, values));
    recorder.record({ event: 'command', argv });
    let room = outputLimit;
    const program = start({
      argv,
      env: { ...environment(values, options.scenario), ...target.env },
      onOutput: (stream, text) => {
        const kept = text.slice(0, room);
        room -= kept.length;
        if (kept !== '') recorder.record({ event: 'output', stream, text: kept });
      },
    });
    let asked = false;
    const askToStop = () => {
      asked = true;
      program.signal(target.stopSignal);
    };
    const dismiss = () => {
      asked = true;
      void program.stop('SIGTERM', grace);
    };
    if (options.stop.aborted) askToStop();
    else options.stop.addEventListener('abort', askToStop);
    if (options.gone.aborted) dismiss();
    else options.gone.addEventListener('abort', dismiss);
    const end = await program.ended;
    options.stop.removeEventListener('abort', askToStop);
    options.gone.removeEventListener('abort', dismiss);
    recorder.record({ event: 'exit', ...end, asked });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};
