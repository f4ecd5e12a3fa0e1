import { child, childrenOf, decodeAs, find, type Box } from '../../media/isobmff/box.ts';
import type { Trak } from '../model/header.ts';
import type { TrafShape } from '../model/shape.ts';
import { at } from '../point.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { trakOf } from './cmaf-frag-places.ts';
import { protectionOf } from './cmaf-frag-protection.ts';
import { readSubsamples, type SampleParts } from './cmaf-frag-subsamples.ts';

/** Group description indices above this name descriptions of the traf itself (ISO/IEC 14496-12, 8.9.4). */
const ofFragment = 0x10000;

const groupingType = (box: Box): string =>
  box.type === 'sbgp' ? decodeAs(box, 'sbgp').value.grouping_type : decodeAs(box, 'sgpd').value.grouping_type;

/** How many group descriptions of a type stand in a box. */
const descriptionsIn = (container: Box | undefined, type: string): number =>
  childrenOf(container, 'sgpd')
    .filter((sgpd) => groupingType(sgpd) === type)
    .reduce((sum, sgpd) => sum + decodeAs(sgpd, 'sgpd').value.entry_count, 0);

const groupsBroken = (sbgp: Box, traf: TrafShape, trak: Trak | undefined): Broken | undefined => {
  const { value, at: offsets, fault } = decodeAs(sbgp, 'sbgp');
  if (fault !== undefined) return undefined;
  const type = value.grouping_type;
  const place = { box: sbgp, ...(offsets['entries'] === undefined ? {} : { offset: offsets['entries'] }) };
  const mapped = value.entries.reduce((sum, { sample_count }) => sum + sample_count, 0);
  if (mapped > traf.count) {
    return {
      says: `sample groups of type ${type} for more samples than there are`,
      ...place,
      expected: `at most ${String(traf.count)}`,
      actual: String(mapped),
    };
  }
  const own = descriptionsIn(traf.box, type);
  const shared = descriptionsIn(find(trak?.box, 'mdia/minf/stbl'), type);
  const unknown = value.entries.find(({ group_description_index: index }) =>
    index > ofFragment ? index - ofFragment > own : trak !== undefined && index > shared,
  );
  if (unknown === undefined) return undefined;
  const local = unknown.group_description_index > ofFragment;
  return {
    says: `a sample group of type ${type} without description`,
    ...place,
    expected: local
      ? `an index up to ${String(ofFragment + own)}`
      : `an index up to ${String(shared)} of the header`,
    actual: String(unknown.group_description_index),
  };
};

/** What is wrong with subsamples (ISO/IEC 14496-12, 8.7.7), as far as the sizes of samples do not matter. */
const subsBroken = (subs: Box, count: number): Broken | undefined => {
  const { end, parts } = readSubsamples(subs);
  if (parts === undefined) {
    return { says: 'entries of subs reach beyond their box', box: subs, expected: 'whole entries' };
  }
  if (end <= count) return undefined;
  return {
    says: 'subsamples of a sample that does not exist',
    ...at(subs, 'subs', 'entry_count'),
    expected: `samples up to ${String(count)}`,
    actual: `sample ${String(end)}`,
  };
};

/** Boxes in traf that tell something of each sample (ISO/IEC 14496-12, 8.6.4, 8.7.7 and 8.9; ISO/IEC 23001-7). */
export const tableRules = {
  'CMAF-FRAG-043': rule('moof', {
    says: 'Tables of sample dependencies and groups fit the samples of their chunk.',
    decides: ['DI-MT-01a'],
    check: ({ trafs }, track) =>
      trafs.flatMap((traf): readonly Broken[] => {
        const sdtps = childrenOf(traf.box, 'sdtp')
          .map((box) => ({ box, entries: box.size - box.header - 4 }))
          .filter(({ entries }) => entries !== traf.count)
          .map(({ box, entries }) => ({
            says: 'sdtp has not one entry for each sample',
            box,
            expected: String(traf.count),
            actual: String(entries),
          }));
        const trak = trakOf(traf, track);
        const groups = childrenOf(traf.box, 'sbgp').flatMap((sbgp) => groupsBroken(sbgp, traf, trak) ?? []);
        return [...sdtps, ...groups];
      }),
  }),
  'CMAF-FRAG-044': rule('chunk', {
    says: 'Subsamples lie inside their samples.',
    decides: ['DI-MT-01a'],
    unless: ['ISO-BOX-013'],
    start: () => {
      let judged: TrafShape | undefined;
      let boxes: readonly { readonly box: Box; readonly parts: readonly SampleParts[] }[] = [];
      let fault: Broken | undefined;
      return ({ traf, listed }) => {
        if (judged !== traf) {
          judged = traf;
          const all = childrenOf(traf.box, 'subs');
          boxes = all.map((box) => ({ box, parts: readSubsamples(box).parts ?? [] }));
          fault = all.map((box) => subsBroken(box, traf.count)).find((each) => each !== undefined);
        }
        if (boxes.length === 0 || fault !== undefined) return fault;
        for (const { box, parts } of boxes) {
          const wrong = parts.find(
            ({ sample, bytes }) => sample <= listed.listed && bytes > (listed.sizes[sample - 1] ?? 0),
          );
          if (wrong === undefined) continue;
          return {
            says: 'subsamples are larger than their sample',
            box,
            expected: `at most ${String(listed.sizes[wrong.sample - 1] ?? 0)} bytes of sample ${String(wrong.sample)}`,
            actual: `${String(wrong.bytes)} bytes`,
          };
        }
        return undefined;
      };
    },
  }),
  'CMAF-FRAG-045': rule('chunk', {
    says: 'The samples of a fragment are all encrypted, or all clear.',
    applies: ({ trak }) => trak?.encrypted === true,
    start: () => {
      let judged: TrafShape | undefined;
      let header: Trak | undefined;
      let own = { clear: false, encrypted: false };
      let clear = false;
      let encrypted = false;
      return (chunk, track) => {
        if (judged !== chunk.traf || header !== track.trak) {
          judged = chunk.traf;
          header = track.trak;
          own = protectionOf(chunk.traf, trakOf(chunk.traf, track));
        }
        if (chunk.opensFragment !== false) {
          clear = false;
          encrypted = false;
        }
        const told = clear && encrypted;
        clear ||= own.clear;
        encrypted ||= own.encrypted;
        if (told || !clear || !encrypted) return undefined;
        return {
          says: 'a fragment with encrypted and clear samples',
          box: child(chunk.traf.box, 'sbgp') ?? chunk.traf.box,
          expected: 'one of them throughout each fragment',
          actual: 'both',
        };
      };
    },
  }),
} satisfies Record<string, Rule>;
