/** How the fragments of switching sets, of aligned sets and of selection sets lie on each other. */
import { decodeAs, find } from '../../media/isobmff/box.ts';
import { endOf, matchGrids, type GridMatch } from '../model/grid-match.ts';
import type { AlignedSets, Presentation } from '../model/together.ts';
import type { FragmentGrid, Track } from '../model/track.ts';
import { rule, type Broken, type Rule } from '../rule.ts';
import { eachWithFirst, soundHeader } from './pairwise.ts';

const fragment = (grid: FragmentGrid, i: number): string =>
  `${grid.object(i)} at ${String(grid.start(i))}: baseMediaDecodeTime ${String(grid.time(i))}`;

/** Two tracks of one timescale that both have fragments. */
const comparable = (first: Track, other: Track): boolean =>
  first.grid.count > 0 &&
  other.grid.count > 0 &&
  first.trak !== undefined &&
  first.trak.timescale > 0 &&
  first.trak.timescale === other.trak?.timescale;

const many = (count: number): string => (count === 1 ? '1 fragment' : `${String(count)} fragments`);

/** Fragments that begin where the other track has none, or last another time; the last of each may be cut short. */
const misaligned = (first: Track, other: Track, { both, onlyA, onlyB }: GridMatch): Broken | undefined => {
  const [a, b] = [first.grid, other.grid];
  const [missing] = onlyA;
  const [extra] = onlyB;
  if (missing !== undefined || extra !== undefined) {
    return {
      says: 'fragments do not begin at the times of those of the other track',
      box: 'moof',
      offset: extra === undefined ? 0 : b.start(extra),
      expected:
        missing === undefined
          ? `the fragments of ${first.name}`
          : `${many(onlyA.length)} more, the first as ${fragment(a, missing)}`,
      actual:
        extra === undefined ? 'none there' : `${many(onlyB.length)} besides, the first ${fragment(b, extra)}`,
    };
  }
  const unequal = both.filter(
    ([i, j]) => i < a.count - 1 && j < b.count - 1 && a.duration(i) !== b.duration(j),
  );
  const [pair] = unequal;
  if (pair === undefined) return undefined;
  const [i, j] = pair;
  return {
    says: 'fragments of the same time have other durations than those of the other track',
    box: 'moof',
    offset: b.start(j),
    expected: `${String(a.duration(i))} ticks`,
    actual: `${String(b.duration(j))} ticks (${many(unequal.length)}, the first ${fragment(b, j)})`,
  };
};

/** Earliest presentation time of a track: its first composition time, less the edit. */
const earliest = ({ grid, trak }: Track): bigint =>
  grid.time(0) + BigInt(Math.round(grid.earliest(0))) - (trak?.mediaTime ?? 0n);

/** Whether nothing more can come: the session is over, and the track ended as its sender meant it to. */
const isOver = ({ complete, settings, lastBox }: Track): boolean =>
  complete && (settings.session || lastBox === 'mfra');

const lastEnd = ({ grid }: Track): bigint => {
  let end = 0n;
  for (let i = 0; i < grid.count; i++) {
    const each = endOf(grid, i);
    if (each > end) end = each;
  }
  return end;
};

/** Aligned sets by their first tracks: times of two timescales are compared by cross-multiplication. */
const setsDiffer = ({ sets }: AlignedSets): readonly Broken[] => {
  const [first, ...others] = sets.map(({ tracks }) => tracks[0]);
  if (first?.trak === undefined) return [];
  const scale = first.trak.timescale;
  return others.flatMap((other): readonly Broken[] => {
    if (other?.trak === undefined || scale === 0 || other.trak.timescale === 0) return [];
    const match = matchGrids(first.grid, other.grid, other.trak.timescale, scale);
    const [missing, extra] = [match.onlyA[0], match.onlyB[0]];
    if (missing === undefined && extra === undefined) return [];
    return [
      {
        object: other.name,
        says: 'fragments of aligned switching sets do not begin at the same times',
        box: 'moof',
        offset: extra === undefined ? 0 : other.grid.start(extra),
        expected: missing === undefined ? `the fragments of ${first.name}` : fragment(first.grid, missing),
        actual: extra === undefined ? 'none there' : fragment(other.grid, extra),
      },
    ];
  });
};

const languageOf = (track: Track): string => {
  const elng = find(track.trak?.box, 'mdia/elng');
  return elng === undefined ? (track.trak?.language ?? '') : decodeAs(elng, 'elng').value.extended_language;
};

const aspectOf = (track: Track): number => {
  const tkhd = find(track.trak?.box, 'tkhd');
  if (tkhd === undefined) return 0;
  const { width, height } = decodeAs(tkhd, 'tkhd').value;
  return height === 0 ? 0 : width / height;
};

