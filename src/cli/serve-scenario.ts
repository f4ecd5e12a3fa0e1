/** Our part of a client scenario, for a client that somebody starts by hand. */
import { suggestion, UsageError } from '../config/index.ts';
import { serveScript } from '../peer/script.ts';
import type { ScriptedServer } from '../peer/script.ts';
import type { Account } from '../peer/stage.ts';
import { timingOf } from '../runner/timing.ts';
import type { Personality } from '../scenario/behaviour.ts';
import { features, isServerScenario, isSourceScenario } from '../scenario/scenario.ts';
import type { ClientScenario } from '../scenario/scenario.ts';
import type { TraceEvent } from '../trace/event.ts';
import { judge } from '../verdict/judge.ts';
import { recorder } from '../wire/recorder.ts';
import type { Args } from './command.ts';
import { eventLine } from './event-words.ts';
import type { Io } from './io.ts';
import type { ListenAddress } from './listen-address.ts';
import { authorityOf, cannotListen, userinfoOf } from './listen-address.ts';
import { allScenarios } from './registry.ts';

export interface Serving {
  readonly id: string;
  readonly address: ListenAddress;
  readonly owner: Account;
}

const mount = '/live.mp3';

const clientScenario = (id: string): ClientScenario => {
  const listed = allScenarios.find((one) => one.id === id);
  if (listed && !isServerScenario(listed.scenario) && !isSourceScenario(listed.scenario))
    return listed.scenario;
  if (listed)
    throw new UsageError(
      `${id} tests a server, so there is nothing to serve: run ingestspec test URL --only ${id}`,
    );
  const ids = allScenarios.filter(({ role }) => role === 'client').map((one) => one.id);
  throw new UsageError(`unknown scenario “${id}”: ${suggestion(id, ids, 'see ingestspec list scenarios')}`);
};

/** Whoever is at the keyboard can give any credentials, and can end the client. */
const everything = Object.fromEntries(Object.keys(features).map((name) => [name, true]));

/** Somebody who starts a command by hand takes longer than any deadline. */
const patience = 24 * 60 * 60 * 1000;

/** A person ends the client, and is told when. */
const play = async (script: ScriptedServer, say: (line: string) => void, io: Io): Promise<void> => {
  void script.stopRequested.then(() => {
    say('Now end the client as it should be ended (Ctrl-C).');
  });
  await script.done;
  await script.close();
  if (io.signal.aborted) say('Interrupted: what was seen so far is judged.');
};

export const serveScenario = async (
  { id, address, owner: given }: Serving,
  args: Args,
  io: Io,
): Promise<number> => {
  const scenario = clientScenario(id);
  if (args.list('quirk').length > 0)
    throw new UsageError(
      '--quirk means nothing together with --serve: the scenario says what the server does',
    );
  const owner = { ...given, ...scenario.credentials };
  const personality =
    (args.text('personality') as Personality | undefined) ?? scenario.personality ?? 'strict';
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
    keep: 1024 * 1024,
    secrets: [owner.password].filter((secret) => secret !== ''),
    credentials: owner,
  });
  const timing = timingOf(1, 1);
  const begun = (origin: string): void => {
    const passwordLength = new TextEncoder().encode(owner.password).length;
    const parameters = {
      role: 'client',
      origin,
      mount,
      user: owner.user,
      passwordLength,
      features: everything,
      personality,
    } as const;
    record.record({
      event: 'begin',
      version: 1,
      scenario: id,
      started: new Date().toISOString(),
      parameters,
    });
  };
  let script: ScriptedServer;
  try {
    script = await serveScript({
      serve: scenario.serve,
      until: scenario.until,
      personality,
      ...address,
      stage: {
        recorder: record,
        timing: { ...timing, deadline: (name) => (name === 'startup' ? patience : timing.deadline(name)) },
        signal: io.signal,
        mount,
        owner,
        accounts: {},
      },
      begun,
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  say(`${id}: ${scenario.title}`);
  say(`Start the client now, with http://${userinfoOf(owner)}@${authorityOf(script)}${mount}`);
  await play(script, say, io);
  record.record({ event: 'finish', outcome: 'complete' });
  const result = judge(id, scenario, events, { profile: 'corrected', subject: '' });
  for (const check of result.checks) {
    say(`${check.verdict}  ${check.id}  ${check.message}`);
    if (check.expected !== undefined) say(`    expected  ${check.expected}`);
    if (check.actual !== undefined) say(`    actual    ${check.actual}`);
  }
  return result.verdict === 'fail' ? 1 : 0;
};
