/** A scenario with a source client under test: a command, or our own source client in its place. */
import { serveScript } from '../peer/script.ts';
import type { ScriptedServer } from '../peer/script.ts';
import { isIcy2 } from '../scenario/scenario.ts';
import type { ClientScenario, SourceClientPlan } from '../scenario/scenario.ts';
import { applicability } from '../verdict/applicability.ts';
import type { IngestCertificates } from '../wire/ingest-certificates.ts';
import { runCertificates } from './certificates.ts';
import { runCommand } from './command.ts';
import { referenceFeatures, runReferenceClient } from './reference.ts';
import type { Scene } from './scene.ts';
import type { ClientTarget } from './target.ts';

interface Cast {
  readonly scenario: ClientScenario;
  readonly scene: Scene;
  readonly target: ClientTarget | { readonly kind: 'reference' };
  readonly script: ScriptedServer;
  readonly certificates: IngestCertificates | undefined;
  /** Aborted when the scenario is over. */
  readonly gone: AbortSignal;
}

/** In the suite about ICY-META 2 our source client speaks it, and in no other. */
const planOf = ({ reference }: ClientScenario, id: string): SourceClientPlan => ({
  ...(isIcy2(id) ? { icy2: 'full' } : {}),
  ...reference,
});

/** Starts the client once; resolves when it is gone. */
const launch = async (cast: Cast, stop: AbortSignal, instance?: 'first' | 'second'): Promise<void> => {
  const { scenario, scene, target, script, certificates, gone } = cast;
  const { mutant, timing, signal } = scene.options;
  const ca = certificates?.authority.cert;
  const common = {
    host: script.host,
    port: script.port,
    owner: scene.stage.owner,
    mount: scene.stage.mount,
    stop,
    ...(ca === undefined ? {} : { tls: { ca } }),
  };
  if (target.kind === 'client') {
    const which = instance === undefined ? {} : { instance };
    await runCommand({ ...common, ...which, target, scenario: scene.id, recorder: scene.recorder, gone });
    return;
  }
  await runReferenceClient({
    ...common,
    plan: planOf(scenario, scene.id),
    quirks: mutant?.peer === 'source-client' ? mutant.quirks : [],
    timing,
    signal: AbortSignal.any([signal, gone]),
  });
};

/** Starts the client as often as the scenario wants it; resolves when it is gone for good. */
const launchAll = async (cast: Cast): Promise<void> => {
  const { scenario, script, gone } = cast;
  const stop = new AbortController();
  void script.stopRequested.then(() => {
    stop.abort();
  });
  if (scenario.sessions !== 'two') {
    await launch(cast, stop.signal);
    return;
  }
  await launch(cast, stop.signal, 'first');
  script.sessionEnded();
  const again = await Promise.race([script.againRequested.then(() => true), script.done.then(() => false)]);
  if (again && !gone.aborted) await launch(cast, new AbortController().signal, 'second');
};

export const playClient = async (
  scenario: ClientScenario,
  scene: Scene,
  target: ClientTarget | { readonly kind: 'reference' },
): Promise<void> => {
  const features = target.kind === 'reference' ? referenceFeatures() : target.features;
  if (applicability(scenario, features) !== 'applies') {
    scene.begin('', features);
    return;
  }
  const certificates = scenario.secure === true ? await runCertificates() : undefined;
  const script = await serveScript({
    serve: scenario.serve,
    until: scenario.until,
    personality: scenario.personality ?? 'strict',
    stage: scene.stage,
    ...(scenario.sessions === undefined ? {} : { sessions: scenario.sessions }),
    ...(certificates === undefined ? {} : { tls: certificates.server }),
    begun: (origin) => {
      scene.begin(origin, features);
    },
  });
  const gone = new AbortController();
  try {
    const cast: Cast = { scenario, scene, target, script, certificates, gone: gone.signal };
    const ended = launchAll(cast).then(() => {
      script.commandEnded();
    });
    await script.done;
    gone.abort();
    await ended;
  } finally {
    gone.abort();
    await script.close();
  }
};
