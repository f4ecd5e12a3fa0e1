/** `peer`: one of our peers on its own. */
import { suggestion, UsageError } from '../config/index.ts';
import type { Args, Command, Flag } from './command.ts';
import type { Io } from './io.ts';

interface Role {
  /** The options that mean something to it. */
  readonly flags: readonly string[];
  readonly takesUrl: boolean;
  readonly load: () => Promise<(args: Args, io: Io) => Promise<number>>;
}

const flags = {
  quirk: {
    kind: 'list',
    value: 'ID',
    describe: 'deviate so; may be given again; see ingestspec list quirks',
  },
  listen: {
    kind: 'text',
    value: 'HOST:PORT',
    describe: 'where the server listens; 127.0.0.1:8000 where nothing is said',
  },
  user: {
    kind: 'text',
    value: 'NAME',
    mayBeEmpty: true,
    describe: 'who owns the mounts; source where nothing is said',
  },
  password: {
    kind: 'text',
    value: 'TEXT',
    mayBeEmpty: true,
    describe: 'and the password; hackme where nothing is said',
  },
  'admin-password': {
    kind: 'text',
    value: 'TEXT',
    mayBeEmpty: true,
    describe: 'the password of the user admin; hackme where nothing is said',
  },
  personality: {
    kind: 'text',
    choices: ['strict', 'ice24', 'ice25'],
    value: 'strict|ice24|ice25',
    describe: 'whose habits the server has; strict where nothing is said',
  },
  serve: {
    kind: 'text',
    value: 'SCENARIO',
    describe: 'do to a client what this scenario does, and judge it',
  },
} as const satisfies Record<string, Flag>;

const roles: Readonly<Record<string, Role>> = {
  'icecast-server': {
    flags: ['quirk', 'listen', 'user', 'password', 'admin-password', 'personality', 'serve'],
    takesUrl: false,
    load: async () => (await import('./peer-server.ts')).peerServer,
  },
  'source-client': {
    flags: ['quirk', 'user', 'password'],
    takesUrl: true,
    load: async () => (await import('./peer-source-client.ts')).peerSourceClient,
  },
  listener: {
    flags: [],
    takesUrl: true,
    load: async () => (await import('./peer-listener.ts')).peerListener,
  },
};

export const peer: Command = {
  flags,
  positionals: { names: [Object.keys(roles).join('|'), '[url]'], least: 1, most: 2 },
  endsOnSignal: true,
  examples: [
    [
      'ingestspec peer icecast-server --listen 127.0.0.1:8000 --personality ice24',
      'a server with the habits of Icecast 2.4',
    ],
    ['ingestspec peer source-client http://source:hackme@127.0.0.1:8000/live.mp3', 'a source client'],
    ['ingestspec peer listener http://127.0.0.1:8000/live.mp3', 'a listener'],
  ],
  run: async (args, io) => {
    const [name = '', url] = args.positionals;
    const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
    if (role === undefined)
      throw new UsageError(
        `there is no peer “${name}”: ${suggestion(name, Object.keys(roles), 'see ingestspec peer --help')}`,
      );
    const useless = Object.keys(flags).find(
      (flag) => !role.flags.includes(flag) && args.list(flag).length > 0,
    );
    if (useless !== undefined) throw new UsageError(`--${useless} means nothing to a ${name}: leave it out`);
    if (role.takesUrl && url === undefined)
      throw new UsageError(
        `${name} needs an address: ingestspec peer ${name} http://127.0.0.1:8000/live.mp3`,
      );
    if (!role.takesUrl && url !== undefined)
      throw new UsageError(`${name} takes no address: say where it listens with --listen HOST:PORT`);
    const run = await role.load();
    return run(args, io);
  },
};
