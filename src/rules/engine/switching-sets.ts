import { child, childrenOf, decodeAs, find } from '../../media/isobmff/box.ts';
import type { Input } from '../input.ts';
import type { Trak } from '../model/header.ts';
import type { AlignedSets, SwitchingSet } from '../model/together.ts';
import type { Track } from '../model/track.ts';

/** The scheme by which an ingest source says of a track which switching set it belongs to. */
const setScheme = 'urn:dashif:ingest:switchingset_id';

interface Kind {
  readonly schemeURI: string;
  readonly value: string;
}

const kindsOf = (trak: Trak): readonly Kind[] =>
  childrenOf(child(trak.box, 'udta'), 'kind').map((box) => decodeAs(box, 'kind').value);

/** Video and audio come in several bit rates; text and metadata that look alike need not be the same. */
const isLadder = (trak: Trak): boolean => trak.kind === 'video' || trak.kind === 'audio';

/**
 * What tracks of one set have in common: handler, coding, language, roles, timescale, and an alternate group, which
 * separates where it differs but proves nothing where it is equal, since some muxers give one to all tracks of a type.
 */
const likeness = (trak: Trak): string => {
  const tkhd = child(trak.box, 'tkhd');
  const elng = find(trak.box, 'mdia/elng');
  return JSON.stringify([
    trak.handler,
    trak.original,
    elng === undefined ? (trak.language ?? '') : decodeAs(elng, 'elng').value.extended_language,
    kindsOf(trak)
      .map(({ schemeURI, value }) => `${schemeURI} ${value}`)
      .sort(),
    trak.timescale,
    tkhd === undefined ? 0 : decodeAs(tkhd, 'tkhd').value.alternate_group,
  ]);
};

/** Whether two tracks have fragments of the same time; a track without any may be anything. */
const overlap = (a: Track, b: Track): boolean => {
  const [x, y] = [a.grid, b.grid];
  if (x.count === 0 || y.count === 0) return true;
  const end = (grid: Track['grid']): bigint =>
    grid.time(grid.count - 1) + BigInt(grid.duration(grid.count - 1));
  return x.time(0) < end(y) && y.time(0) < end(x);
};

const grouped = (
  tracks: readonly Track[],
  by: (track: Track) => string | undefined,
): Map<string, Track[]> => {
  const groups = new Map<string, Track[]>();
  for (const track of tracks) {
    const key = by(track);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [track]);
    else group.push(track);
  }
  return groups;
};

const named = (tracks: readonly Track[]): string => tracks.map(({ name }) => name).join(', ');

/** The sets that the encoder itself tells of, by a kind of the scheme for it. */
const toldByKind = (tracks: readonly Track[]): readonly SwitchingSet[] =>
  [
    ...grouped(tracks, ({ trak }) =>
      trak === undefined
        ? undefined
        : kindsOf(trak).find(({ schemeURI, value }) => schemeURI === setScheme && value !== '')?.value,
    ),
  ]
    .filter(([, members]) => members.length > 1)
    .map(([name, members]) => ({ name, tracks: members, declared: true }));

/** The sets that tracks look like: those that are alike in all that a client switches on, at the same time. */
const foundOut = (tracks: readonly Track[]): readonly SwitchingSet[] => {
  const candidates = tracks.filter(
    ({ trak }) => trak !== undefined && trak.header.traks.length === 1 && isLadder(trak),
  );
  return [
    ...grouped(candidates, ({ trak }) => (trak === undefined ? undefined : likeness(trak))).values(),
  ].flatMap((group) => {
    const [first] = group;
    const members = first === undefined ? [] : group.filter((track) => overlap(first, track));
    return members.length < 2 ? [] : [{ name: named(members), tracks: members, declared: false }];
  });
};

/**
 * The switching sets among tracks (ISO/IEC 23000-19, 7.3.4): those that the input declares; without any, those that the
 * encoder tells of, and of the other tracks those that look like one. The second of two redundant sources is no member.
 */
export const switchingSets = (tracks: readonly Track[], input: Input): readonly SwitchingSet[] => {
  if (input.switchingSets !== undefined) {
    return input.switchingSets.flatMap((names) => {
      const members = tracks.filter(({ name }) => names.includes(name));
      return members.length < 2 ? [] : [{ name: named(members), tracks: members, declared: true }];
    });
  }
  const own = tracks.filter(({ name }) => name !== input.redundant?.b);
  const told = toldByKind(own);
  const rest = own.filter((track) => !told.some((set) => set.tracks.includes(track)));
  return [...told, ...foundOut(rest)];
};

/**
 * The sets that are aligned with each other (7.3.4.4): those that the input declares by their first tracks; without
 * any, those of video and one language whose codings differ.
 */
export const alignedSets = (sets: readonly SwitchingSet[], input: Input): readonly AlignedSets[] => {
  const made = (members: readonly SwitchingSet[]): readonly AlignedSets[] =>
    members.length < 2 ? [] : [{ name: members.map(({ name }) => name).join(' | '), sets: members }];
  if (input.alignedSets !== undefined) {
    return input.alignedSets.flatMap((names) =>
      made(sets.filter(({ tracks }) => names.includes(tracks[0]?.name ?? ''))),
    );
  }
  const groups = new Map<string, SwitchingSet[]>();
  for (const set of sets) {
    const trak = set.tracks[0]?.trak;
    // Sound frames of two codings are of two lengths: only pictures can be expected to be aligned.
    if (trak?.kind !== 'video') continue;
    const key = `${trak.handler} ${trak.language ?? ''}`;
    const group = groups.get(key) ?? [];
    if (!group.some(({ tracks }) => tracks[0]?.trak?.original === trak.original)) group.push(set);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(made);
};
