/** A scenario with a source client under test: a command, or our own source client in its place. */
import { serveScript } from '../peer/script.ts';
import type { ClientScenario } from '../scenario/scenario.ts';
import { applicability } from '../verdict/applicability.ts';
import { runCommand } from './command.ts';
import { referenceFeatures, runReferenceClient } from './reference.ts';
import type { Scene } from './scene.ts';
import type { ClientTarget } from './target.ts';

export const playClient = async (
  scenario: ClientScenario,
  scene: Scene,
  target: ClientTarget | { readonly kind: 'reference' },
): Promise<void> => {
  const features = target.kind === 'reference' ? referenceFeatures() : target.features;
  const personality = scenario.personality ?? 'strict';
  if (applicability(scenario, features) !== 'applies') {
    scene.begin('', features);
    return;
  }
  const { mutant, timing, signal } = scene.options;
  const script = await serveScript({
    serve: scenario.serve,
    until: scenario.until,
    personality,
    stage: scene.stage,
    begun: (origin) => {
      scene.begin(origin, features);
    },
  });
  const gone = new AbortController();
  const stop = new AbortController();
  void script.stopRequested.then(() => {
    stop.abort();
  });
  const client =
    target.kind === 'client'
      ? runCommand({
          target,
          host: script.host,
          port: script.port,
          owner: scene.stage.owner,
          mount: scene.stage.mount,
          scenario: scene.id,
          recorder: scene.recorder,
          stop: stop.signal,
          gone: gone.signal,
        })
      : runReferenceClient({
          host: script.host,
          port: script.port,
          mount: scene.stage.mount,
          owner: scene.stage.owner,
          quirks: mutant?.peer === 'source-client' ? mutant.quirks : [],
          timing,
          signal: AbortSignal.any([signal, gone.signal]),
          stop: stop.signal,
        });
  try {
    const ended = client.then(() => {
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
