/** What is alike in serving a scenario to a client, or an ingest source, that somebody starts by hand. */
import { suggestion, UsageError } from '../config/index.ts';
import type { Account } from '../peer/stage.ts';
import { timingOf } from '../runner/timing.ts';
import { features, isServerScenario, roleOf } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Parameters, TraceEvent } from '../trace/event.ts';
import { judge } from '../verdict/judge.ts';
import { servingPeer } from '../verdict/repro.ts';
import { recorder } from '../wire/recorder.ts';
import type { Recorder } from '../wire/recorder.ts';
import type { Args } from './command.ts';
import { eventLine } from './event-words.ts';
import type { Io } from './io.ts';
import type { ListenAddress } from './listen-address.ts';
import { allScenarios } from './registry.ts';

export interface Serving {
  readonly id: string;
  readonly address: ListenAddress;
  readonly owner: Account;
}

/** @throws UsageError where there is no such scenario, or another peer serves it, or `--quirk` is given besides */
export const servedScenario = (id: string, peer: ReturnType<typeof servingPeer>, args: Args): Scenario => {
  const served = allScenarios.filter(
    ({ id: one, role, scenario }) => role !== 'server' && servingPeer(one, scenario) === peer,
  );
  const listed = allScenarios.find((one) => one.id === id);
  if (listed === undefined) {
    const ids = served.map((one) => one.id);
    throw new UsageError(`unknown scenario “${id}”: ${suggestion(id, ids, 'see ingestspec list scenarios')}`);
  }
  const { scenario } = listed;
  if (isServerScenario(scenario))
    throw new UsageError(
      `${id} tests a server, so there is nothing to serve: run ingestspec test URL --only ${id}`,
    );
  if (!served.includes(listed))
    throw new UsageError(
      `${id} is served by another peer: run ingestspec peer ${servingPeer(id, scenario)} --serve ${id}`,
    );
  if (args.list('quirk').length > 0)
    throw new UsageError(
      '--quirk means nothing together with --serve: the scenario says what the server does',
    );
  return scenario;
};

/** Whoever is at the keyboard can give any credentials, and can end the client. */
export const everything = Object.fromEntries(Object.keys(features).map((name) => [name, true]));

/** Somebody who starts a command by hand takes longer than any deadline; in milliseconds. */
export const patience = 24 * 60 * 60 * 1000;

/** Real time, and patience until the first connection comes. */
export const handTiming = (): ReturnType<typeof timingOf> => {
  const timing = timingOf(1, 1);
  return { ...timing, deadline: (name) => (name === 'startup' ? patience : timing.deadline(name)) };
};

/** A trace that is told as it is made, and judged once it is over. */
export interface ToldTrace {
  readonly recorder: Recorder;
  say(line: string): void;
  begin(parameters: Pick<Parameters, 'origin' | 'mount'> & Partial<Parameters>): void;
  /** Judges what there is, says what came of it, and gives the exit code. */
  conclude(): number;
}

/** @param keep payload bytes kept of each direction of a connection */
export const toldTrace = (
  id: string,
  scenario: Scenario,
  owner: Account,
  keep: number,
  io: Io,
): ToldTrace => {
  const say = (line: string): void => {
    io.stdout.write(`${line}\n`);
  };
  const events: TraceEvent[] = [];
  const record = recorder({
    sink: (event) => {
      events.push(event);
      const line = eventLine(event);
      if (line !== undefined) say(line);
    },
    keep,
    secrets: [owner.password].filter((secret) => secret !== ''),
    credentials: owner,
  });
  return {
    recorder: record,
    say,
    begin: (parameters) => {
      record.record({
        event: 'begin',
        version: 1,
        scenario: id,
        started: new Date().toISOString(),
        parameters: {
          role: roleOf(scenario),
          user: owner.user,
          passwordLength: new TextEncoder().encode(owner.password).length,
          features: everything,
          ...parameters,
        },
      });
    },
    conclude: () => {
      record.record({ event: 'finish', outcome: 'complete' });
      const result = judge(id, scenario, events, { profile: 'corrected', subject: '' });
      for (const check of result.checks) {
        say(`${check.verdict}  ${check.id}  ${check.message}`);
        if (check.expected !== undefined) say(`    expected  ${check.expected}`);
        if (check.actual !== undefined) say(`    actual    ${check.actual}`);
      }
      return result.verdict === 'fail' ? 1 : 0;
    },
  };
};
