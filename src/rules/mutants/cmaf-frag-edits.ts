import { change, edited, replace, set, type Edit } from '../../media/build/edit.ts';
import { box, writeBox, type BoxNode } from '../../media/build/node.ts';
import { auto, write } from '../../media/build/write.ts';
import type { Input } from '../input.ts';

export interface SampleFields {
  readonly sample_duration: number;
  readonly sample_size: number;
  readonly sample_flags: number;
  readonly sample_composition_time_offset: number;
}

export const samplesOf = (fields: Readonly<Record<string, unknown>>): readonly SampleFields[] =>
  fields['samples'] as readonly SampleFields[];

/** Changes entries of the trun of the moof with this number. */
export const changeSamples = (
  moof: number,
  by: (sample: SampleFields, index: number) => Partial<SampleFields>,
): Edit =>
  change(`moof[${String(moof)}]/traf/trun`, (fields) => ({
    samples: samplesOf(fields).map((sample, index) => ({ ...sample, ...by(sample, index) })),
  }));

/** A trun with some of the samples of another one, and the data offset that they then have. */
export const partOf = (trun: BoxNode, from: number, to?: number): BoxNode => {
  const samples = samplesOf(trun.fields).slice(from, to);
  return { ...trun, fields: { ...trun.fields, sample_count: samples.length, samples, data_offset: auto } };
};

/** The same edit of each of the three chunks that examples have. */
export const everyChunk = (edit: (moof: number) => Edit | readonly Edit[]): readonly Edit[] =>
  [0, 1, 2].flatMap((moof) => edit(moof));

/** Sets data_offset to where the payload of an mdat right behind the moof begins, and some bytes more or less. */
export const dataMoved = (moof: number, by: number, trun = 'trun'): Edit =>
  replace(`moof[${String(moof)}]`, (node) => {
    const [settled] = edited([node], set(`moof/traf/${trun}`, { data_offset: 0 }));
    if (settled === undefined) throw new Error('no moof');
    return edited([node], set(`moof/traf/${trun}`, { data_offset: writeBox(settled).length + 8 + by }));
  });

/** Puts each moof, with what stands between it and the one before, into an object of its own. */
export const inObjects = (boxes: readonly BoxNode[], name = 'track.cmfv'): Input => {
  const objects: BoxNode[][] = [[]];
  for (const node of boxes) {
    const current = objects.at(-1);
    const begins = node.type === 'styp' || (node.type === 'moof' && current?.at(-1)?.type !== 'styp');
    if (begins) objects.push([node]);
    else current?.push(node);
  }
  return {
    tracks: [
      {
        name,
        objects: objects.map((object, i) => ({ name: `${name}/${String(i)}`, bytes: write(object) })),
      },
    ],
  };
};

/** A styp that says what follows. */
export const styp = (brand: string): BoxNode =>
  box('styp', { major_brand: brand, compatible_brands: [brand] });
