/** Our part of a scenario with an ingest source under test, for a source that somebody starts by hand. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../config/index.ts';
import { loadXmlParser } from '../media/xml-parser.ts';
import { serveIngest } from '../peer/ingest-script/ingest-script.ts';
import type { IngestScript } from '../peer/ingest-script/ingest-script.ts';
import type { Timing } from '../peer/stage.ts';
import { runCertificates } from '../runner/certificates.ts';
import { secondMountOf } from '../runner/play-source.ts';
import { mediaKept } from '../runner/run-scenario.ts';
import { receptionOf } from '../scenario/ingest/act.ts';
import { isPublication, isSourceScenario } from '../scenario/scenario.ts';
import type { SourceScenario } from '../scenario/scenario.ts';
import type { IngestCertificates } from '../wire/ingest-certificates.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { authorityOf, cannotListen, userinfoOf } from './listen-address.ts';
import { handTiming, patience, servedScenario, toldTrace } from './serving.ts';
import type { Serving, ToldTrace } from './serving.ts';

/** What somebody at a keyboard takes longer for than a program: to kill one source and start another. */
const slowness = 6;

/** Options of a receiving entity that a scenario decides. */
const saidByScenario = ['point', 'tls-cert', 'tls-key', 'no-validate'] as const;

const isAlone = ({ instances = 'one' }: SourceScenario): boolean => instances === 'one';

/** Where two sources are needed, there is time to start the second by hand. */
const timingFor = (scenario: SourceScenario): Timing => {
  const timing = handTiming();
  if (isAlone(scenario)) return timing;
  return {
    deadline: (name) => (name === 'behaviour' ? patience : timing.deadline(name)),
    delay: (name) => timing.delay(name) * (name === 'indefinite' ? slowness : 1),
  };
};

/** Files that a source needs to trust us, and to show who it is. */
export const writePem = async (
  certificates: IngestCertificates,
  say: ToldTrace['say'],
): Promise<() => Promise<void>> => {
  const dir = await mkdtemp(path.join(tmpdir(), 'ingestspec-pem-'));
  const { cert, key } = certificates.client.trusted;
  const texts = { 'ca.pem': certificates.authority.cert, 'cert.pem': cert, 'key.pem': key };
  for (const [name, text] of Object.entries(texts))
    await writeFile(path.join(dir, name), text, { mode: 0o600 });
  say(`It is to trust ${dir}/ca.pem, and may show the certificate ${dir}/cert.pem with ${dir}/key.pem`);
  return () => rm(dir, { recursive: true, force: true });
};

/** Tells what has to be started, and what has to be ended, when its time has come. */
const direct = (
  scenario: SourceScenario,
  script: IngestScript,
  mount: string,
  urlOf: (mount: string) => string,
  { say, recorder }: ToldTrace,
): void => {
  const started = (instance: 'first' | 'second'): void => {
    recorder.record({ event: 'command', instance, argv: ['started by hand'] });
  };
  if (!isAlone(scenario)) started('first');
  say(`Start the source now, with ${urlOf(mount)}`);
  if (script.nameserver !== undefined)
    say(`It is to look up ${script.host} at the name server ${authorityOf(script.nameserver)}`);
  switch (scenario.instances) {
    case 'side-by-side':
      started('second');
      say(
        `Start a second instance with the same input at the same time, with ${urlOf(secondMountOf(mount))}`,
      );
      break;
    case 'takeover':
    case 'late-joiner':
      say('A second instance with the same input is needed later: you will be told when.');
      break;
    case 'again':
      say('It is started once more later: you will be told when.');
      break;
    default:
  }
  void script.killRequested.then(() => {
    if (scenario.instances === 'late-joiner') {
      started('second');
      say(`Now start the second instance, with ${urlOf(secondMountOf(mount))}`);
    } else {
      say('Now kill the source with SIGKILL, as if its machine had failed.');
      if (scenario.instances !== 'takeover') return;
      started('second');
      say(`Then start the second instance at once, with the same address: ${urlOf(mount)}`);
    }
  });
  const askToEnd = (): void => {
    say('Now end the source as it should be ended (Ctrl-C).');
  };
  void script.stopRequested.then(askToEnd);
  void script.secondStopRequested.then(askToEnd);
  void script.againRequested.then(() => {
    started('second');
    say('Now start it again, as another event.');
  });
};

/** @throws UsageError where there is no such scenario for it, or the address cannot be listened on */
export const serveSourceScenario = async (
  { id, address, owner: given }: Serving,
  args: Args,
  io: Io,
): Promise<number> => {
  const scenario = servedScenario(id, isPublication(id) ? 'object-store' : 'receiving-entity', args);
  if (!isSourceScenario(scenario)) throw new TypeError(`${id} is no scenario for ingest sources`);
  const useless = saidByScenario.find((flag) => args.list(flag).length > 0);
  if (useless !== undefined)
    throw new UsageError(`--${useless} means nothing together with --serve: the scenario says it`);
  await loadXmlParser();
  const stores = isPublication(id);
  const mount = stores ? '/live' : '/live.isml';
  const owner = { ...given, ...scenario.credentials };
  const trace = toldTrace(id, scenario, owner, mediaKept, io);
  const { say } = trace;
  const reception = receptionOf(scenario.reception, true);
  const certificates = reception.tls === undefined ? undefined : await runCertificates();
  let script: IngestScript;
  try {
    script = await serveIngest({
      receive: scenario.receive,
      until: scenario.until,
      reception,
      stores,
      receivers: scenario.receivers ?? 'one',
      ...(scenario.instances === undefined ? {} : { instances: scenario.instances }),
      // Which addresses there are is the point of some scenarios.
      ...(reception.address === undefined ? { host: address.host } : {}),
      port: address.port,
      ...(certificates === undefined ? {} : { certificates }),
      stage: {
        recorder: trace.recorder,
        timing: timingFor(scenario),
        signal: io.signal,
        mount,
        owner,
        accounts: {},
      },
      begun: ({ origin, secondOrigin }) => {
        trace.begin({
          origin,
          mount,
          demanded: reception.credentials ?? 'demanded',
          ...(secondOrigin === undefined ? {} : { secondOrigin }),
          ...(scenario.instances === 'side-by-side' || scenario.instances === 'late-joiner'
            ? { secondMount: secondMountOf(mount) }
            : {}),
        });
      },
    });
  } catch (thrown) {
    throw cannotListen(address, thrown);
  }
  say(`${id}: ${scenario.title}`);
  const forget = certificates === undefined ? undefined : await writePem(certificates, say);
  const scheme = reception.tls === undefined ? 'http' : 'https';
  direct(
    scenario,
    script,
    mount,
    (point) => `${scheme}://${userinfoOf(owner)}@${authorityOf(script)}${point}`,
    trace,
  );
  try {
    await script.done;
  } finally {
    await script.close();
    await forget?.();
  }
  if (io.signal.aborted) say('Interrupted: what was seen so far is judged.');
  return trace.conclude();
};
