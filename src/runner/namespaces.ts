/**
 * A network of its own for a command under test (`--setup namespaces`): a network namespace, joined to us by a pair of
 * virtual devices, with addresses of both families and a resolv.conf that names our name server. Linux, root.
 */
import { execFile, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { start } from './spawn.ts';

/** Our side of the network, as the scripted receiving entity needs it. */
export interface ScriptNetwork {
  /** Where it listens, where it listens after the deed `move`, and where nobody does. */
  readonly here: string;
  readonly there: string;
  readonly dead: string;
  readonly here6: string;
  readonly nameserverPort: number;
  /** The directory in which the system tells the sockets of the namespace: `/proc/123/net`. */
  readonly procNet: string;
}

export interface Namespace {
  readonly network: ScriptNetwork;
  /** The command line that runs a command in the namespace. */
  inside(argv: readonly string[]): string[];
  remove(): Promise<void>;
}

/** Why there can be no namespaces, and what to do, as one sentence. */
export class NoNamespaces extends Error {}

const run = promisify(execFile);

const ip = async (...words: readonly string[]): Promise<void> => {
  await run('ip', [...words]);
};

let count = 0;

/** A name that no other run has; devices have 15 characters at most. */
const freshName = (): { name: string; network: number } => {
  count += 1;
  return { name: `is${process.pid.toString(36)}n${count.toString(36)}`, network: count % 250 };
};

const namespacesDirectory = '/etc/netns';

const directoryOf = (name: string): string => `${namespacesDirectory}/${name}`;

/** Namespaces that are there, so that none outlives us even when we are told to exit at once. */
const standing = new Set<string>();

process.on('exit', () => {
  for (const name of standing) {
    spawnSync('ip', ['netns', 'delete', name]);
    rmSync(directoryOf(name), { recursive: true, force: true });
  }
});

const explained = (thrown: unknown): NoNamespaces => {
  const { code, stderr = '' } = thrown as { code?: unknown; stderr?: string };
  if (code === 'ENOENT')
    return new NoNamespaces(
      '--setup namespaces needs the command ip: install iproute2, or leave --setup out',
    );
  const said = stderr.trim().split('\n')[0] ?? '';
  return new NoNamespaces(
    `--setup namespaces needs the rights of root on Linux: run it with sudo, or leave --setup out (ip said: ${said === '' ? String(thrown) : said})`,
  );
};

/** @throws NoNamespaces where this machine or user may not have them */
export const checkNamespaces = async (): Promise<void> => {
  const { name } = freshName();
  try {
    await ip('netns', 'add', name);
    await ip('netns', 'delete', name);
  } catch (thrown) {
    throw explained(thrown);
  }
};

/**
 * Makes a namespace; the addresses are those of a network that only this process uses.
 *
 * @throws NoNamespaces where it cannot be made
 */
export const openNamespace = async (): Promise<Namespace> => {
  const { name, network } = freshName();
  const third = `${String(9 + (process.pid % 200))}.${String(network)}`;
  const v4 = (host: number): string => `10.${third}.${String(host)}`;
  const v6 = (host: number): string =>
    `fd09:${(process.pid % 0xffff).toString(16)}:${String(network)}::${String(host)}`;
  const directory = directoryOf(name);
  standing.add(name);
  const remove = async (): Promise<void> => {
    await ip('netns', 'delete', name).catch(() => undefined);
    // It goes with its other end, but a little later.
    await ip('link', 'delete', `${name}a`).catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
    standing.delete(name);
  };
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(`${directory}/resolv.conf`, `nameserver ${v4(1)}\noptions timeout:1 attempts:2\n`);
    await ip('netns', 'add', name);
    await ip('link', 'add', `${name}a`, 'type', 'veth', 'peer', 'name', `${name}b`, 'netns', name);
    for (const host of [1, 2, 3]) await ip('address', 'add', `${v4(host)}/24`, 'dev', `${name}a`);
    await ip('-6', 'address', 'add', `${v6(1)}/64`, 'dev', `${name}a`, 'nodad');
    await ip('link', 'set', `${name}a`, 'up');
    await ip('-n', name, 'address', 'add', `${v4(100)}/24`, 'dev', `${name}b`);
    await ip('-n', name, '-6', 'address', 'add', `${v6(100)}/64`, 'dev', `${name}b`, 'nodad');
    await ip('-n', name, 'link', 'set', 'lo', 'up');
    await ip('-n', name, 'link', 'set', `${name}b`, 'up');
  } catch (thrown) {
    await remove();
    throw explained(thrown);
  }
  const inside = (argv: readonly string[]): string[] => ['ip', 'netns', 'exec', name, ...argv];
  // Somebody has to be in it for /proc to show its sockets.
  const holder = start({ argv: inside(['sleep', 'infinity']) });
  return {
    network: {
      here: v4(1),
      there: v4(2),
      dead: v4(3),
      here6: v6(1),
      nameserverPort: 53,
      procNet: `/proc/${String(holder.pid ?? 'self')}/net`,
    },
    inside,
    remove: async () => {
      await holder.stop('SIGKILL', 0);
      await remove();
    },
  };
};
