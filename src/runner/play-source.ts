/** A scenario with an ingest source under test: a command, or our own ingest source in its place; one or two of them. */
import { serveIngest } from '../peer/ingest-script/ingest-script.ts';
import { sourceTrack } from '../media/tracks/presentation.ts';
import type { IngestScript } from '../peer/ingest-script/ingest-script.ts';
import { receptionOf } from '../scenario/ingest/act.ts';
import type { Reception } from '../scenario/ingest/act.ts';
import { isPublication } from '../scenario/scenario.ts';
import type { Format, SourceScenario } from '../scenario/scenario.ts';
import type { IngestCertificates } from '../wire/ingest-certificates.ts';
import { applicability } from '../verdict/applicability.ts';
import type { Features } from '../verdict/applicability.ts';
import { certificatesAt } from './certificates.ts';
import { runCommand } from './command.ts';
import { openNamespace } from './namespaces.ts';
import type { Namespace } from './namespaces.ts';
import { ownSourceCommand } from './own-source-command.ts';
import { referenceFeatures, runReferenceSource } from './reference.ts';
import { runReferencePresentation } from './reference-presentation.ts';
import type { Scene } from './scene.ts';
import type { ClientTarget } from './target.ts';

type Instance = 'first' | 'second';

interface Cast {
  readonly scenario: SourceScenario;
  readonly scene: Scene;
  readonly target: ClientTarget | { readonly kind: 'reference' };
  readonly script: IngestScript;
  readonly namespace: Namespace | undefined;
  readonly certificates: IngestCertificates | undefined;
  /** When the first instance was started, on the monotonic clock. */
  readonly started: number;
  /** Aborted when sources are to end cleanly; and when one that was started again is. */
  readonly stop: AbortSignal;
  readonly stopAgain: AbortSignal;
  /** Aborted when the scenario is over. */
  readonly gone: AbortSignal;
}

/** Where the second of two sources that run side by side delivers: a publishing point of its own. */
export const secondMountOf = (mount: string): string => `/second${mount}`;

const hasOwnPoint = ({ scenario }: Cast, instance: Instance): boolean =>
  instance === 'second' && scenario.instances !== 'takeover' && scenario.instances !== 'again';

/**
 * Where the second instance of our own source begins in the input that both have: one fragment before the one that is
 * due, as a source that takes over rather sends something again than leaves a gap (DI-FO-07a).
 */
const fragmentDue = ({ started, scene }: Cast): number => {
  const { timescale, fragmentDuration } = sourceTrack('video');
  const scale = scene.options.timing.delay('second') / 1000;
  const lasts = (fragmentDuration / timescale) * scale * 1000;
  return Math.max(0, Math.floor((performance.now() - started) / lasts) - 1);
};

/** Where clients would fetch what a source uploads, where it is told: a name that nobody has. */
const deliveryUrl = 'http://cdn.example/live';

/** The event of two sources that publish the same. */
const sharedEvent = 'shared-event';

const formatOf = (id: string): Format => (id.startsWith('hls/') ? 'hls' : 'dash');

/** Starts one instance; resolves when it is gone. `kill` ends it as SIGKILL does. */
const launch = async (cast: Cast, instance: Instance, kill: AbortSignal): Promise<void> => {
  const { scenario, scene, script, namespace, certificates, stop, gone } = cast;
  const { stage, options } = scene;
  const target =
    namespace !== undefined && cast.target.kind === 'reference'
      ? ownSourceCommand(
          scenario.reference ?? {},
          options.timing,
          stage.owner,
          isPublication(scene.id) ? formatOf(scene.id) : undefined,
        )
      : cast.target;
  const mount = hasOwnPoint(cast, instance) ? secondMountOf(stage.mount) : stage.mount;
  const alone = scenario.instances === undefined || scenario.instances === 'one';
  const at = { host: new URL(script.origin).hostname.replace(/^\[|\]$/g, ''), port: script.port, mount };
  const tls =
    certificates === undefined
      ? {}
      : { tls: { ca: script.ca ?? certificates.authority.cert, client: certificates.client.trusted } };
  const common = {
    ...at,
    ...tls,
    owner: stage.owner,
    ...(alone ? {} : { instance }),
    ...(scenario.receivers === 'two' ? { secondPort: script.otherPort } : {}),
    ...(scenario.delivery === true ? { deliveryUrl } : {}),
  };
  const ours = {
    ...common,
    quirks: options.mutant?.peer === 'ingest-source' ? options.mutant.quirks : [],
    plan: scenario.reference ?? {},
    timing: options.timing,
    recorder: scene.recorder,
    signal: AbortSignal.any([options.signal, gone, kill]),
    stop,
    ...(script.nameserver === undefined ? {} : { nameserver: script.nameserver }),
  };
  const begins = instance === 'second' && scenario.instances !== 'again' ? fragmentDue(cast) : undefined;
  if (target.kind === 'reference' && isPublication(scene.id)) {
    await runReferencePresentation({
      ...ours,
      format: formatOf(scene.id),
      ...(begins === undefined ? {} : { firstSegment: begins }),
      ...(alone || scenario.instances === 'again' ? {} : { eventName: sharedEvent }),
    });
    script.commandEnded(instance);
    return;
  }
  await (target.kind === 'client'
    ? runCommand({
        ...common,
        target,
        scenario: scene.id,
        recorder: scene.recorder,
        stop,
        gone,
        kill,
        ...(script.nameserver === undefined ? {} : { nameserver: script.nameserver }),
        ...(namespace === undefined ? {} : { namespace }),
      })
    : runReferenceSource({ ...ours, ...(begins === undefined ? {} : { firstFragment: begins }) }));
  script.commandEnded(instance);
};

