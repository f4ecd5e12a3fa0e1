import { join } from '../bytes.ts';
import { writeBox, headerOf, type BoxNode } from './node.ts';

/** In place of a number: the writer is to put the right one. */
export const auto = 'auto';

/** Whether a field was left to the writer. */
const isAuto = (value: unknown): boolean => value === auto;

const withFields = (node: BoxNode, fields: Readonly<Record<string, unknown>>): BoxNode => ({
  ...node,
  fields: { ...node.fields, ...fields },
});

const lengthOf = (node: BoxNode): number => writeBox(settled(node)).length;

/** A box whose fields that were left to the writer are zero: as long as the final one. */
const settled = (node: BoxNode): BoxNode => {
  const fields = Object.fromEntries(
    Object.entries(node.fields).map(([name, value]) => [name, isAuto(value) ? undefined : value]),
  );
  // The one offset of a saio takes its room before it is known.
  const placed =
    node.type === 'saio' && isAuto(node.fields['entries'])
      ? { ...fields, entry_count: 1, entries: [{ offset: 0n }] }
      : fields;
  return { ...node, fields: placed, children: node.children.map(settled) };
};

const has = (node: BoxNode, name: string): boolean => isAuto(node.fields[name]);

/** Offset of the first child of a type within a box, and that child. */
const within = (node: BoxNode, type: string): { at: number; child: BoxNode } | undefined => {
  const own = lengthOf({ ...node, children: [] }) - (node.tail?.length ?? 0);
  let at = own;
  for (const child of node.children) {
    if (child.type === type) return { at, child };
    at += lengthOf(child);
  }
  return undefined;
};

const sampleBytes = (trun: BoxNode, traf: BoxNode): number => {
  const samples = (trun.fields['samples'] as readonly { sample_size?: number }[] | undefined) ?? [];
  const tfhd = traf.children.find((each) => each.type === 'tfhd');
  const usual = Number(tfhd?.fields['default_sample_size'] ?? 0);
  if (samples.length === 0) return usual * Number(trun.fields['sample_count'] ?? 0);
  return samples.reduce((sum, { sample_size }) => sum + (sample_size ?? usual), 0);
};

/** Sets `data_offset` of each trun and the offset of saio, where they were left to the writer. */
const fixMoof = (moof: BoxNode, mdatHeader: number): BoxNode => {
  const size = lengthOf(moof);
  let data = size + mdatHeader;
  let trafAt = headerOf(moof);
  const children = moof.children.map((traf) => {
    const start = trafAt;
    trafAt += lengthOf(traf);
    if (traf.type !== 'traf') return traf;
    const senc = within(traf, 'senc');
    return {
      ...traf,
      children: traf.children.map((inner) => {
        if (inner.type === 'trun') {
          const fixed = has(inner, 'data_offset') ? withFields(inner, { data_offset: data }) : inner;
          data += sampleBytes(inner, traf);
          return fixed;
        }
        if (inner.type === 'saio' && has(inner, 'entries') && senc !== undefined) {
          return withFields(inner, { entry_count: 1, entries: [{ offset: BigInt(start + senc.at + 16) }] });
        }
        return inner;
      }),
    };
  });
  return { ...moof, children };
};

/** Sets the sizes in a sidx that is left to the writer: one reference for each moof and what belongs to it. */
const fixSidx = (sidx: BoxNode, behind: readonly BoxNode[]): BoxNode => {
  if (!has(sidx, 'references')) return sidx;
  const durations = (sidx.fields['durations'] as readonly number[] | undefined) ?? [];
  const sizes: number[] = [];
  let pending = 0;
  for (const node of behind) {
    if (node.type === 'sidx' || node.type === 'mfra') break;
    pending += lengthOf(node);
    if (node.type === 'mdat') {
      sizes.push(pending);
      pending = 0;
    }
  }
  return withFields(sidx, {
    reference_count: sizes.length,
    references: sizes.map((size, i) => ({
      reference: size,
      subsegment_duration: durations[i] ?? 0,
      sap: 0x90000000,
    })),
  });
};

/**
 * The bytes of an object: boxes behind each other. Sizes are summed up; data offsets, saio offsets and sidx sizes that
 * were left to the writer (`auto`) are set to what they must be.
 */
export const write = (boxes: readonly BoxNode[]): Uint8Array =>
  join(
    boxes
      .map((node, i) => {
        const mdat = boxes.slice(i + 1).find(({ type }) => type === 'mdat');
        if (node.type === 'moof') return fixMoof(node, mdat === undefined ? 8 : headerOf(mdat));
        return node.type === 'sidx' ? fixSidx(node, boxes.slice(i + 1)) : node;
      })
      .map((node) => writeBox(settled(node))),
  );
