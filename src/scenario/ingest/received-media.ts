/** What the rules of the validator say of the media that an ingest source sent. */
import { switchingSets } from '../../rules/engine/switching-sets.ts';
import { judgeTogether } from '../../rules/engine/together.ts';
import type { RuleId } from '../../rules/facts/index.ts';
import type { Finding } from '../../rules/finding.ts';
import type { Input, TrackInput } from '../../rules/input.ts';
import { judgeTrack } from '../../rules/judge.ts';
import type { Track } from '../../rules/model/track.ts';
import { rules } from '../../rules/rules.ts';
import { defaultSettings } from '../../rules/settings.ts';
import type { Settings } from '../../rules/settings.ts';
import type { Observations } from '../../trace/observations.ts';
import { curtain } from '../checks/client-select.ts';
import { isOfSecondInstance } from './instances.ts';
import { timeOf } from './posts.ts';
import { located, named, naming } from './received-objects.ts';
import type { NamedObjects, ReceivedFinding } from './received-objects.ts';
import { sentTracks } from './sent-tracks.ts';
import type { Post, SentTrack } from './sent-tracks.ts';

/** Of each fragment the first access unit is read: parameter sets that come with the samples stand there. */
const settings: Settings = { ...defaultSettings, session: true, deep: 'first-sample' };

/** A track that was sent, as the rules read it. */
export interface ReceivedTrack {
  readonly sent: SentTrack;
  readonly track: Track;
}

/** Two instances' sending of one track: the second took over from the first, or sent beside it. */
export interface ReceivedPair {
  readonly first: Track;
  readonly second: Track;
  readonly replaced: boolean;
}

export interface ReceivedMedia {
  readonly tracks: readonly ReceivedTrack[];
  readonly pairs: readonly ReceivedPair[];
  /** Switching sets that the source tells of, or that tracks look like. */
  readonly sets: readonly (readonly Track[])[];
  readonly findings: readonly ReceivedFinding[];
  readonly exercised: ReadonlySet<RuleId>;
  /** Whether the source came to its own end, so that nothing more belongs to its session. */
  readonly ended: boolean;
  /** Whether the bytes of some track go on after what the trace kept. */
  readonly truncated: boolean;
}

/** The source ended by itself or when it was asked to, before we had seen enough and cut it off. */
const hasEnded = (seen: Observations): boolean => {
  const exit = seen.command?.exit;
  if (exit === undefined || seen.second !== undefined || exit.number > curtain(seen).event) return false;
  return exit.signal !== 'SIGKILL' && (exit.code === 0 || exit.asked);
};

const hasMedia = ({ objects }: NamedObjects['input']): boolean =>
  objects.some(({ bytes }) => bytes.length > 0);

/** What one track of the first instance and its like of the second are called. */
const relativePath = (seen: Observations, { posts }: SentTrack): string => {
  const { mount, secondMount } = seen.parameters;
  const path = posts[0]?.path ?? '';
  const point = secondMount !== undefined && path.startsWith(secondMount) ? secondMount : mount;
  return path.startsWith(point) ? path.slice(point.length) : path;
};

interface SentPair {
  readonly name: string;
  readonly first: readonly Post[];
  readonly second: readonly Post[];
}

/** The tracks that both instances sent: on one path, on like paths, or alone in their kind. */
const sentPairs = (seen: Observations): readonly SentPair[] => {
  if (seen.second === undefined) return [];
  const isSecond = (post: Post): boolean => isOfSecondInstance(seen, post);
  const tracks = sentTracks(seen);
  const ofSecond = tracks.filter(({ posts }) => posts.some(isSecond));
  return tracks
    .filter(({ posts }) => !posts.every(isSecond))
    .flatMap((first) => {
      const alike = ofSecond.filter(({ kind }) => kind === first.kind);
      const second =
        alike.find((track) => track === first) ??
        alike.find((track) => relativePath(seen, track) === relativePath(seen, first)) ??
        (alike.length === 1 ? alike[0] : undefined);
      if (second === undefined) return [];
      const own = first.posts.filter((post) => !isSecond(post));
      return [{ name: first.key, first: own, second: second.posts.filter(isSecond) }];
    });
};

