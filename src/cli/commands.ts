/** Every command: what it is for, and where it is. Only the one that is asked for is loaded. */
import type { Command } from './command.ts';

export interface Entry {
  /** What stands after `ingestspec` in a line of help. */
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const commands = {
  test: {
    usage: 'test [url] [-- command…]',
    summary: 'test a server (an address), a client (a command), or our own peers (neither)',
    load: async () => (await import('./test.ts')).test,
  },
  validate: {
    usage: 'validate <file|dir|glob|->…',
    summary: 'judge CMAF tracks in files, box by box',
    load: async () => (await import('./validate.ts')).validate,
  },
  judge: {
    usage: 'judge <run-dir|trace.ndjson>…',
    summary: 'judge an earlier run again, from what it recorded',
    load: async () => (await import('./judge.ts')).judge,
  },
  report: {
    usage: 'report diff|merge <run>…',
    summary: 'say what turned red or green from one run to another, or make one run of its shards',
    load: async () => (await import('./report.ts')).report,
  },
  list: {
    usage: 'list <what>',
    summary: 'list suites, scenarios, clauses, rules, quirks, profiles, features or reporters',
    load: async () => (await import('./list.ts')).list,
  },
  explain: {
    usage: 'explain <id>',
    summary:
      'say all there is to know of a clause, scenario, rule, quirk, erratum, verdict, profile or feature',
    load: async () => (await import('./explain.ts')).explain,
  },
  coverage: {
    usage: 'coverage',
    summary: 'say which clauses are checked, by what a run against our own peers emits',
    load: async () => (await import('./coverage.ts')).coverage,
  },
  'self-test': {
    usage: 'self-test',
    summary: 'test the tester: each scenario and rule passes its twin and catches its mutant',
    load: async () => (await import('./self-test.ts')).selfTest,
  },
  peer: {
    usage: 'peer <role> [url]',
    summary: 'run one of our peers on its own: icecast-server, source-client, listener',
    load: async () => (await import('./peer.ts')).peer,
  },
  init: {
    usage: 'init',
    summary: 'write an ingestspec.yaml with every key explained',
    load: async () => (await import('./init.ts')).init,
  },
} as const satisfies Record<string, Entry>;

export type CommandName = keyof typeof commands;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);
