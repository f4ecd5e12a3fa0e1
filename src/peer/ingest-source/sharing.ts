/** One connection in place of several. */
import type { OpenLine } from './delivery.ts';
import { openLine } from './line.ts';
import type { Line, Unreachable } from './line.ts';
import type { Place } from './place.ts';
import type { Scene } from './scene.ts';

/** One connection that all tracks share for as long as it lasts. */
export const sharing = (): OpenLine => {
  let shared: Promise<Line | Unreachable> | undefined;
  const next = async (
    earlier: Promise<Line | Unreachable> | undefined,
    place: Place,
    scene: Scene,
  ): Promise<Line | Unreachable> => {
    const before = await earlier;
    if (before === undefined || 'unreachable' in before || before.isOver()) return openLine(place, scene);
    before.share();
    return before;
  };
  return (place, scene) => {
    shared = next(shared, place, scene);
    return shared;
  };
};
