import type { cmafSegFacts } from '../facts/cmaf-seg.ts';
import { at } from '../point.ts';
import { rule, type Rule } from '../rule.ts';

/** Boxes that may stand in front of a moof, but not in front of the styp of its segment. */
const inside = new Set(['prft', 'emsg', 'sidx', 'ssix']);

/** Brands that a segment may name: CMAF's, those of DASH, and those of the file format itself. */
const family = /^(cmf|iso|mp4|avc|msdh|msix|dash|sims|risx|lmsg|slat)/;

/** Segment types (ISO/IEC 14496-12, 8.16.2) and the brands of media objects (ISO/IEC 23000-19, 7.2). */
export const cmafSegTypeRules = {
  'CMAF-SEG-001': rule('top', {
    says: 'A segment that has a styp begins with it.',
    decides: ['DI-CMAF-GP-14', 'DI-DEF-cmafstream', 'DI-MT-01a'],
    check: ({ type, since, moofs, mdats }) => {
      // Between a moof and its mdat no box is right, which is told of the moof.
      if (type !== 'styp' || moofs > mdats) return undefined;
      const header = since.lastIndexOf('moov');
      const before = since.find(
        (each, i) => inside.has(each) && !(each === 'sidx' && i > header && header >= 0),
      );
      return before === undefined
        ? undefined
        : {
            says: `a styp stands behind the ${before} of its segment`,
            expected: 'styp as the first box of the segment',
            actual: `${before} before styp`,
          };
    },
  }),
  'CMAF-SEG-002': rule('segment', {
    says: 'A segment may do without styp; a track that uses it uses it throughout.',
    decides: ['DI-CMAF-GP-14'],
    start: () => {
      let first: boolean | undefined;
      let told = false;
      return ({ styp, chunks, object, start }) => {
        if (chunks === 0 || told) return undefined;
        const has = styp !== undefined;
        first ??= has;
        if (has === first) return undefined;
        told = true;
        return {
          says: 'some segments of the track have a styp and others have none',
          expected: first ? 'styp, as before' : 'no styp, as before',
          actual: `${has ? 'styp' : 'none'} in ${object} at byte ${String(start)}`,
        };
      };
    },
  }),
  'CMAF-SEG-003': rule('segment', {
    says: 'The brand of a styp says truly whether a chunk, a fragment or a segment follows.',
    decides: ['DI-CMAF-GP-14', 'DI-MT-N1'],
    check: ({ styp, brands, fragments, chunks, whole }) => {
      if (styp === undefined || chunks === 0) return undefined;
      if (brands.includes('cmff') && fragments !== undefined && fragments > 1 && !brands.includes('cmfs')) {
        return {
          says: 'the brand cmff says one fragment, and several follow',
          ...at(styp, 'styp', 'compatible_brands'),
          expected: 'one fragment, or the brand cmfs',
          actual: `${String(fragments)} fragments`,
        };
      }
      if (
        brands.includes('cmfl') &&
        chunks > 1 &&
        !brands.some((each) => each === 'cmff' || each === 'cmfs')
      ) {
        return {
          says: 'the brand cmfl says one chunk, and several follow',
          ...at(styp, 'styp', 'compatible_brands'),
          expected: 'one chunk, or the brand cmff or cmfs',
          actual: `${String(chunks)} chunks`,
          // In a long body the styp of a first chunk is often the only one.
          ...(whole ? {} : { as: 'info' as const }),
        };
      }
      return undefined;
    },
  }),
  'CMAF-SEG-004': rule('segment', {
    says: 'A styp names a brand of CMAF, of DASH or of the file format, and is not indexed (msix) without an index.',
    decides: ['DI-CMAF-GP-14'],
    check: ({ styp, brands, boxes, chunks }) => {
      if (styp === undefined) return undefined;
      if (!brands.some((each) => family.test(each))) {
        return {
          says: 'no brand of the styp is known',
          ...at(styp, 'styp', 'major_brand'),
          expected: 'one of cmfs, cmff, cmfl, msdh, iso6 or their kin',
          actual: brands.slice(0, 8).join(' '),
        };
      }
      if (chunks === 0 || !brands.includes('msix') || boxes.some(({ type }) => type === 'sidx'))
        return undefined;
      return {
        says: 'the brand msix says that the segment is indexed, and it has no sidx',
        ...at(styp, 'styp', 'major_brand'),
        expected: 'a sidx, or msdh alone',
        actual: 'msix without sidx',
        // The DASH muxer of FFmpeg writes this brand into every segment.
        as: 'info',
      };
    },
  }),
  'CMAF-SEG-025': rule('segment', {
    says: 'The brand lmsg stands in the last segment only.',
    decides: ['DI-MT-01a'],
    start: () => {
      let last: { readonly time: number; readonly header: number | undefined } | undefined;
      return ({ brands, chunks, time, opensWithFragment, object, start }, { headers }) => {
        if (chunks === 0) return undefined;
        const header = headers.at(-1)?.ordinal;
        const before = last;
        if (brands.includes('lmsg')) last = { time, header };
        // A new header begins a new session; what was sent before may be sent again; later chunks belong to it.
        if (
          before === undefined ||
          before.header !== header ||
          time <= before.time ||
          opensWithFragment === false
        ) {
          return undefined;
        }
        return {
          says: 'a segment follows one that was marked as the last (lmsg)',
          expected: 'nothing more, or a new CMAF header first',
          actual: `${object} at byte ${String(start)}`,
        };
      };
    },
  }),
  'CMAF-SEG-026': rule('segment', {
    says: 'Filler segments are marked with the brand slat, and a receiver may replace them.',
    decides: ['DI-CMAF-GP-14'],
    check: ({ brands, styp }, { settings }) =>
      settings.head && styp !== undefined && brands.includes('slat')
        ? {
            says: 'a filler segment (slat), which a receiver may replace by other content',
            ...at(styp, 'styp', 'major_brand'),
            actual: brands.slice(0, 8).join(' '),
          }
        : undefined,
  }),
} satisfies Partial<Record<keyof typeof cmafSegFacts, Rule>>;