/** Codings of one family, which a source may mix up in one set. */
const families: Readonly<Record<string, string>> = { avc3: 'avc1', hev1: 'hvc1' };

/** Names of the video tracks of each coding, where the target is said to send renditions of one set. */
const declaredSets = (seen: Observations, tracks: readonly Track[]): readonly (readonly string[])[] => {
  if (seen.parameters.features['renditions'] !== true) return [];
  const sets = new Map<string, string[]>();
  for (const { trak, name } of tracks) {
    if (trak?.kind !== 'video') continue;
    const coding = families[trak.original] ?? trak.original;
    sets.set(coding, [...(sets.get(coding) ?? []), name]);
  }
  return [...sets.values()].filter(({ length }) => length > 1);
};

interface Judged {
  readonly tracks: readonly Track[];
  readonly sets: readonly (readonly Track[])[];
  /** Of each track, and of what they are together. */
  readonly alone: readonly (readonly Finding[])[];
  readonly together: readonly Finding[];
  readonly exercised: readonly RuleId[];
}

/** Tracks one by one, and what they are together. */
const judgedPresentation = (seen: Observations, inputs: readonly TrackInput[]): Judged => {
  const reports = inputs.map((input) => judgeTrack(input, settings));
  const tracks = reports.map(({ track }) => track);
  const declared = declaredSets(seen, tracks);
  const none: Input = { tracks: [] };
  const together = [
    // What is said to be a set is judged as one, and what looks like one besides.
    ...(declared.length === 0
      ? []
      : judgeTogether(tracks, { ...none, switchingSets: declared }, rules, settings)),
    ...judgeTogether(tracks, { ...none, presentation: true }, rules, settings),
  ];
  return {
    tracks,
    sets: [
      ...switchingSets(tracks, { ...none, switchingSets: declared }),
      ...switchingSets(tracks, none),
    ].map((set) => set.tracks),
    alone: reports.map(({ findings }) => findings),
    together: unrepeated(together.flatMap(({ findings }) => findings)),
    exercised: [...reports, ...together].flatMap(({ exercised }) => [...exercised]),
  };
};

/** Findings of one thing by one rule are one finding: the first, which is the graver. */
const unrepeated = (findings: readonly Finding[]): readonly Finding[] => {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, object, box, offset, message } = finding;
    const key = JSON.stringify([rule, object, box, offset, message]);
    if (!kept.has(key)) kept.set(key, finding);
  }
  return [...kept.values()];
};

/** Fragments by which an instance that takes over may begin later than time alone explains. */
const someFragments = 3;

/**
 * Whether the media between two instances are no more than what passed while neither sent, which a live source cannot
 * send any more: then the gap tells of the failure, and of nothing that the second instance did.
 */
const isGapOfTime = (seen: Observations, [a, b]: readonly Track[], pair: SentPair): boolean => {
  const timescale = b?.trak?.timescale ?? 0;
  if (a === undefined || b === undefined || timescale === 0 || a.grid.count === 0 || b.grid.count === 0)
    return false;
  const last = a.grid.count - 1;
  const lost = Number(b.grid.time(0) - a.grid.time(last)) / timescale;
  const lastAt = Math.max(...pair.first.map((post) => timeOf(post, post.body.length)));
  const next = pair.second.find(({ objects }) => objects.some(({ fragment }) => fragment !== undefined));
  const begin = next?.objects.find(({ fragment }) => fragment !== undefined)?.offset ?? 0;
  const passed = next === undefined ? 0 : timeOf(next, begin) - lastAt;
  const scale = 1000 * (seen.parameters.delayScale ?? 1);
  return lost <= passed / scale + ((1 + someFragments) * a.grid.duration(0)) / timescale;
};

