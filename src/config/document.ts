/** A YAML file that is checked against a schema, and can say on which line each of its parts stands. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { sentenceOf } from './complaint.ts';
import { UsageError } from './usage-error.ts';

export type Path = readonly (string | number)[];

export interface Document<Value> {
  readonly value: Value;
  /** `file:line` of the key or item at a path. */
  readonly where: (path: Path) => string;
}

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, verbose: true });

/** The offset in the text at which the part begins: its key in a map, itself in a list. */
const offsetOf = (contents: unknown, path: Path): number => {
  let node: unknown = contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(step));
      if (!pair) return offset;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) return offset;
      offset = (item as { range?: [number, number, number] | null }).range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
};

/** A JSON pointer as a path. */
const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** An unknown key stands in its parent, so the complaint is about the key. */
const placeOf = (error: ErrorObject): string[] => {
  const path = pathOf(error.instancePath);
  const parameters = error.params as { additionalProperty?: string; propertyName?: string };
  const key = parameters.additionalProperty ?? parameters.propertyName;
  return key === undefined ? path : [...path, key];
};

/**
 * Reads and checks.
 *
 * @param file how the file is called in complaints
 * @throws UsageError with `file:line` and what to do, for the first thing that is wrong
 */
export const readDocument = <Value>(
  content: string,
  file: string,
  schema: { readonly $id: string },
): Document<Value> => {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const [broken] = document.errors;
  if (broken) throw new UsageError(`${file}:${String(lineAt(broken.pos[0]))}: not YAML: ${broken.message}`);
  const where = (path: Path): string => `${file}:${String(lineAt(offsetOf(document.contents, path)))}`;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (thrown) {
    throw new UsageError(
      `${file}:1: not YAML that can be used: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
  const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
  if (validate(value) !== true) {
    const complaints = (validate.errors ?? [])
      .map((error) => ({ path: placeOf(error), says: sentenceOf(error) }))
      .filter((complaint) => complaint.says !== undefined)
      .map(({ path, says }) => ({
        line: lineAt(offsetOf(document.contents, path)),
        where: where(path),
        says: says ?? '',
      }))
      .sort((a, b) => a.line - b.line);
    const [first, ...others] = complaints;
    const more = others.length === 0 ? '' : ` (and ${String(others.length)} more after it)`;
    throw new UsageError(
      first ? `${first.where}: ${first.says}${more}` : `${file}: it does not have the shape that is expected`,
    );
  }
  return { value: value as Value, where };
};
