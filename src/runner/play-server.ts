/** A scenario with a server under test: a server of somebody, or our own peer in its place. */
import { perform } from '../peer/perform.ts';
import { isIcy2, isIngest, isPublication } from '../scenario/scenario.ts';
import type { ServerScenario } from '../scenario/scenario.ts';
import { applicability } from '../verdict/applicability.ts';
import { certificatesFor } from './certificates.ts';
import { originOf } from './naming.ts';
import { startReferenceReceiver, startReferenceServer } from './reference.ts';
import type { Scene } from './scene.ts';
import type { ServerTarget } from './target.ts';

export const playServer = async (
  scenario: ServerScenario,
  scene: Scene,
  target: ServerTarget,
): Promise<void> => {
  scene.begin(originOf(target), target.features);
  if (applicability(scenario, target.features) !== 'applies') return;
  const certificates = isIngest(scene.id) ? await certificatesFor(target.ingest ?? {}) : undefined;
  await perform(
    scenario.send,
    { ...target, ...(certificates === undefined ? {} : { certificates }), ...target.ingest },
    { ...scene.stage, ...(target.admin ? { admin: target.admin } : {}), accounts: target.accounts },
  );
};

/** Starts our own peer, with the deviations of the mutant, and plays the scenario against it. */
export const playReferenceServer = async (scenario: ServerScenario, scene: Scene): Promise<void> => {
  const { mutant, timing } = scene.options;
  const { target, close } = isIngest(scene.id)
    ? await startReferenceReceiver(
        mutant?.peer === 'receiving-entity' ? mutant.quirks : [],
        timing,
        scene.stage.mount,
        isPublication(scene.id),
      )
    : await startReferenceServer(
        mutant?.peer === 'icecast-server' ? mutant.quirks : [],
        timing,
        isIcy2(scene.id) ? { mount: scene.stage.mount } : undefined,
      );
  try {
    await playServer(scenario, scene, target);
  } finally {
    await close();
  }
};