/** All instances that the scenario wants; resolves when they are gone. */
const launchAll = async (cast: Cast): Promise<void> => {
  const { scenario, script } = cast;
  const kill = new AbortController();
  const never = new AbortController().signal;
  const first = launch(cast, 'first', kill.signal);
  if (scenario.instances === 'side-by-side') {
    await Promise.all([first, launch(cast, 'second', never)]);
    return;
  }
  if (scenario.instances === undefined || scenario.instances === 'one') {
    void script.killRequested.then(() => {
      kill.abort();
    });
    await first;
    return;
  }
  if (scenario.instances === 'again') {
    await first;
    if (!cast.gone.aborted) await launch({ ...cast, stop: cast.stopAgain }, 'second', never);
    return;
  }
  const asked = await Promise.race([script.killRequested.then(() => true), script.done.then(() => false)]);
  if (!asked) {
    await first;
    return;
  }
  if (scenario.instances === 'takeover') {
    kill.abort();
    await first;
  }
  await Promise.all([first, launch(cast, 'second', never)]);
};

/** Names and addresses, and what does not answer, are what a network of its own is for. */
const isAboutAddresses = ({ reception, receive }: SourceScenario): boolean =>
  reception?.address !== undefined ||
  receive.some(({ deed }) => deed.do === 'black-hole' || deed.do === 'move');

const isNamed = ({ address }: Reception): boolean => typeof address === 'object';

const noTurn = (): void => undefined;

let lastTurn: Promise<void> = Promise.resolve();

/** Waits until nobody else has the port of the name server; the function gives it up. */
const nameserverTurn = async (): Promise<() => void> => {
  const before = lastTurn;
  let end = noTurn;
  lastTurn = new Promise((resolve) => {
    end = resolve;
  });
  await before;
  return end;
};

const demandedBy = ({ credentials = 'demanded' }: Reception): Reception['credentials'] & string =>
  credentials;

/** Plays the script of a scenario to the source under test. */
export const playSource = async (
  scenario: SourceScenario,
  scene: Scene,
  target: ClientTarget | { readonly kind: 'reference' },
): Promise<void> => {
  const apart = scene.options.setup === 'namespaces' && isAboutAddresses(scenario);
  const features: Features = {
    ...(target.kind === 'reference' ? referenceFeatures() : target.features),
    ...(apart ? { resolvesNames: true, ipv6: true } : {}),
  };
  const reception = receptionOf(scenario.reception, features['setsCredentials'] !== false);
  if (applicability(scenario, features) !== 'applies') {
    scene.begin('', features);
    return;
  }
  const namespace = apart ? await openNamespace() : undefined;
  // A name server on a port that is given serves one scenario after the other.
  const over =
    scene.options.nameserverPort === undefined || !isNamed(reception) ? noTurn : await nameserverTurn();
  try {
    await playTo({ scenario, scene, target, reception, features, namespace });
  } finally {
    over();
    await namespace?.remove();
  }
};

interface Playing {
  readonly scenario: SourceScenario;
  readonly scene: Scene;
  readonly target: ClientTarget | { readonly kind: 'reference' };
  readonly reception: Reception;
  readonly features: Features;
  readonly namespace: Namespace | undefined;
}

const playTo = async (playing: Playing): Promise<void> => {
  const { scenario, scene, target, reception, features, namespace } = playing;
  const { network } = namespace ?? {};
  const addresses = network === undefined ? [] : [network.here, network.there, network.here6];
  const certificates = reception.tls === undefined ? undefined : await certificatesAt(addresses);
  const { nameserverPort } = scene.options;
  const script = await serveIngest({
    receive: scenario.receive,
    until: scenario.until,
    reception,
    stage: scene.stage,
    stores: isPublication(scene.id),
    receivers: scenario.receivers ?? 'one',
    ...(scenario.instances === undefined ? {} : { instances: scenario.instances }),
    ...(certificates === undefined ? {} : { certificates }),
    ...(network === undefined ? {} : { network }),
    ...(nameserverPort === undefined ? {} : { nameserverPort }),
    begun: ({ origin, secondOrigin, otherOrigin }) => {
      scene.begin(origin, features, {
        demanded: demandedBy(reception),
        ...(secondOrigin === undefined ? {} : { secondOrigin }),
        ...(scenario.instances === 'side-by-side' || scenario.instances === 'late-joiner'
          ? { secondMount: secondMountOf(scene.stage.mount) }
          : {}),
        ...(scenario.receivers === 'two' ? { secondReceiver: otherOrigin } : {}),
        ...(scenario.delivery === true ? { delivery: deliveryUrl } : {}),
        ...(scene.options.earlier === undefined || scenario.instances !== 'again'
          ? {}
          : { earlier: scene.options.earlier }),
      });
    },
  });
  const gone = new AbortController();
  const stop = new AbortController();
  void script.stopRequested.then(() => {
    stop.abort();
  });
  const stopAgain = new AbortController();
  void script.secondStopRequested.then(() => {
    stopAgain.abort();
  });
  try {
    const ended = launchAll({
      scenario,
      scene,
      target,
      script,
      namespace,
      certificates,
      started: performance.now(),
      stop: stop.signal,
      stopAgain: stopAgain.signal,
      gone: gone.signal,
    });
    await script.done;
    gone.abort();
    await ended;
  } finally {
    gone.abort();
    await script.close();
  }
};
