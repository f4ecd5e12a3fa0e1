import type { Box } from '../../media/isobmff/box.ts';

/** The object that a top-level box came in, for findings that are made when another object is read already. */
const objects = new WeakMap<Box, string>();

const rootOf = (box: Box): Box => (box.parent === undefined ? box : rootOf(box.parent));

/** Notes which object a top-level box is of. */
export const noteObject = (box: Box, object: string): void => {
  objects.set(box, object);
};

/** The object of a box, where it was noted. */
export const objectOf = (box: Box): string | undefined => objects.get(rootOf(box));
