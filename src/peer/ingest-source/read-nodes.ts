/** Boxes as they stand in bytes, as boxes that can be changed and written again. */
import { hex } from '../../media/bytes.ts';
import { rawBox, uuidBox } from '../../media/build/node.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { isKnown, payloadOf } from '../../media/isobmff/box.ts';
import type { Box } from '../../media/isobmff/box.ts';
import { readFields } from '../../media/isobmff/layout.ts';
import { layouts } from '../../media/isobmff/layouts.ts';
import { readTree } from '../../media/isobmff/tree.ts';

const nodeOf = (box: Box): BoxNode => {
  const large = box.view.getUint32(box.at) === 1;
  if (box.usertype !== undefined) return { ...uuidBox(hex(box.usertype), payloadOf(box)), large };
  if (!isKnown(box.type)) return { ...rawBox(box.type, payloadOf(box)), large };
  const { value } = readFields(layouts[box.type], box.view, box.at + box.header, box.at + box.size);
  return { type: box.type, fields: { ...value }, children: box.children.map(nodeOf), large };
};

/** Written again without a change, they are the same bytes, if these were boxes of the types that we know. */
export const readNodes = (bytes: Uint8Array): readonly BoxNode[] => readTree(bytes).boxes.map(nodeOf);