interface JudgedPair {
  /** The requests with which the second instance went on after a gap that is none of its doing. */
  readonly excused: ReadonlySet<Post>;
  readonly pairs: readonly ReceivedPair[];
  readonly findings: readonly ReceivedFinding[];
  readonly exercised: readonly RuleId[];
}

const judgedPair = (seen: Observations, pair: SentPair): JudgedPair => {
  const { name, first, second } = pair;
  const nameOf = naming();
  const [a, b] = [`${name} (first instance)`, `${name} (second instance)`];
  const both = [named(a, first, nameOf, false), named(b, second, nameOf, false)];
  const tracks = both.map(({ input }) => judgeTrack(input, settings).track);
  const replaced = seen.parameters.secondMount === undefined;
  const input: Input = { tracks: [], switchingSets: [], redundant: { a, b, replaced } };
  const together = judgeTogether(tracks, input, rules, settings);
  const [one, other] = tracks;
  const excused = replaced && isGapOfTime(seen, tracks, pair);
  const found = together.flatMap(({ findings }) => findings).map(located(both, tracks, 'several'));
  return {
    excused: new Set(excused ? second : []),
    pairs: one === undefined || other === undefined ? [] : [{ first: one, second: other, replaced }],
    findings: found.filter(({ finding: { rule } }) => !excused || rule !== 'RED-010'),
    exercised: together.flatMap(({ exercised }) => [...exercised]),
  };
};

const look = (seen: Observations): ReceivedMedia => {
  const ended = hasEnded(seen);
  const nameOf = naming();
  const all = sentTracks(seen).map((sent) => ({
    sent,
    named: named(sent.key, sent.posts, nameOf, ended),
  }));
  const media = all.filter((one) => hasMedia(one.named.input));
  // What only the second instance sent is a presentation of its own.
  const isBeside = ({ sent }: (typeof all)[number]): boolean =>
    seen.second !== undefined && sent.posts.every((post) => isOfSecondInstance(seen, post));
  const groups = [media.filter((one) => !isBeside(one)), media.filter(isBeside)].filter(
    ({ length }) => length > 0,
  );
  const presentations = groups.map((group) => ({
    group,
    ...judgedPresentation(
      seen,
      group.map((one) => one.named.input),
    ),
  }));
  const pairs = sentPairs(seen).map((pair) => judgedPair(seen, pair));
  const isExcused = ({ finding, post }: ReceivedFinding): boolean =>
    finding.rule === 'CMAF-TRK-001' &&
    finding.count === 1 &&
    finding.box.startsWith('moof[0]/') &&
    post !== undefined &&
    pairs.some(({ excused }) => excused.has(post));
  return {
    tracks: presentations.flatMap(({ group, tracks }) =>
      group.flatMap(({ sent }, index) => {
        const track = tracks[index];
        return track === undefined ? [] : [{ sent, track }];
      }),
    ),
    pairs: pairs.flatMap((one) => one.pairs),
    sets: presentations.flatMap(({ sets }) => sets),
    findings: [
      ...presentations.flatMap(({ group, tracks, alone, together }) => {
        const all = group.map((one) => one.named);
        const ofOne = alone.flatMap((findings, index) =>
          findings.map(located(all, tracks, 'one')).map((found) => {
            const track = group[index]?.sent.key;
            return track === undefined ? found : { ...found, track };
          }),
        );
        return [
          ...ofOne.filter((found) => !isExcused(found)),
          ...together.map(located(all, tracks, 'several')),
        ];
      }),
      ...pairs.flatMap(({ findings }) => findings),
    ],
    exercised: new Set([...presentations, ...pairs].flatMap(({ exercised }) => exercised)),
    ended,
    truncated: all.some(({ named: { truncated } }) => truncated),
  };
};

const known = new WeakMap<Observations, ReceivedMedia>();

/** What the rules say of all that came, read once. TTML is only read where the XML parser is loaded. */
export const receivedMedia = (seen: Observations): ReceivedMedia => {
  const made = known.get(seen) ?? look(seen);
  known.set(seen, made);
  return made;
};
