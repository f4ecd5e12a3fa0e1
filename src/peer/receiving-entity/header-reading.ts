/** What a receiving entity needs to know of a CMAF header before it takes fragments of its track. Pure. */
import { find } from '../../media/isobmff/box.ts';
import { decodeAs } from '../../media/isobmff/box.ts';
import type { Box } from '../../media/isobmff/box.ts';
import { audioEntries, plainEntries, visualEntries } from '../../media/isobmff/sample-entry-layouts.ts';
import type { StructureFault } from '../../media/isobmff/tree.ts';
import { headerOf } from '../../rules/model/header.ts';
import type { Trak } from '../../rules/model/header.ts';
import type { Problem } from './body-reader.ts';

const knownCodings = new Set<string>([
  ...visualEntries,
  ...audioEntries,
  ...plainEntries,
  'stpp',
  'sbtt',
  'stxt',
]);

const isProblem = (value: Trak | Problem): value is Problem => 'why' in value;
export { isProblem };

/** Whether a sample table has entries, which a CMAF header has not (ISO/IEC 23000-19, 7.5.2). */
const hasSamples = (trak: Trak): boolean => {
  const stts = find(trak.box, 'mdia/minf/stbl/stts');
  return stts !== undefined && decodeAs(stts, 'stts').value.entry_count > 0;
};

/** The one track of a header, or what is wrong with it (DI-DEF-header, DI-CMAF-GC-03, DI-GEN-18a). */
export const readHeader = (boxes: readonly Box[], faults: readonly StructureFault[]): Trak | Problem => {
  const header = headerOf('', boxes, [], 0);
  const [trak, more] = header.traks;
  const broken = faults.find(({ kind }) => kind !== 'trailing');
  if (broken !== undefined) return { kind: 'header', why: `${broken.box || 'a box'} ${broken.says}` };
  if (trak === undefined) return { kind: 'header', why: 'the header has no track' };
  if (more !== undefined) return { kind: 'header', why: 'the header has more than one track' };
  if (hasSamples(trak)) return { kind: 'foreign', why: 'the file has its samples in moov, and is no CMAF' };
  if (trak.trex === undefined) return { kind: 'header', why: 'the header has no trex' };
  if (trak.trackId === 0 || trak.timescale === 0 || trak.handler === '' || trak.coding === '') {
    return { kind: 'header', why: 'the header lacks tkhd, mdhd, hdlr or a sample entry' };
  }
  if (!knownCodings.has(trak.original)) {
    return { kind: 'codec', why: `media of the type ${trak.original} are not supported` };
  }
  return trak;
};
