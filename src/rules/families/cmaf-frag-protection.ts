import { childrenOf, decodeAs, find, type Box } from '../../media/isobmff/box.ts';
import { viewOf } from '../../media/bytes.ts';
import type { Trak } from '../model/header.ts';
import type { TrafShape } from '../model/shape.ts';

/** Whether any sample is clear, and any is encrypted. */
export interface Protection {
  readonly clear: boolean;
  readonly encrypted: boolean;
}

const seig = 'seig';

/**
 * isProtected of each group description of type `seig` in a box (ISO/IEC 23001-7, 6). Descriptions of version 0 do not
 * tell their length, which follows from their own fields.
 */
const groupsIn = (container: Box | undefined): readonly boolean[] => {
  const sgpd = childrenOf(container, 'sgpd').find(
    (each) => decodeAs(each, 'sgpd').value.grouping_type === seig,
  );
  if (sgpd === undefined) return [];
  const { version, default_length: usual = 0, entry_count, entries } = decodeAs(sgpd, 'sgpd').value;
  const view = viewOf(entries);
  const groups: boolean[] = [];
  let cursor = 0;
  for (let i = 0; i < entry_count && cursor + 4 <= view.byteLength; i++) {
    let length = usual;
    if (version === 1 && usual === 0) {
      length = view.getUint32(cursor);
      cursor += 4;
    }
    if (cursor + 20 > view.byteLength) break;
    const isProtected = view.getUint8(cursor + 2) === 1;
    groups.push(isProtected);
    if (length === 0) {
      const constant = isProtected && view.getUint8(cursor + 3) === 0 && cursor + 20 < view.byteLength;
      length = 20 + (constant ? 1 + view.getUint8(cursor + 20) : 0);
    }
    cursor += length;
  }
  return groups;
};

/** Whether samples of an entry are encrypted unless a group says otherwise: by its tenc, if it has one. */
const isProtectedEntry = (entry: Box | undefined): boolean => {
  const tenc = find(entry, 'sinf/schi/tenc');
  return tenc !== undefined && decodeAs(tenc, 'tenc').value.default_isProtected === 1;
};

/**
 * Which protection the samples of a traf have (ISO/IEC 23001-7, 5 and 6): that of their sample entry, or of the groups
 * of type `seig` that they are mapped to. A group without description counts as the sample entry.
 */
export const protectionOf = (traf: TrafShape, trak: Trak | undefined): Protection => {
  const index = traf.descriptionIndex ?? trak?.defaults?.descriptionIndex ?? 1;
  const usual = isProtectedEntry(trak?.entries[index - 1]);
  let clear = false;
  let encrypted = false;
  const note = (isProtected: boolean): void => {
    if (isProtected) encrypted = true;
    else clear = true;
  };
  let mapped = 0;
  const own = groupsIn(traf.box);
  const shared = groupsIn(find(trak?.box, 'mdia/minf/stbl'));
  for (const sbgp of childrenOf(traf.box, 'sbgp')) {
    const { grouping_type, entries } = decodeAs(sbgp, 'sbgp').value;
    if (grouping_type !== seig) continue;
    for (const { sample_count, group_description_index: group } of entries) {
      if (sample_count === 0 || mapped >= traf.count) continue;
      mapped += sample_count;
      if (group === 0) note(usual);
      else note((group > 0x10000 ? own[group - 0x10001] : shared[group - 1]) ?? usual);
    }
  }
  if (mapped < traf.count) note(usual);
  return { clear, encrypted };
};
