/**
 * How mutants are made: small edits of boxes that are to be written, by path. `moof[1]/traf/tfdt` is the second moof;
 * without a number the first is meant. Every edit is a function from boxes to boxes; a path that leads nowhere throws,
 * so that no mutant is one by accident only.
 */
import { payloadBytes, type BoxNode } from './node.ts';

export type Edit = (boxes: readonly BoxNode[]) => readonly BoxNode[];

/** One edit after the other. */
export const edited = (boxes: readonly BoxNode[], ...edits: readonly Edit[]): readonly BoxNode[] =>
  edits.reduce((current, edit) => edit(current), boxes);

const step = (part: string): { type: string; ordinal: number } => {
  const match = /^(.{4})(?:\[(\d+)\])?$/.exec(part);
  if (match === null) throw new Error(`not a step of a path: ${part}`);
  return { type: match[1] ?? '', ordinal: Number(match[2] ?? 0) };
};

/** Replaces the box at a path by others: none to remove it, several to put something beside it. */
export const replace =
  (path: string, change: (node: BoxNode) => readonly BoxNode[]): Edit =>
  (boxes) => {
    const [first = '', ...deeper] = path.split('/');
    const { type, ordinal } = step(first);
    let seen = -1;
    let found = false;
    const result = boxes.flatMap((node) => {
      if (node.type !== type) return [node];
      seen += 1;
      if (seen !== ordinal) return [node];
      found = true;
      if (deeper.length === 0) return change(node);
      return [{ ...node, children: replace(deeper.join('/'), change)(node.children) }];
    });
    if (!found) throw new Error(`no box at ${path}`);
    return result;
  };

const map = (path: string, change: (node: BoxNode) => BoxNode): Edit =>
  replace(path, (node) => [change(node)]);

/** Sets fields of a box: `set('moov/mvhd', { timescale: 0 })`. */
export const set = (path: string, fields: Readonly<Record<string, unknown>>): Edit =>
  map(path, (node) => ({ ...node, fields: { ...node.fields, ...fields } }));

/** Changes fields of a box by what they are. */
export const change = (
  path: string,
  by: (fields: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Edit => map(path, (node) => ({ ...node, fields: { ...node.fields, ...by(node.fields) } }));

/** Flips bits of the flags of a FullBox. */
export const flip = (path: string, bits: number): Edit =>
  change(path, (fields) => ({ flags: Number(fields['flags'] ?? 0) ^ bits }));

/** Gives a box another type; its payload stays. */
export const rename = (path: string, type: string): Edit =>
  map(path, (node) => ({ ...node, type, fields: {}, children: [], raw: payloadBytes(node) }));

export const remove = (path: string): Edit => replace(path, () => []);
export const duplicate = (path: string): Edit => replace(path, (node) => [node, node]);
export const insertBefore = (path: string, ...nodes: readonly BoxNode[]): Edit =>
  replace(path, (node) => [...nodes, node]);
export const insertAfter = (path: string, ...nodes: readonly BoxNode[]): Edit =>
  replace(path, (node) => [node, ...nodes]);
/** Puts boxes behind the children of a box. */
export const append = (path: string, ...nodes: readonly BoxNode[]): Edit =>
  map(path, (node) => ({ ...node, children: [...node.children, ...nodes] }));
/** Puts boxes before the children of a box. */
export const prepend = (path: string, ...nodes: readonly BoxNode[]): Edit =>
  map(path, (node) => ({ ...node, children: [...nodes, ...node.children] }));
/** Puts boxes at the end of the object. */
export const atEnd =
  (...nodes: readonly BoxNode[]): Edit =>
  (boxes) => [...boxes, ...nodes];
/** Puts boxes at the beginning of the object. */
export const atStart =
  (...nodes: readonly BoxNode[]): Edit =>
  (boxes) => [...nodes, ...boxes];

/** Changes anything else of a box: `alter('mdat', (mdat) => ({ ...mdat, large: true }))`. */
export const alter = map;

const moved =
  (path: string, put: (...nodes: readonly BoxNode[]) => Edit): Edit =>
  (boxes) => {
    const taken: BoxNode[] = [];
    const without = replace(path, (node) => {
      taken.push(node);
      return [];
    })(boxes);
    return put(...taken)(without);
  };

/** Moves a box behind another one. */
export const moveAfter = (path: string, target: string): Edit =>
  moved(path, (...nodes) => insertAfter(target, ...nodes));

/** Moves a box before another one. */
export const moveBefore = (path: string, target: string): Edit =>
  moved(path, (...nodes) => insertBefore(target, ...nodes));