const setsUnlike = ({ sets }: AlignedSets): readonly Broken[] => {
  const [first, ...others] = sets.map(({ tracks }) => tracks[0]);
  if (first?.trak === undefined) return [];
  return others.flatMap((other): readonly Broken[] => {
    if (other?.trak === undefined || soundHeader(other) === undefined) return [];
    const differs = (what: string, box: string, expected: string, actual: string): readonly Broken[] => [
      { object: other.name, says: `aligned switching sets differ in ${what}`, box, expected, actual },
    ];
    if (first.trak?.handler !== other.trak.handler) {
      return differs('handler_type', 'moov/trak/mdia/hdlr', first.trak?.handler ?? '', other.trak.handler);
    }
    const [language, otherLanguage] = [languageOf(first), languageOf(other)];
    if (language !== otherLanguage)
      return differs('language', 'moov/trak/mdia/mdhd', language, otherLanguage);
    const [aspect, otherAspect] = [aspectOf(first), aspectOf(other)];
    if (aspect === 0 || otherAspect === 0 || Math.abs(aspect - otherAspect) <= aspect / 50) return [];
    return differs('aspect ratio', 'moov/trak/tkhd', aspect.toFixed(3), otherAspect.toFixed(3));
  });
};

/** Tracks of one media type that are over, and do not end together by more than their longest fragment. */
const endsApart = ({ tracks }: Presentation): readonly Broken[] =>
  ['vide', 'soun', 'text', 'subt'].flatMap((handler): readonly Broken[] => {
    const chosen = tracks.filter(
      (track) => track.trak?.handler === handler && track.grid.count > 0 && track.trak.timescale > 0,
    );
    const [first, ...others] = chosen;
    if (first?.trak === undefined || !chosen.every(isOver)) return [];
    const seconds = (track: Track): number =>
      Number(lastEnd(track) - track.grid.time(0)) / (track.trak?.timescale ?? 1);
    const longest = (track: Track): number => {
      let most = 0;
      for (let i = 0; i < track.grid.count; i++) most = Math.max(most, track.grid.duration(i));
      return most / (track.trak?.timescale ?? 1);
    };
    const tolerance = Math.max(...chosen.map(longest));
    return others
      .filter((other) => Math.abs(seconds(other) - seconds(first)) > tolerance + 0.001)
      .map((other) => ({
        object: other.name,
        says: 'tracks of one selection set differ in duration by more than a fragment',
        expected: `about ${seconds(first).toFixed(2)} s, as ${first.name}`,
        actual: `${seconds(other).toFixed(2)} s`,
      }));
  });

export const cmafSwsTimeRules = {
  'CMAF-SWS-016': rule('switching set', {
    says: 'Fragments of a switching set begin at the same times and last as long.',
    decides: ['DI-CMAF-GC-04', 'DI-SWS-00'],
    check: eachWithFirst((first, other) =>
      comparable(first, other) ? misaligned(first, other, matchGrids(first.grid, other.grid)) : undefined,
    ),
  }),
  'CMAF-SWS-017': rule('switching set', {
    says: 'The first fragments of a switching set have the same decode time and the same earliest presentation time.',
    decides: ['DI-SWS-00', 'DI-CMAF-GC-06'],
    unless: ['CMAF-SWS-016'],
    check: eachWithFirst((first, other) => {
      if (!comparable(first, other)) return undefined;
      const [begin, otherBegin] = [first.grid.time(0), other.grid.time(0)];
      const place = { box: 'moof', offset: other.grid.start(0) };
      if (begin !== otherBegin) {
        return {
          says: 'the track begins at another time than the others of its switching set',
          ...place,
          expected: `baseMediaDecodeTime ${String(begin)}`,
          actual: `baseMediaDecodeTime ${String(otherBegin)}`,
        };
      }
      const [shown, otherShown] = [earliest(first), earliest(other)];
      if (shown === otherShown) return undefined;
      return {
        says: 'the earliest presentation time differs: composition offsets without the edit that takes them back',
        ...place,
        expected: String(shown),
        actual: String(otherShown),
      };
    }),
  }),
  'CMAF-SWS-018': rule('switching set', {
    says: 'The tracks of a switching set that are over end at the same time.',
    decides: ['DI-SWS-00'],
    unless: ['CMAF-SWS-016'],
    check: eachWithFirst((first, other) => {
      if (!comparable(first, other) || !isOver(first) || !isOver(other)) return undefined;
      const [end, otherEnd] = [lastEnd(first), lastEnd(other)];
      if (end === otherEnd) return undefined;
      return {
        says: 'the track ends at another time than the others of its switching set',
        expected: `${String(end)} ticks, ${many(first.grid.count)}`,
        actual: `${String(otherEnd)} ticks, ${many(other.grid.count)}`,
      };
    }),
  }),
  'CMAF-ALN-001': rule('aligned sets', {
    says: 'Fragments of aligned switching sets begin at the same times.',
    decides: ['DI-SWS-ALIGNED', 'DI-CMAF-GC-04'],
    check: setsDiffer,
  }),
  'CMAF-ALN-002': rule('aligned sets', {
    says: 'Aligned switching sets have one media type, one language and one aspect ratio.',
    decides: ['DI-SWS-ALIGNED'],
    check: setsUnlike,
  }),
  'CMAF-SEL-001': rule('presentation', {
    says: 'The tracks of a selection set last equally long, to a fragment.',
    check: endsApart,
  }),
} satisfies Record<string, Rule>;
