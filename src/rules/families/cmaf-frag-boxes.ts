import { child, fieldsAt } from '../../media/isobmff/box.ts';
import type { TopBox, Track } from '../model/track.ts';
import { rule, type Broken, type Rule } from '../rule.ts';

/**
 * Tells whether an mdat belongs to no moof: that which comes when every moof has had its own. It is asked about top-level
 * boxes out of their regular turns only, so it keeps by how many the mdats are behind or ahead so far.
 */
const surplusMdat = (): ((top: TopBox) => boolean) => {
  let object: string | undefined;
  let settled = 0;
  return ({ type, object: name, moofs, mdats }) => {
    if (name !== object) settled = 0;
    object = name;
    if (type === 'moof') settled = moofs - mdats;
    if (type !== 'mdat') return false;
    if (moofs - mdats > settled) return false;
    settled = moofs - mdats - 1;
    return true;
  };
};

/** Boxes that begin something new, so that an mdat behind them is no second one of the moof before. */
const beginnings = ['styp', 'ftyp', 'moov', 'prft', 'emsg', 'sidx'];
const isSecond = ({ previous, since, mdats }: TopBox): boolean =>
  mdats > 0 && (previous === 'mdat' || !since.some((type) => beginnings.includes(type)));

/** Whether it is the mdat of a movie that is not fragmented: that it is no CMAF is told of its moov. */
const isOfWholeMovie = ({ moofs, since, hasHeader }: TopBox, { trak }: Track): boolean => {
  if (moofs > 0) return false;
  if (!hasHeader) return since.includes('ftyp');
  return (fieldsAt<'stts'>(trak?.box, 'mdia/minf/stbl/stts')?.entry_count ?? 0) > 0;
};

/** Which boxes chunks consist of, and in which order (ISO/IEC 23000-19, 7.3.2.3; ISO/IEC 14496-12, 8.8). */
export const boxRules = {
  'CMAF-FRAG-001': rule('chunk', {
    says: 'The box right behind a moof is its mdat.',
    decides: ['DI-MT-01a', 'DI-DEF-fragment', 'DI-DEF-cmafstream', 'DI-CMAF-GP-13'],
    check: (chunk, track) => {
      if (chunk.followedBy === 'mdat') return undefined;
      // An object that was cut off between the two is no fault of its boxes.
      if (chunk.followedBy === undefined && !track.complete) return undefined;
      return {
        says: 'a moof is not followed by its mdat',
        box: chunk.shape.moof,
        expected: 'mdat right behind the moof',
        actual: chunk.followedBy ?? 'another moof, or the end of the object',
      };
    },
  }),
  'CMAF-FRAG-002': rule('top', {
    says: 'Each moof has exactly one mdat.',
    decides: ['DI-MT-01a', 'DI-DEF-fragment', 'DI-MT-08'],
    start: () => {
      const isSurplus = surplusMdat();
      return (top) => {
        if (!isSurplus(top) || !isSecond(top)) return undefined;
        const empty = top.size !== undefined && top.size <= top.header;
        return {
          says: empty ? 'an empty second mdat behind a chunk' : 'a second mdat behind one moof',
          ...(empty ? { as: 'warning' as const } : {}),
          expected: 'a moof, or what stands before one',
          actual: `mdat behind ${top.previous ?? 'nothing'}`,
        };
      };
    },
  }),
  'CMAF-FRAG-003': rule('top', {
    says: 'Every mdat has a moof in front of it.',
    decides: ['DI-MT-01a', 'DI-DEF-fragment', 'DI-DEF-cmafstream'],
    start: () => {
      const isSurplus = surplusMdat();
      return (top, track) => {
        if (!isSurplus(top) || isSecond(top) || isOfWholeMovie(top, track)) return undefined;
        return {
          says: 'an mdat without a moof in front of it: no fragmented file, or boxes out of order',
          expected: 'moof in front of mdat',
          actual: top.previous ?? 'the beginning of the object',
        };
      };
    },
  }),
  'CMAF-FRAG-004': rule('moof', {
    says: 'The first box of a moof is mfhd.',
    decides: ['DI-MT-01a'],
    check: ({ moof }) => {
      const [first] = moof.children;
      if (first?.type === 'mfhd') return undefined;
      return {
        says:
          child(moof, 'mfhd') === undefined ? 'a moof without mfhd' : 'mfhd is not the first box of its moof',
        box: child(moof, 'mfhd') ?? moof,
        expected: 'mfhd first',
        actual: first?.type ?? 'no boxes at all',
      };
    },
  }),
  'CMAF-FRAG-005': rule('moof', {
    says: 'A moof has exactly one traf.',
    decides: ['DI-MT-01a', 'DI-CMAF-GC-03'],
    check: ({ moof, trafs }) => {
      if (trafs.length === 1) return undefined;
      return {
        says:
          trafs.length === 0
            ? 'a moof without traf'
            : 'a moof with several trafs: put each track into a file of its own',
        box: trafs[1]?.box ?? moof,
        expected: '1 traf',
        actual: `${String(trafs.length)} trafs`,
      };
    },
  }),
  'CMAF-FRAG-006': rule('moof', {
    says: 'In a traf, tfhd comes first, and tfdt before the first trun.',
    decides: ['DI-MT-01a', 'DI-MT-02'],
    check: ({ trafs }) =>
      trafs.flatMap(({ box, tfhd, tfdt, truns }): readonly Broken[] => {
        const order = box.children.map(({ type }) => type);
        const actual = order.join(', ');
        if (tfhd !== undefined && order[0] !== 'tfhd') {
          return [
            { says: 'tfhd is not the first box of its traf', box: tfhd, expected: 'tfhd first', actual },
          ];
        }
        if (tfdt === undefined || truns.length === 0 || order.indexOf('tfdt') < order.indexOf('trun'))
          return [];
        return [{ says: 'tfdt stands behind trun', box: tfdt, expected: 'tfhd, tfdt, trun', actual }];
      }),
  }),
  'CMAF-FRAG-007': rule('moof', {
    says: 'A traf has one trun.',
    decides: ['DI-MT-01a'],
    check: ({ trafs }) =>
      trafs
        .filter(({ truns }) => truns.length > 1)
        .map(({ truns, box }) => ({
          says: 'a traf with several truns',
          box: truns[1]?.box ?? box,
          expected: '1 trun',
          actual: `${String(truns.length)} truns`,
        })),
  }),
} satisfies Record<string, Rule>;
