/** A scenario with a listener under test: a command, or our own listener in its place. */
import { keepListening } from '../peer/listener/listening.ts';
import { serveListeners } from '../peer/listening-script.ts';
import type { ListenerScenario } from '../scenario/scenario.ts';
import { applicability } from '../verdict/applicability.ts';
import { runCommand } from './command.ts';
import { referenceFeatures } from './reference.ts';
import type { Scene } from './scene.ts';
import type { ClientTarget } from './target.ts';

/** How often our own listener asks again when the stream has ended. */
const returns = 3;

export const playListener = async (
  scenario: ListenerScenario,
  scene: Scene,
  target: ClientTarget | { readonly kind: 'reference' },
): Promise<void> => {
  const features = target.kind === 'reference' ? referenceFeatures() : target.features;
  if (applicability(scenario, features) !== 'applies') {
    scene.begin('', features);
    return;
  }
  const { mutant, timing, signal } = scene.options;
  const { mount } = scene.stage;
  const script = await serveListeners({
    play: scenario.play,
    until: scenario.until,
    stage: scene.stage,
    begun: (origin) => {
      scene.begin(origin, features);
    },
  });
  const { host, port } = script;
  const gone = new AbortController();
  const listening: Promise<unknown> =
    target.kind === 'client'
      ? runCommand({
          target,
          host,
          port,
          mount,
          scenario: scene.id,
          recorder: scene.recorder,
          stop: new AbortController().signal,
          gone: gone.signal,
        })
      : keepListening({
          host,
          port,
          mount,
          signal: AbortSignal.any([signal, gone.signal]),
          connectTimeoutMs: timing.deadline('connect'),
          tell: () => undefined,
          quirks: mutant?.peer === 'listener' ? mutant.quirks : [],
          timing,
          returns,
        });
  try {
    const ended = listening.then(() => {
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
